"""An item goes to another meeting: moved before its outcome, copied at any time, put back among those that wait (the backlog).

Moving takes along what hangs on the item: it stays the same item. A copy leaves the older one and its minutes whole, and
each shows the way to the other. The study of OpenProject's recurring meetings drew the difference.
"""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.meetings.models.order import close_ranks, in_order, stand_in
from app.meetings.models.point import copied
from app.membership.models import Table

SEALED = (
    "confidential_at",
    "confidential_reason",
    "sealed_by_law",
    "public_title",
    "release_on",
    "released_at",
    "sealed_title",
    "sealed_note",
    "confidential_by_id",
)


class Carried:
    """`table` and `waiting_at` are set while an item stands on no agenda: it waits in the backlog of its table.

    `series` says for which series of meetings it waits; empty is for any meeting of the table. `minutes_of` is the meeting
    whose minutes the item asks to approve. `templated` says that its words are still those of the template of a series.
    """

    table_id: Mapped[int | None] = mapped_column(ForeignKey("table.id"), index=True)
    waiting_at: Mapped[datetime | None] = mapped_column(Instant)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_series.id"))
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    minutes_of_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    templated: Mapped[bool] = mapped_column(default=False, server_default="0")

    @declared_attr
    def table(cls) -> Mapped[Table | None]:
        return relationship(foreign_keys=cls.table_id)

    @declared_attr
    def series(cls) -> Mapped["MeetingSeries | None"]:  # noqa: F821
        return relationship(foreign_keys=cls.series_id)

    @declared_attr
    def carried_from(cls) -> Mapped["AgendaItem | None"]:  # noqa: F821
        return relationship(foreign_keys=cls.carried_from_id, remote_side="AgendaItem.id", back_populates="carried_to")

    @declared_attr
    def carried_to(cls) -> Mapped[list["AgendaItem"]]:  # noqa: F821
        return relationship(foreign_keys=cls.carried_from_id, back_populates="carried_from", order_by="AgendaItem.id")

    @declared_attr
    def minutes_of(cls) -> Mapped["Meeting | None"]:  # noqa: F821
        return relationship(foreign_keys=cls.minutes_of_id)

    @property
    def of_table(self):
        """The table it belongs to, on an agenda or not."""
        return self.meeting.table if self.meeting else self.table

    @classmethod
    def wait(cls, table, title, note, voice, series=None, **layout):
        """A new item for a later meeting, not on any agenda yet."""
        table.check_lives()
        check_series(table, series)
        item = cls(title=title, note=note, table=table, waiting_at=utc_now(), series=series, position=0)
        item.lay_out(table, **layout)
        db.session.add(item)
        announce(backlog_of(table), "backlog-item-added", item, voice=voice)
        return item

    def rewrite(self, title, note, voice, series=None, **layout):
        """Other words for an item that waits."""
        self.check_waits()
        check_series(self.table, series)
        self.write(title, note)
        self.lay_out(self.table, **layout)
        self.series = series
        announce(backlog_of(self.table), "backlog-item-reworded", self, voice=voice)

    def discard(self, voice):
        """Take an item that waits away for good."""
        self.check_waits()
        if hangs(self):
            raise RuleBroken(_l("Papers or other things belong to this item: put it on an agenda instead."))
        announce(backlog_of(self.table), "backlog-item-discarded", self.id, voice=voice)
        db.session.delete(self)

    def place_on(self, meeting, voice):
        """From the backlog onto an agenda."""
        self.check_waits()
        self.check_goes_to(meeting, self.table)
        self.table = self.waiting_at = self.series = None
        self.join(meeting)
        announce(meeting, "item-added", self, voice=voice)

    def shelve(self, voice):
        """From an agenda back into the backlog; what hangs on the item stays with it."""
        self.check_not_begun()
        left = self.meeting
        self.leave()
        self.table, self.series, self.waiting_at = left.table, left.series, utc_now()
        announce(left, "item-shelved", self.id, voice=voice)
        announce(backlog_of(left.table), "backlog-item-added", self, voice=voice)

    def move_to(self, meeting, voice):
        """To another meeting of the same table, before its outcome."""
        self.check_not_begun()
        left = self.meeting
        if meeting is left:
            raise RuleBroken(_l("The item stands on this agenda already."), field="meeting", status=422)
        self.check_goes_to(meeting, left.table)
        self.leave()
        self.join(meeting)
        announce(left, "item-moved", self.id, voice=voice, meeting=meeting)
        announce(meeting, "item-added", self, voice=voice)

    def carry_over(self, meeting, voice):
        """The same point on the agenda of another meeting, or in the backlog where `meeting` is None; returns the new item."""
        if self.carried_to:
            raise RuleBroken(_l("This item was carried over already."))
        if meeting is self.meeting:
            raise RuleBroken(_l("The item stands on this agenda already."), field="meeting", status=422)
        copy = type(self)(title=self.title, note=self.note, carried_from=self, position=0, minutes_of=self.minutes_of)
        for name in SEALED:
            setattr(copy, name, getattr(self, name))
        copy.lay_out(self.of_table, **copied(self))
        db.session.add(copy)
        self.put(copy, meeting, voice)
        announce(self.meeting, "item-carried-over", self, voice=voice, item=copy)
        return copy

    def put(self, copy, meeting, voice):
        if meeting is None:
            copy.table, copy.waiting_at, copy.series = self.meeting.table, utc_now(), self.meeting.series
            announce(backlog_of(copy.table), "backlog-item-added", copy, voice=voice)
            return
        self.check_goes_to(meeting, self.meeting.table)
        copy.join(meeting)
        announce(meeting, "item-added", copy, voice=voice)

    def join(self, meeting):
        self.templated = False
        others = list(meeting.items)
        self.meeting = meeting
        stand_in(self, others)

    def leave(self):
        left = self.meeting
        self.templated = False
        left.items.remove(self)
        close_ranks(in_order(left.items))

    def point_to(self, meeting):
        """The meeting whose minutes this item asks to approve, or None."""
        if meeting is not None and self.kind != "approval":
            sentence = _l("Only an item for the approval of minutes names the meeting of the minutes.")
            raise RuleBroken(sentence, field="minutes_of", status=422)
        if meeting is not None and (meeting.table_id != self.of_table.id or meeting is self.meeting or not meeting.closed_at):
            raise RuleBroken(_l("Choose an earlier meeting of the same table."), field="minutes_of", status=422)
        self.minutes_of = meeting

    def check_waits(self):
        if self.waiting_at is None:
            raise RuleBroken(_l("This item stands on an agenda already."))

    def check_goes_to(self, meeting, table):
        if meeting.table_id != table.id:
            raise RuleBroken(_l("Choose a meeting of the same table."), field="meeting", status=422)
        meeting.check_takes_items()


def check_series(table, series):
    if series and series.table_id != table.id:
        raise RuleBroken(_l("Choose a series of this table."), field="series", status=422)


def backlog_of(table):
    """The line of what waits at a table: kept for the record, nobody's live line."""
    return f"backlog/{table.id}"


def hangs(thing):
    """Does any row of the archive refer to this one?"""
    own = thing.__table__
    keys = [key for each in own.metadata.sorted_tables for key in each.foreign_keys if key.column.table is own]
    return any(db.session.scalar(select(1).where(key.parent == thing.id).limit(1)) for key in keys)
