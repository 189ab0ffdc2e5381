"""A sitting with people in the room and a question for them, for the tests of votes."""

from app.database import commit, db, writing
from app.meetings.models import Meeting, Poll

THERE = ("chair", "delegate", "other_delegate")


def sitting(cast, there=THERE, **rules):
    """An open sitting of the table with these at their seats; returns the id of its first item."""
    meeting = cast.open_meeting()
    writing()
    table = cast.table()
    for name, value in rules.items():
        setattr(table, name, value)
    seat(db.session.get(Meeting, meeting.id), cast, there)
    commit()
    return meeting.items[0].id


def seat(meeting, cast, there):
    for role in there:
        mandate = cast.mandate(role, meeting.table.place)
        meeting.mark(mandate.seat, mandate, cast.mandate("secretary", meeting.table.place) or mandate)


def put(visitor, item, **fields):
    """The secretary puts a question at once; returns the id of the poll."""
    said = visitor("secretary").post(f"/items/{item}/polls", asked(**fields) | {"now": "y"})
    assert said.status_code == 201, said.text
    return said.json["id"]


def asked(**fields):
    return {"way": "vote", "question": "Si fa?", "majority": "simple", "majority_of": "present"} | fields


def answer(visitor, role, poll, choice, **more):
    return visitor(role).post(f"/polls/{poll}/ballots", {"choice": choice} | more)


def close(visitor, poll):
    said = visitor("secretary").post(f"/polls/{poll}/closure")
    assert said.status_code == 200, said.text
    return said.json


def shown(visitor, role, poll):
    return visitor(role).get_json(f"/polls/{poll}").json


def elector_of(told, name):
    return next(each for each in told["electors"] if each["organisation"]["name"].startswith(name))


def conference(cast):
    """The parity conference, both sides there, on an item with a whole output; returns (meeting, poll), not opened."""
    writing()
    table = cast.table("CONF")
    facing = next(seat for seat in table.place.seats if seat.side == "b")
    keeper = facing.appoint(cast.person("secretary"), "secretary")
    facing.appoint(cast.person("chair"), "chair")
    db.session.flush()
    meeting = Meeting.plan(table, "Seduta paritetica", keeper.since, "", keeper)
    item = meeting.add_item("Intesa", "", keeper)
    meeting.convene(keeper)
    meeting.open(keeper)
    decision = item.decide(keeper, **cast.parts())
    db.session.flush()
    for role in ("counterpart", "chair"):
        mandate = cast.mandate(role, table.place)
        meeting.mark(mandate.seat, mandate, keeper)
    poll = Poll.prepare(item, keeper, kind="consensus", majority="consensus", of="present", decision=decision)
    commit()
    return meeting, poll
