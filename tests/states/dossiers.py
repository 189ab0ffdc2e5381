"""States of the end of joint work: closed with a dossier, which those in it read, the table too, or everybody."""

from app.database import commit, db, writing
from app.workspaces.models import Workspace, close_work, served_now
from tests.states import workspaces


def work_closed(cast):
    """Closed by its lead, without anything that waited."""
    return closed(cast)


def at_the_table(cast):
    return closed(cast, "table")


def published(cast):
    return closed(cast, "public")


def closed(cast, level=None):
    names = workspaces.workspace(cast)
    writing()
    space = db.session.get(Workspace, names["workspace"])
    lead = cast.mandate("delegate", space.place)
    outcomes = dict.fromkeys(served_now(space), ("reached", "Le case ci sono."))
    dossier = close_work(space, "Finito", outcomes, lead, fates={}, circle_reason="Finito")
    if level:
        dossier.publish(level, lead)
    commit()
    return names


def to_split(cast):
    """The lead and the partner remain, so that each goes its way."""
    names = workspaces.workspace(cast)
    writing()
    space = db.session.get(Workspace, names["workspace"])
    next(seat for seat in space.place.seats if seat.organisation.code == "FH").end(reason="Ha visto abbastanza")
    commit()
    return names | {"lead_body": cast.body("PM").id, "partner_body": cast.body("US").id}


STATES = {"work closed": work_closed, "dossier at table": at_the_table, "published dossier": published, "to split": to_split}
