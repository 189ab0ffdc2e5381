"""Calling people to a sitting: what makes a convocation, and what may change after it. Nothing leaves before it."""

from datetime import datetime
from uuid import uuid4

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.meetings.models.convocation import Convocation
from app.meetings.models.timetable import Timetable, days_before
from app.membership.models.table_rules import COVERING


class Calling:
    """The part of a meeting that concerns its convocation.

    `uid` names it in calendars for ever, `sequence` counts what was changed after the call, `dated_sequence` is that of
    the present date: an answer to an earlier date is none to this one.
    """

    uid: Mapped[str | None] = mapped_column(String(36), unique=True, default=lambda: str(uuid4()))
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    dated_sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    cancelled_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    cancel_reason: Mapped[str] = mapped_column(Text, default="", server_default="")

    @declared_attr
    def convocations(cls) -> Mapped[list[Convocation]]:
        return relationship(back_populates="meeting", order_by=Convocation.id)

    @declared_attr
    def replies(cls) -> Mapped[list["Reply"]]:  # noqa: F821
        return relationship(back_populates="meeting", order_by="Reply.id")

    @property
    def awaited(self):
        """Was it convened, and has it neither begun nor been called off?"""
        return bool(self.convened_at and not self.opened_at and not self.closed_at and not self.cancelled_at)

    def takes_answers(self, at):
        """May people still say whether they come?"""
        return self.awaited and at < self.starts_at

    def is_late_notice(self, at):
        """Is less time left before the start than the rules of the table ask for?"""
        return at > days_before(self.starts_at, Timetable.of(self.table_id).notice_days)

    def call(self, voice):
        """The call goes out: from here there is no way back to a draft."""
        self.uid = self.uid or str(uuid4())
        return self._said("convened", voice)

    def move(self, *, starts_at, location, voice):
        """Another date or place; once it was convened, those who were called are told a minute later."""
        self.check_not_closed()
        if self.opened_at:
            raise RuleBroken(_l("The sitting has begun: it cannot be moved any more."))
        if (starts_at, location) == (self.starts_at, self.location):
            raise RuleBroken(_l("This is the date and the place that it has already."), field="day", status=422)
        self.table.check_works(starts_at)
        if self.convened_at and starts_at <= utc_now():
            raise RuleBroken(_l("A meeting that was convened can only be moved to a time to come."), field="day", status=422)
        redated = starts_at != self.starts_at
        self.starts_at, self.location = starts_at, location
        if self.convened_at:
            self.sequence += 1
            self.dated_sequence = self.sequence if redated else self.dated_sequence
            self._said("moved", voice)
        announce(self, "meeting-moved", self, voice=voice)
        announce(self.table, "meeting-moved", self, voice=voice)

    def call_off(self, reason, voice):
        """It does not take place; who was called is told at once, with the reason. It cannot be undone."""
        self.check_not_closed()
        if self.opened_at:
            raise RuleBroken(_l("The sitting has begun: close it, it cannot be called off any more."))
        if not reason.strip():
            raise RuleBroken(_l("Say why the meeting is called off."), field="reason", status=422)
        self.cancelled_at, self.cancelled_by_id, self.cancel_reason = utc_now(), voice.id, reason
        if self.convened_at:
            self.sequence += 1
            self._said("cancelled", voice)
        announce(self, "meeting-cancelled", self, voice=voice)
        announce(self.table, "meeting-cancelled", self, voice=voice)

    def add_to_call(self, kind, voice):
        """The agenda is not the one that was sent, or a paper came late: who was called is told, of several in one mail."""
        if not self.awaited:
            return
        self.sequence += 1
        self._said(kind, voice)

    def check_calls(self, mandate, at):
        """RuleBroken where this mandate is none of those who are called."""
        if mandate.seat.place_id != self.table.place_id or mandate.role not in COVERING or not mandate.holds(at):
            raise RuleBroken(_l("Choose one of those who are called."), field="mandate", status=422)

    def check_not_cancelled(self):
        if self.cancelled_at:
            raise RuleBroken(_l("This meeting was called off."))

    def _said(self, kind, voice):
        facts = {"starts_at": self.starts_at, "location": self.location, "at": utc_now()}
        term = Timetable.of(self.table_id).notice_days
        said = Convocation(meeting=self, sequence=self.sequence, kind=kind, by=voice, notice_days=term, **facts)
        db.session.add(said)
        return said


def note_agenda(said):
    """What happens to an item after the call changes what people were called to."""
    meeting = said.stream
    if isinstance(meeting, Calling):
        meeting.add_to_call("agenda", said.voice)


def note_late_paper(said):
    """Only on the line of the meeting: of a confidential item nobody else hears."""
    if isinstance(said.stream, Calling) and said.facts.get("late"):
        said.stream.add_to_call("paper", said.voice)


for kind in ("item-added", "item-reworded", "item-withdrawn", "items-reordered", "item-moved", "item-shelved", "item-sealed"):
    react(kind, note_agenda)
for kind in ("paper-added", "paper-revised"):
    react(kind, note_late_paper)
