"""The template of the agenda of a series: its points, and the meetings to come that follow it until somebody touches them."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.database import db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.meetings.models.carrying import hangs
from app.meetings.models.order import close_ranks, stand_in
from app.meetings.models.point import Point, copied

MOST_ITEMS = 60


class SeriesItem(Point, db.Model):
    """One point of the template of a series."""

    __table_args__ = (Index(None, "series_id", "position"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("meeting_series.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")

    series: Mapped["MeetingSeries"] = relationship(back_populates="items")  # noqa: F821


class Templated:
    """What a series does with its template; MeetingSeries is one."""

    @declared_attr
    def items(cls) -> Mapped[list[SeriesItem]]:
        return relationship(SeriesItem, back_populates="series", order_by=SeriesItem.position)

    def lay_agenda(self, meeting, voice):
        """Copy the template onto an agenda."""
        for point in self.items:
            item = meeting.add_item(point.title, point.note, voice, **copied(point))
            item.templated = True

    def add_point(self, title, note, voice, **layout):
        """One more point of the template; the meetings to come whose agenda nobody touched follow it."""
        self.check_runs()
        if len(self.items) >= MOST_ITEMS:
            raise RuleBroken(_l("A template has at most %(most)s items.", most=MOST_ITEMS))
        point = self.new_point(title, note, layout)
        stand_in(point, self.items)
        self.retell(voice)
        return point

    def remove_point(self, point, voice):
        self.check_runs()
        self.items.remove(point)
        db.session.delete(point)
        close_ranks(self.items)
        self.retell(voice)

    def learn(self, meeting, voice):
        """Take the agenda of one of its meetings as the template; what is confidential stays out of it."""
        self.check_runs()
        shown = [item for item in meeting.items if not item.is_sealed(utc_now())]
        if not shown:
            raise RuleBroken(_l("This agenda is empty: write it first."))
        for point in list(self.items):
            db.session.delete(point)
        self.items.clear()
        for item in shown[:MOST_ITEMS]:
            self.new_point(item.title, item.note, copied(item))
        close_ranks(self.items)
        self.retell(voice)

    def new_point(self, title, note, layout):
        point = SeriesItem(series=self, title=title, note=note, position=len(self.items) + 1)
        point.lay_out(self.table, **layout)
        db.session.add(point)
        return point

    def retell(self, voice):
        """Write the agenda anew on the meetings to come that nobody touched."""
        announce(self, "series-template-changed", self, voice=voice)
        for meeting in self.drafts():
            if untouched(meeting):
                clear(meeting, voice)
                self.lay_agenda(meeting, voice)


def untouched(meeting):
    """Is this agenda still the one of the template, with nothing that belongs to its items?"""
    return not any(not item.templated or hangs(item) for item in meeting.items)


def clear(meeting, voice):
    """Take everything off the agenda of a meeting that was not convened."""
    for item in list(meeting.items):
        announce(meeting.stream, "item-withdrawn", item.id, voice=voice)
        meeting.items.remove(item)
        db.session.delete(item)
