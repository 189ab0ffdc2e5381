"""The participation record: anybody reads how often each body was there, at the published sittings alone; no person in it."""

import csv
import io

import pytest

from app.database import commit, db, writing
from app.meetings.models import Meeting, Minutes
from app.rendering import render


@pytest.fixture
def held(app, cast):
    """One sitting with PM there by its substitute for a while, US by a proxy to CM, whose chair is there; not published."""
    with app.app_context():
        writing()
        cast.table().proxies_allowed = 1
        commit()
        meeting = cast.convened_meeting()
        writing()
        meeting, secretary = db.session.get(Meeting, meeting.id), cast.mandate("secretary")
        proxy = type(meeting).proxies.entity.class_
        proxy.give(meeting, cast.mandate("other_delegate"), cast.mandate("substitute"))
        meeting.open(secretary)
        meeting.mark(cast.mandate("substitute").seat, cast.mandate("substitute"), secretary)
        meeting.mark(cast.mandate("chair").seat, None, secretary, excused=True)
        for item in meeting.items:
            item.conclude("noted", "", secretary)
        meeting.close(secretary)
        commit()
        return meeting.id


@pytest.fixture
def published(app, cast, held):
    with app.app_context():
        rendered = render("# Verbale")
        writing()
        meeting, secretary = db.session.get(Meeting, held), cast.mandate("secretary")
        minutes = Minutes.draft(meeting, "# Verbale", rendered, secretary)
        minutes.approve(1, secretary)
        minutes.publish(secretary)
        commit()
    return held


def rows(visitor):
    return list(csv.DictReader(io.StringIO(visitor().get("/public/participation.csv").text)))


def test_nothing_of_a_sitting_is_told_before_its_minutes_are_published(visitor, held):
    assert rows(visitor) == []
    page = visitor().get("/public/participation")
    assert page.status_code == 200 and "Politecnico" not in page.text


def test_each_seat_is_told_with_its_capacity_and_no_person(visitor, published):
    told = {each["organisation_name"]: (each["as"], each["there"]) for each in rows(visitor)}
    assert told == {
        "Politecnico di Prova": ("substitute", "yes"),
        "Università Statale di Prova": ("proxy", "yes"),
        "Città metropolitana di Prova": ("excused", "no"),
    }
    text = visitor().get("/public/participation.csv").text + visitor().get("/public/participation").text
    assert "Supplente di" not in text and "@example.org" not in text
    told = visitor().get("/public/participation.json").get_json()["items"]
    assert {each["as"] for each in told} == {"substitute", "proxy", "excused"}


def test_who_was_there_and_went_is_not_told_as_absent(visitor, app, cast, published):
    page = visitor().get(f"/public/meetings/{published}").get_data(as_text=True)
    attended = page.split('id="attendance"')[1]
    assert "Politecnico di Prova" in attended


def test_the_page_of_a_body_tells_its_sittings_to_who_may_see_them(visitor, held, app, cast):
    with app.app_context():
        body, seat = cast.body("PM").id, cast.mandate("delegate").seat_id
    for address in (f"/organisations/{body}", f"/seats/{seat}"):
        told = visitor("delegate").get_json(address).get_json()["attendance"]
        assert [(each["meeting"]["id"], each["as"]) for each in told] == [(held, "substitute")]
        assert "Prima seduta" in visitor("delegate").get(address).text
    told = visitor("outsider").get_json(f"/organisations/{body}").get_json()
    assert told["attendance"] == [] and "Prima seduta" not in visitor("outsider").get(f"/organisations/{body}").text
    assert visitor("outsider").get(f"/meetings/{held}").status_code == 404


def test_the_record_costs_the_same_for_one_sitting_and_for_many(visitor, published, app, cast, counted):
    with counted() as first:
        visitor().get("/public/participation.csv")
    with app.app_context():
        cast.published_meeting()
        cast.published_meeting()
    with counted() as later:
        visitor().get("/public/participation.csv")
    assert len(later) == len(first)
