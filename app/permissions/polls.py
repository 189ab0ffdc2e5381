"""Polls: seen by who sees the meeting and may read the item, run by who keeps it, answered by who speaks for a seat."""

from sqlalchemy import select

from app.meetings.models import AgendaItem, Poll
from app.permissions.meetings import meeting_ids, seen_items
from app.permissions.membership import keeps
from app.permissions.who import mandates_of


def seen_polls(person_id, at):
    """Those of the items that I may read in the meetings that I see; a guest of one item sees none."""
    items = seen_items(person_id, at).where(AgendaItem.meeting_id.in_(meeting_ids(person_id, at)))
    return select(Poll).where(Poll.item_id.in_(items.with_only_columns(AgendaItem.id)))


def can_prepare_poll(person, item):
    """The secretariat and the chair put the questions, of a sitting."""
    return item.meeting is not None and keeps(person, item.meeting.table.place_id)


def can_run_poll(person, poll):
    """Opening, closing, withdrawing, answering for who telephones, signing the result: secretariat and chair."""
    return can_prepare_poll(person, poll.item)


def can_cast(person, poll):
    """Who speaks for a seat of the electorate, by its mandate or by its proxy. Whether she is in the room the poll asks."""
    mine = {each.id for each in mandates_of(person)}
    return any({each.mandate_id, each.proxy.holder_id if each.proxy else None} & mine for each in poll.electors)
