"""Drafts: what one has begun to write waits on every device, is read by nobody else, and goes when it is said."""

import secrets

import pytest
from sqlalchemy import select

from app.database import commit, db, writing
from app.membership.models import Erasure, Mandate
from app.workspaces.models import Draft, ReadMark


@pytest.fixture
def draft(room):
    return f"{room.talk}/draft"


def test_a_draft_waits_in_the_composer_of_every_device(visitor, room, draft):
    answer = visitor("delegate").post(draft, {"body": "Da finire <b>poi</b>"})
    assert answer.status_code == 200 and answer.json["thread"] == room.thread and answer.json["at"]
    assert "Da finire &lt;b&gt;poi&lt;/b&gt;</textarea>" in visitor("delegate").get(room.talk).text
    for other in ("technician", "other_delegate", "observer"):
        assert "Da finire" not in visitor(other).get(room.talk).text
    visitor("delegate").post(draft, {"body": "Altro"})
    assert "Altro</textarea>" in visitor("delegate").get(room.talk).text


def test_saying_it_drops_it_and_so_does_an_empty_one(visitor, room, draft):
    delegate = visitor("delegate")
    delegate.post(draft, {"body": "Quasi"})
    delegate.post(room.messages, {"body": "Quasi fatto", "nonce": secrets.token_hex(16)})
    assert delegate.get_json("/catch-up").json["drafts"] == []
    delegate.post(draft, {"body": "Ancora"})
    assert delegate.post(draft, {"body": " "}).json == {"thread": room.thread, "at": None}
    assert delegate.get_json("/catch-up").json["drafts"] == []


def test_my_drafts_are_listed_and_nobody_elses(visitor, room, draft):
    visitor("delegate").post(draft, {"body": "La mia bozza"})
    mine = visitor("delegate").get_json("/catch-up").json["drafts"]
    assert [(each["thread"], each["body"]) for each in mine] == [(room.thread, "La mia bozza")]
    assert visitor("technician").get_json("/catch-up").json["drafts"] == []
    assert "La mia bozza" in visitor("delegate").get("/catch-up").text


def test_without_scripts_a_button_keeps_it(visitor, room, draft):
    assert f'formaction="{draft}"' in visitor("delegate").get(room.talk).text
    assert visitor("delegate").submit(draft, {"body": "Dopo", "nonce": "x"}).status_code == 303


def test_a_draft_too_long_comes_back_with_what_was_typed(visitor, draft):
    refused = visitor("delegate").submit(draft, {"body": "x" * 20_001})
    assert refused.status_code == 422 and "x" * 20_001 + "</textarea>" in refused.text and "20.000" in refused.text
    assert visitor("delegate").post(draft, {"body": "x" * 20_000}).status_code == 200


def test_who_only_reads_keeps_no_draft_and_the_outsider_finds_no_door(visitor, draft):
    assert visitor("observer").post(draft, {"body": "Ciao"}).status_code == 403
    assert visitor("outsider").post(draft, {"body": "Ciao"}).status_code == 404
    assert visitor().post(draft, {"body": "Ciao"}).status_code == 401


def test_drafts_and_unread_of_the_seat_pass_on_to_the_successor(app, cast, visitor, room, draft):
    visitor("other_delegate").post(f"{room.talk}/reading")
    first = visitor("delegate").post(room.messages, {"body": "Uno", "nonce": secrets.token_hex(16)}).json["id"]
    visitor("other_delegate").post(f"{room.talk}/reading", {"up_to": first})
    visitor("delegate").post(room.messages, {"body": "Due", "nonce": secrets.token_hex(16)})
    visitor("other_delegate").post(draft, {"body": "Da finire"})
    with app.app_context():
        writing()
        db.session.get(Mandate, room.mandates["other_delegate"]).hand_over(cast.person("future"))
        commit()
    assert visitor("other_delegate").get_json("/unread").json["unread"] == 0
    successor = visitor("future")
    assert successor.get_json("/unread").json["unread"] == 1, "what her predecessor had read is read"
    assert "Da finire</textarea>" in successor.get(room.talk).text
    assert visitor("other_delegate").get_json("/catch-up").json["drafts"] == []


def test_of_an_erased_person_no_mark_and_no_draft_stays(app, cast, visitor, room, draft):
    visitor("technician").post(draft, {"body": "Privato"})
    visitor("technician").post(room.messages, {"body": "Uno", "nonce": secrets.token_hex(16)})
    visitor("technician").post(draft, {"body": "Privato"})
    with app.app_context():
        writing()
        Erasure.ask(cast.person("technician")).carry_out(cast.person("admin"))
        commit()
        for noun in (Draft, ReadMark):
            assert db.session.scalars(select(noun).where(noun.person_id == room.people["technician"])).all() == []
