"""User story 3, the chair of the Conference: parity, as the room shows it. (Rosters: membership; assent of both sides: votes.)"""

import pytest

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting
from app.meetings.models.presence import Assembly
from app.meetings.models.quorum import counts_at, is_valid
from app.membership.models import Mandate, Seat


@pytest.fixture
def conference(app, cast):
    """The conference sits: the counterpart speaks for the Region (a), the chair and the secretary for CM (b)."""
    with app.app_context():
        writing()
        table = cast.table("CONF")
        table.quorum = "majority"
        ours = next(seat for seat in table.place.seats if seat.side == "b")
        for role, kind in (("chair", "chair"), ("secretary", "secretary")):
            ours.appoint(cast.person(role), kind)
        db.session.flush()
        voice = next(each for each in ours.mandates if each.role == "secretary")
        meeting = Meeting.plan(table, "Conferenza", utc_now(), "", voice)
        meeting.add_item("Intesa", "", voice)
        meeting.convene(voice)
        meeting.open(voice)
        commit()
        mandates = {each.role: each.id for seat in table.place.seats for each in seat.mandates}
        seats = {seat.side: seat.id for seat in table.place.seats}
        return {"address": f"/meetings/{meeting.id}", "meeting": meeting.id, "seats": seats, "mandates": mandates}


def mark(visitor, conference, side, role):
    fields = {"seat": conference["seats"][side], "mandate": conference["mandates"].get(role, "")}
    assert visitor("secretary").post(f"{conference['address']}/attendance", fields).status_code == 200


def told(visitor, conference):
    return visitor("chair").get_json(conference["address"]).get_json()["validity"]


def test_story_03_each_side_must_reach_its_own_quorum(visitor, conference, app):
    mark(visitor, conference, "a", "delegate")
    assert told(visitor, conference)["balance"] == {"a": 1, "b": 0} and not told(visitor, conference)["valid"]
    mark(visitor, conference, "b", "chair")
    assert told(visitor, conference)["balance"] == {"a": 1, "b": 1} and told(visitor, conference)["valid"]
    with app.app_context():
        meeting = db.session.get(Meeting, conference["meeting"])
        assert is_valid(meeting) and [count.side for count in counts_at(Assembly(meeting))] == ["a", "b"]


def test_story_03_the_board_says_how_the_sides_stand(visitor, conference):
    for side, role in (("a", "delegate"), ("b", "chair")):
        mark(visitor, conference, side, role)
    assert "1 = 1" in visitor("counterpart").get(conference["address"]).text
    mark(visitor, conference, "b", "")
    assert "1 ≠ 0" in visitor("counterpart").get(conference["address"]).text
    assert visitor("outsider").get(conference["address"]).status_code == 404


def test_story_03_a_row_of_one_side_is_marked_at_once(visitor, conference):
    done = visitor("secretary").post(f"{conference['address']}/attendance/rows", {"side": "a"})
    assert done.status_code == 200 and told(visitor, conference)["balance"] == {"a": 1, "b": 0}
    assert visitor("counterpart").post(f"{conference['address']}/attendance/rows", {"side": "b"}).status_code == 403


def test_story_03_a_vacant_seat_of_one_side_lets_the_sitting_discuss_and_not_decide(visitor, conference, app):
    with app.app_context():
        writing()
        db.session.get(Mandate, conference["mandates"]["delegate"]).until = utc_now()
        commit()
        assert db.session.get(Seat, conference["seats"]["a"]).is_vacant(utc_now())
    assert told(visitor, conference)["suspended"]
