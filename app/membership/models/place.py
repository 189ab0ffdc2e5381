"""Where organisations sit and who speaks for them: places, seats, mandates."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, db, utc_now
from app.happenings import announce, iso
from app.membership.models.organisation import Organisation
from app.membership.models.person import Person
from app.membership.models.rules import (
    check_dates,
    check_one_delegate,
    check_within_seat,
    end_row,
    no_seat_for_ended,
    no_second_seat,
)

SPEAKING_ROLES = ("delegate", "substitute", "technician", "chair", "secretary")


class Place(db.Model):
    """A table, a workspace or a circle has one; `noun` and `noun_id` name it, as its stream does."""

    __table_args__ = (Index(None, "noun", "noun_id", unique=True), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    noun: Mapped[str] = mapped_column(String(20))
    noun_id: Mapped[int | None]

    seats: Mapped[list["Seat"]] = relationship(back_populates="place")

    @property
    def stream(self):
        return f"{self.noun}/{self.noun_id}"

    def seat(self, organisation, role, *, since=None, until=None, voice=None, person=None, side=None):
        """Give an organisation a seat here from a moment on.

        RuleBroken for an ended organisation, for dates the wrong way round, or where it has a seat in that time already.
        """
        since = since or utc_now()
        check_dates(since, until)
        no_seat_for_ended(organisation, since)
        no_second_seat(self, organisation, since, until)
        seat = Seat(place=self, organisation=organisation, role=role, side=side, since=since, until=until)
        db.session.add(seat)
        announce(self, "seat-given", seat, voice=voice, person=person, organisation=organisation, role=role)
        return seat


class Seat(Dated, db.Model):
    """An organisation in a place; `role` is `member` at a table, `lead`, `partner` or `observer` in a workspace."""

    __table_args__ = (Index(None, "place_id", "organisation_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[str] = mapped_column(String(20), default="member")
    side: Mapped[str | None] = mapped_column(String(1))
    reason: Mapped[str] = mapped_column(String(300), default="")

    place: Mapped[Place] = relationship(back_populates="seats")
    organisation: Mapped[Organisation] = relationship()
    mandates: Mapped[list["Mandate"]] = relationship(back_populates="seat", order_by="Mandate.since")

    def appoint(self, person, role, *, since=None, until=None, voice=None, by=None):
        """Give a person a mandate in this seat; RuleBroken where the seat has ended by then, or has a delegate already."""
        since, until = max(since or utc_now(), self.since), until or self.until
        check_dates(since, until)
        check_within_seat(self, since, until)
        check_one_delegate(self, person, role, since, until)
        mandate = Mandate(seat=self, person=person, role=role, since=since, until=until)
        db.session.add(mandate)
        announce(self.place, "mandate-given", mandate, voice=voice, person=by, of=person, role=role)
        return mandate

    def end(self, until=None, *, reason="", voice=None, by=None):
        """End the seat, and with it every mandate in it; what was said and done in it stays."""
        end_row(self, until)
        self.reason = reason
        for mandate in self.mandates:
            if mandate.until is None or mandate.until > self.until:
                mandate.until = max(self.until, mandate.since)
        return announce(
            self.place, "seat-ended", self, voice=voice, person=by, organisation=self.organisation_id, until=iso(self.until)
        )


class Mandate(Dated, db.Model):
    """A person in a seat, for a time: the voice under which a request speaks."""

    __table_args__ = (Index(None, "person_id", "since"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(20), default="delegate")

    seat: Mapped[Seat] = relationship(back_populates="mandates")
    person: Mapped[Person] = relationship()

    @property
    def organisation(self):
        return self.seat.organisation

    def end(self, until=None, *, voice=None, by=None):
        """End the mandate; from that moment this person neither hears nor speaks here by it."""
        end_row(self, until)
        return announce(self.seat.place, "mandate-ended", self, voice=voice, person=by, of=self.person_id, until=iso(self.until))
