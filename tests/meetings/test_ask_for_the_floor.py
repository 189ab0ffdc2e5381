"""Hands go up, points of order come first, the chair gives the floor, and the time of each body is summed."""

from datetime import timedelta

import pytest
import time_machine

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting
from tests.states.guests import stay


@pytest.fixture
def room(app, cast):
    """Both delegates and the chair are there; the first item is being treated, of which the guest is a guest."""
    with app.app_context():
        meeting = cast.open_meeting()
        writing()
        meeting, secretary = db.session.get(Meeting, meeting.id), cast.mandate("secretary")
        meeting.items[0].welcome_guest(**stay(cast, secretary))
        meeting.take_up(meeting.items[0], secretary)
        for role in ("delegate", "other_delegate", "chair"):
            meeting.mark(cast.mandate(role).seat, cast.mandate(role), secretary)
        commit()
        items = [each.id for each in meeting.items]
        mandates = {role: cast.mandate(role).id for role in ("delegate", "substitute", "other_delegate", "chair")}
        return {"address": f"/meetings/{meeting.id}", "items": items, "mandates": mandates}


def raise_hand(visitor, room, role, kind="contribution", **other):
    return visitor(role).post(f"{room['address']}/hands", {"kind": kind, **other})


def floor(visitor, room):
    return visitor("other_delegate").get_json(room["address"]).get_json()["floor"]


def waiting(visitor, room):
    return [(each["mandate"], each["kind"]) for each in floor(visitor, room)["hands"]]


def test_who_sits_in_the_room_raises_a_hand_and_who_does_not_is_told_so(visitor, room):
    assert raise_hand(visitor, room, "delegate").status_code == 201
    assert raise_hand(visitor, room, "delegate").status_code == 409
    assert raise_hand(visitor, room, "substitute").status_code == 409
    for role, status in {"technician": 403, "auditor": 403, "outsider": 404}.items():
        assert raise_hand(visitor, room, role).status_code == status, role
    assert waiting(visitor, room) == [(room["mandates"]["delegate"], "contribution")]
    page = visitor("chair").get(room["address"]).text
    assert 'class="tv-hand"' in page and 'id="queue"' in page


def test_a_point_of_order_comes_before_everything_else(visitor, room):
    raise_hand(visitor, room, "delegate")
    raise_hand(visitor, room, "other_delegate", "order")
    raise_hand(visitor, room, "delegate", "order")
    mandates = room["mandates"]
    assert waiting(visitor, room) == [
        (mandates["other_delegate"], "order"), (mandates["delegate"], "order"), (mandates["delegate"], "contribution")
    ]  # fmt: skip


def test_the_secretariat_raises_a_hand_for_somebody_in_the_room_only(visitor, room):
    mandates = room["mandates"]
    assert raise_hand(visitor, room, "secretary", mandate=mandates["delegate"]).status_code == 201
    assert raise_hand(visitor, room, "secretary", mandate=mandates["substitute"]).status_code == 422
    assert raise_hand(visitor, room, "other_delegate", mandate=mandates["delegate"]).status_code == 403
    page = visitor("secretary").submit(f"{room['address']}/hands", {"kind": "x"})
    assert page.status_code == 422 and 'id="raise" open' in page.text


def test_the_queue_is_reordered_within_its_rank_and_a_hand_is_put_down(visitor, room):
    ids = [raise_hand(visitor, room, role).get_json()["id"] for role in ("delegate", "other_delegate")]
    mandates = room["mandates"]
    assert visitor("delegate").post(f"/hands/{ids[1]}/place", {"way": "up"}).status_code == 403
    assert visitor("chair").post(f"/hands/{ids[1]}/place", {"way": "up"}).status_code == 200
    assert [each[0] for each in waiting(visitor, room)] == [mandates["other_delegate"], mandates["delegate"]]
    assert visitor("chair").post(f"/hands/{ids[1]}/place", {"way": "up"}).status_code == 200
    assert visitor("other_delegate").post(f"/hands/{ids[0]}/withdrawal").status_code == 403
    assert visitor("outsider").post(f"/hands/{ids[0]}/withdrawal").status_code == 404
    assert visitor("delegate").post(f"/hands/{ids[0]}/withdrawal").status_code == 200
    assert visitor("delegate").post(f"/hands/{ids[0]}/withdrawal").status_code == 409
    assert [each[0] for each in waiting(visitor, room)] == [mandates["other_delegate"]]


def test_one_speaks_at_a_time_and_the_time_of_each_body_is_summed(visitor, room):
    now = utc_now() + timedelta(seconds=5)
    with time_machine.travel(now, tick=False) as clock:
        first = raise_hand(visitor, room, "delegate").get_json()["id"]
        second = raise_hand(visitor, room, "other_delegate").get_json()["id"]
        assert visitor("delegate").post(f"/hands/{first}/floor").status_code == 403
        assert visitor("chair").post(f"/hands/{first}/floor").status_code == 201
        clock.shift(90)
        speech = visitor("chair").post(f"/hands/{second}/floor").get_json()["id"]
        clock.shift(30)
        told = floor(visitor, room)
        assert told["speaking"]["mandate"] == room["mandates"]["other_delegate"]
        assert [each["seconds"] for each in told["times"]] == [90, 30]
        assert visitor("delegate").post(f"/speeches/{speech}/end").status_code == 403
        assert visitor("other_delegate").post(f"/speeches/{speech}/end").get_json()["seconds"] == 30
        assert floor(visitor, room)["speaking"] is None
        assert visitor("chair").post(f"/speeches/{speech}/end").status_code == 409


def test_a_limit_of_the_table_shows_who_speaks_over_time(visitor, room, app, cast):
    with app.app_context():
        writing()
        cast.table().speech_seconds = 60
        commit()
    now = utc_now() + timedelta(seconds=5)
    with time_machine.travel(now, tick=False) as clock:
        visitor("chair").post(f"{room['address']}/floor", {"mandate": room["mandates"]["delegate"], "kind": "contribution"})
        clock.shift(45)
        assert floor(visitor, room)["seconds_left"] == 15
        clock.shift(45)
        assert floor(visitor, room)["seconds_left"] == -30
        assert "tv-late" in visitor("delegate").get(room["address"]).text


def test_a_guest_speaks_on_her_item_and_the_floor_is_empty_when_it_passes_to_the_next(visitor, room):
    hand = visitor("guest").post(f"/items/{room['items'][0]}/hands", {"kind": "question"})
    assert hand.status_code == 201
    assert visitor("delegate").post(f"/items/{room['items'][0]}/hands", {"kind": "question"}).status_code == 403
    assert visitor("outsider").post(f"/items/{room['items'][0]}/hands", {"kind": "question"}).status_code == 404
    assert visitor("chair").post(f"/hands/{hand.get_json()['id']}/floor").status_code == 201
    raise_hand(visitor, room, "delegate")
    visitor("secretary").post(f"{room['address']}/course", {"item": room["items"][1]})
    told = floor(visitor, room)
    assert told["speaking"] is None and told["hands"] == []
    assert visitor("guest").post(f"/items/{room['items'][0]}/hands", {"kind": "reply"}).status_code == 409


def test_a_closed_sitting_takes_no_hands_and_keeps_the_times(visitor, room):
    visitor("chair").post(f"{room['address']}/floor", {"mandate": room["mandates"]["delegate"], "kind": "contribution"})
    for item in room["items"]:
        visitor("secretary").post(f"/items/{item}/outcome", {"outcome": "noted"})
    visitor("secretary").post(f"{room['address']}/closure")
    assert raise_hand(visitor, room, "delegate").status_code == 409
    told = floor(visitor, room)
    assert told["speaking"] is None and len(told["times"]) == 1


def test_the_guest_finds_the_button_on_her_page_while_her_item_is_treated(visitor, room):
    address = f"/items/{room['items'][0]}"
    assert f'action="{address}/hands"' in visitor("guest").get(address).text
    assert f'action="{address}/hands"' not in visitor("delegate").get(address).text
    page = visitor("guest").submit(f"{address}/hands", {"kind": "contribution"})
    assert page.status_code == 303
    refused = visitor("guest").submit(f"{address}/hands", {"kind": "contribution"})
    assert refused.status_code == 409 and 'role="alert"' in refused.text
    visitor("secretary").post(f"{room['address']}/course", {"item": room["items"][1]})
    assert f'action="{address}/hands"' not in visitor("guest").get(address).text
