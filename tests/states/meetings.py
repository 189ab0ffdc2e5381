"""States of a meeting, from its planning to its publication."""

from app.database import commit, db, writing
from app.meetings.models import Meeting, Minutes
from app.rendering import render
from tests.states.membership import start


def with_meeting(cast, meeting, decision=None):
    decision = decision or next(iter(meeting.decisions()), None)
    names = {"meeting": meeting.id, "item": meeting.items[-1].id, "decision": decision and decision.id}
    return start(cast) | names | {"minutes": meeting.minutes and meeting.minutes.id}


def planned(cast):
    return with_meeting(cast, cast.planned_meeting())


def convened(cast):
    return with_meeting(cast, cast.convened_meeting())


def opened(cast):
    return with_meeting(cast, cast.open_meeting())


def decided(cast):
    meeting = cast.open_meeting()
    writing()
    db.session.refresh(meeting)
    decision = meeting.items[0].decide(cast.mandate("secretary"), **cast.parts())
    commit()
    return with_meeting(cast, meeting, decision)


def concluded(cast):
    names = decided(cast)
    writing()
    meeting = db.session.get(Meeting, names["meeting"])
    meeting.items[1].conclude("noted", "", cast.mandate("secretary"))
    commit()
    return names


def closed(cast):
    return with_meeting(cast, *cast.closed_meeting())


def drafted(cast):
    meeting, decision = cast.closed_meeting()
    writing()
    Minutes.draft(meeting, "Testo", render("Testo"), cast.mandate("secretary"))
    commit()
    return with_meeting(cast, meeting, decision)


def approved(cast):
    names = drafted(cast)
    writing()
    db.session.get(Minutes, names["minutes"]).approve(1, cast.mandate("secretary"))
    commit()
    return names


def published(cast):
    return with_meeting(cast, *cast.published_meeting()) | {"entry": 1}


STATES = {
    "planned": planned,
    "convened": convened,
    "open": opened,
    "decided": decided,
    "concluded": concluded,
    "closed": closed,
    "drafted": drafted,
    "approved": approved,
    "published": published,
}
