"""How joint work ends: closed with a public dossier, split over two zones, and two that may be merged: one of them is asked.

That the Smart Land's protocol was signed by three municipalities and then opened to fourteen is fact (S-SMARTLAND); the rest
is an example.
"""

from sqlalchemy import select

from app.database import db
from app.demo.sub_areas import SMART_LAND, imagine
from app.rendering import render
from app.workspaces.models import Division, Merger, Part, Workspace, close_work, served_now, split

PROTOCOL = {
    "zone": "ZO-SE",
    "kind": "pilot_project",
    "name": "Apertura del protocollo Smart Land",
    "purpose": "Aprire ai 14 Comuni del Sud Est il protocollo firmato da Paullo, San Donato Milanese e Melegnano.",
    "objective": "P2.A-SE.1",
    "why": "Porta ai 14 Comuni ciò che tre hanno cominciato.",
    "bodies": ["015169", "015192", "015140"],
    "opened": -180,
}
CLOSED = "Il protocollo è aperto: chi vuole vi aderisce."
CAME_OF_IT = "Il protocollo è aperto a 14 Comuni."
CYCLING = {
    "zone": "ZO-NM",
    "kind": "sub_area",
    "name": "Ciclabili tra Nord Milano e Martesana",
    "purpose": "Unire le piste ciclabili dei Comuni di confine tra le due zone.",
    "objective": "P2.A-NM",
    "why": "Collega la zona ai Comuni vicini.",
    "bodies": ["015032", "015209", "015081"],
    "opened": -90,
}
DESK = {
    "zone": "ZO-SE",
    "kind": "pilot_project",
    "name": "Sportello digitale di Peschiera Borromeo e Mediglia",
    "purpose": "Provare in due Comuni vicini uno sportello digitale comune.",
    "objective": "P2.A-SE.1",
    "why": "È la stessa prova, in due altri Comuni.",
    "bodies": ["015171", "015139", "015192"],
    "opened": -20,
}
TOGETHER = "Smart Land Sud Est: uno sportello digitale per cinque Comuni"
WHY_TOGETHER = "Provare insieme, una volta sola, lo stesso sportello digitale."
PARTS = (
    ("Ciclabili del Nord Milano", "Completare le piste tra Bresso e Sesto San Giovanni.", ("015032", "015209")),
    ("Ciclabili di Cologno e Martesana", "Portare le piste di Cologno Monzese verso la Martesana.", ("015081",)),
)
TITLE = "Discussione generale"


def tell_of_endings(world):
    close_the_protocol(world)
    split_the_paths(world)
    ask_to_merge(world)
    db.session.flush()


def close_the_protocol(world):
    work = imagine(world, PROTOCOL)
    db.session.flush()
    lead = work.place.seats[0].mandates[0]
    outcomes = dict.fromkeys(served_now(work), ("reached", CAME_OF_IT))
    dossier = close_work(work, CLOSED, outcomes, lead, fates={}, circle_reason=CLOSED)
    dossier.publish("public", lead)


def split_the_paths(world):
    work = imagine(world, CYCLING)
    db.session.flush()
    seats = {seat.organisation: seat for seat in work.place.seats}
    going = [(name, purpose, [seats[world.bodies[code]] for code in codes]) for name, purpose, codes in PARTS]
    parts = [Part(name, purpose, render(purpose), theirs, theirs[0]) for name, purpose, theirs in going]
    split(work, parts, Division(), work.place.seats[0].mandates[0], title=TITLE, reason=TITLE)


def ask_to_merge(world):
    """San Donato Milanese leads one and takes part in the other, whose lead has not answered yet."""
    desk = imagine(world, DESK)
    smart = db.session.scalar(select(Workspace).where(Workspace.name == SMART_LAND["name"]))
    db.session.flush()
    Merger.propose(smart, [desk], TOGETHER, WHY_TOGETHER, render(WHY_TOGETHER), smart.place.seats[0].mandates[0])
