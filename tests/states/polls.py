"""States of a poll: prepared, put to the seats, closed, signed; and a table that weighs votes."""

from app.database import commit, db, writing
from app.meetings.models import Meeting, Poll
from tests.states.meetings import decided
from tests.states.membership import start

RULE = {"kind": "vote", "majority": "simple", "of": "present"}
THERE = ("chair", "delegate", "other_delegate")


def prepared(cast):
    """On the output of the first item, with everybody at the table."""
    names = decided(cast)
    writing()
    voice = cast.mandate("secretary")
    meeting = db.session.get(Meeting, names["meeting"])
    for role in THERE:
        meeting.mark(cast.mandate(role).seat, cast.mandate(role), voice)
    item = meeting.items[0]
    poll = Poll.prepare(item, voice, decision=item.decisions[0], **RULE)
    commit()
    return names | {"poll": poll.id, "item": item.id}


def put(cast):
    names = prepared(cast)
    writing()
    poll = db.session.get(Poll, names["poll"])
    poll.open(cast.mandate("secretary"))
    commit()
    return names | {"elector": poll.electors[0].id}


def counted(cast):
    names = put(cast)
    writing()
    poll = db.session.get(Poll, names["poll"])
    for elector in poll.electors:
        poll.cast({elector: ("yes", "")}, [elector.mandate])
    poll.close(cast.mandate("secretary"))
    commit()
    return names


def weighed(cast):
    names = start(cast)
    writing()
    cast.table().weighted = True
    commit()
    return names


STATES = {"poll prepared": prepared, "poll put": put, "poll counted": counted, "votes weighed": weighed}
