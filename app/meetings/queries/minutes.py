"""Minutes as they are read, with the history of their versions."""

from flask import url_for
from sqlalchemy.orm import joinedload, selectinload

from app.happenings import iso
from app.meetings.models import Meeting, Minutes, MinutesVersion
from app.membership.models import Mandate, Seat, Table, told_organisation, told_person

BY = selectinload(Minutes.versions).joinedload(MinutesVersion.by)
VERSIONED = (
    joinedload(Meeting.table).joinedload(Table.place),
    joinedload(Meeting.minutes).joinedload(Minutes.entry),
    joinedload(Meeting.minutes).options(BY.joinedload(Mandate.person), BY.joinedload(Mandate.seat).joinedload(Seat.organisation)),
)


def version_asked(minutes, number):
    """The version with this number, or the latest; None where there is none of that number."""
    if number is None:
        return minutes.latest
    return next((each for each in minutes.versions if each.number == number), None)


def minutes_json(meeting):
    minutes = meeting.minutes
    if minutes is None:
        return {"id": None, "meeting": meeting.id, "state": "missing", "versions": []}
    return {
        "id": minutes.id,
        "meeting": meeting.id,
        "state": state_of(minutes),
        "version": minutes.latest.number,
        "source": minutes.latest.source,
        "html": minutes.latest.html,
        "versions": [version_json(each) for each in minutes.versions],
        "entry": minutes.entry and url_for("register.entry", number=minutes.entry.number),
    }


def state_of(minutes):
    """`draft`, `approved` or `published`."""
    if minutes.published_at:
        return "published"
    return "approved" if minutes.approved_at else "draft"


def version_json(version):
    by = version.by
    who = {"person": told_person(by.person), "organisation": told_organisation(by.seat.organisation)}
    return {"number": version.number, "at": iso(version.at), **who}
