"""A meeting of a table: planned, convened, opened, closed; it ends only with an outcome for each item."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.meetings.models.agenda import AgendaItem
from app.meetings.models.attendance import Attendance
from app.meetings.models.decision import next_number
from app.membership.models import Mandate, Table


class CannotClose(RuleBroken):
    """The meeting cannot be closed yet; `blockers` lists (item, sentence), in the order of the agenda."""

    def __init__(self, blockers):
        told = "; ".join(f"{item.position}. {item.title}: {sentence}" for item, sentence in blockers)
        super().__init__(_l("The meeting cannot be closed yet. %(blockers)s", blockers=told))
        self.blockers = blockers


class Meeting(db.Model):
    """`convened_by`, `opened_by`, `closed_by` are mandates: in whose name it was done."""

    __table_args__ = (Index(None, "table_id", "starts_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("table.id"))
    title: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    location: Mapped[str] = mapped_column(String(200), default="")
    planned_by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    convened_at: Mapped[datetime | None] = mapped_column(Instant)
    convened_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    table: Mapped[Table] = relationship()
    items: Mapped[list[AgendaItem]] = relationship(back_populates="meeting", order_by=AgendaItem.position)
    attendance: Mapped[list[Attendance]] = relationship(back_populates="meeting")
    proxies: Mapped[list["Proxy"]] = relationship(back_populates="meeting")  # noqa: F821
    minutes: Mapped["Minutes | None"] = relationship(back_populates="meeting")  # noqa: F821
    planned_by: Mapped[Mandate] = relationship(foreign_keys=planned_by_id)
    convened_by: Mapped[Mandate | None] = relationship(foreign_keys=convened_by_id)

    @classmethod
    def plan(cls, table, title, starts_at, location, voice):
        """A meeting to come, seen by the secretariat and the chair until it is convened."""
        table.check_works(starts_at)
        meeting = cls(table=table, title=title, starts_at=starts_at, location=location, planned_by=voice)
        db.session.add(meeting)
        announce(meeting, "meeting-planned", meeting, voice=voice)
        return meeting

    @property
    def stream(self):
        return f"meeting/{self.id}"

    @property
    def state(self):
        """`planned`, `convened`, `open`, `held`, `minuted` or `published`."""
        if self.closed_at:
            minutes = self.minutes
            if minutes and minutes.published_at:
                return "published"
            return "minuted" if minutes and minutes.approved_at else "held"
        if self.opened_at:
            return "open"
        return "convened" if self.convened_at else "planned"

    def add_item(self, title, note, voice):
        """One more item at the end of the agenda."""
        self.check_not_closed()
        position = max((item.position for item in self.items), default=0) + 1
        item = AgendaItem(meeting=self, position=position, title=title, note=note)
        db.session.add(item)
        announce(self, "item-added", item, voice=voice)
        return item

    def convene(self, voice):
        """Call the delegates: from now on they see the meeting and its agenda."""
        if self.convened_at:
            raise RuleBroken(_l("This meeting has already been convened."))
        if not self.items:
            raise RuleBroken(_l("Write at least one agenda item before you convene."))
        self.table.check_works(self.starts_at)
        self.convened_at, self.convened_by_id = utc_now(), voice.id
        announce(self, "meeting-convened", self, voice=voice)
        announce(self.table, "meeting-convened", self, voice=voice)

    def open(self, voice):
        """Begin the sitting."""
        if not self.convened_at:
            raise RuleBroken(_l("Convene the meeting before you open it."))
        if self.opened_at:
            raise RuleBroken(_l("This meeting is already open."))
        self.opened_at, self.opened_by_id = utc_now(), voice.id
        announce(self, "meeting-opened", self, voice=voice)

    def mark(self, seat, mandate, voice):
        """Note who sits in a seat now: a mandate of that seat, or nobody."""
        self.check_open()
        if seat.place_id != self.table.place_id or not seat.in_force(utc_now()):
            raise RuleBroken(_l("%(name)s does not sit at this table.", name=seat.organisation.name), status=422)
        if mandate and (mandate.seat_id != seat.id or not mandate.holds(utc_now())):
            raise RuleBroken(_l("This mandate does not belong to that seat today."), field="mandate", status=422)
        self.check_one_seat(seat, mandate)
        row = next((each for each in self.attendance if each.seat_id == seat.id), None)
        if row is None:
            row = Attendance(meeting=self, seat=seat)
            db.session.add(row)
        row.mandate, row.marked_at = mandate, utc_now()
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

    def close(self, voice):
        """End the sitting; CannotClose names each item that has no outcome or whose output is half made."""
        self.check_open()
        blockers = self.blockers()
        if blockers:
            raise CannotClose(blockers)
        self.closed_at, self.closed_by_id = utc_now(), voice.id
        for decision in self.decisions():
            decision.adopt(*next_number(self.table_id, self.closed_at), self.closed_at)
            announce(self, "decision-adopted", decision, voice=voice)
        announce(self, "meeting-closed", self, voice=voice)

    def blockers(self):
        """What still keeps the meeting from closing: a list of (item, sentence)."""
        if not self.items:
            return []
        return [(item, sentence) for item in self.items for sentence in item.blockers()]

    def decisions(self):
        return [decision for item in self.items for decision in item.decisions]

    def check_not_closed(self):
        if self.closed_at:
            raise RuleBroken(_l("This meeting is closed."))

    def check_open(self):
        self.check_not_closed()
        if not self.opened_at:
            raise RuleBroken(_l("This meeting is not open yet."))


def no_sitting_left(said):
    """A table with a sitting called or in course does not end before it is closed."""
    until = said.subject.until
    called = select(Meeting.id).where(Meeting.table_id == said.subject.id, Meeting.convened_at.is_not(None))
    left = called.where(Meeting.closed_at.is_(None), or_(Meeting.opened_at.is_not(None), Meeting.starts_at >= until))
    if db.session.scalar(left.limit(1)):
        sentence = _l("A sitting of this table is in course or called for a later day: close it first, or choose a later end.")
        raise RuleBroken(sentence, field="until")


react("table-ended", no_sitting_left)
