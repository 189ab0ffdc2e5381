"""What was published, as anyone reads it: words, bodies and roles, and no name of a person."""

from flask import url_for
from flask_babel import get_locale
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.meetings.models import AgendaItem, Attendance, Decision, Meeting, Minutes, MinutesVersion
from app.meetings.queries.decisions import handover_json, who_answers
from app.membership.models import Organisation, Seat
from app.plan.models import Objective
from app.words import titled

DECIDED = selectinload(Meeting.items).selectinload(AgendaItem.decisions)
FACTS = (*who_answers(DECIDED), DECIDED.joinedload(Decision.objective))
ATTENDED = selectinload(Meeting.attendance)
WHOLE = (
    *FACTS,
    ATTENDED.joinedload(Attendance.seat).joinedload(Seat.organisation).selectinload(Organisation.aliases),
    ATTENDED.joinedload(Attendance.mandate),
    contains_eager(Meeting.minutes).joinedload(Minutes.entry),
)


def published_meetings():
    """The latest published first, each with its decisions."""
    query = select(Meeting).join(Meeting.minutes).where(Minutes.published_at.is_not(None))
    query = query.options(joinedload(Meeting.table), contains_eager(Meeting.minutes), *FACTS)
    return query.order_by(Minutes.published_at.desc(), Minutes.id.desc())


def published_meeting(id):
    """A published meeting with all that its page shows, or None."""
    return db.session.scalar(published_meetings().where(Meeting.id == id).options(*WHOLE))


def published_decision(id):
    """A published decision with where it comes from, or None."""
    query = select(Decision).join(Decision.item).join(AgendaItem.meeting).join(Meeting.minutes)
    query = query.where(Decision.id == id, Decision.published_at.is_not(None), Minutes.published_at.is_not(None))
    meeting = joinedload(Decision.item).joinedload(AgendaItem.meeting)
    up = (meeting.joinedload(Meeting.table), meeting.joinedload(Meeting.minutes).joinedload(Minutes.entry))
    objective = joinedload(Decision.objective).joinedload(Objective.edition)
    return db.session.scalar(query.options(*up, *who_answers(), objective))


def words_of(meeting):
    """The safe HTML of the published text: its last version, which nobody can change any more."""
    query = select(MinutesVersion.html).where(MinutesVersion.minutes_id == meeting.minutes.id)
    return db.session.scalar(query.order_by(MinutesVersion.number.desc()).limit(1))


# --- As programs read them -------------------------------------------------------------------------------------------


def meeting_line(meeting):
    """A published meeting in the portal, with its decisions."""
    return {
        "id": meeting.id,
        "title": meeting.title,
        "address": address("public.meeting", meeting),
        "table": titled(meeting.table),
        "starts_at": iso(meeting.starts_at),
        "published_at": iso(meeting.minutes.published_at),
        "decisions": [decision_json(decision) for decision in meeting.decisions()],
    }


def meeting_json(meeting, html):
    return meeting_line(meeting) | {
        "location": meeting.location,
        "html": html,
        "items": [item_json(item) for item in meeting.items],
        "attendance": [attendance_json(row) for row in meeting.attendance],
        "register": register_json(meeting.minutes.entry),
    }


def item_json(item):
    return {
        "position": item.position,
        "title": item.title,
        "outcome": item.outcome,
        "outcome_note": item.outcome_note,
        "decisions": [decision.id for decision in item.decisions],
    }


def attendance_json(row):
    role = row.mandate.role if row.mandate else None
    return {"organisation": titled(row.called), "present": role is not None, "role": role}


def decision_json(decision):
    """The five parts, with the body that answers and not the person."""
    objective, organisation = decision.objective, decision.responsible_organisation
    return {
        "id": decision.id,
        "label": decision.label,
        "address": address("public.decision", decision),
        "text": decision.text,
        "html": decision.html,
        "organisation": {"id": organisation.id, "name": titled(decision.named), "initials": decision.named.initials()},
        "taken_over": [handover_json(each) for each in decision.handovers],
        "due_on": decision.due_on.isoformat(),
        "resources": decision.resources,
        "no_resources": decision.no_resources,
        "objective": {"id": objective.id, "code": objective.code, "name": titled(objective)},
    }


def whole_decision_json(decision):
    meeting = decision.item.meeting
    return decision_json(decision) | {
        "meeting": {"id": meeting.id, "title": meeting.title, "address": address("public.meeting", meeting)},
        "published_at": iso(decision.published_at),
        "register": register_json(meeting.minutes.entry),
    }


def register_json(entry):
    return {"number": entry.number, "digest": entry.digest, "previous": entry.previous, "at": iso(entry.at)}


def address(endpoint, thing):
    return url_for(endpoint, id=thing.id, lang=str(get_locale()))
