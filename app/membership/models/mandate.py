"""A mandate: a person in a seat, for a time; named, confirmed, suspended, handed over, renewed, ended."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, Instant, day_of, db, hold, last_day, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.membership.models.act import Act
from app.membership.models.person import Person
from app.membership.models.rules import check_dates, check_one_delegate, end_row, from_now_on
from app.membership.models.suspension import Suspension, check_not_suspended

SPEAKING_ROLES = ("delegate", "substitute", "technician", "chair", "secretary")


class Mandate(Dated, db.Model):
    """The voice under which a request speaks. It gives rights only once confirmed, and while nothing suspends it.

    `predecessor` is the mandate that this one took over from or renews; `rank` orders the substitutes of one seat;
    `handed_over_at` is when what the predecessor had to do passed on; `reason` says why it ended.
    """

    __table_args__ = (Index(None, "person_id", "since"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(20), default="delegate")
    rank: Mapped[int] = mapped_column(default=1, server_default="1")
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"), index=True)
    handed_over_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(300), default="", server_default="")

    seat: Mapped["Seat"] = relationship(back_populates="mandates")  # noqa: F821
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    named_by: Mapped[Person | None] = relationship(foreign_keys=named_by_id)
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=confirmed_by_id)
    act: Mapped[Act | None] = relationship()
    predecessor: Mapped["Mandate | None"] = relationship(remote_side=id)
    suspensions: Mapped[list[Suspension]] = relationship(back_populates="mandate", order_by=Suspension.since)

    @property
    def organisation(self):
        return self.seat.organisation

    @property
    def ends_at(self):
        """The first end among those it rests on: its own, that of its seat, that of its body; None where all are open."""
        return min((each.until for each in (self, self.seat, self.organisation) if each.until), default=None)

    def state(self, at):
        """`designated` (to come, or waiting for confirmation), `active`, `suspended` or `ended` at a moment."""
        never = self.until is not None and self.until <= self.since
        if never or (self.ends_at is not None and self.ends_at <= at):
            return "ended"
        if self.confirmed_at is None or max(self.since, self.seat.since) > at or not self.organisation.lives(at):
            return "designated"
        return "suspended" if self.suspension(at) else "active"

    def holds(self, at):
        """Does it give its rights at this moment? The same rule as `holds()` of the permissions, for rows at hand."""
        return self.state(at) == "active"

    def suspension(self, at):
        """What suspends it at a moment, its own suspension or that of its body, or None."""
        return next((each for each in (*self.suspensions, *self.seat.suspensions) if each.in_force(at)), None)

    def suspensions_from(self, at):
        """What still suspends this mandate after a moment, as rows for one that goes on in its place."""
        lasting = [each for each in self.suspensions if each.until is None or each.until > max(at, each.since)]
        return [Suspension(reason=each.reason, since=max(at, each.since), until=each.until, by=each.by) for each in lasting]

    def waits(self, at):
        """Was it named, and is nobody's word on it there yet?"""
        return self.confirmed_at is None and self.state(at) == "designated"

    def is_followed(self):
        """Does another mandate go on where this one ends: a successor's, or its own renewal?"""
        return any(each.predecessor_id == self.id and each.state(self.since) != "ended" for each in self.seat.mandates)

    def days_left(self, at):
        """Whole days in Europe/Rome until it ends, the last one included; None where it is open or somebody goes on."""
        if self.ends_at is None or self.is_followed() or self.state(at) not in ("active", "suspended"):
            return None
        return (last_day(self.ends_at) - day_of(at)).days

    def confirm(self, *, voice=None, by=None):
        """From now on, or from its own later beginning, it gives its rights; a predecessor ends at that very instant.

        RuleBroken where it does not wait, or where somebody else became the delegate of this seat in the meantime.
        """
        hold(type(self.seat), self.seat_id)  # two nominations for one seat, confirmed at once
        now = utc_now()
        self.check_waits(now)
        self.since = max(self.since, now)
        check_dates(self.since, self.until)
        check_one_delegate(self.seat, self.person, self.role, self.since, self.until, beside=(self, self.predecessor))
        self.confirmed_at, self.confirmed_by = now, by
        said = announce(self.seat.place, "mandate-confirmed", self, voice=voice, person=by, of=self.person_id, role=self.role)
        self.succeed(voice=voice, by=by)
        return said

    def refuse(self, reason, *, voice=None, by=None):
        """Say no to a nomination; it never gave a right and stays on record with the reason."""
        self.check_waits(utc_now())
        self.until, self.reason = self.since, reason
        return announce(self.seat.place, "mandate-refused", self, voice=voice, person=by, of=self.person_id)

    def check_waits(self, now):
        if not self.waits(now):
            raise RuleBroken(_l("This mandate does not wait for confirmation any more."))

    def succeed(self, *, voice=None, by=None):
        """End the predecessor where this mandate begins; what she had to do passes on as soon as that moment is there."""
        before = self.predecessor
        if before is None:
            return
        if before.until is None or before.until > self.since:
            before.until = max(self.since, before.since)
            announce(
                self.seat.place, "mandate-ended", before, voice=voice, person=by, of=before.person_id, until=iso(before.until)
            )
        if self.since <= utc_now():
            self.take_up(voice=voice, by=by)

    def take_up(self, *, voice=None, by=None):
        """What the predecessor had to do in this seat passes to this person: later rooms react. Once only."""
        if self.handed_over_at is not None or not self.predecessor:
            return
        self.handed_over_at = utc_now()
        if self.person is not self.predecessor.person:
            facts = {"of": self.person, "predecessor": self.predecessor.person}
            announce(self.seat.place, "mandate-handed-over", self, voice=voice, person=by, **facts)

    def hand_over(self, person, *, since=None, until=None, **facts):
        """Another person takes over, now or from a later moment; this mandate ends in the instant in which hers begins.

        RuleBroken for a beginning in the past or after the end of this mandate.
        """
        since = from_now_on(since)
        if self.state(since) == "ended" or not self.confirmed_at:
            raise RuleBroken(_l("There is no delegate in those days to take over from."), field="since", status=422)
        return self.seat.appoint(person, self.role, since=since, until=until or self.until, after=self, **facts)

    def renew(self, *, until=None, **facts):
        """The same person goes on where this mandate ends, as long as the seat unless said otherwise."""
        if not self.confirmed_at or self.state(utc_now()) == "ended":
            raise RuleBroken(_l("Only a mandate that has not ended is renewed: name the person again."))
        if self.until is None:
            raise RuleBroken(_l("This mandate has no end: there is nothing to renew."))
        if self.seat.until is not None and self.seat.until <= self.until:
            raise RuleBroken(_l("The seat ends on that day too: it must go on first."))
        return self.seat.appoint(self.person, self.role, since=self.until, until=until, after=self, **facts)

    def suspend(self, reason, *, since=None, until=None, voice=None, by=None):
        """It gives no right from a moment on, until another or until the suspension is lifted."""
        since = from_now_on(since)
        if self.state(since) == "ended":
            raise RuleBroken(_l("This has already ended."))
        check_not_suspended(self.suspensions, since, until)
        row = Suspension(mandate=self, reason=reason, since=since, until=until, by=by)
        db.session.add(row)
        place = self.seat.place
        announce(place, "mandate-suspended", self, voice=voice, person=by, of=self.person_id, since=iso(since))
        return row

    def end(self, until=None, *, reason="", voice=None, by=None):
        """End the mandate; from that moment this person neither hears nor speaks here by it."""
        end_row(self, until)
        self.reason = reason
        return announce(self.seat.place, "mandate-ended", self, voice=voice, person=by, of=self.person_id, until=iso(self.until))
