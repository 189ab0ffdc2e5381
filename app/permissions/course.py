"""The course of a sitting: who keeps the table conducts it and writes its running record; the table says who else reads that."""

from sqlalchemy import or_, select

from app.meetings.models import AgendaItem, Meeting, Note
from app.membership.models import Table
from app.permissions.confidential import can_read_item, cleared_for_items, note_reading
from app.permissions.meetings import seen_meetings
from app.permissions.membership import KEEPERS, keeps
from app.permissions.who import me, places_of


def seen_notes(person_id, at):
    """The lines of the running records that I may read: of the tables I keep, and of those that show theirs."""
    kept = Table.place_id.in_(places_of(person_id, at, roles=KEEPERS))
    readable = seen_meetings(person_id, at).where(or_(kept, Table.record_shown)).with_only_columns(Meeting.id)
    open_items = select(AgendaItem.id).where(cleared_for_items(person_id, at))
    about = or_(Note.item_id.is_(None), Note.item_id.in_(open_items))
    return select(Note).where(Note.meeting_id.in_(readable), Note.deleted_at.is_(None), about)


def lines_read(lines):
    """Of the lines of a record those that I may read; what is read about a confidential item is noted."""
    mine = [line for line in lines if line.item is None or can_read_item(me(), line.item)]
    for line in {line.item_id: line for line in mine}.values():
        note_reading(line)
    return mine


def can_read_record(person, meeting):
    """Among those who see the meeting: who keeps the table, and everybody where the table shows the record."""
    return meeting.table.record_shown or keeps(person, meeting.table.place_id)


def can_write_record(person, meeting):
    return keeps(person, meeting.table.place_id)


def can_conduct(person, meeting):
    """Passing to an item, suspending and resuming: the secretariat or the chair."""
    return keeps(person, meeting.table.place_id)
