"""What a party brings to an objective: a line by source and year, with what became of it as rows of their own.

A cut is a new row and never an edit, and planned, committed and spent are three sums (Legislative Decree 118/2011, annex
4/2: to plan, to commit and to pay are three moments).
"""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.membership.models import Act, Organisation, Person

KINDS = ("money", "staff", "data", "places", "other")
SOURCES = ("own", "municipal", "regional", "state", "european", "recovery", "private", "other")
STATES = ("planned", "committed", "spent")
MOST = 100_000_000_000_00  # cents; a hundred thousand million euro is more than any plan here has


class ResourceCommitment(db.Model):
    """A line (`line` is empty) or a later row of one: money committed or spent, or a cut (planned, below zero).

    `cents` is euro cents: money, or for anything else what it is worth by estimate; empty where nobody estimated it.
    """

    __table_args__ = (Index(None, "organisation_id", "year"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int | None] = mapped_column(ForeignKey("resource_commitment.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default="planned")
    cents: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = mapped_column(String(300), default="")
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    organisation: Mapped[Organisation] = relationship()
    act: Mapped[Act | None] = relationship()
    by: Mapped[Person] = relationship()
    line: Mapped["ResourceCommitment | None"] = relationship(remote_side=id, back_populates="later")
    later: Mapped[list["ResourceCommitment"]] = relationship(back_populates="line", order_by="ResourceCommitment.id")

    @classmethod
    def plan(cls, organisation, kind, source, year, cents, note, by):
        """A new line; money has its amount in cents, anything else may have an estimate."""
        if kind == "money" and not cents:
            raise RuleBroken(_l("Write how much money it is."), status=422)
        facts = {"organisation": organisation, "kind": kind, "source": source, "year": year, "cents": cents, "note": note}
        line = cls(**facts, state="planned", at=utc_now(), by=by)
        db.session.add(line)
        return line

    def says(self):
        """What the line says, to be compared with another."""
        return self.organisation_id, self.kind, self.source, self.year, self.cents, self.note

    def sum(self, state):
        """Cents in this state, cuts taken off."""
        return sum(row.cents or 0 for row in (self, *self.later) if row.state == state)

    def move(self, state, cents, note, by, act=None):
        """So much is committed, or spent; never more than was planned, or committed."""
        self.check_counted(cents)
        before = STATES[STATES.index(state) - 1]
        if self.sum(state) + cents > self.sum(before):
            sentence = {
                "committed": _l("More would be committed than was planned."),
                "spent": _l("More would be spent than was committed."),
            }
            raise RuleBroken(sentence[state], field="amount", status=422)
        return self._follow(state, cents, note, by, act)

    def cut(self, cents, note, by, act=None):
        """So much less is planned, and why; what was committed already is not cut here."""
        self.check_counted(cents)
        if not note.strip():
            raise RuleBroken(_l("Say why it is cut."), field="note", status=422)
        if cents > self.sum("planned") - self.sum("committed"):
            raise RuleBroken(_l("Only what was not committed yet can be cut."), field="amount", status=422)
        return self._follow("planned", -cents, note, by, act)

    def check_counted(self, cents):
        if self.line_id or self.cents is None:
            raise RuleBroken(_l("This resource has no amount to count from."))
        if not 0 < cents <= MOST:
            raise RuleBroken(_l("Write an amount above zero."), field="amount", status=422)

    def _follow(self, state, cents, note, by, act):
        same = {"organisation": self.organisation, "kind": self.kind, "source": self.source, "year": self.year}
        row = ResourceCommitment(line=self, **same, state=state, cents=cents, note=note, by=by, act=act, at=utc_now())
        db.session.add(row)
        return row
