"""States of a workspace."""

from app.database import commit, db, writing
from app.workspaces.models import Workspace
from tests.states.membership import start


def workspace(cast):
    space, thread = cast.workspace()
    seats = {seat.organisation.code: seat for seat in space.place.seats}
    return start(cast) | {
        "workspace": space.id,
        "thread": thread.id,
        "contribution": space.contributions[0].id,
        "lead_seat": seats["PM"].id,
        "partner_seat": seats["US"].id,
        "partner_mandate": cast.mandate("other_delegate", space.place).id,
    }


def released(cast):
    names = workspace(cast)
    writing()
    space = db.session.get(Workspace, names["workspace"])
    next(seat for seat in space.place.seats if seat.organisation.code == "US").end(reason="Ha finito la sua parte")
    commit()
    return names


STATES = {
    "workspace": workspace,
    "released": released,
}
