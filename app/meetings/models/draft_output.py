"""A draft of an executive output that a proposal carries: what its author would have the table decide.

It is words beside a proposal and decides nothing: no number, no row among the decisions. Once the table takes the proposal
up as an item, the form of a new output there begins with these words, and the table writes what it decides.
"""

from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import db
from app.errors import RuleBroken
from app.meetings.models.proposal import Proposal
from app.membership.models import Organisation
from app.plan.models import Objective

LONGEST_RESOURCES = 500


class DraftOutput(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), unique=True)
    text: Mapped[str] = mapped_column(Text)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    due_on: Mapped[date | None]
    resources: Mapped[str] = mapped_column(String(LONGEST_RESOURCES), default="")
    no_resources: Mapped[bool] = mapped_column(default=False)
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"))

    proposal: Mapped[Proposal] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    objective: Mapped[Objective | None] = relationship()

    @classmethod
    def lay(cls, proposal, *, text, **parts):
        """Beside a proposal to decide; the parts that are still open stay empty, and the table completes them."""
        if proposal.kind != "decision":
            raise RuleBroken(_l("A draft goes with a proposal to decide."), field="kind", status=422)
        if parts.get("no_resources") and parts.get("resources"):
            sentence = _l("Either write the resources or tick that none are needed.")
            raise RuleBroken(sentence, field="no_resources", status=422)
        draft = cls(proposal=proposal, text=text, **parts)
        db.session.add(draft)
        return draft

    @classmethod
    def of(cls, proposal):
        return db.session.scalar(db.select(cls).where(cls.proposal_id == proposal.id))

    @classmethod
    def for_item(cls, item):
        """The draft with which an item came to its table, or None."""
        became = db.select(Proposal.id).where(Proposal.became_id == item.id)
        return db.session.scalar(db.select(cls).where(cls.proposal_id.in_(became)).order_by(cls.id).limit(1))
