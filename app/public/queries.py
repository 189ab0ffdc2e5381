"""What was published, as anyone reads it: words, bodies and roles, and no name of a person."""

from flask import url_for
from flask_babel import get_locale
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    Minutes,
    MinutesVersion,
    Presence,
    Rectification,
)
from app.meetings.queries.decisions import answer_json, handover_json, who_answers
from app.meetings.queries.links import versions_of
from app.meetings.queries.means import means_json
from app.membership.models import Organisation, Seat
from app.permissions import moment
from app.plan.models import Objective
from app.words import titled

DECIDED = selectinload(Meeting.items).selectinload(AgendaItem.decisions)
FACTS = (*who_answers(DECIDED), DECIDED.joinedload(Decision.objective))
ATTENDED = selectinload(Meeting.attendance)
WHOLE = (
    *FACTS,
    ATTENDED.joinedload(Attendance.seat).joinedload(Seat.organisation).selectinload(Organisation.aliases),
    ATTENDED.joinedload(Attendance.mandate),
    selectinload(Meeting.presences).joinedload(Presence.mandate),
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
    entry = joinedload(Decision.item).joinedload(AgendaItem.entry)
    up = (entry, meeting.joinedload(Meeting.table), meeting.joinedload(Meeting.minutes).joinedload(Minutes.entry))
    objective = joinedload(Decision.objective).joinedload(Objective.edition)
    actions = selectinload(Decision.actions).joinedload(Action.organisation)
    return db.session.scalar(query.options(*up, *who_answers(), objective, actions))


def texts_of(meeting):
    """[(safe HTML, rectification or None)] of all that was published, the latest first; the last one is the approved text.

    Every version that is neither is the house's own, and is not read here.
    """
    query = select(MinutesVersion.html, Rectification).outerjoin(Rectification, Rectification.version_id == MinutesVersion.id)
    query = query.options(joinedload(Rectification.entry)).where(MinutesVersion.minutes_id == meeting.minutes.id)
    rows = db.session.execute(query.order_by(MinutesVersion.number.desc())).all()
    made = [(html, rectification) for html, rectification in rows if rectification]
    return [*made, next((html, None) for html, rectification in rows if rectification is None)]


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
        "decisions": [decision_json(decision) for decision in published_of(meeting)],
    }


def meeting_json(meeting, texts):
    return meeting_line(meeting) | {
        "location": meeting.location,
        "html": texts[0][0],
        "texts": [text_json(html, rectification) for html, rectification in texts],
        "items": [item_json(item) for item in meeting.items],
        "attendance": [attendance_json(row) for row in meeting.attendance],
        "register": register_json(meeting.minutes.entry),
    }


def text_json(html, rectification):
    if rectification is None:
        return {"html": html, "rectified_at": None, "reason": None, "register": None}
    facts = {"rectified_at": iso(rectification.at), "reason": rectification.reason}
    return {"html": html, **facts, "register": register_json(rectification.entry)}


def published_of(meeting):
    """The decisions of a meeting that are everybody's: those of a confidential item come out with its release."""
    return [decision for decision in meeting.decisions() if decision.published_at]


def title_of(item):
    """The title that everybody may read now."""
    return item.words(moment()).title


def item_json(item):
    """What everybody may read of an item now; of one that is still closed its neutral title."""
    words, sealed = item.words(moment()), item.is_sealed(moment())
    return {
        "position": item.position,
        "title": words.title,
        "confidential": sealed,
        "outcome": None if sealed else item.outcome,
        "outcome_note": words.outcome_note,
        "decisions": [decision.id for decision in item.decisions if decision.published_at],
    }


def attendance_json(row):
    role = role_of(row)
    return {"organisation": titled(row.called), "present": role is not None, "role": role, "excused": row.excused}


def role_of(row):
    """As what somebody sat in this seat: at the closing, else last before she went; None where nobody ever did."""
    came = [each.mandate.role for each in row.meeting.presences if each.seat_id == row.seat_id]
    return row.mandate.role if row.mandate else next(reversed(came), None)


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
        "kind": decision.kind,
        "resources": decision.resources,
        "means": [means_json(each) for each in decision.means],
        "no_resources": decision.no_resources,
        "objective": {"id": objective.id, "code": objective.code, "name": titled(objective)},
    }


def whole_decision_json(decision, mine, theirs):
    """`mine` and `theirs`: its links to other published decisions, and theirs to it."""
    meeting = decision.item.meeting
    answered = decision.answer
    return decision_json(decision) | {
        "adopted_at": iso(decision.adopted_at),
        "actions": [action_line(each) for each in decision.actions],
        "links": [link_json(each, each.target) for each in mine],
        "linked_by": [link_json(each, each.decision) for each in theirs],
        "versions": [version_json(each) for each in versions_of(decision, theirs)],
        "awaits_answer": decision.awaits_answer,
        "answer": answered and answer_json(answered),
        "meeting": {"id": meeting.id, "title": meeting.title, "address": address("public.meeting", meeting)},
        "published_at": iso(decision.published_at),
        "register": register_json(decision.item.entry or meeting.minutes.entry),
    }


def action_line(action):
    """What was promised, by which body and by when; who does it in person is nobody's to read here."""
    told = {"text": action.text, "state": action.state_now, "due_on": action.due_on and action.due_on.isoformat()}
    return told | {"organisation": action.organisation and titled(action.organisation)}


def link_json(link, other):
    changes = [{"before": each.before, "after": each.after} for each in link.replacements]
    told = {"id": other.id, "label": other.label, "address": address("public.decision", other)}
    return {"kind": link.kind, "decision": told, "adopted_at": iso(link.adopted_at), "replacements": changes}


def version_json(version):
    by = version.link and {"label": version.link.decision.label, "address": address("public.decision", version.link.decision)}
    return {"number": version.number, "since": iso(version.since), "text": version.text, "html": version.html, "by": by}


def register_json(entry):
    return {"number": entry.number, "digest": entry.digest, "previous": entry.previous, "at": iso(entry.at)}


def address(endpoint, thing):
    return url_for(endpoint, id=thing.id, lang=str(get_locale()))
