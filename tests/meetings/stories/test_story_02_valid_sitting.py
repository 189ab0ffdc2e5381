"""User story 2, a chair: know if the sitting is valid; seats count and not persons, a substitute only without the delegate."""

import pytest

from app.database import commit, db, writing
from app.meetings.models import Meeting, voices


@pytest.fixture
def sitting(app, cast):
    """Three seats, of which more than half are needed; US has one delegate, PM a delegate and a substitute."""
    with app.app_context():
        writing()
        cast.table().quorum = "majority"
        commit()
        meeting = cast.open_meeting()
        seats = {seat.organisation.code: seat.id for seat in cast.table().place.seats}
        mandates = {role: cast.mandate(role).id for role in ("delegate", "substitute", "other_delegate")}
        return {"address": f"/meetings/{meeting.id}", "meeting": meeting.id, "seats": seats, "mandates": mandates}


def mark(visitor, sitting, *pairs):
    fields = {
        "seat": [sitting["seats"][code] for code, _ in pairs],
        "mandate": [sitting["mandates"].get(role, "") for _, role in pairs],
    }
    assert visitor("secretary").post(f"{sitting['address']}/attendance", fields).status_code == 200


def validity(visitor, sitting):
    told = visitor("chair").get_json(sitting["address"]).get_json()["validity"]
    return told["valid"], told["counts"][0]["present"], told["counts"][0]["needed"]


def test_story_02_seats_count_and_not_persons(visitor, sitting):
    assert validity(visitor, sitting) == (False, 0, 2)
    mark(visitor, sitting, ("PM", "delegate"), ("PM", "substitute"))
    assert validity(visitor, sitting) == (False, 1, 2)
    mark(visitor, sitting, ("US", "other_delegate"))
    assert validity(visitor, sitting) == (True, 2, 2)


def test_story_02_a_substitute_counts_only_without_the_delegate(visitor, sitting, app):
    mark(visitor, sitting, ("PM", "substitute"), ("PM", "delegate"))
    with app.app_context():
        there = voices(db.session.get(Meeting, sitting["meeting"]))
        assert [voice.mandate.role for voice in there] == ["delegate"]
    mark(visitor, sitting, ("PM", "substitute"))
    with app.app_context():
        there = voices(db.session.get(Meeting, sitting["meeting"]))
        assert [voice.mandate.role for voice in there] == ["substitute"]


def test_story_02_the_chair_reads_at_any_moment_when_it_was_valid_and_when_not(visitor, sitting):
    mark(visitor, sitting, ("PM", "substitute"), ("US", "other_delegate"))
    mark(visitor, sitting, ("PM", ""))
    told = visitor("chair").get_json(sitting["address"]).get_json()["validity"]
    assert [turn["valid"] for turn in told["turns"]] == [False, True, False]
    assert visitor("outsider").get_json(sitting["address"]).status_code == 404
