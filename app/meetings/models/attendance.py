"""The roll call: who sits in a seat now, who is absent or excused. Quorum is counted on seats, not persons."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.meetings.models.presence import sit, visit
from app.meetings.models.quorum import is_valid, tell_quorum
from app.membership.models import Mandate, Seat


class Attendance(db.Model):
    """How a seat was marked last; `mandate` is empty where it is absent, `excused` says that it was announced.

    Who sat there before, and from when to when, is in Presence.
    """

    __table_args__ = (UniqueConstraint("meeting_id", "seat_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    excused: Mapped[bool] = mapped_column(default=False, server_default="0")
    marked_at: Mapped[datetime] = mapped_column(Instant)

    meeting: Mapped["Meeting"] = relationship(back_populates="attendance")  # noqa: F821
    seat: Mapped[Seat] = relationship()
    mandate: Mapped[Mandate | None] = relationship()

    @property
    def called(self):
        """What bears the name that the body of the seat had when it was marked."""
        return self.seat.organisation.called(self.marked_at)


class RollCall:
    """What a meeting does about who is there; Meeting is one."""

    def mark(self, seat, mandate, voice, *, excused=False):
        """Note who sits in a seat now: a mandate of that seat, or nobody."""
        return self.call_roll([(seat, mandate)], voice, excused=[seat] if excused else [])[0]

    def call_roll(self, marked, voice, *, excused=()):
        """Note many seats at once: [(seat, mandate or None)]; the room is told where the quorum is lost or reached."""
        self.check_open()
        was, at = is_valid(self, self.current_item), utc_now()
        rows = [self._mark(seat, mandate, seat in excused, at, voice) for seat, mandate in marked]
        tell_quorum(self, was, voice)
        return rows

    def call_row(self, seats, voice):
        """Everybody of a row of seats is there: who speaks for each, the delegate before her substitutes.

        A seat that was marked stays as it is; so does one in which nobody holds a mandate.
        """
        at, known = utc_now(), {row.seat_id for row in self.attendance}
        coming = [(seat, mandate) for seat in seats if seat.id not in known for mandate in seat.mandates if mandate.holds(at)]
        return self.call_roll([(seat, mandate) for seat, mandate in one_voice(coming) if mandate.role in FIRST], voice)

    def receive(self, mandate, comes, voice):
        """A guest of one of its items enters the room, or leaves it."""
        self.check_open()
        item = next((each for each in self.items if each.stream == mandate.seat.place.stream), None)
        if item is None or not mandate.holds(utc_now()):
            raise RuleBroken(_l("Choose a guest of one of the items of this meeting."), field="guest", status=422)
        visit(self, mandate, comes, utc_now())
        announce(self, "guest-received" if comes else "guest-sent-out", mandate, voice=voice, item=item)

    def _mark(self, seat, mandate, excused, at, voice):
        if seat.place_id != self.table.place_id or not seat.in_force(at):
            raise RuleBroken(_l("%(name)s does not sit at this table.", name=seat.organisation.name), status=422)
        if mandate and (mandate.seat_id != seat.id or not mandate.holds(at)):
            raise RuleBroken(_l("This mandate does not belong to that seat today."), field="mandate", status=422)
        self.check_one_seat(seat, mandate)
        row = next((each for each in self.attendance if each.seat_id == seat.id), None)
        self.check_not_out(row, mandate)
        if row is None:
            row = Attendance(meeting=self, seat=seat, marked_at=at)
            db.session.add(row)
        row.mandate, row.excused, row.marked_at = mandate, excused and mandate is None, at
        sit(self, seat, mandate, at)
        announce(self, "attendance-marked", row, voice=voice, present=mandate is not None)
        return row

    def check_one_seat(self, seat, mandate):
        """One person does not act for two seats at once, unless the table allows it."""
        if mandate is None or self.table.two_seats_allowed:
            return
        others = [each.mandate for each in self.attendance if each.mandate and each.seat_id != seat.id]
        if any(each.person_id == mandate.person_id for each in others):
            sentence = _l("%(name)s is present for another seat: this table does not allow one person to act for two.",
                          name=mandate.person.name)  # fmt: skip
            raise RuleBroken(sentence)

    def check_not_out(self, row, mandate):
        """Who left for the item at hand comes back with the next one."""
        item = self.current_item
        if mandate is None or item is None or (row is not None and row.mandate is mandate):
            return
        for each in item.conflicts:
            if each.stands() and each.effect == "leaves" and each.is_of(mandate):
                name = mandate.person.name
                raise RuleBroken(_l("%(name)s has left for this item because of a conflict of interest.", name=name))


# Who speaks where several people of one seat are there: the delegate before her substitutes, these in their order.
FIRST = ("delegate", "chair", "substitute")


def one_voice(marked):
    """[(seat, mandate or None)], each seat once: a substitute counts only without the delegate."""
    chosen = {}
    for seat, mandate in marked:
        known = chosen.get(seat)
        chosen[seat] = min((each for each in (known, mandate) if each), key=turn, default=None)
    return list(chosen.items())


def turn(mandate):
    role = FIRST.index(mandate.role) if mandate.role in FIRST else len(FIRST)
    return role, mandate.rank, mandate.id
