"""What came of what was published, as anyone reads it: the promises of a body, and all decisions as open data."""

from flask import url_for
from flask_babel import get_locale
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import day_of, db
from app.happenings import iso
from app.meetings.models import AgendaItem, Decision, DecisionLink, Handover, Meeting
from app.meetings.queries.promises import public_promises_of
from app.membership.models import Organisation
from app.permissions import moment
from app.words import titled

COLUMNS = (
    "id", "number", "kind", "table", "meeting", "meeting_day", "text", "organisation", "organisation_code", "answers_now",
    "due_on", "state", "executed_on", "objective", "published_at", "address",
)  # fmt: skip
AT_ONCE = 500  # rows read at a time
TOLD = (
    joinedload(Decision.item).joinedload(AgendaItem.meeting).joinedload(Meeting.table),
    joinedload(Decision.responsible_organisation).selectinload(Organisation.aliases),
    selectinload(Decision.handovers).joinedload(Handover.organisation),
    selectinload(Decision.linked_by).joinedload(DecisionLink.decision),
    joinedload(Decision.objective),
)


def published_decisions():
    """All of them, the latest first."""
    return select(Decision).where(Decision.published_at.is_not(None)).options(*TOLD).order_by(Decision.id.desc())


def open_rows():
    """Rows of the sheet in the order of COLUMNS, read a few at a time."""
    for decision in db.session.scalars(published_decisions().execution_options(yield_per=AT_ONCE)):
        yield open_json(decision).values()


def open_json(decision):
    """One decision as open data: bodies and facts, no name of a person."""
    meeting, day = decision.item.meeting, day_of(moment())
    return {
        "id": decision.id,
        "number": decision.label,
        "kind": decision.kind,
        "table": titled(meeting.table),
        "meeting": meeting.title,
        "meeting_day": day_of(meeting.starts_at).isoformat(),
        "text": decision.text,
        "organisation": titled(decision.named),
        "organisation_code": decision.responsible_organisation.code,
        "answers_now": titled(decision.answering(moment())),
        "due_on": decision.due_on.isoformat(),
        "state": decision.standing(day),
        "executed_on": decision.executed_at and day_of(decision.executed_at).isoformat(),
        "objective": decision.objective.code,
        "published_at": iso(decision.published_at),
        "address": url_for("public.decision", id=decision.id, lang=str(get_locale())),
    }


def promised_in_public(id):
    """The promises of a body that were published, or None where there is no such body."""
    organisation = db.session.get(Organisation, id)
    return organisation and public_promises_of(organisation)


def promised_json(promised):
    """Bodies and facts: who does it in person stays inside."""
    rows = [
        {
            "promise": "action" if each.is_action else "decision",
            "text": each.thing.text,
            "state": each.state,
            "due_on": each.thing.due_on.isoformat(),
            "decision": each.decision.label,
            "address": url_for("public.decision", id=each.decision.id, lang=str(get_locale())),
        }
        for each in promised.rows
    ]
    named = {"id": promised.organisation.id, "name": titled(promised.organisation)}
    return {"organisation": named, "carried_out": promised.share.as_json(), "items": rows}
