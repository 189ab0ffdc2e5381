"""A decision that another body answers for now, because it took over the commitments of the one that was named.

The decision itself, and its entry in the register, keep the body that was decided: who answers now is said beside it.
"""

from sqlalchemy import ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, db
from app.happenings import announce, react
from app.meetings.models.decision import Decision
from app.membership.models import Organisation, Succession


class Handover(Dated, db.Model):
    """From `since` on, and until a later handover, this body answers for the decision."""

    __table_args__ = (Index(None, "decision_id", "since"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    succession_id: Mapped[int] = mapped_column(ForeignKey("succession.id"))

    decision: Mapped[Decision] = relationship(back_populates="handovers")
    organisation: Mapped[Organisation] = relationship()
    succession: Mapped[Succession] = relationship()


def answers_for(organisation_id, at):
    """A condition on decisions: the ones that this body answers for at a moment."""
    passed = select(Handover.decision_id).where(Handover.in_force(at))
    mine = passed.where(Handover.organisation_id == organisation_id)
    named = Decision.responsible_organisation_id == organisation_id
    return or_(Decision.id.in_(mine), named & Decision.id.not_in(passed))


def move_commitments(said):
    """The successor answers for every decision that the body it came out of still answered for."""
    row = said.subject
    if not said.facts["commitments"]:
        return
    query = select(Decision).where(answers_for(row.from_id, row.carried_at)).order_by(Decision.id)
    for decision in db.session.scalars(query).all():
        hand_over(decision, row, said.person)


def hand_over(decision, succession, person):
    at = succession.carried_at
    for each in decision.handovers:
        if each.in_force(at):
            each.until = at
    row = Handover(decision=decision, organisation=succession.after, succession=succession, since=at)
    db.session.add(row)
    facts = {"decision": decision, "before": succession.from_id, "after": succession.to_id}
    announce(decision.item.meeting.table, "decision-handed-over", row, person=person, **facts)


react("commitments-taken-over", move_commitments)
