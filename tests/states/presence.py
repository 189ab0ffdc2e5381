"""States of a sitting with people in it: present, with hands up, speaking, in conflict, saying that they are there."""

from app.database import commit, db, writing
from app.meetings.models import AgendaItem, Arrival, Conflict, Hand, Meeting
from tests.states.guests import stay
from tests.states.meetings import opened


def attended(cast):
    """The delegate of PM sits in her seat; the last item is being treated, and the guest of the cast visits it."""
    names = opened(cast)
    writing()
    meeting, delegate = db.session.get(Meeting, names["meeting"]), cast.mandate("delegate")
    secretary = cast.mandate("secretary")
    visit = db.session.get(AgendaItem, names["item"]).welcome_guest(**stay(cast, secretary))
    meeting.take_up(db.session.get(AgendaItem, names["item"]), secretary)
    meeting.mark(delegate.seat, delegate, secretary)
    commit()
    return names | {"visit": visit.id, "first_item": meeting.items[0].id}


def hands_up(cast):
    """Her hand is up."""
    names = attended(cast)
    writing()
    delegate = cast.mandate("delegate")
    hand = Hand.put_up(db.session.get(Meeting, names["meeting"]), delegate, "contribution", delegate)
    commit()
    return names | {"hand": hand.id}


def speaking(cast):
    names = hands_up(cast)
    writing()
    speech = db.session.get(Hand, names["hand"]).give_floor(cast.mandate("chair"))
    commit()
    return names | {"speech": speech.id}


def in_conflict(cast):
    """She has declared a conflict of interest on the last item."""
    names = opened(cast)
    writing()
    delegate = cast.mandate("delegate")
    item = db.session.get(AgendaItem, names["item"])
    conflict = Conflict.declare(item, delegate, "personal", "leaves", "", delegate)
    commit()
    return names | {"conflict": conflict.id}


def says_here(cast):
    names = opened(cast)
    writing()
    arrival = Arrival.say(db.session.get(Meeting, names["meeting"]), cast.mandate("delegate"))
    commit()
    return names | {"arrival": arrival.id}


STATES = {
    "attended": attended,
    "hand up": hands_up,
    "speaking": speaking,
    "in conflict": in_conflict,
    "says she is here": says_here,
}
