"""States of an action: given at an open sitting, final, added by its body, waiting to be confirmed."""

from datetime import timedelta

from app.database import commit, day_of, db, utc_now, writing
from app.meetings.models import Action, Meeting
from tests.states.meetings import decided, with_meeting


def given(cast):
    """While the sitting is open."""
    names = decided(cast)
    writing()
    meeting = db.session.get(Meeting, names["meeting"])
    due = day_of(utc_now()) + timedelta(days=20)
    facts = {"organisation": cast.body("PM"), "person": cast.person("delegate"), "due_on": due}
    action = Action.give(meeting.items[0], cast.mandate("secretary"), meeting.items[0].decisions[0], text="Si fa.", **facts)
    commit()
    return names | {"action": action.id, "item": meeting.items[0].id}


def promised(cast):
    names = given(cast)
    writing()
    meeting, voice = db.session.get(Meeting, names["meeting"]), cast.mandate("secretary")
    meeting.items[1].conclude("noted", "", voice)
    meeting.close(voice)
    commit()
    return names


def added(cast):
    """An action that the body added after the sitting, beside none of the sitting."""
    meeting, decision = cast.closed_meeting()
    writing()
    due = day_of(utc_now()) + timedelta(days=20)
    facts = {"organisation": cast.body("PM"), "person": cast.person("delegate"), "due_on": due}
    action = Action.promise(decision, cast.person("delegate"), cast.mandate("delegate"), text="Si fa.", **facts)
    commit()
    return with_meeting(cast, meeting, decision) | {"action": action.id}


def unsettled(cast):
    names = promised(cast)
    writing()
    db.session.get(Action, names["action"]).unsettled_at = utc_now()
    commit()
    return names


STATES = {"action given": given, "action promised": promised, "action added": added, "action unsettled": unsettled}
