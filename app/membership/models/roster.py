"""A roster: the whole composition of a parity table from a moment on, written first and then put in force on both sides.

Seats of a parity table begin and end only here, so that its two sides have equal seats at every date. A body that ends
keeps its seat, empty, until a roster or a successor fills it: what is missing then is a voice, never a seat.
"""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, hold, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.membership.models.act import Act
from app.membership.models.organisation import Organisation
from app.membership.models.person import Person
from app.membership.models.seat import Seat
from app.membership.models.table import Table
from app.membership.models.table_rules import SIDES


class Roster(db.Model):
    """A draft until `activated_at` or `withdrawn_at` is set; `since` is the moment from which it holds."""

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("table.id"), index=True)
    note: Mapped[str] = mapped_column(String(300), default="")
    since: Mapped[datetime | None] = mapped_column(Instant)
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    drafted_at: Mapped[datetime] = mapped_column(Instant)
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    activated_at: Mapped[datetime | None] = mapped_column(Instant)
    activated_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    table: Mapped[Table] = relationship()
    act: Mapped[Act | None] = relationship()
    drafted_by: Mapped[Person] = relationship(foreign_keys=drafted_by_id)
    lines: Mapped[list["RosterLine"]] = relationship(back_populates="roster", order_by="RosterLine.id")

    @classmethod
    def draft(cls, table, by, note=""):
        """A draft that begins as the table is composed now."""
        table.check_lives()
        if not table.parity:
            raise RuleBroken(_l("Rosters are for parity tables: here seats are given and ended one by one."))
        now = utc_now()
        roster = cls(table=table, drafted_by=by, note=note, drafted_at=now)
        for seat in [seat for seat in table.place.seats if seat.in_force(now)]:
            roster.lines.append(RosterLine(organisation=seat.organisation, side=seat.side, title=seat.title))
        db.session.add(roster)
        return roster

    @property
    def state(self):
        """`draft`, `activated` or `withdrawn`."""
        if self.activated_at:
            return "activated"
        return "withdrawn" if self.withdrawn_at else "draft"

    def side(self, side):
        return [line for line in self.lines if line.side == side]

    # --- Writing it --------------------------------------------------------------------------------------------------

    def add(self, organisation, side, title=""):
        """One more seat; several of one body are told apart by their titles."""
        self.check_draft()
        if any(line.organisation is organisation and line.title == title for line in self.lines):
            sentence = _l("%(name)s is here already: tell its seats apart by a title.", name=organisation.name)
            raise RuleBroken(sentence, field="title", status=422)
        line = RosterLine(organisation=organisation, side=side, title=title)
        self.lines.append(line)
        return line

    def drop(self, line):
        self.check_draft()
        self.lines.remove(line)
        db.session.delete(line)

    def withdraw(self, by):
        """The draft is put aside; it stays readable."""
        self.check_draft()
        self.withdrawn_at, self.withdrawn_by_id = utc_now(), by.id

    def check_draft(self):
        if self.state != "draft":
            raise RuleBroken(_l("This roster is no draft any more: write a new one."))
        self.table.check_lives()

    # --- Putting it in force -----------------------------------------------------------------------------------------

    def missing(self, since=None):
        """Sentences saying what keeps it from being put in force."""
        since = since or utc_now()
        a, b = (len(self.side(side)) for side in SIDES)
        found = [] if self.lines else [_l("The roster has no seats.")]
        if a != b:
            short = {"side": "A" if a < b else "B", "num": abs(a - b)}
            found.append(ngettext("Side %(side)s lacks %(num)d seat.", "Side %(side)s lacks %(num)d seats.", **short))
        ended = [line.organisation for line in self.lines if not line.organisation.lives(since)]
        return found + [_l("%(name)s has ended and cannot take a seat.", name=each.name) for each in dict.fromkeys(ended)]

    def activate(self, since=None, act=None, *, by, voice=None):
        """From `since` on the table is composed so, on both sides together; RuleBroken unless both are equal.

        Seats that stay are left alone with their mandates. A first composition may begin in the past, as history is
        entered late; a later one may not, nor before a change that is already fixed.
        """
        hold(Table, self.table_id)
        self.check_draft()
        now = utc_now()
        since = since or now
        self.check_complete(since)
        self.check_moment(since, now)
        leaving, coming = self.changes(since)
        self.since, self.act, self.activated_at, self.activated_by_id = since, act, now, by.id
        for seat in leaving:
            seat.vacate(since, reason=self.note, voice=voice, by=by)
        for line in coming:
            line.seat_from(since, voice, by)
        self.table.parity_since = min(self.table.parity_since, since)
        announce(self.table, "roster-activated", self, voice=voice, person=by, since=iso(since))

    def changes(self, since):
        """(seats that leave at a moment, lines that come): what is in both stays."""
        sitting = {(seat.organisation_id, seat.side, seat.title): seat for seat in self.table.place.seats if seat.in_force(since)}
        written = {(line.organisation.id, line.side, line.title): line for line in self.lines}
        leaving = [seat for key, seat in sitting.items() if key not in written]
        return leaving, [line for key, line in written.items() if key not in sitting]

    def check_complete(self, since):
        missing = self.missing(since)
        if missing:
            sentence = _l("This roster cannot be put in force yet. %(missing)s", missing=" ".join(map(str, missing)))
            raise RuleBroken(sentence)

    def check_moment(self, since, now):
        edges = [edge for seat in self.table.place.seats for edge in (seat.since, seat.until) if edge]
        if edges and since < now:
            raise RuleBroken(_l("The composition of days gone by stays as it was: choose a day to come."), "since", 422)
        if edges and since < max(edges):
            raise RuleBroken(_l("A change is already fixed for a later day: choose that day or one after it."), "since", 422)


class RosterLine(db.Model):
    """One seat of a roster: a body on a side, with the title that tells its seats apart."""

    __table_args__ = (UniqueConstraint("roster_id", "organisation_id", "title"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    roster_id: Mapped[int] = mapped_column(ForeignKey("roster.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    side: Mapped[str] = mapped_column(String(1))
    title: Mapped[str] = mapped_column(String(200), default="")

    roster: Mapped[Roster] = relationship(back_populates="lines")
    organisation: Mapped[Organisation] = relationship()

    def seat_from(self, since, voice, by):
        """The seat that this line gives."""
        place, act = self.roster.table.place, self.roster.act
        given = Seat(
            place=place, organisation=self.organisation, role="member", side=self.side, title=self.title, act=act, since=since
        )
        db.session.add(given)
        announce(place, "seat-given", given, voice=voice, person=by, organisation=self.organisation, role="member")
