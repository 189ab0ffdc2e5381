"""Reminders of what was promised: which were sent, so that none is sent twice, and who does not want the early ones."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db
from app.happenings import react
from app.membership.models import Person


class Reminded(db.Model):
    """A person was told of one thing for one reason (`due-30`, `late-2`, `silent-1`, `asked-12-0`)."""

    __table_args__ = (UniqueConstraint("person_id", "action_id", "reason"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    reason: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant)


class ReminderChoice(db.Model):
    """Does a person want to hear of a deadline before it comes? Without a row she does. What is late is always told."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    soon: Mapped[bool] = mapped_column(default=True)

    person: Mapped[Person] = relationship()

    @classmethod
    def of(cls, person):
        """Her row, made where there is none yet."""
        row = db.session.scalar(select(cls).where(cls.person_id == person.id)) or cls(person=person)
        db.session.add(row)
        return row

    @classmethod
    def soon_for(cls, person):
        soon = db.session.scalar(select(cls.soon).where(cls.person_id == person.id))
        return True if soon is None else soon


def forget_reminders(said):
    """Of an erased person neither what she was reminded of stays nor what she wanted."""
    for noun in (Reminded, ReminderChoice):
        db.session.execute(delete(noun).where(noun.person_id == said.subject.person_id))


react("person-erased", forget_reminders)
