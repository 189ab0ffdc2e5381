"""Two zones with a town each, a third town that went from the one to the other in 2017, and a workspace over both."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from app.database import commit, db, utc_now, writing
from app.membership.models import Act, Zone
from app.rendering import render
from app.workspaces.models import Thread, Workspace
from tests.cast import LONG_AGO
from tests.states.zones import town

MOVED = datetime(2021, 2, 22, tzinfo=UTC)


def draw_territory(cast):
    """The zones `north` and `east`, the towns `bresso`, `gorgonzola` and `cologno`; call outside a transaction."""
    writing()
    towns = {"bresso": town("Bresso", 15032), "gorgonzola": town("Gorgonzola", 15108), "cologno": town("Cologno", 15081)}
    zones = {"north": Zone(code="ZN", name="Nord di prova"), "east": Zone(code="ZE", name="Est di prova")}
    db.session.add_all([*towns.values(), *zones.values()])
    act = Act.record(kind="deliberation", number="51", title="Sulle zone", issuer="Consiglio", organisation=cast.body("CM"))
    db.session.flush()
    zones["north"].admit(towns["bresso"], act, since=LONG_AGO)
    zones["east"].admit(towns["gorgonzola"], act, since=LONG_AGO)
    first = zones["north"].admit(towns["cologno"], act, since=LONG_AGO)
    first.until = MOVED
    zones["east"].admit(towns["cologno"], act, since=MOVED)
    commit()
    return SimpleNamespace(**{name: each.id for name, each in (towns | zones).items()}, act=act.id)


def sub_area(cast, name="Sotto-ambito di prova"):
    """Opened by the delegate for PM, which belongs to no zone; returns its id."""
    _, decision = cast.closed_meeting()
    writing()
    words = (name, "Fare insieme.", render("Fare insieme."), cast.objective(), "Serve.")
    lead = (cast.person("delegate"), cast.mandate("delegate"))
    space = Workspace.launch(decision, *words, *lead, kind="sub_area")
    Thread.begin(space, "Discussione generale", space.place.seats[0].mandates[0])
    commit()
    return space.id


def ago(days):
    return utc_now() - timedelta(days=days)
