"""Awkward case 13 at a live parity conference: with a seat of one side vacant nothing is decided, and the sitting goes on."""

from app.database import commit, db, writing
from app.meetings.models import Meeting
from tests.meetings.voting import conference


def test_case_13_a_vacant_seat_suspends_the_decision_not_the_sitting(app, cast, visitor):
    with app.app_context():
        meeting, poll = conference(cast)
        item, poll, meeting = meeting.items[0].id, poll.id, meeting.id
        writing()
        cast.mandate("counterpart", cast.table("CONF").place).end()
        commit()
    keeper = visitor("secretary")
    assert keeper.post(f"/polls/{poll}/opening").status_code == 409
    assert keeper.post(f"/items/{item}/outcome", {"outcome": "noted"}).status_code == 409
    with app.app_context():
        assert db.session.get(Meeting, meeting).state == "open"
