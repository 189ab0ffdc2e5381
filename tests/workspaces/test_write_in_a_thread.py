"""Writing in a thread: stored once, in whose name it was said, in one short transaction."""

import re
import secrets
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from app.database import commit, db, utc_now, writing
from app.membership.models import Mandate
from app.permissions import asking
from app.rendering import render
from app.workspaces.models import Message, Workspace
from tests.conftest import Visitor
from tests.rotation import ENGINE


def written(body="Mancano due elenchi su tre.", **other):
    return {"body": body, "nonce": secrets.token_hex(16), **other}


@contextmanager
def transactions(app):
    """Notes each BEGIN, COMMIT and ROLLBACK that reaches the database."""
    noted = []
    with app.app_context():
        engine = db.engine
    hears = {name: lambda *_, name=name: noted.append(name) for name in ("begin", "commit", "rollback")}
    for name, note in hears.items():
        event.listen(engine, name, note)
    yield noted
    for name, note in hears.items():
        event.remove(engine, name, note)


def test_a_message_is_answered_after_its_commit_with_its_place_in_the_stream(visitor, room):
    answer = visitor("delegate").post(room.messages, written())
    assert answer.status_code == 201
    assert answer.json["stream"] == f"workspace/{room.id}"
    told = visitor("other_delegate").get_json(room.happenings).json
    last = told["happenings"][-1]
    assert (last["seq"], last["at"]) == (answer.json["seq"], answer.json["at"]) and told["head"] == last["seq"]
    assert last["data"]["id"] == answer.json["id"]


def test_the_happening_carries_all_that_the_line_must_show(visitor, room):
    sent = written("Ciao **a tutti**")
    posted = visitor("delegate").post(room.messages, sent).json
    last = visitor("other_delegate").get_json(room.happenings).json["happenings"][-1]
    assert last["kind"] == "message-posted"
    assert last["person"]["name"] == "Delegata"
    assert last["organisation"] == {"id": room.bodies["PM"], "name": "Politecnico di Prova", "initials": "PP"}
    assert last["data"] == {
        "id": posted["id"],
        "thread": room.thread,
        "address": f"{room.talk}#message-{posted['id']}",
        "html": "<p>Ciao <strong>a tutti</strong></p>",
        "nonce": sent["nonce"],
        "edited_at": None,
        "role": "delegate",
        "revision": 0,
        "quoted": None,
    }


def test_one_message_is_one_transaction(app, visitor, room):
    delegate = visitor("delegate")
    with transactions(app) as noted:
        assert delegate.post(room.messages, written()).status_code == 201
    assert noted == ["begin", "commit"]


def test_a_message_costs_few_statements_however_long_the_thread(visitor, room, counted):
    delegate = visitor("delegate")
    with counted() as first:
        delegate.post(room.messages, written())
    for _ in range(10):
        delegate.post(room.messages, written())
    with counted() as later:
        delegate.post(room.messages, written())
    most = 11 if ENGINE == "sqlite" else 12  # there the stream's row is locked by a statement of its own
    assert len(first) == len(later) <= most


def test_the_same_message_sent_again_stands_once_and_gets_the_same_answer(visitor, room):
    delegate, sent = visitor("delegate"), written()
    first, again = delegate.post(room.messages, sent), delegate.post(room.messages, sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert visitor("technician").get(room.talk).text.count(sent["body"]) == 1


def test_a_mark_used_for_other_words_is_refused_and_the_first_words_stand(visitor, room):
    delegate, sent = visitor("delegate"), written("Prime parole")
    delegate.post(room.messages, sent)
    refused = delegate.submit(room.messages, {**sent, "body": "Altre parole"})
    assert refused.status_code == 409 and "Altre parole</textarea>" in refused.text
    assert delegate.post(room.messages, {**sent, "body": "Altre parole"}).status_code == 409
    shown = visitor("technician").get(room.talk).text
    assert "Prime parole" in shown and "Altre parole" not in shown


def test_the_same_mark_of_two_people_is_two_messages(visitor, room):
    sent = written()
    assert visitor("delegate").post(room.messages, sent).status_code == 201
    assert visitor("other_delegate").post(room.messages, sent).status_code == 201


@pytest.mark.parametrize("nonce", ["", "zz", "0" * 31, "0" * 33, "g" * 32, "0" * 31 + "\n"])
def test_a_mark_that_is_not_128_bits_in_hexadecimal_is_refused(visitor, room, nonce):
    assert visitor("delegate").post(room.messages, written(nonce=nonce)).status_code == 422


def test_a_form_without_scripts_carries_a_mark_of_its_own(visitor, room):
    delegate = visitor("delegate")
    nonce = re.search(r'name="nonce" value="([0-9a-f]{32})"', delegate.get(room.talk).text)[1]
    first = delegate.submit(room.messages, written("Due volte", nonce=nonce))
    again = delegate.submit(room.messages, written("Due volte", nonce=nonce))
    assert first.status_code == again.status_code == 303
    assert first.headers["Location"] == again.headers["Location"]
    assert re.fullmatch(rf"{room.talk}#message-\d+", first.headers["Location"])
    assert nonce not in delegate.get(room.talk).text
    assert delegate.get(room.talk).text.count("Due volte") == 1


def test_a_message_too_long_comes_back_with_what_was_typed(visitor, room):
    refused = visitor("delegate").submit(room.messages, written("x" * 30_000))
    assert refused.status_code == 422
    assert "x" * 30_000 + "</textarea>" in refused.text and "20.000" in refused.text
    assert visitor("delegate").post(room.messages, written("x" * 20_000)).status_code == 201


def test_an_empty_message_is_refused(visitor, room):
    assert visitor("delegate").post(room.messages, written(" \n ")).status_code == 422


def test_who_only_observes_reads_and_is_told_why_she_does_not_write(visitor, room):
    observer = visitor("observer")
    assert observer.post(room.messages, written()).status_code == 403
    page = observer.get(room.talk)
    assert page.status_code == 200 and "<textarea" not in page.text
    assert "Fondazione per l&#39;Abitare" in page.text


def test_the_outsider_finds_no_thread_to_write_in(visitor, room):
    outsider = visitor("outsider")
    assert outsider.post(room.messages, written()).status_code == 404
    assert outsider.submit(room.messages, written("x" * 30_000)).status_code == 404
    assert outsider.get(room.talk).status_code == 404
    assert visitor().post(room.messages, written()).status_code == 401


def test_a_thread_of_another_workspace_is_not_here(app, cast, visitor, room):
    with app.app_context():
        other, _ = cast.workspace()
        elsewhere = f"/workspaces/{other.id}/threads/{room.thread}"
    delegate = visitor("delegate")
    assert delegate.post(f"{elsewhere}/messages", written()).status_code == 404
    assert delegate.get(elsewhere).status_code == 404


def test_a_message_keeps_the_role_and_body_held_when_it_was_written(app, visitor, room):
    visitor("technician").post(room.messages, written("Il nostro è pronto."))
    with app.app_context():
        writing()
        db.session.get(Mandate, room.mandates["technician"]).end()
        commit()
    assert visitor("technician").get(room.talk).status_code == 404
    message = visitor("delegate").get_json(room.talk).json["items"][-1]
    assert (message["role"], message["organisation"]["name"]) == ("technician", "Politecnico di Prova")
    assert message["person"]["name"] == "Ufficio tecnico"


def test_a_long_text_is_rendered_only_for_who_has_signed_in(visitor, room, monkeypatch):
    texts = []
    monkeypatch.setattr(asking, "render", lambda text: texts.append(text) or render(text))
    for role, status in ((None, 401), ("delegate", 201)):
        assert visitor(role).post(room.messages, written("[a](b) " * 200)).status_code == status
    assert len(texts) == 1


def test_who_speaks_for_two_bodies_says_for_which(app, cast, visitor, room):
    with app.app_context():
        writing()
        partner = db.session.get(Workspace, room.id).place.seats[1]
        partner.appoint(cast.person("delegate"), "substitute")
        commit()
    delegate = visitor("delegate")
    choice = delegate.post(room.messages, written())
    assert choice.status_code == 422
    assert {each["id"] for each in choice.json["for"]} == {room.bodies["PM"], room.bodies["US"]}
    assert 'name="for"' in delegate.get(room.talk).text
    posted = delegate.post(room.messages, written(**{"for": room.bodies["US"]}))
    assert posted.status_code == 201
    assert delegate.get_json(room.talk).json["items"][-1]["role"] == "substitute"


def test_nobody_writes_in_the_name_of_a_body_that_observes(app, cast, visitor, room):
    with app.app_context():
        writing()
        observing = db.session.get(Workspace, room.id).place.seats[2]
        observing.appoint(cast.person("delegate"), "substitute")
        commit()
    delegate = visitor("delegate")
    assert delegate.post(room.messages, written(**{"for": room.bodies["FH"]})).status_code == 403
    assert delegate.post(room.messages, written()).status_code == 201


def test_a_message_that_is_gone_is_told_as_deleted_and_its_place_stays(app, visitor, room):
    delegate = visitor("delegate")
    posted = delegate.post(room.messages, written("Da togliere")).json
    with app.app_context():
        writing()
        db.session.execute(db.delete(Message).where(Message.id == posted["id"]))
        commit()
    last = delegate.get_json(room.happenings).json["happenings"][-1]
    assert (last["seq"], last["data"]) == (posted["seq"], {"id": posted["id"], "deleted": True})


def test_a_closed_workspace_is_read_and_nobody_adds_to_it(app, visitor, room):
    with app.app_context():
        writing()
        db.session.get(Workspace, room.id).closed_at = utc_now()
        commit()
    lead = visitor("delegate")
    page = lead.get(room.talk)
    assert page.status_code == 200 and "<textarea" not in page.text
    assert lead.post(room.messages, written()).status_code == 403
    assert lead.post(f"{room.page}/threads", {"title": "Ancora"}).status_code == 403
    joining = {"organisation": room.bodies["EX"], "role": "partner"}
    assert lead.post(f"{room.page}/participations", joining).status_code == 403


def test_a_new_thread_is_opened_by_who_writes(visitor, room):
    partner = visitor("other_delegate")
    opened = partner.post(f"{room.page}/threads", {"title": "Elenco degli alloggi"})
    assert opened.status_code == 201
    assert "Elenco degli alloggi" in partner.get(f"{room.page}/threads/{opened.json['id']}").text
    assert visitor("observer").post(f"{room.page}/threads", {"title": "No"}).status_code == 403
    assert visitor("outsider").post(f"{room.page}/threads", {"title": "No"}).status_code == 404
    refused = partner.submit(f"{room.page}/threads", {"title": "x" * 201})
    assert refused.status_code == 422 and "x" * 201 in refused.text


def test_who_writes_faster_than_a_person_can_waits_and_the_others_do_not(limited, room):
    hasty, calm = Visitor(limited, "delegate"), Visitor(limited, "other_delegate")
    codes = [hasty.post(room.messages, written("Ecco.")).status_code for _ in range(61)]
    assert codes == [201] * 60 + [429]
    refused = hasty.post(room.messages, written("Ecco."))
    assert refused.headers["Retry-After"] and refused.json["status"] == 429
    assert calm.post(room.messages, written("Con calma.")).status_code == 201
    assert len(calm.get_json(room.talk).json["items"]) == 50 and calm.get_json(room.talk).json["next"]
