"""A mandate: a person in a seat, for a time; and the time in which it is suspended."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, Instant, db
from app.happenings import announce, iso
from app.membership.models.act import Act
from app.membership.models.person import Person
from app.membership.models.rules import end_row

SPEAKING_ROLES = ("delegate", "substitute", "technician", "chair", "secretary")


class Mandate(Dated, db.Model):
    """The voice under which a request speaks. It gives rights only once confirmed, and while nothing suspends it.

    `predecessor` is the mandate that this one took over from, in the middle of its term; `reason` says why it ended.
    """

    __table_args__ = (Index(None, "person_id", "since"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(20), default="delegate")
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    reason: Mapped[str] = mapped_column(String(300), default="", server_default="")

    seat: Mapped["Seat"] = relationship(back_populates="mandates")  # noqa: F821
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    named_by: Mapped[Person | None] = relationship(foreign_keys=named_by_id)
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=confirmed_by_id)
    act: Mapped[Act | None] = relationship()
    predecessor: Mapped["Mandate | None"] = relationship(remote_side=id)
    suspensions: Mapped[list["Suspension"]] = relationship(back_populates="mandate")

    @property
    def organisation(self):
        return self.seat.organisation

    def end(self, until=None, *, reason="", voice=None, by=None):
        """End the mandate; from that moment this person neither hears nor speaks here by it."""
        end_row(self, until)
        self.reason = reason
        return announce(self.seat.place, "mandate-ended", self, voice=voice, person=by, of=self.person_id, until=iso(self.until))


class Suspension(Dated, db.Model):
    """A time in which one mandate, or every mandate of a body, gives no right without being ended.

    Exactly one of `mandate_id` and `organisation_id` is set.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    mandate: Mapped[Mandate | None] = relationship(back_populates="suspensions")
