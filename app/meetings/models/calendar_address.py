"""The address under which a person's calendar program reads her meetings: a key of its own, which she ends when she likes."""

from datetime import datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.happenings import react
from app.membership.models import Person


class CalendarAddress(db.Model):
    """A person has one at a time; what it opens is proved by its number (see permissions/calendars.py), and is not stored."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)

    person: Mapped[Person] = relationship()

    @classmethod
    def of(cls, person):
        """The one in force, or None."""
        return db.session.scalar(select(cls).where(cls.person_id == person.id, cls.ended_at.is_(None)))

    @classmethod
    def renew(cls, person):
        """A new one; the one before opens nothing any more."""
        cls.end(person)
        row = cls(person=person, made_at=utc_now())
        db.session.add(row)
        return row

    @classmethod
    def end(cls, person):
        """Nothing where there is none."""
        row = cls.of(person)
        if row is not None:
            row.ended_at = utc_now()


def forget_addresses(said):
    """An erased person leaves no key behind."""
    db.session.execute(delete(CalendarAddress).where(CalendarAddress.person_id == said.subject.person_id))


react("person-erased", forget_addresses)
