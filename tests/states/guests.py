"""States in which the guest of the cast really is one: of a workspace, and of one agenda item."""

from datetime import timedelta

from app.database import commit, db, utc_now, writing
from app.meetings.models import AgendaItem
from app.membership.models import Guest
from app.workspaces.models import Workspace
from tests.states.meetings import convened, planned
from tests.states.workspaces import workspace


def guest(cast, names=None):
    """The guest of the cast visits the workspace, let in by the delegate of the partner."""
    names = names or workspace(cast)
    writing()
    space = db.session.get(Workspace, names["workspace"])
    visit = space.welcome_guest(**stay(cast, cast.mandate("other_delegate", space.place)))
    commit()
    return names | on_the_form(cast) | {"guest": visit.id, "guest_seat": visit.mandate.seat_id, "guest_mandate": visit.mandate_id}


def guest_of_item(cast):
    """She visits the last item of a convened meeting, let in by the secretariat; `first_item` is not hers."""
    names = convened(cast)
    writing()
    item = db.session.get(AgendaItem, names["item"])
    visit = item.welcome_guest(**stay(cast, cast.mandate("secretary")))
    commit()
    return names | on_the_form(cast) | {"guest": visit.id, "first_item": item.meeting.items[0].id}


def guest_gone(cast):
    return gone(guest(cast))


def item_guest_gone(cast):
    return gone(guest_of_item(cast))


def gone(names):
    """The stay has ended."""
    writing()
    db.session.get(Guest, names["guest"]).leave()
    commit()
    return names


def guest_before_convocation(cast):
    """She is asked to an item of a meeting that is only planned."""
    names = planned(cast)
    writing()
    item = db.session.get(AgendaItem, names["item"])
    visit = item.welcome_guest(**stay(cast, cast.mandate("secretary")))
    commit()
    return names | {"guest": visit.id}


def guest_of_reserved(cast):
    """The table of her item is reserved."""
    names = guest_of_item(cast)
    writing()
    cast.table().reserved_at = utc_now()
    commit()
    return names


def stay(cast, sponsor):
    until = utc_now() + timedelta(days=30)
    return {
        "address": "guest@example.org",
        "organisation": cast.body("EX"),
        "sponsor": sponsor,
        "purpose": "Porta i dati",
        "until": until,
    }


def on_the_form(cast):
    day = (utc_now() + timedelta(days=40)).date().isoformat()
    return {"guest_day": day, "guest_body": cast.body("EX").id, "free_body": cast.body("CM").id}


STATES = {
    "guest": guest,
    "guest_of_item": guest_of_item,
    "guest gone": guest_gone,
    "guest of item gone": item_guest_gone,
    "guest of a planned item": guest_before_convocation,
    "guest of a reserved table": guest_of_reserved,
}
