"""What the polls hold about a person: the ballots of the seats she held; of a secret one only that it was cast."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from app.happenings import iso
from app.meetings.models import Elector
from app.membership.models import Mandate
from app.membership.models.holdings import holds


def ballots(person_id):
    """Those of her own mandates, and those that she cast for others."""
    caster = aliased(Mandate)
    query = select(Elector).join(Elector.mandate).outerjoin(caster, caster.id == Elector.cast_by_id)
    return query.where(or_(Mandate.person_id == person_id, caster.person_id == person_id)).order_by(Elector.id)


@holds(
    "ballots",
    _l("Your votes"),
    _l("An open vote says who chose what; of a secret one nobody knows more than that you voted."),
    _l("For ever: the record of a sitting. The public record names your body, not you."),
    ballots,
)
def ballot_json(row):
    cast = row.cast_at and iso(row.cast_at)
    return {"address": f"/polls/{row.poll_id}", "voted": row.voted, "choice": row.choice, "why": row.reason, "at": cast}
