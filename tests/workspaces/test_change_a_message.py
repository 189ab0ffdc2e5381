"""Changing what was said: other words with those before kept, taking it away, taking it back within ten minutes."""

import re
import secrets
from datetime import timedelta

import pytest
import time_machine

from app.database import commit, db, utc_now, writing
from app.membership.models import Mandate
from app.workspaces.models import Message, Workspace

BAD = '<img src=x onerror="alert(1)">"'


def say(visitor, room, body, role="delegate", **other):
    sent = {"body": body, "nonce": secrets.token_hex(16), **other}
    return visitor(role).post(room.messages, sent).json


@pytest.fixture
def said(visitor, room):
    """The address of a message of the partner's."""
    return f"{room.messages}/{say(visitor, room, 'Mancano **due** elenchi', 'other_delegate')['id']}"


def change(visitor, address, body, revision=0, role="other_delegate"):
    return visitor(role).post(address, {"body": body, "revision": revision})


def last_of(visitor, room, role="delegate"):
    return visitor(role).get_json(room.happenings).json["happenings"][-1]


def test_other_words_stand_in_place_of_the_first_and_everybody_is_told(visitor, room, said):
    assert change(visitor, said, "Manca **un** elenco").json["revision"] == 1
    told = last_of(visitor, room)
    assert told["kind"] == "message-edited" and told["data"]["html"] == "<p>Manca <strong>un</strong> elenco</p>"
    assert told["data"]["edited_at"] and told["data"]["revision"] == 1 and told["data"]["of"]
    page = visitor("observer").get(room.talk).text
    assert "Manca <strong>un</strong> elenco" in page and "due" not in page.split('id="talk"')[1]


def test_the_message_as_posted_reads_as_it_is_now(visitor, room, said):
    change(visitor, said, "Manca un elenco")
    posted = [
        each for each in visitor("delegate").get_json(room.happenings).json["happenings"] if each["kind"] == "message-posted"
    ]
    assert posted[-1]["data"]["html"] == "<p>Manca un elenco</p>" and posted[-1]["data"]["edited_at"]


def test_the_words_before_are_kept_for_who_reads_the_message(visitor, room, said):
    change(visitor, said, "Seconda")
    change(visitor, said, "Terza", 1)
    texts = visitor("observer").get_json(f"{said}/revisions").json["items"]
    assert [each["body"] for each in texts] == ["Terza", "Seconda", "Mancano **due** elenchi"]
    assert {each["person"]["name"] for each in texts} == {"Altra delegata"} or len({each["person"]["id"] for each in texts}) == 1
    page = visitor("observer").get(f"{said}/revisions").text
    assert "Seconda" in page and "<strong>due</strong>" in page
    assert visitor("outsider").get(f"{said}/revisions").status_code == 404


def test_two_hands_at_once_lose_nothing(visitor, room, said):
    change(visitor, said, "Da un telefono")
    refused = change(visitor, said, "Da un altro schermo")
    assert refused.status_code == 409 and refused.json["now"] == {
        "body": "Da un telefono",
        "html": "<p>Da un telefono</p>",
        "revision": 1,
    }
    page = visitor("other_delegate").submit(said, {"body": "Da un altro schermo", "revision": 0})
    assert page.status_code == 409 and "Da un altro schermo</textarea>" in page.text and "<p>Da un telefono</p>" in page.text
    assert 'name="revision" value="1"' in page.text
    assert visitor("delegate").get_json(said).json["html"] == "<p>Da un telefono</p>"


def test_the_same_words_sent_again_change_nothing_more(visitor, room, said):
    change(visitor, said, "Una volta")
    assert change(visitor, said, "Una volta").json == {"id": int(said.rsplit("/", 1)[1]), "revision": 1}
    assert [each["kind"] for each in visitor("delegate").get_json(room.happenings).json["happenings"]].count(
        "message-edited"
    ) == 1


def test_nobody_changes_the_words_of_another(visitor, said):
    for role, status in (("delegate", 403), ("technician", 403), ("observer", 403), ("outsider", 404), (None, 401)):
        assert change(visitor, said, "Altre", role=role).status_code == status
        assert visitor(role).get(f"{said}/edit").status_code in (status, 303) or role == "delegate"


def test_who_lost_her_mandate_changes_nothing_any_more(app, visitor, room, said):
    with app.app_context():
        writing()
        db.session.get(Mandate, room.mandates["other_delegate"]).end()
        commit()
    assert change(visitor, said, "Ancora").status_code == 404


def test_words_changed_under_another_mandate_say_so(app, cast, visitor, room, said):
    with app.app_context():
        writing()
        place = db.session.get(Workspace, room.id).place
        db.session.get(Mandate, room.mandates["other_delegate"]).end()
        place.seats[1].appoint(cast.person("other_delegate"), "substitute")
        commit()
    assert change(visitor, said, "Da sostituta").status_code == 200
    texts = visitor("delegate").get_json(f"{said}/revisions").json["items"]
    assert [each["role"] for each in texts] == ["substitute", "delegate"]
    assert visitor("delegate").get_json(said).json["role"] == "delegate"


def test_what_cannot_be_comes_back_with_what_was_typed(visitor, said):
    for body, revision in (("", 0), ("x" * 20_001, 0), ("Bene", "boh")):
        refused = visitor("other_delegate").submit(said, {"body": body, "revision": revision})
        assert refused.status_code == 422 and body + "</textarea>" in refused.text


def test_a_changed_message_sent_again_by_its_outbox_stays_changed(visitor, room):
    nonce = secrets.token_hex(16)
    first = say(visitor, room, "Prima", nonce=nonce)
    change(visitor, f"{room.messages}/{first['id']}", "Dopo", role="delegate")
    assert say(visitor, room, "Prima", nonce=nonce) == first
    assert visitor("delegate").get_json(f"{room.messages}/{first['id']}").json["html"] == "<p>Dopo</p>"


def test_a_deleted_message_leaves_every_door_and_keeps_its_place(app, visitor, room, said):
    change(visitor, said, "Parole segrete")
    say(visitor, room, "Rispondo", quoted=said.rsplit("/", 1)[1])
    gone = visitor("other_delegate").post(f"{said}/deletion")
    assert gone.status_code == 200
    for address in (room.page, room.talk, said, room.happenings):
        answer = visitor("delegate").get_json(address)
        assert answer.status_code == 200 and "Parole segrete" not in answer.text and "elenchi" not in answer.text
        assert "Parole segrete" not in visitor("delegate").get(address).text
    assert "elimin" in visitor("delegate").get(room.talk).text or "Deleted by" in visitor("delegate").get(room.talk).text
    told = visitor("delegate").get_json(room.happenings).json["happenings"]
    posted = next(each for each in told if each["kind"] == "message-posted" and each["data"]["id"] == gone.json["id"])
    assert posted["data"] == {"id": gone.json["id"], "deleted": True}
    assert told[-1]["kind"] == "message-deleted" and told[-1]["data"]["deleted"] is True
    assert change(visitor, said, "Di nuovo").status_code == 403
    assert visitor("other_delegate").post(f"{said}/deletion").status_code == 409


def test_the_history_of_a_deleted_message_is_for_auditors_alone(app, cast, visitor, said):
    change(visitor, said, "Seconda")
    visitor("other_delegate").post(f"{said}/deletion")
    assert visitor("other_delegate").get(f"{said}/revisions").status_code == 403
    assert visitor("delegate").get(f"{said}/revisions").status_code == 403
    assert "Seconda" in visitor("auditor").get(f"{said}/revisions").text


def test_who_leads_takes_away_another_s_words_with_a_reason(visitor, room, said):
    assert visitor("delegate").post(f"{said}/deletion").status_code == 422
    refused = visitor("delegate").submit(f"{said}/deletion", {"reason": "x" * 301})
    assert refused.status_code == 422 and "x" * 301 in refused.text
    assert visitor("technician").post(f"{said}/deletion", {"reason": "No"}).status_code == 403
    assert visitor("delegate").post(f"{said}/deletion", {"reason": BAD}).status_code == 200
    page = visitor("observer").get(room.talk).text
    assert "&lt;img src=x" in page and "<img src=x" not in page
    told = visitor("observer").get_json(said).json
    assert told["by_who_leads"] is True and told["reason"] == BAD and "html" not in told


def test_what_was_deleted_is_taken_back_within_ten_minutes(visitor, room, said):
    visitor("other_delegate").post(f"{said}/deletion")
    assert f'action="{said.replace("/messages", "/messages")}/restoration"' in visitor("other_delegate").get(room.talk).text
    assert visitor("delegate").post(f"{said}/restoration").status_code == 403
    assert visitor("other_delegate").post(f"{said}/restoration").status_code == 200
    assert last_of(visitor, room)["kind"] == "message-restored"
    assert "<strong>due</strong>" in visitor("delegate").get(room.talk).text


def test_after_ten_minutes_it_stays_deleted(visitor, room, said):
    visitor("other_delegate").post(f"{said}/deletion")
    with time_machine.travel(utc_now() + timedelta(minutes=11), tick=False):
        late = visitor("other_delegate")
        assert late.post(f"{said}/restoration").status_code == 403
        assert "/restoration" not in late.get(room.talk).text


def test_a_deletion_by_who_leads_is_not_undone_by_who_wrote(visitor, said):
    visitor("delegate").post(f"{said}/deletion", {"reason": "Dati di persone"})
    assert visitor("other_delegate").post(f"{said}/restoration").status_code == 403
    assert visitor("delegate").post(f"{said}/restoration").status_code == 200


def test_an_answer_shows_the_first_words_it_answers_and_the_way_there(visitor, room, said):
    answer = say(visitor, room, "Sì", quoted=said.rsplit("/", 1)[1])
    page = visitor("observer").get(room.talk).text
    assert (
        re.search(rf'<blockquote class="tv-quote"><a href="{said}#message-\d+">', page)
        and "<span>Mancano due elenchi</span>" in page
    )
    told = visitor("observer").get_json(f"{room.messages}/{answer['id']}").json["quoted"]
    assert told["opening"] == "Mancano due elenchi"
    change(visitor, said, BAD)
    page = visitor("observer").get(room.talk).text
    assert "<img src=x" not in page and "&lt;img src=x" in page
    visitor("other_delegate").post(f"{said}/deletion")
    assert visitor("observer").get_json(f"{room.messages}/{answer['id']}").json["quoted"].get("deleted") is True


def test_without_scripts_the_answer_is_begun_on_the_page(visitor, room, said):
    number = said.rsplit("/", 1)[1]
    page = visitor("delegate").get(f"{room.talk}?quote={number}").text
    assert f'name="quoted" value="{number}"' in page
    assert 'name="quoted"' not in visitor("delegate").get(f"{room.talk}?quote=99999").text
    refused = visitor("delegate").submit(room.messages, {"body": "", "nonce": secrets.token_hex(16), "quoted": number})
    assert refused.status_code == 422 and f'name="quoted" value="{number}"' in refused.text


def test_an_answer_to_what_is_not_here_is_a_message_like_any_other(app, cast, visitor, room):
    with app.app_context():
        other, thread = cast.workspace()
        elsewhere = cast.post(other, thread, "delegate", "Altrove").subject.id
    answer = say(visitor, room, "Sì", quoted=elsewhere)
    assert visitor("delegate").get_json(f"{room.messages}/{answer['id']}").json["quoted"] is None


def test_the_link_of_an_old_message_opens_the_page_around_it(visitor, room):
    delegate = visitor("delegate")
    numbers = [delegate.post(room.messages, {"body": f"Riga {n}", "nonce": secrets.token_hex(16)}).json["id"] for n in range(110)]
    page = delegate.get(f"{room.messages}/{numbers[10]}").text
    assert f'tv-said--marked" id="message-{numbers[10]}"' in page and "Riga 109<" not in page and "Riga 30<" in page
    assert "data-messages" not in page and f"after={numbers[34]}" in page
    later = delegate.get(f"{room.talk}?after={numbers[34]}").text
    assert "Riga 35<" in later and "Riga 84<" in later and "Riga 34<" not in later
    assert delegate.get_json(f"{room.messages}/{numbers[10]}").json["html"] == "<p>Riga 10</p>"
    assert visitor("outsider").get(f"{room.messages}/{numbers[10]}").status_code == 404
    assert delegate.get(f"{room.messages}/99999").status_code == 404


def test_a_preview_stores_nothing_and_keeps_what_was_typed(app, visitor, room):
    sent = {"body": "Ciao **a tutti**", "nonce": secrets.token_hex(16), "preview": "yes"}
    page = visitor("delegate").submit(room.messages, sent)
    assert (
        page.status_code == 200
        and "<p>Ciao <strong>a tutti</strong></p>" in page.text
        and "Ciao **a tutti**</textarea>" in page.text
    )
    assert (
        visitor("delegate")
        .post("/preview", {"body": "Ciao **a tutti** <script>x</script>"})
        .json["html"]
        .startswith("<p>Ciao <strong>")
    )
    assert "<script>x" not in visitor("delegate").submit("/preview", {"body": "<script>x</script>"}).text
    assert visitor("delegate").post("/preview", {"body": ""}).status_code == 422
    assert visitor().post("/preview", {"body": "Ciao"}).status_code == 401
    assert visitor("outsider").submit(room.messages, sent).status_code == 404
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Message.id))) == 0


def test_in_a_closed_workspace_nothing_said_is_changed(app, visitor, room, said):
    with app.app_context():
        writing()
        db.session.get(Workspace, room.id).closed_at = utc_now()
        commit()
    for door in ("", "/deletion", "/restoration", "/reactions", "/pin", "/move"):
        fields = {"body": "No", "revision": 0, "mark": "thanks", "thread": room.thread}
        assert visitor("other_delegate").post(f"{said}{door}", fields).status_code == 403


def test_the_page_costs_the_same_with_two_changed_messages_and_with_many(visitor, room, counted):
    lead = visitor("delegate")

    def add(count):
        for n in range(count):
            first = say(visitor, room, f"Frase {n}")["id"]
            say(visitor, room, f"Risposta {n}", "other_delegate", quoted=first)
            change(visitor, f"{room.messages}/{first}", f"Frase cambiata {n}", role="delegate")
            lead.post(f"{room.messages}/{first}/reactions", {"mark": "seen"})
            gone = say(visitor, room, f"Via {n}")["id"]
            lead.post(f"{room.messages}/{gone}/deletion")

    add(2)
    with counted() as few:
        lead.get(room.talk)
    add(8)
    with counted() as many:
        lead.get(room.talk)
    assert len(few) == len(many)
