"""The course of a sitting: which item is being treated and since when, its suspensions, the time that each item took."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.database import Dated, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.meetings.models.agenda import AgendaItem
from app.membership.models import Mandate


class Passage(Dated, db.Model):
    """The sitting treats an item from `since` to `until`. A suspension ends it; the resumption begins another."""

    __table_args__ = (Index(None, "meeting_id", "since"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    meeting: Mapped["Meeting"] = relationship(back_populates="passages")  # noqa: F821
    item: Mapped[AgendaItem] = relationship()
    by: Mapped[Mandate] = relationship()


class Pause(Dated, db.Model):
    """The sitting is suspended from `since` to `until`."""

    __table_args__ = (Index(None, "meeting_id", "since"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    reason: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    meeting: Mapped["Meeting"] = relationship(back_populates="pauses")  # noqa: F821
    by: Mapped[Mandate] = relationship()


class InCourse:
    """What a meeting does while it is in course; Meeting is one."""

    @declared_attr
    def passages(cls) -> Mapped[list[Passage]]:
        return relationship(Passage, back_populates="meeting", order_by=Passage.id)

    @declared_attr
    def pauses(cls) -> Mapped[list[Pause]]:
        return relationship(Pause, back_populates="meeting", order_by=Pause.id)

    @property
    def current_item(self):
        """The item that the sitting treats, or treated last; None before the first is taken up."""
        return self.passages[-1].item if self.passages else None

    @property
    def running(self):
        """The passage whose clock runs now, or None."""
        return next((each for each in self.passages[-1:] if each.until is None), None)

    @property
    def pause(self):
        """The suspension in course, or None."""
        return next((each for each in self.pauses[-1:] if each.until is None), None)

    @property
    def next_item(self):
        """The item after the one at hand; the first where none was taken up yet; None after the last."""
        here = self.current_item
        return next((each for each in self.items if here is None or each.position > here.position), None)

    @property
    def previous_item(self):
        here = self.current_item
        before = [each for each in self.items if here and each.position < here.position]
        return before[-1] if before else None

    def take_up(self, item, voice):
        """The sitting passes to an item. Asking for the one at hand again changes nothing.

        RuleBroken where the sitting is not open, is suspended, or has no such item.
        """
        self.check_open()
        if self.pause:
            raise RuleBroken(_l("The sitting is suspended: resume it before you pass to an item."))
        if item.meeting_id != self.id:
            raise RuleBroken(_l("This item is not on the agenda of this sitting."), field="item", status=422)
        if self.running and self.running.item is item:
            return self.running
        return self._pass_to(item, voice)

    def suspend(self, reason, voice):
        """Stop the clock until the sitting is resumed."""
        self.check_open()
        if self.pause:
            raise RuleBroken(_l("The sitting is suspended already."))
        at = utc_now()
        self._end_passage(at)
        pause = Pause(meeting=self, reason=reason, since=at, by=voice)
        db.session.add(pause)
        announce(self, "sitting-suspended", pause, voice=voice, at=at)
        return pause

    def resume(self, voice):
        """Go on with the item at hand."""
        self.check_open()
        pause = self.pause
        if pause is None:
            raise RuleBroken(_l("The sitting is not suspended."))
        pause.until = utc_now()
        announce(self, "sitting-resumed", pause, voice=voice, at=pause.until)
        if self.current_item:
            self._pass_to(self.current_item, voice)
        return pause

    def seconds_on(self, item, at):
        """How many seconds this item has taken up to a moment, all its passages together, suspensions left out."""
        passages = [each for each in self.passages if each.item_id == item.id]
        return int(sum(((each.until or at) - each.since).total_seconds() for each in passages))

    def end_course(self, at):
        """The sitting ends: its clock stops, a suspension in course with it."""
        self._end_passage(at)
        if self.pause:
            self.pause.until = at

    def _pass_to(self, item, voice):
        at = utc_now()
        spent = self.seconds_on(item, at)
        self._end_passage(at)
        passage = Passage(meeting=self, item=item, since=at, by=voice)
        db.session.add(passage)
        announce(self, "item-taken-up", item, voice=voice, at=at, passage=passage, spent=spent)
        return passage

    def _end_passage(self, at):
        if self.running:
            self.running.until = at


def stop_the_clock(said):
    """A closed meeting treats nothing any more."""
    said.subject.end_course(said.subject.closed_at)


def stays_on_the_agenda(said):
    """What the sitting took up is not taken off the agenda: it gets an outcome."""
    if db.session.scalar(select(Passage.id).where(Passage.item_id == said.subject).limit(1)):
        raise RuleBroken(_l("The sitting has taken up this item: record an outcome instead of taking it off the agenda."))


react("meeting-closed", stop_the_clock)
react("item-withdrawn", stays_on_the_agenda)
