"""What meetings hold about a person: the decisions that she answers for."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.meetings.models import Decision
from app.membership.models.holdings import holds


def answered_for(person_id):
    return select(Decision).where(Decision.responsible_person_id == person_id).order_by(Decision.id)


@holds(
    "decisions",
    _l("Decisions you answer for"),
    _l("A decision names who carries it out."),
    _l("For ever: it is an act. Its public page names your body, not you."),
    answered_for,
)
def decision_json(row):
    return {"address": f"/decisions/{row.id}", "due_on": row.due_on and row.due_on.isoformat()}
