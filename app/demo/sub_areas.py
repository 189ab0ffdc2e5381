"""Joint work of municipalities: the Agenda Nord Milano over two zones, waiting for its mandate, and the Smart Land, an idea.

That seven municipalities made the Agenda on 11 March 2019, Cologno Monzese among them though in another zone since 2017, and
that three signed the Smart Land's protocol, is fact (S-NM, S-SMARTLAND); who leads, who speaks and what waits is an example.
"""

from datetime import timedelta

from app.database import db
from app.demo.people import SINCE, someone
from app.demo.story import day_at
from app.rendering import render
from app.workspaces.models import NamedZone, Workspace, submit

SPEAKER = "Delegata di zona"
AGENDA = {
    "zone": "ZO-NM",
    "kind": "sub_area",
    "name": "Agenda Nord Milano",
    "purpose": "Sette Comuni lavorano insieme su mobilità, casa e verde, come nell'agenda comune dell'11 marzo 2019. "
    "Cologno Monzese è nella zona Adda Martesana dal 2017 e continua a lavorare con la zona di prima.",
    "objective": "P2.A-NM",
    "why": "È l'agenda della zona, aperta a un Comune vicino.",
    "bodies": ["015077", "015032", "015081", "015086", "015098", "015166", "015209"],
    "opened": -70,
}
SMART_LAND = {
    "zone": "ZO-SE",
    "kind": "pilot_project",
    "name": "Smart Land Sud Est: servizi digitali in comune",
    "purpose": "Paullo, San Donato Milanese e Melegnano hanno firmato il protocollo, poi aperto a 14 Comuni: ora provano insieme "
    "uno sportello digitale.",
    "objective": "P2.A-SE.1",
    "why": "Prova su tre Comuni ciò che il protocollo promette a 14.",
    "bodies": ["015192", "015169", "015140"],
    "opened": -25,
}
LATER = ("015098", 21)  # who joined some days after the others
WATCHES = ("CMM", "area_lead")


def tell_of_sub_areas(world):
    agenda, smart = imagine(world, AGENDA), imagine(world, SMART_LAND)
    note = "Dare mandato ai sette Comuni di attuare insieme l'agenda."
    sent = submit(agenda, world.tables[AGENDA["zone"]], agenda.name, note, agenda.place.seats[0].mandates[0])
    sent.since = agenda.opened_at + timedelta(days=45)
    NamedZone.name(smart, world.zones["ZO-SE"], smart.place.seats[0].mandates[0])
    db.session.flush()


def imagine(world, told):
    """Opened by who speaks at the zone's table for the first of its bodies; its beginning is moved to its day."""
    first, *others = told["bodies"]
    table = world.tables[told["zone"]]
    seat = next(seat for seat in table.place.seats if seat.organisation is world.bodies[first])
    voice = seat.appoint(someone(world, first, SPEAKER), "delegate", since=max(seat.since, SINCE), by=world.people["admin"])
    words = (told["kind"], told["name"], told["purpose"], render(told["purpose"]))
    space = Workspace.imagine(table, *words, world.objectives[told["objective"]], told["why"], voice)
    own, opened = space.place.seats[0].mandates[0], day_at(told["opened"])
    space.opened_at = space.place.seats[0].since = own.since = space.contributions[0].since = opened
    for body in others:
        since = opened + timedelta(days=LATER[1] if body == LATER[0] else 0)
        join(world, space, (body, SPEAKER), "partner", since, own)
    if told is AGENDA:
        join(world, space, WATCHES, "observer", opened, own)
    return space


def join(world, space, who, role, since, voice):
    seat = space.welcome(world.bodies[who[0]], role, since=since, voice=voice)
    seat.appoint(someone(world, *who), "delegate", since=since, voice=voice)
