"""A closed sitting is opened again, in a state of its own, with a reason, and never once its minutes are approved."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.membership.models import Mandate


class Reopening(db.Model):
    """`closed_at` is when the sitting had been closed, `ended_at` when it was closed again."""

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[datetime] = mapped_column(Instant)
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    meeting: Mapped["Meeting"] = relationship(back_populates="reopenings")  # noqa: F821
    by: Mapped[Mandate] = relationship()


class DroppedNumber(db.Model):
    """A number that a decision had until the reopened sitting took the decision back: it is not given again."""

    __table_args__ = (UniqueConstraint("table_id", "series", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("table.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    series: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    meeting: Mapped["Meeting"] = relationship(back_populates="dropped_numbers")  # noqa: F821
    by: Mapped[Mandate] = relationship()

    @property
    def label(self):
        return f"{self.series}/{self.number}"


class Reopened:
    """What a meeting knows of its reopenings."""

    @property
    def reopening(self):
        """The reopening in course, or None."""
        return next((each for each in self.reopenings if each.ended_at is None), None)

    def reopen(self, reason, voice):
        """Open the sitting again; its decisions keep their numbers and are adopted anew at the next closing."""
        if not self.closed_at:
            raise RuleBroken(_l("Only a closed meeting is reopened."))
        if self.minutes and self.minutes.approved_at:
            raise RuleBroken(_l("The minutes are approved: the sitting stays closed. Amend a decision at another sitting."))
        if not reason.strip():
            raise RuleBroken(_l("Say why the sitting is reopened."), field="reason", status=422)
        self.check_not_built_upon()
        self.reopenings.append(Reopening(reason=reason.strip(), closed_at=self.closed_at, at=utc_now(), by=voice))
        self.closed_at = self.closed_by_id = None
        for decision in self.decisions():
            decision.adopted_at = decision.asked_at = None
        announce(self, "meeting-reopened", self, voice=voice)

    def check_not_built_upon(self):
        """Later sittings may have changed its decisions, or what its decisions change."""
        mine = self.decisions()
        for decision in mine:
            later = [each for each in decision.linked_by if each.decision not in mine]
            for link in decision.links:
                others = [each for each in link.target.linked_by if each.decision not in mine and each.kind != "implements"]
                later += [each for each in others if each.adopted_at and each.adopted_at > self.closed_at]
            if later:
                sentence = _l("Another sitting builds on decision %(label)s: amend it there instead.", label=decision.label)
                raise RuleBroken(sentence)


def close_again(said):
    if said.subject.reopening:
        said.subject.reopening.ended_at = utc_now()


def keep_the_gap(meeting, decision, voice):
    """The number of a decision that is taken back stays empty, and who took it back is told."""
    if decision.number is not None:
        numbered = {"table_id": decision.table_id, "series": decision.series, "number": decision.number}
        meeting.dropped_numbers.append(DroppedNumber(**numbered, at=utc_now(), by=voice))


react("meeting-closed", close_again)
