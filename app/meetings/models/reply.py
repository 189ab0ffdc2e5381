"""The answer of a person who was called: she comes, she does not, or she does not know yet."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models import Mandate, Person

ANSWERS = ("yes", "maybe", "no")
# By the page of the meeting, the link of the mail, the calendar, or told to the secretariat.
WAYS = ("page", "link", "calendar", "told")


class Reply(db.Model):
    """One a mandate and meeting, the latest; the log keeps those before it. `by` is who wrote it down, empty for a link.

    `sequence` is that of the meeting when it was given; `stamped_at` when a calendar says that it was (RFC 5545, 3.8.7.2).
    """

    __table_args__ = (UniqueConstraint("meeting_id", "mandate_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), index=True)
    answer: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Instant)
    way: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sequence: Mapped[int]
    stamped_at: Mapped[datetime | None] = mapped_column(Instant)

    meeting: Mapped["Meeting"] = relationship(back_populates="replies")  # noqa: F821
    mandate: Mapped[Mandate] = relationship()
    by: Mapped[Person | None] = relationship()

    @classmethod
    def give(cls, meeting, mandate, answer, *, way, by=None, sequence=None, stamped_at=None):
        """Note an answer, or change it; None where it says nothing new. RuleBroken once the sitting has begun."""
        now = utc_now()
        if answer not in ANSWERS:
            raise RuleBroken(_l("Choose one of the three answers."), field="answer", status=422)
        if not meeting.takes_answers(now):
            raise RuleBroken(_l("Answers are taken from the convocation until the start of the meeting."))
        row = next((each for each in meeting.replies if each.mandate_id == mandate.id), None)
        if row is None:
            row = cls(meeting=meeting, mandate=mandate)
            db.session.add(row)
        elif row.says(answer, meeting):
            return None
        row.answer, row.at, row.way, row.by_id = answer, now, way, by.id if by else None
        row.sequence, row.stamped_at = meeting.sequence if sequence is None else sequence, stamped_at
        announce(meeting, "reply-given", row, person=by or mandate.person, answer=answer, way=way, mandate=mandate.id)
        return row

    def says(self, answer, meeting):
        """Does it say just this, and to the present date?"""
        return self.answer == answer and self.is_current(meeting)

    def is_current(self, meeting):
        """Was it given to the date at which the meeting stands now?"""
        return self.sequence >= meeting.dated_sequence
