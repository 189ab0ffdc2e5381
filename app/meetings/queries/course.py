"""The course of a sitting as it is read: the clock of the item at hand, the time that each item took, the running record."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.meetings.models import AgendaItem, Meeting, Note, Passage, Pause, lines_of
from app.membership.models import Mandate, Seat

COURSE = (selectinload(Meeting.passages), selectinload(Meeting.pauses))
BY = joinedload(Note.by)
WRITTEN = (joinedload(Note.item), BY.joinedload(Mandate.person), BY.joinedload(Mandate.seat).joinedload(Seat.organisation))


@dataclass(frozen=True)
class Clock:
    """How long the item at hand has been treated: `seconds` up to `at`; it runs unless the sitting is suspended or closed.

    `planned` is the time meant for it in seconds, None where nothing was said.
    """

    item: AgendaItem
    passage: Passage | None
    seconds: int
    planned: int | None
    at: object

    @property
    def runs(self):
        return self.passage is not None

    @property
    def over(self):
        """Whole minutes beyond the time that was meant for it; 0 while there are none."""
        return max(0, self.seconds - self.planned) // 60 if self.planned else 0

    @property
    def share(self):
        """How much of its time is used, in per cent, at most 100; None where nothing was planned."""
        return min(100, 100 * self.seconds // self.planned) if self.planned else None

    @property
    def face(self):
        """`12:40`, or `1:02:40` beyond the hour."""
        hours, rest = divmod(self.seconds, 3600)
        minutes = f"{hours}:{rest // 60:02}" if hours else f"{rest // 60}"
        return f"{minutes}:{rest % 60:02}"


def clock_of(meeting, at):
    """The clock of the item at hand; None before the first was taken up, and once the meeting is closed."""
    item = meeting.current_item
    if item is None or meeting.closed_at:
        return None
    planned = item.planned_minutes * 60 if item.planned_minutes else None
    return Clock(item, meeting.running, meeting.seconds_on(item, at), planned, at)


def spent_of(meeting, at):
    """{item id: time it took up to a moment} of the items that the sitting took up."""
    items = {passage.item_id: passage.item for passage in meeting.passages}
    return {id: timedelta(seconds=meeting.seconds_on(item, at)) for id, item in items.items()}


def record_of(meeting):
    """The lines of the running record, in the order in which they were written."""
    return db.session.scalars(lines_of(meeting.id).options(*WRITTEN)).all()


def course_json(meeting, at):
    """The course for programs: the item at hand, its clock, every passage."""
    clock, pause = clock_of(meeting, at), meeting.pause
    return {
        "meeting": meeting.id,
        "state": meeting.state,
        "item": clock and clock.item.id,
        "since": iso(clock.passage.since) if clock and clock.runs else None,
        "seconds": clock and clock.seconds,
        "planned_minutes": clock and clock.item.planned_minutes,
        "suspended": pause and {"since": iso(pause.since), "reason": pause.reason},
        "passages": [dated_json(each) | {"item": each.item_id} for each in meeting.passages],
        "suspensions": [dated_json(each) | {"reason": each.reason} for each in meeting.pauses],
    }


def dated_json(row: Passage | Pause):
    return {"since": iso(row.since), "until": row.until and iso(row.until)}


def note_json(line):
    return {
        "id": line.id,
        "item": line.item_id,
        "text": line.text,
        "revision": line.revision,
        "at": iso(line.at),
        "organisation": line.by.seat.organisation_id,
    }
