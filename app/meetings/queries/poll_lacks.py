"""What the polls of a sitting still lack for its closing, read for all its items at once."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from app.database import db
from app.meetings.models import Poll
from app.meetings.models.agreement import poll_blockers
from app.membership.models import Seat


def poll_lacks(meeting):
    """[(item, sentence)] in the order of the agenda; nothing once the sitting is closed."""
    if meeting.closed_at or not meeting.opened_at:
        return []
    read_polls(meeting.items)
    if meeting.table.parity:
        read_sides(meeting.table)
    return [(item, sentence) for item in meeting.items for sentence in poll_blockers(item)]


def read_polls(items):
    """Give these items and their outputs their polls, by one query."""
    by_item, by_decision = defaultdict(list), defaultdict(list)
    for poll in db.session.scalars(select(Poll).where(Poll.item_id.in_([item.id for item in items])).order_by(Poll.id)):
        by_item[poll.item_id].append(poll)
        by_decision[poll.decision_id].append(poll)
    for item in items:
        set_committed_value(item, "polls", by_item[item.id])
        for decision in item.decisions:
            set_committed_value(decision, "polls", by_decision[decision.id])


def read_sides(table):
    """Give a table its seats with their bodies, whose names a missing assent tells, by one query."""
    query = select(Seat).where(Seat.place_id == table.place_id).options(joinedload(Seat.organisation)).order_by(Seat.id)
    set_committed_value(table.place, "seats", db.session.scalars(query).all())
