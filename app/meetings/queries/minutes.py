"""Minutes as they are read, with the history of their versions, what was contested and what came of it."""

from flask import url_for
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.meetings.models import AgendaItem, Contestation, Meeting, Minutes, MinutesVersion, Rectification
from app.membership.models import Mandate, Seat, Table, told_organisation, told_person
from app.permissions import seen_items, visible


def with_body(load):
    """A mandate with its person and its body."""
    return load.options(joinedload(Mandate.person), joinedload(Mandate.seat).joinedload(Seat.organisation))


CONTESTED = selectinload(Minutes.contestations)
VERSIONED = (
    joinedload(Meeting.table).joinedload(Table.place),
    joinedload(Meeting.minutes).joinedload(Minutes.entry),
    joinedload(Meeting.minutes).joinedload(Minutes.approved_in).joinedload(AgendaItem.meeting),
    joinedload(Meeting.minutes).options(
        with_body(selectinload(Minutes.versions).joinedload(MinutesVersion.by)),
        with_body(CONTESTED.joinedload(Contestation.by)),
        with_body(CONTESTED.joinedload(Contestation.answered_by)),
        selectinload(Minutes.rectifications).joinedload(Rectification.entry),
    ),
)


def version_asked(minutes, number):
    """The version with this number, or the latest; None where there is none of that number."""
    if number is None:
        return minutes.latest
    return next((each for each in minutes.versions if each.number == number), None)


def asks_approval(meeting):
    """The items of later sittings, among those that I see, that ask to approve the minutes of a meeting."""
    query = visible(seen_items, AgendaItem.minutes_of_id == meeting.id, AgendaItem.meeting_id.is_not(None))
    return db.session.scalars(query.options(joinedload(AgendaItem.meeting)).order_by(AgendaItem.id)).all()


def minutes_json(meeting):
    minutes = meeting.minutes
    if minutes is None:
        return {"id": None, "meeting": meeting.id, "state": "missing", "versions": []}
    return {
        "id": minutes.id,
        "meeting": meeting.id,
        "state": minutes.state,
        "circulated_at": minutes.circulated_at and iso(minutes.circulated_at),
        "observed_until": minutes.observed_until and iso(minutes.observed_until),
        "approved_in": minutes.approved_in_id,
        "version": minutes.latest.number,
        "source": minutes.latest.source,
        "html": minutes.latest.html,
        "versions": [version_json(each) for each in minutes.versions],
        "contestations": [contestation_json(each) for each in minutes.contestations],
        "rectifications": [rectification_json(each) for each in minutes.rectifications],
        "entry": minutes.entry and url_for("register.entry", number=minutes.entry.number),
    }


def version_json(version):
    return {"number": version.number, "at": iso(version.at), "generated": version.generated, **who_json(version.by)}


def who_json(mandate):
    return {"person": told_person(mandate.person), "organisation": told_organisation(mandate.seat.organisation)}


def contestation_json(contestation):
    return {
        "id": contestation.id,
        "address": url_for("contestations.contestation", id=contestation.id),
        "version": contestation.version.number,
        "passage": contestation.passage,
        "text": contestation.text,
        "at": iso(contestation.at),
        **who_json(contestation.by),
        "verdict": contestation.verdict,
        "answer": contestation.answer,
        "rectified_in": contestation.rectified_in and contestation.rectified_in.number,
    }


def rectification_json(rectification):
    told = {"id": rectification.id, "version": rectification.version.number, "reason": rectification.reason}
    entry = rectification.entry and url_for("register.entry", number=rectification.entry.number)
    return told | {"at": iso(rectification.at), "entry": entry}
