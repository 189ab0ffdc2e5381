"""Who is in the room: from when to when, in what capacity, at which item; excused and absent; who says it herself."""

from datetime import timedelta

import pytest

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting, Presence, Proxy, voices
from app.meetings.models.presence import Assembly
from app.meetings.models.quorum import history_of
from tests.states.guests import stay


@pytest.fixture
def room(app, cast):
    """An open sitting whose quorum is more than half of its three seats."""
    with app.app_context():
        meeting = cast.open_meeting()
        writing()
        cast.table().quorum, cast.table().proxies_allowed = "majority", 1
        commit()
        seats = {seat.organisation.code: seat.id for seat in cast.table().place.seats}
        mandates = {role: cast.mandate(role).id for role in ("delegate", "substitute", "other_delegate", "chair", "technician")}
        items = [each.id for each in meeting.items]
        return {"meeting": meeting.id, "address": f"/meetings/{meeting.id}", "seats": seats, "mandates": mandates, "items": items}


def mark(visitor, room, **who):
    """mark(PM="substitute") by the secretary; empty is absent."""
    fields = {
        "seat": [room["seats"][code] for code in who],
        "mandate": [room["mandates"].get(role, role) for role in who.values()],
    }
    return visitor("secretary").post(f"{room['address']}/attendance", fields)


def told(visitor, room, code, role="chair"):
    rows = visitor(role).get_json(room["address"]).get_json()["attendance"]
    return next(each for each in rows if each["seat"] == room["seats"][code])


def take_up(visitor, room, number):
    assert visitor("secretary").post(f"{room['address']}/course", {"item": room["items"][number]}).status_code == 200


def test_a_substitute_gives_way_to_the_delegate_who_arrives_and_both_stay_on_record(visitor, room):
    take_up(visitor, room, 0)
    mark(visitor, room, PM="substitute")
    take_up(visitor, room, 1)
    mark(visitor, room, PM="delegate")
    times = told(visitor, room, "PM")["times"]
    assert [(each["capacity"], each["from_item"], each["to_item"]) for each in times] == [
        ("substitute", room["items"][0], room["items"][1]),
        ("delegate", room["items"][1], None),
    ]
    assert times[0]["until"] == times[1]["since"] and times[1]["until"] is None
    page = visitor("chair").get(room["address"]).text
    assert 'id="times"' in page
    assert visitor("outsider").get(room["address"]).status_code == 404


def test_with_the_closing_everybody_goes_and_who_was_there_is_still_told(visitor, room, app):
    mark(visitor, room, PM="delegate", US="other_delegate")
    for item in room["items"]:
        visitor("secretary").post(f"/items/{item}/outcome", {"outcome": "noted"})
    assert visitor("secretary").post(f"{room['address']}/closure").status_code == 200
    with app.app_context():
        meeting = db.session.get(Meeting, room["meeting"])
        assert {each.until for each in meeting.presences} == {meeting.closed_at}
        assert {voice.seat.id for voice in voices(meeting)} == {room["seats"]["PM"], room["seats"]["US"]}
    assert told(visitor, room, "PM")["counts"]


def test_marking_the_same_again_begins_no_other_time(visitor, room, app):
    mark(visitor, room, PM="delegate")
    mark(visitor, room, PM="delegate")
    with app.app_context():
        assert db.session.query(Presence).count() == 1


def test_a_row_of_seats_is_marked_at_once_and_leaves_the_marked_alone(visitor, room):
    mark(visitor, room, PM="substitute")
    done = visitor("secretary").post(f"{room['address']}/attendance/rows")
    assert done.status_code == 200 and len(done.get_json()["ids"]) == 2
    assert told(visitor, room, "PM")["mandate"]["role"] == "substitute"
    assert [told(visitor, room, code)["mandate"]["role"] for code in ("US", "CM")] == ["delegate", "chair"]


def test_absent_is_one_thing_and_excused_another(visitor, room, app, cast):
    mark(visitor, room, PM="", US="excused")
    assert [(told(visitor, room, code)["marked"], told(visitor, room, code)["excused"]) for code in ("PM", "US")] == [
        (True, False), (True, True)
    ]  # fmt: skip
    mark(visitor, room, US="other_delegate")
    assert not told(visitor, room, "US")["excused"]


def test_a_no_to_the_notice_excuses(visitor, app, cast):
    with app.app_context():
        meeting, delegate = cast.convened_meeting(), cast.mandate("delegate")
        address, seat = f"/meetings/{meeting.id}", delegate.seat_id
        writing()
        meeting = db.session.get(Meeting, meeting.id)
        reply = type(meeting).replies.entity.class_
        reply.give(meeting, cast.mandate("delegate"), "no", way="page")
        meeting.open(cast.mandate("secretary"))
        commit()
    visitor("secretary").post(f"{address}/attendance", {"seat": seat, "mandate": ""})
    rows = visitor("chair").get_json(address).get_json()["attendance"]
    assert [each["excused"] for each in rows if each["seat"] == seat] == [True]


def test_who_says_that_she_is_here_counts_once_the_secretariat_confirms(visitor, room):
    arrivals = f"{room['address']}/arrivals"
    for role, status in {"technician": 403, "secretary": 403, "outsider": 404}.items():
        assert visitor(role).post(arrivals).status_code == status, role
    id = visitor("delegate").post(arrivals).get_json()["id"]
    assert visitor("delegate").post(arrivals).status_code == 409
    assert not told(visitor, room, "PM")["counts"]
    assert f"/arrivals/{id}/confirmation" in visitor("secretary").get(room["address"]).text
    assert visitor("delegate").post(f"/arrivals/{id}/confirmation").status_code == 403
    assert visitor("secretary").post(f"/arrivals/{id}/confirmation").status_code == 200
    assert told(visitor, room, "PM")["counts"]
    assert visitor("secretary").post(f"/arrivals/{id}/confirmation").status_code == 409
    assert visitor("delegate").post(arrivals).status_code == 409


def test_a_proxy_counts_only_while_its_holder_is_there(visitor, room, app, cast):
    with app.app_context():
        writing()
        meeting = db.session.get(Meeting, room["meeting"])
        Proxy.give(meeting, cast.mandate("delegate"), cast.mandate("other_delegate"), meeting.items[0])
        commit()
    take_up(visitor, room, 0)
    assert not told(visitor, room, "PM")["counts"]
    mark(visitor, room, US="other_delegate")
    assert told(visitor, room, "PM")["counts"] and told(visitor, room, "US")["counts"]
    take_up(visitor, room, 1)
    assert not told(visitor, room, "PM")["counts"]
    take_up(visitor, room, 0)
    mark(visitor, room, US="")
    assert not told(visitor, room, "PM")["counts"] and not told(visitor, room, "US")["counts"]


def test_the_quorum_is_lost_and_reached_again_and_the_room_is_told(visitor, room, app):
    mark(visitor, room, PM="delegate", US="other_delegate")
    mark(visitor, room, US="")
    page = visitor("delegate").get(room["address"])
    assert "tv-note--off" in page.text
    mark(visitor, room, US="other_delegate")
    validity = visitor("chair").get_json(room["address"]).get_json()["validity"]
    assert [each["valid"] for each in validity["turns"]] == [False, True, False, True]
    log = visitor("delegate").get_json(f"/streams/meeting/{room['meeting']}/happenings").get_json()
    kinds = [each["kind"] for each in log["happenings"] if each["kind"].startswith("quorum")]
    assert kinds == ["quorum-reached", "quorum-lost", "quorum-reached"]


def test_a_technician_in_the_room_makes_no_seat_count(visitor, room):
    mark(visitor, room, PM="technician", US="other_delegate")
    seen = told(visitor, room, "PM")
    assert seen["mandate"]["role"] == "technician" and not seen["counts"]


def test_a_mandate_suspended_while_it_sits_there_loses_its_say_at_that_moment(app, cast, room):
    with app.app_context():
        writing()
        meeting, delegate = db.session.get(Meeting, room["meeting"]), cast.mandate("delegate")
        meeting.mark(delegate.seat, delegate, cast.mandate("secretary"))
        before = utc_now()
        delegate.suspend("In verifica")
        commit()
        meeting = db.session.get(Meeting, room["meeting"])
        assert [len(voices(meeting, at=at)) for at in (before, utc_now() + timedelta(seconds=1))] == [1, 0]


def test_guests_of_an_item_enter_and_leave_and_count_for_nothing(visitor, room, app, cast):
    with app.app_context():
        writing()
        meeting = db.session.get(Meeting, room["meeting"])
        visit = meeting.items[1].welcome_guest(**stay(cast, cast.mandate("secretary"))).mandate
        commit()
        guest = db.session.scalar(db.select(type(visit).id).where(type(visit).id == visit.id)) and visit.id
        number = db.session.execute(db.text("SELECT id FROM guest WHERE mandate_id = :id"), {"id": guest}).scalar()
    visits = f"{room['address']}/visits"
    assert visitor("delegate").post(visits, {"guest": number, "way": "in"}).status_code == 403
    assert visitor("secretary").post(visits, {"guest": number, "way": "in"}).status_code == 200
    assert visitor("secretary").post(visits, {"guest": "99999", "way": "in"}).status_code == 422
    with app.app_context():
        assembly = Assembly(db.session.get(Meeting, room["meeting"]))
        assert [each.capacity for each in assembly.present(utc_now())] == ["guest"] and assembly.voices() == []
    visitor("secretary").post(visits, {"guest": number, "way": "out"})
    with app.app_context():
        assembly = Assembly(db.session.get(Meeting, room["meeting"]))
        assert assembly.present(utc_now()) == [] and not history_of(assembly)[-1].valid


def test_the_page_costs_the_same_with_one_seat_there_and_with_all(visitor, room, counted):
    mark(visitor, room, PM="delegate")
    reader = visitor("technician")
    reader.get(room["address"])
    with counted() as one:
        reader.get(room["address"])
    mark(visitor, room, PM="substitute", US="other_delegate", CM="chair")
    take_up(visitor, room, 0)
    for role in ("substitute", "other_delegate", "chair"):
        assert visitor(role).post(f"{room['address']}/hands", {"kind": "reply"}).status_code == 201
    with counted() as all_of_them:
        reader.get(room["address"])
    assert len(all_of_them) <= len(one) + 3  # the item at hand, and once more for those who came and went
