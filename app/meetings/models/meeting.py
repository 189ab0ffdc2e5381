"""A meeting of a table: planned, convened, opened, closed; it ends only with an outcome for each item."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.meetings.models.agenda import AgendaItem
from app.meetings.models.attendance import Attendance, RollCall
from app.meetings.models.calling import Calling
from app.meetings.models.course import InCourse
from app.meetings.models.decision import next_number
from app.meetings.models.order import stand_in
from app.meetings.models.presence import Presence
from app.meetings.models.reopening import DroppedNumber, Reopened, Reopening
from app.meetings.models.schedule import Scheduled
from app.membership.models import Mandate, Table


class CannotClose(RuleBroken):
    """The meeting cannot be closed yet; `blockers` lists (item, sentence), in the order of the agenda."""

    def __init__(self, blockers):
        told = "; ".join(f"{item.position}. {item.title}: {sentence}" for item, sentence in blockers)
        super().__init__(_l("The meeting cannot be closed yet. %(blockers)s", blockers=told))
        self.blockers = blockers


class Meeting(Scheduled, Calling, InCourse, RollCall, Reopened, db.Model):
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
    items: Mapped[list[AgendaItem]] = relationship(
        foreign_keys=AgendaItem.meeting_id, back_populates="meeting", order_by=AgendaItem.position
    )
    attendance: Mapped[list[Attendance]] = relationship(back_populates="meeting")
    presences: Mapped[list[Presence]] = relationship(back_populates="meeting", order_by=Presence.id)
    proxies: Mapped[list["Proxy"]] = relationship(back_populates="meeting")  # noqa: F821
    minutes: Mapped["Minutes | None"] = relationship(back_populates="meeting")  # noqa: F821
    reopenings: Mapped[list[Reopening]] = relationship(back_populates="meeting", order_by=Reopening.id)
    dropped_numbers: Mapped[list[DroppedNumber]] = relationship(back_populates="meeting", order_by=DroppedNumber.id)
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
        """`planned`, `convened`, `open`, `held`, `minuted`, `published`, `reopened` or `cancelled`."""
        if self.cancelled_at:
            return "cancelled"
        if self.closed_at:
            minutes = self.minutes
            if minutes and minutes.published_at:
                return "published"
            return "minuted" if minutes and minutes.approved_at else "held"
        if self.opened_at:
            return "reopened" if self.reopening else "open"
        return "convened" if self.convened_at else "planned"

    def add_item(self, title, note, voice, minutes_of=None, **layout):
        """One more item at the end of its section, or of the agenda; `layout` as of Point.lay_out."""
        self.check_takes_items()
        others = list(self.items)
        item = AgendaItem(meeting=self, position=len(others) + 1, title=title, note=note)
        db.session.add(item)
        item.lay_out(self.table, **layout)
        item.point_to(minutes_of)
        stand_in(item, others)
        announce(self, "item-added", item, voice=voice)
        return item

    def convene(self, voice):
        """Call the delegates: from now on they see the meeting and its agenda."""
        if self.convened_at:
            raise RuleBroken(_l("This meeting has already been convened."))
        self.check_not_cancelled()
        if not self.items:
            raise RuleBroken(_l("Write at least one agenda item before you convene."))
        self.table.check_works(self.starts_at)
        self.convened_at, self.convened_by_id = utc_now(), voice.id
        self.call(voice)
        announce(self, "meeting-convened", self, voice=voice)
        announce(self.table, "meeting-convened", self, voice=voice)

    def open(self, voice):
        """Begin the sitting."""
        if not self.convened_at:
            raise RuleBroken(_l("Convene the meeting before you open it."))
        self.check_not_cancelled()
        if self.opened_at:
            raise RuleBroken(_l("This meeting is already open."))
        self.opened_at, self.opened_by_id = utc_now(), voice.id
        announce(self, "meeting-opened", self, voice=voice)

    def close(self, voice):
        """End the sitting; CannotClose names each item that has no outcome or whose output is half made."""
        self.check_open()
        blockers = self.blockers()
        if blockers:
            raise CannotClose(blockers)
        self.closed_at, self.closed_by_id = utc_now(), voice.id
        for decision in self.decisions():
            decision.adopt(*(decision.numbered or next_number(self.table_id, self.closed_at)), self.closed_at)
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
        self.check_not_cancelled()

    def check_open(self):
        self.check_not_closed()
        if not self.opened_at:
            raise RuleBroken(_l("This meeting is not open yet."))


def no_sitting_left(said):
    """A table with a sitting called or in course does not end before it is closed."""
    until = said.subject.until
    called = select(Meeting.id).where(Meeting.table_id == said.subject.id, Meeting.convened_at.is_not(None))
    left = called.where(
        Meeting.closed_at.is_(None),
        Meeting.cancelled_at.is_(None),
        or_(Meeting.opened_at.is_not(None), Meeting.starts_at >= until),
    )
    if db.session.scalar(left.limit(1)):
        sentence = _l("A sitting of this table is in course or called for a later day: close it first, or choose a later end.")
        raise RuleBroken(sentence, field="until")


react("table-ended", no_sitting_left)
