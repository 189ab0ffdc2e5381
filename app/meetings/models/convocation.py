"""What was said to those who are called: the call itself, each change after it, the calling off; and who was told when."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, day_of, db
from app.happenings import react
from app.meetings.models.timetable import days_before
from app.membership.models import Mandate, Person


class Convocation(db.Model):
    """`kind` is `convened`, `moved`, `agenda`, `paper` (a late one) or `cancelled`.

    `sequence` is its number in the calendars (RFC 5545, 3.8.7.4); `starts_at` and `location` are as they were from then
    on, `notice_days` the term of the table in that moment. `told_at` is when its mails went into the outbox: a change
    waits a minute, so that several become one mail.
    """

    __table_args__ = (Index(None, "meeting_id", "sequence"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    sequence: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    location: Mapped[str] = mapped_column(String(200), default="")
    notice_days: Mapped[int]
    told_at: Mapped[datetime | None] = mapped_column(Instant, index=True)

    meeting: Mapped["Meeting"] = relationship(back_populates="convocations")  # noqa: F821
    by: Mapped[Mandate | None] = relationship()

    @property
    def days_given(self):
        """Whole days of the calendar between the notice and the sitting."""
        return (day_of(self.starts_at) - day_of(self.at)).days

    @property
    def late(self):
        """Did the call, or the new date, come later than the rules of the table ask?"""
        return self.kind in ("convened", "moved") and self.at > days_before(self.starts_at, self.notice_days)


class Notice(db.Model):
    """One mail by which the holder of one mandate was called (`REQUEST`) or called off (`CANCEL`).

    What became of it is copied from the outbox, whose rows are kept for some months only.
    """

    __table_args__ = (Index(None, "meeting_id", "mandate_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    method: Mapped[str] = mapped_column(String(10))
    sequence: Mapped[int]
    address: Mapped[str] = mapped_column(String(254))
    mail_key: Mapped[str] = mapped_column(String(120), index=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    failed_at: Mapped[datetime | None] = mapped_column(Instant)

    mandate: Mapped[Mandate] = relationship()
    person: Mapped[Person] = relationship()

    @property
    def state(self):
        """`sent`, `failed` or `waiting`."""
        return "sent" if self.sent_at else "failed" if self.failed_at else "waiting"


def forget_addresses(said):
    """That an erased person was called stays, for a sitting is valid by it; where the mail went does not."""
    db.session.execute(update(Notice).where(Notice.person_id == said.subject.person_id).values(address=""))


react("person-erased", forget_addresses)
