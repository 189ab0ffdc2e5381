"""Awkward case 13 at a live parity conference: with a seat of one side vacant nothing is decided, and the sitting goes on."""

import pytest

from app.database import commit, db, writing
from app.errors import RuleBroken
from app.meetings.models import Meeting
from tests.meetings.voting import conference


def test_case_13_a_vacant_seat_suspends_the_decision_not_the_sitting(app, cast, visitor):
    with app.app_context():
        meeting, poll = conference(cast)
        poll, meeting = poll.id, meeting.id
        writing()
        cast.mandate("counterpart", cast.table("CONF").place).end()
        commit()
    assert visitor("secretary").post(f"/polls/{poll}/opening").status_code == 409
    assert visitor("outsider").post(f"/polls/{poll}/opening").status_code == 404
    with app.app_context():
        writing()
        meeting = db.session.get(Meeting, meeting)
        with pytest.raises(RuleBroken, match="vacant"):
            meeting.items[0].decide(meeting.planned_by, **cast.parts())
        assert meeting.state == "open"
