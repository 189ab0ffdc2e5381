"""Case 13: equal seats on both sides at any date; a vacancy on one side suspends decisions, not the sitting (a setting)."""

from datetime import timedelta

import pytest

from app.database import commit, db, utc_now, writing
from app.errors import RuleBroken
from app.meetings.models import Meeting


@pytest.fixture
def sitting(context, cast):
    return open_sitting(cast)


def open_sitting(cast):
    """A sitting in course at the parity conference, where the seat of CM is vacant; returns (meeting, voice)."""
    writing()
    conference = cast.table("CONF")
    voice = cast.mandate("counterpart", conference.place)
    meeting = Meeting.plan(conference, "Seduta", utc_now() + timedelta(hours=1), "Sala", voice)
    meeting.add_item("Intesa", "", voice)
    meeting.convene(voice)
    meeting.open(voice)
    commit()
    return meeting, voice


def fill_the_seat(cast):
    [seat] = [seat for seat in cast.table("CONF").place.seats if seat.organisation.code == "CM"]
    return seat.appoint(cast.person("chair"), "delegate")


def test_case_13_a_vacancy_suspends_decisions_and_not_the_sitting(sitting, cast):
    meeting, voice = sitting
    writing()
    with pytest.raises(RuleBroken):
        meeting.items[0].decide(voice, **cast.parts())
    meeting.items[0].conclude("noted", "", voice)
    meeting.close(voice)
    assert meeting.closed_at


def test_case_13_once_the_seat_is_filled_the_table_decides(sitting, cast):
    meeting, voice = sitting
    writing()
    fill_the_seat(cast)
    assert meeting.items[0].decide(voice, **cast.parts())


def test_case_13_the_setting_lets_a_table_decide_all_the_same(sitting, cast):
    meeting, voice = sitting
    writing()
    cast.table("CONF").vacancy_suspends = False
    assert meeting.items[0].decide(voice, **cast.parts())


def test_case_13_each_side_is_counted_by_itself(app, cast, visitor):
    with app.app_context():
        meeting, voice = open_sitting(cast)
        writing()
        meeting = db.session.get(Meeting, meeting.id)
        meeting.table.quorum, delegate = "majority", fill_the_seat(cast)
        meeting.mark(voice.seat, voice, voice)
        commit()
    counterpart, address = visitor("counterpart"), f"/meetings/{meeting.id}"
    told = counterpart.get_json(address).get_json()["validity"]
    assert not told["valid"] and [count["reached"] for count in told["counts"]] == [True, False]
    assert "tv-chip--gap" in counterpart.get(address).text.split('id="seats"')[1]
    with app.app_context():
        writing()
        present = db.session.get(type(delegate), delegate.id)
        db.session.get(Meeting, meeting.id).mark(present.seat, present, present)
        commit()
    assert counterpart.get_json(address).get_json()["validity"]["valid"]
    assert visitor("outsider").get(address).status_code == 404
