"""The life of a workspace, told by facts: an idea, one that waits for its mandate, active, suspended, closed."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, and_, not_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.meetings.models import Proposal
from app.membership.models import Mandate
from app.membership.models.rules import check_dates, end_row

STATES = ("idea", "waiting", "active", "suspended", "closed")
LONGEST_REASON = 500


class WorkPause(Dated, db.Model):
    """The work stops for a reason, and starts again: by itself where an end was planned, else by who leads it.

    Talks of 2016-17 stopped and started again in 2018: each stop is a row, and nothing closes by itself.
    """

    __table_args__ = (Index(None, "workspace_id", "since"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    workspace: Mapped["Workspace"] = relationship(back_populates="pauses")  # noqa: F821
    by: Mapped[Mandate | None] = relationship(foreign_keys=by_id)
    ended_by: Mapped[Mandate | None] = relationship(foreign_keys=ended_by_id)


class Submission(Dated, db.Model):
    """An idea before a table that may give it its mandate; it ends with the answer, or when it is taken back."""

    __table_args__ = (Index(None, "workspace_id", "since"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), unique=True)

    workspace: Mapped["Workspace"] = relationship(back_populates="submissions")  # noqa: F821
    proposal: Mapped[Proposal] = relationship()


class Lived:
    """What a workspace knows of its life. A circle lives as long as its parent does."""

    @property
    def mandated(self):
        """Does the work rest on a decision? Before that people discuss, and nothing is enacted."""
        return (self.parent or self).decision_id is not None

    def state(self, at: datetime | None = None):
        """One of STATES, at a moment (now unless said)."""
        at = at or utc_now()
        if self.closed_at and self.closed_at <= at:
            return "closed"
        if self.parent:
            return self.parent.state(at)
        if self.pause(at):
            return "suspended"
        if self.decision_id and (self.mandated_at or self.opened_at) <= at:
            return "active"
        return "waiting" if any(each.in_force(at) for each in self.submissions) else "idea"

    def pause(self, at: datetime | None = None):
        """What suspends the work at a moment, or None."""
        at = at or utc_now()
        return next((each for each in (self.parent or self).pauses if each.in_force(at)), None)

    @property
    def at_work(self):
        """May anything be written here?"""
        return not (self.closed_at or self.pause()) and (self.parent is None or self.parent.at_work)

    def check_at_work(self):
        if self.closed_at or (self.parent and self.parent.closed_at):
            raise RuleBroken(_l("This workspace is closed: it is read, and nothing is written in it any more."))
        if self.pause():
            raise RuleBroken(_l("The work is suspended: who leads it starts it again, then you go on."))
        if self.parent:
            self.parent.check_at_work()

    def check_mandated(self):
        """RuleBroken for an act of what is an idea still."""
        if not self.mandated:
            raise RuleBroken(_l("This is an idea still: discuss it here; a table's decision lets you act on it."))

    def suspend(self, reason, until, voice):
        """Stop the work for a reason, until a moment where one is planned; all that was said and done stays."""
        self.check_at_work()
        now = utc_now()
        check_dates(now, until)
        stop = WorkPause(workspace=self, reason=reason, since=now, until=until, by=voice)
        db.session.add(stop)
        announce(self, "workspace-suspended", stop, voice=voice)
        return stop

    def resume(self, voice):
        """The work starts again at this moment."""
        stop = self.pause()
        if self.closed_at or stop is None:
            raise RuleBroken(_l("The work is not suspended."))
        end_row(stop)
        stop.ended_by = voice
        announce(self, "workspace-resumed", stop, voice=voice)
        return stop


def in_state(workspace, state, at):
    """A condition: the rows of Workspace (given, since this file stands before it) that are in a state at a moment."""
    open_still = workspace.closed_at.is_(None)
    stopped = workspace.id.in_(select(WorkPause.workspace_id).where(WorkPause.in_force(at)))
    sent = workspace.id.in_(select(Submission.workspace_id).where(Submission.in_force(at)))
    mandated = workspace.decision_id.is_not(None)
    going = and_(open_still, not_(stopped))
    return {
        "closed": workspace.closed_at.is_not(None),
        "suspended": and_(open_still, stopped),
        "active": and_(going, mandated),
        "waiting": and_(going, not_(mandated), sent),
        "idea": and_(going, not_(mandated), not_(sent)),
    }[state]
