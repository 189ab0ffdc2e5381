"""Confidential items: who closes and opens one, what must be said; the list and the sentence say the same of who reads it."""

import pytest
from flask import g
from flask_login import login_user
from sqlalchemy import select

from app.database import commit, db, utc_now, writing
from app.meetings.models import AgendaItem
from app.permissions import can_read_item, seen_items
from tests.cast import PEOPLE
from tests.states.papers import NOTE, TITLE, in_days, released, sealed, sealed_by_law, sealed_with_guest, with_paper

STATES = (with_paper, sealed, sealed_by_law, sealed_with_guest, released)


def fields(**other):
    return {"public_title": "Questioni legali", "release_on": in_days(20).isoformat(), "reason": "Lite pendente"} | other


@pytest.fixture
def names(app, cast):
    with app.app_context():
        return with_paper(cast)


def test_the_secretariat_and_the_chair_make_an_item_confidential_and_nobody_else(visitor, names):
    door = f"/items/{names['item']}/confidentiality"
    for role in ("delegate", "technician", "auditor"):
        assert visitor(role).post(door, fields()).status_code == 403
    assert visitor("outsider").post(door, fields()).status_code == 404
    assert visitor("chair").post(door, fields()).status_code == 200
    assert visitor("technician").post(door, fields()).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"public_title": ""}, "seal-public_title"),
        ({"public_title": "alloggi per studenti"}, "seal-public_title"),
        ({"release_on": ""}, "seal-release_on"),
        ({"release_on": "2020-01-01"}, "seal-release_on"),
        ({"release_on": "32/13/2026"}, "seal-release_on"),
        ({"reason": ""}, "seal-reason"),
    ],
)
def test_what_must_be_said_is_asked_for_beside_its_field_and_nothing_typed_is_lost(visitor, names, wrong, field):
    reply = visitor("secretary").submit(f"/items/{names['item']}/confidentiality", fields() | wrong)
    assert reply.status_code == 422 and f'id="{field}-error"' in reply.text
    if "reason" not in wrong:
        assert "Lite pendente" in reply.text


def test_what_a_law_closes_may_stay_without_a_day(visitor, names):
    reply = visitor("secretary").post(f"/items/{names['item']}/confidentiality", fields(release_on="", by_law="y"))
    assert reply.status_code == 200
    assert visitor("delegate").get_json(f"/items/{names['item']}").json["release_on"] is None


def test_the_true_words_are_put_away_and_come_back_whole(app, cast, names):
    with app.app_context():
        writing()
        item = db.session.get(AgendaItem, names["item"])
        voice = cast.mandate("secretary")
        item.reword(TITLE, NOTE, voice)
        item.seal("Questioni legali", in_days(20), "Lite", False, voice)
        assert (item.title, item.note, item.true_words().note) == ("Questioni legali", "", NOTE)
        item.reword("Lite composta", "Nuovo testo", voice)
        assert item.title == "Questioni legali"
        item.release(voice)
        assert (item.title, item.note) == ("Lite composta", "Nuovo testo")
        commit()


def test_the_form_that_rewords_a_confidential_item_shows_its_true_words(app, cast, visitor):
    with app.app_context():
        names = sealed(cast)
    page = visitor("secretary").get(f"/meetings/{names['meeting']}?item={names['item']}").text
    assert f'value="{TITLE}"' in page


def test_once_open_it_is_not_closed_again_and_a_closed_meeting_closes_nothing(app, cast, visitor, names):
    secretary, door = visitor("secretary"), f"/items/{names['item']}"
    assert secretary.post(f"{door}/release").status_code == 409
    assert secretary.post(f"{door}/confidentiality", fields()).status_code == 200
    assert secretary.post(f"{door}/release").status_code == 200
    assert secretary.post(f"{door}/confidentiality", fields()).status_code == 409
    with app.app_context():
        meeting, _ = cast.closed_meeting()
        late = meeting.items[0].id
    assert secretary.post(f"/items/{late}/confidentiality", fields()).status_code == 409


def test_only_the_day_moves_after_the_sitting(app, cast, visitor):
    with app.app_context():
        names = sealed(cast)
        writing()
        item = db.session.get(AgendaItem, names["item"])
        item.meeting.opened_at = item.meeting.closed_at = utc_now()
        commit()
    secretary, door = visitor("secretary"), f"/items/{names['item']}/confidentiality"
    assert secretary.post(door, fields(release_on=in_days(90).isoformat())).status_code == 200
    assert secretary.post(door, fields(public_title="Altro titolo neutro")).status_code == 409


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_the_list_and_the_sentence_agree_for_everybody(app, cast, state):
    """`seen_items` asks the database, `can_read_item` the mandates that were read already: one rule, two spellings."""
    with app.app_context():
        id = state(cast)["item"]
    for role in PEOPLE:
        with app.test_request_context():
            person = cast.person(role)
            login_user(person)
            g.pop("moment", None)
            item = db.session.get(AgendaItem, id)
            listed = db.session.scalar(seen_items(person.id, utc_now()).where(AgendaItem.id == id)) is not None
            sees_meeting = listed or role in (
                "technician",
                "secretary",
                "chair",
                "delegate",
                "substitute",
                "other_delegate",
                "auditor",
            )
            assert not sees_meeting or listed == can_read_item(person, item), role


def test_who_follows_live_is_sent_away_when_an_item_is_closed_to_her(app, visitor, names):
    live, technician = app.extensions["live"], visitor("technician")
    item = f"item/{names['item']}"
    socket = live.socketio.test_client(app, flask_test_client=technician.http)
    with app.app_context():
        live.pump.turn()
    assert visitor("secretary").post(f"/items/{names['item']}/confidentiality", fields()).status_code == 200
    with app.app_context():
        live.pump.turn()
    assert technician.get_json(f"/streams/{item}/happenings").status_code == 404
    socket.disconnect()


def test_a_page_with_many_confidential_items_costs_the_same(app, cast, visitor, counted):
    costs = []
    for count in (2, 6):
        with app.app_context():
            meeting = cast.convened_meeting(items=[f"Punto {number}" for number in range(count)])
            writing()
            for item in db.session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == meeting.id)).all():
                item.seal(f"Neutro {item.position}", in_days(9), "Lite", False, cast.mandate("secretary"))
            commit()
            page = f"/meetings/{meeting.id}"
        for role in ("technician", "delegate"):
            visitor(role).get(page)
            reader = visitor(role)
            with counted() as asked:
                reader.get(page)
            costs.append(len([each for each in asked if not each.startswith("INSERT INTO access_entry")]))
    assert costs[:2] == costs[2:]
