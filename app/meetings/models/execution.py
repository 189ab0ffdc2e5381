"""How far a decision is carried out: by its actions where it has any, else by what its body reports."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Instant, day_of, utc_now
from app.errors import RuleBroken

# What is adopted and not carried out: few rows, however many there were.
STILL_WAITS = text("executed_at IS NULL AND adopted_at IS NOT NULL")


class Execution:
    """`begun_at`: the first thing was done for it; `executed_at`: all of it was."""

    begun_at: Mapped[datetime | None] = mapped_column(Instant)
    executed_at: Mapped[datetime | None] = mapped_column(Instant)
    execution_note: Mapped[str] = mapped_column(Text, default="", server_default="")

    def weigh(self, at):
        """Read again from its actions how far it is; one without actions stays as it was reported."""
        standing = [each for each in self.actions if not each.dropped_at]
        if any(each.begun_at or each.done_at for each in standing):
            self.begun_at = self.begun_at or at
        if standing:
            done = all(each.done_at for each in standing)
            self.executed_at = (self.executed_at or at) if done else None

    def report_executed(self, note, by, voice=None):
        """The body that answers for it says that it is carried out, and in a few words how."""
        if self.adopted_at is None:
            raise RuleBroken(_l("The sitting is still open: this is not final yet."))
        if self.executed_at:
            raise RuleBroken(_l("This decision is carried out already."))
        if any(not each.ended for each in self.actions):
            raise RuleBroken(_l("Some of its actions are still open: report them first."))
        if not note.strip():
            raise RuleBroken(_l("Say in a few words what was done."), field="note", status=422)
        self.executed_at, self.execution_note = utc_now(), note
        self.begun_at = self.begun_at or self.executed_at
        self.item.tell("decision-executed", self, voice, person=by)

    @property
    def standing_now(self):
        return self.standing(day_of(utc_now()))

    def standing(self, today):
        """The state that the register shows, a word of `execution`: a late one is late, begun or not."""
        if self.adopted_at is None or self.revoked:
            return "revoked" if self.revoked else "proposed"
        if self.executed_at:
            return "executed"
        if self.late(today):
            return "late"
        return "begun" if self.begun_at else "open"
