"""What the plan holds about a person: the opinions on coherence that she gave or that were asked of her."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.happenings import iso
from app.membership.models.holdings import holds
from app.plan.models import CoherenceOpinion


def opinions(person_id):
    mine = or_(CoherenceOpinion.person_id == person_id, CoherenceOpinion.given_by_id == person_id)
    query = select(CoherenceOpinion).where(mine).order_by(CoherenceOpinion.id)
    return query.options(joinedload(CoherenceOpinion.request))


@holds(
    "coherence_opinions",
    _l("Opinions on coherence you gave or were asked for"),
    _l("They are the record of how work was assessed against the plan."),
    _l("As long as the plan; under a pseudonym if you have yourself erased."),
    opinions,
)
def opinion_json(row):
    facts = {"title": row.request.title, "asked_at": iso(row.asked_at), "due_on": row.due_on.isoformat()}
    return facts | {"outcome": row.outcome, "reason": row.reason, "given_at": row.given_at and iso(row.given_at)}
