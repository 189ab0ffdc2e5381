"""The resources of an executive output, by party: each a line of the plan, linked from here."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import db
from app.errors import RuleBroken
from app.membership.models import Organisation
from app.plan.models import ResourceCommitment


@dataclass(frozen=True)
class Brought:
    """One row as it is given: who brings what, from which source, in which year; `cents` may be None but for money."""

    organisation: Organisation
    kind: str
    source: str
    year: int
    cents: int | None
    note: str = ""

    def says(self):
        return self.organisation.id, self.kind, self.source, self.year, self.cents, self.note


class DecisionMeans(db.Model):
    """A decision takes a line of resources."""

    __table_args__ = (UniqueConstraint("line_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("resource_commitment.id"))

    decision: Mapped["Decision"] = relationship(back_populates="means")  # noqa: F821
    line: Mapped[ResourceCommitment] = relationship(cascade="all, delete-orphan", single_parent=True)

    def move(self, what, cents, note, by, act=None):
        """Part of it is committed, spent or cut; RuleBroken before the decision is adopted."""
        if self.decision.adopted_at is None:
            raise RuleBroken(_l("Only an adopted decision moves resources: until then its output is changed."))
        row = self.line.cut(cents, note, by, act) if what == "cut" else self.line.move(what, cents, note, by, act)
        self.decision.item.tell(f"resource-{what}", self.decision, None, person=by)
        return row


def bring(decision, rows, by):
    """The lines of an output are these from now on; the ones that say the same stay as they are.

    RuleBroken where a line would go of which something was committed or spent already (a meeting that was reopened).
    """
    left = list(rows)
    for each in list(decision.means):
        same = next((row for row in left if row.says() == each.line.says()), None)
        if same:
            left.remove(same)
        elif each.line.later:
            raise RuleBroken(_l("Part of a resource was moved already: note a cut on the page of the decision instead."))
        else:
            decision.means.remove(each)
    for row in left:
        line = ResourceCommitment.plan(row.organisation, row.kind, row.source, row.year, row.cents, row.note, by)
        decision.means.append(DecisionMeans(line=line))
