"""States of a workspace."""

from app.database import commit, db, utc_now, writing
from app.membership.models import Suspension
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


def closed(cast):
    """The work is over; what was said can be read by who took part."""
    names = workspace(cast)
    writing()
    db.session.get(Workspace, names["workspace"]).closed_at = utc_now()
    commit()
    return names


def at_rest(cast):
    """The body that leads it is suspended."""
    names = workspace(cast)
    writing()
    Suspension.of_body(cast.body("PM"), "In verifica", by=cast.person("admin"))
    commit()
    return names


def project(cast):
    """FH, which sits at no table, takes part in one project only, and its delegate with it (case 9)."""
    names = workspace(cast)
    writing()
    place = db.session.get(Workspace, names["workspace"]).place
    seat = next(each for each in place.seats if each.organisation.code == "FH")
    seat.end(reason="Entra come partner")
    partner = place.seat(cast.body("FH"), "partner")
    partner.appoint(cast.person("partner"), "delegate")
    commit()
    return names


STATES = {
    "workspace": workspace,
    "released": released,
    "workspace closed": closed,
    "lead suspended": at_rest,
    "project": project,
}
