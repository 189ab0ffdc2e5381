"""A series of meetings of a table: its rhythm, its template of an agenda, and the meetings planned ahead from both."""

from datetime import date, datetime, time

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, day_of, db, hold, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.meetings.models.meeting import Meeting
from app.meetings.models.rhythm import Rhythm, begins
from app.meetings.models.schedule import check_length
from app.meetings.models.template import Templated, clear, untouched
from app.membership.models import Mandate, Table

MOST_AHEAD = 12


class MeetingSeries(Templated, db.Model):
    """`kept_by` is the mandate in whose name the meetings are planned; `ahead` how many of them stand in the calendar.

    The facts of the rhythm are those of `Rhythm`; `last_on` the last day on which it may fall, empty for no end.
    """

    __table_args__ = (Index(None, "table_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("table.id"))
    title: Mapped[str] = mapped_column(String(200))
    location: Mapped[str] = mapped_column(String(200), default="")
    time: Mapped[time]
    planned_minutes: Mapped[int | None]
    unit: Mapped[str] = mapped_column(String(10))
    every: Mapped[int]
    weekday: Mapped[int]
    nth: Mapped[int | None]
    first_on: Mapped[date]
    last_on: Mapped[date | None]
    ahead: Mapped[int] = mapped_column(default=3)
    kept_by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    begun_at: Mapped[datetime] = mapped_column(Instant, default=utc_now)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    table: Mapped[Table] = relationship()
    kept_by: Mapped[Mandate] = relationship(foreign_keys=kept_by_id)
    meetings: Mapped[list[Meeting]] = relationship(back_populates="series", order_by=Meeting.starts_at)

    @classmethod
    def begin(cls, table, voice, **facts):
        """A new series, with its first meetings in the calendar of who keeps the table."""
        table.check_works()
        series = cls(table=table, kept_by=voice)
        db.session.add(series)
        series.write(**facts)
        announce(series, "series-begun", series, voice=voice)
        series.plan_ahead(voice)
        return series

    @property
    def stream(self):
        return f"series/{self.id}"

    @property
    def rhythm(self):
        return Rhythm(self.unit, self.every, self.weekday, self.nth if self.unit == "month" else None, self.first_on)

    def write(self, *, title, location, time, planned_minutes, unit, every, weekday, nth, first_on, ahead):
        Rhythm(unit, every, weekday, nth, first_on).check()
        check_length(planned_minutes)
        if not 1 <= ahead <= MOST_AHEAD:
            raise RuleBroken(_l("Write a number between 1 and %(most)s.", most=MOST_AHEAD), field="ahead", status=422)
        self.title, self.location, self.time, self.planned_minutes = title, location, time, planned_minutes
        self.unit, self.every, self.weekday = unit, every, weekday
        self.nth, self.first_on, self.ahead = nth if unit == "month" else None, first_on, ahead

    def revise(self, voice, **facts):
        """Another rhythm, time, place, length or title for all meetings to come that were not convened yet.

        What was changed on one of them alone stays as it was changed there.
        """
        self.check_runs()
        before = Followed.of(self)
        self.write(**facts)
        self.kept_by = voice
        coming = self.drafts()
        for meeting, day in zip(coming, self.next_days(len(coming)), strict=False):
            before.pass_on(self, meeting, day)
        announce(self, "series-revised", self, voice=voice)
        self.plan_ahead(voice)

    def plan_ahead(self, voice=None):
        """Plan what is missing of the next meetings of the rhythm; asking again plans nothing twice.

        It stops, without an error, at a day on which the table does not work any more.
        """
        if self.ended_at:
            return []
        hold(MeetingSeries, self.id)
        taken = {meeting.series_on for meeting in self.meetings}
        days = self.rhythm.days(day_of(utc_now()), self.ahead, self.last_on)
        return [self.plan(day, voice or self.kept_by) for day in days if day not in taken and self.works_on(day)]

    def plan(self, day, voice):
        meeting = Meeting.plan(self.table, self.title, begins(day, self.time), self.location, voice)
        meeting.series, meeting.series_on, meeting.planned_minutes = self, day, self.planned_minutes
        self.lay_agenda(meeting, voice)
        return meeting

    def works_on(self, day):
        try:
            self.table.check_works(begins(day, self.time))
        except RuleBroken:
            return False
        return True

    def end(self, voice, last_on=None):
        """No more meetings after a day, today where none is said; returns those that stay because somebody worked on them.

        A meeting that was convened stays too: it is called off by itself.
        """
        self.check_runs()
        self.last_on = last_on or day_of(utc_now())
        if self.last_on <= day_of(utc_now()):
            self.ended_at, self.ended_by_id = utc_now(), voice.id
        announce(self, "series-ended", self, voice=voice)
        over = [meeting for meeting in self.drafts() if meeting.series_on > self.last_on]
        staying = [meeting for meeting in over if not untouched(meeting)]
        for meeting in over:
            if meeting not in staying:
                self.meetings.remove(meeting)
                clear(meeting, voice)
                announce(meeting.stream, "meeting-dropped", meeting.id, voice=voice)
                db.session.delete(meeting)
        return staying

    def drafts(self):
        """Its meetings to come that were neither convened nor called off, in the order of the rhythm."""
        now = utc_now()
        rows = [each for each in self.meetings if not each.convened_at and not each.cancelled_at and each.starts_at > now]
        return sorted(rows, key=lambda each: each.series_on)

    def next_days(self, count):
        """The days for its meetings that were not convened: after today, and after the last that was."""
        called = [each.series_on for each in self.meetings if each.convened_at or each.cancelled_at]
        return self.rhythm.days(max([day_of(utc_now()), *called]), count, self.last_on)

    def check_runs(self):
        if self.ended_at:
            raise RuleBroken(_l("This series has ended."))


class Followed:
    """What the meetings of a series have from it, as it was before a change."""

    NAMES = ("title", "location", "planned_minutes")

    @classmethod
    def of(cls, series):
        followed = cls()
        followed.facts = {name: getattr(series, name) for name in cls.NAMES}
        followed.time = series.time
        return followed

    def pass_on(self, series, meeting, day):
        """Give a meeting the new facts and the new day, but for those that were changed on it alone."""
        followed_the_time = meeting.starts_at == begins(meeting.series_on, self.time)
        for name, before in self.facts.items():
            if getattr(meeting, name) == before:
                setattr(meeting, name, getattr(series, name))
        meeting.series_on = day
        if followed_the_time:
            meeting.starts_at = begins(day, series.time)
