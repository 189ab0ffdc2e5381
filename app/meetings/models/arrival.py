"""“I am here”: a delegate says that she has arrived, and the secretariat confirms it by marking her seat."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.meetings.models.meeting import Meeting
from app.meetings.models.presence import whole
from app.meetings.models.reply import Reply
from app.membership.models import Mandate


class Arrival(db.Model):
    """It waits until her seat is marked, in whatever way (`settled_at`). By itself it counts for nothing."""

    __table_args__ = (Index(None, "meeting_id", "settled_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    said_at: Mapped[datetime] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)

    meeting: Mapped[Meeting] = relationship()
    mandate: Mapped[Mandate] = relationship()

    @classmethod
    def say(cls, meeting, voice):
        """RuleBroken while the sitting is not open, where she is marked already, or has said so."""
        meeting.check_open()
        if any(row.mandate_id == voice.id for row in meeting.attendance):
            raise RuleBroken(_l("You are marked as present already."))
        if any(each.mandate_id == voice.id for each in waiting_arrivals(meeting)):
            raise RuleBroken(_l("You have said so already: the secretariat confirms it."))
        arrival = cls(meeting=meeting, mandate=voice, said_at=utc_now())
        db.session.add(arrival)
        announce(meeting, "arrival-said", arrival, voice=voice)
        return arrival

    def confirm(self, voice):
        """Her seat is marked with her, whoever sat there before."""
        if self.settled_at:
            raise RuleBroken(_l("This has been settled already."))
        return self.meeting.mark(self.mandate.seat, self.mandate, voice)


def waiting_arrivals(meeting):
    query = select(Arrival).where(Arrival.meeting_id == meeting.id, Arrival.settled_at.is_(None)).order_by(Arrival.id)
    return db.session.scalars(query.options(*whole(Arrival.mandate))).all()


def settle(said):
    """A seat that was marked settles what its people said of themselves."""
    row = said.subject
    for each in waiting_arrivals(row.meeting):
        if each.mandate.seat_id == row.seat.id:
            each.settled_at = utc_now()


def excuse(said):
    """Who had answered that she does not come is excused, not just absent: the answer of the delegate is that of the seat."""
    row = said.subject
    if row.mandate is not None or row.excused:
        return
    answers = select(Reply).join(Reply.mandate).where(Reply.meeting_id == row.meeting.id, Mandate.seat_id == row.seat.id)
    delegates = [each for each in db.session.scalars(answers) if each.mandate.role in ("delegate", "chair")]
    row.excused = any(each.answer == "no" and each.mandate.holds(utc_now()) for each in delegates)


react("attendance-marked", settle)
react("attendance-marked", excuse)
