"""Calling somebody by name: plain text, kept as rows, told to who can read it and to nobody else."""

import secrets

from sqlalchemy import select

from app.database import commit, db, writing
from app.membership.models import Erasure
from app.outbox import Mail
from app.rendering import render
from app.workspaces.models import Mention, Message, Workspace, open_circle
from app.workspaces.models.calling import settle


def said(visitor, room, body, role="other_delegate"):
    return visitor(role).post(room.messages, {"body": body, "nonce": secrets.token_hex(16)}).json["id"]


def called(app, message_id):
    with app.app_context():
        rows = db.session.scalars(select(Mention).where(Mention.message_id == message_id).order_by(Mention.id)).all()
        return [(each.person_id, each.organisation_id, each.name) for each in rows]


def mentions(visitor, role):
    return visitor(role).get_json("/unread").json["mentions"]


def test_a_name_after_an_at_calls_her(app, visitor, room):
    message = said(visitor, room, "Sentiamo @delegata, poi si vede.")
    assert called(app, message) == [(room.people["delegate"], None, "Delegata")]
    assert mentions(visitor, "delegate") == 1 and mentions(visitor, "technician") == 0
    item = visitor("delegate").get_json(room.talk).json["items"][-1]
    assert item["html"] == '<p>Sentiamo <span class="tv-at">@delegata</span>, poi si vede.</p>'


def test_a_body_calls_all_who_speak_for_it_here(app, visitor, room):
    message = said(visitor, room, "Tocca a @Politecnico di Prova.")
    assert called(app, message) == [(None, room.bodies["PM"], "Politecnico di Prova")]
    assert (mentions(visitor, "delegate"), mentions(visitor, "technician"), mentions(visitor, "observer")) == (1, 1, 0)
    assert mentions(visitor, "substitute") == 0, "she speaks for it at the table, not here"


def test_nobody_is_called_who_does_not_read_here(app, visitor, room):
    words = "@Funzionario @Supplente @Delegatas scrivi a posta@delegata.it `@Delegata` [qui @Delegata](https://a.it)"
    assert called(app, said(visitor, room, words)) == []
    assert mentions(visitor, "outsider") == 0


def test_markup_cannot_be_made_by_a_name(app, visitor, room):
    said(visitor, room, '[a](https://a.it "x>@Delegata onmouseover=alert(1)") <span class="tv-at">x</span> @Delegata')
    html = visitor("delegate").get_json(room.talk).json["items"][-1]["html"]
    assert html.count("<span") == 1 and "&lt;span" in html and 'onmouseover=alert(1)" ' in html


def test_calling_oneself_is_no_news(visitor, room):
    said(visitor, room, "@Delegata ricorda", "delegate")
    assert mentions(visitor, "delegate") == 0


def test_an_edit_calls_others_and_no_longer_the_first(app, visitor, room):
    message = said(visitor, room, "@Delegata?")
    with app.app_context():
        writing()
        row = db.session.get(Message, message)
        row.html = "<p>@Ufficio tecnico?</p>"
        settle(row, type("Said", (), {"voice": row.mandate}))
        commit()
    assert called(app, message) == [(room.people["technician"], None, "Ufficio tecnico")]
    assert (mentions(visitor, "delegate"), mentions(visitor, "technician")) == (0, 1)


def test_a_deleted_message_calls_nobody(app, visitor, room):
    message = said(visitor, room, "@Delegata?")
    with app.app_context():
        writing()
        row = db.session.get(Message, message)
        row.delete(row.mandate)
        commit()
    assert called(app, message) == [] and mentions(visitor, "delegate") == 0


def test_a_mention_reaches_her_only_while_she_may_read(visitor, room):
    said(visitor, room, "@Delegato e @Università Statale di Prova", "delegate")
    assert mentions(visitor, "other_delegate") == 1
    assert len(visitor("other_delegate").get_json("/catch-up").json["mentions"]) == 1
    visitor("delegate").post(f"/participations/{room.seats['US']}/end", {"reason": "Finito"})
    assert mentions(visitor, "other_delegate") == 0
    assert visitor("other_delegate").get_json("/catch-up").json["mentions"] == []


def test_the_composer_is_told_whom_one_may_call(visitor, room):
    address = f"{room.page}/mentionable"
    found = visitor("observer").get_json(f"{address}?q=poli").json["items"]
    body = {"kind": "organisation", "id": room.bodies["PM"], "name": "Politecnico di Prova", "text": "@Politecnico di Prova"}
    assert [each | {"note": ""} for each in found] == [body | {"note": ""}]
    people = {each["name"] for each in visitor("observer").get_json(f"{address}?q=").json["items"] if each["kind"] == "person"}
    assert people == {"Delegata", "Delegato", "Osservatrice", "Ufficio tecnico"}
    assert visitor("observer").get_json(f"{address}?q=nessuno").json["items"] == []
    assert visitor("outsider").get_json(address).status_code == 404


def test_two_of_one_name_are_told_apart_by_their_body(app, cast, visitor, room):
    with app.app_context():
        writing()
        cast.person("technician").name = "Delegata"
        commit()
    assert len(called(app, said(visitor, room, "@Delegata"))) == 2
    found = visitor("observer").get_json(f"{room.page}/mentionable?q=delegata").json["items"]
    assert {each["text"] for each in found} == {"@Delegata (Politecnico di Prova)"}


def test_who_is_away_gets_one_mail_an_hour_with_a_link_and_no_words(app, visitor, room):
    first = said(visitor, room, "Segreto @Delegata")
    said(visitor, room, "Segreto di nuovo @Delegata")
    with app.app_context():
        mails = db.session.scalars(select(Mail).where(Mail.key.startswith("mention/"))).all()
        assert [mail.to for mail in mails] == ["delegate@example.org"]
        assert f"{room.talk}#message-{first}" in mails[0].body and "Segreto" not in mails[0].body + mails[0].subject
        assert mails[0].due_at > mails[0].made_at


def test_who_reads_in_time_gets_no_mail(app, visitor, room):
    said(visitor, room, "@Delegata")
    visitor("delegate").post(f"{room.talk}/reading")
    with app.app_context():
        assert [mail.state for mail in db.session.scalars(select(Mail).where(Mail.key.startswith("mention/")))] == ["dropped"]


def test_an_erased_person_is_called_by_her_pseudonym(app, cast, visitor, room):
    message = said(visitor, room, "Sentiamo @ufficio tecnico.")
    with app.app_context():
        writing()
        erasure = Erasure.ask(cast.person("technician"))
        erasure.carry_out(cast.person("admin"))
        commit()
        row, pseudonym = db.session.get(Message, message), f"@Persona cancellata {room.people['technician']}"
        assert row.body == f"Sentiamo {pseudonym}." and pseudonym in row.html
        assert "tecnico" not in (row.body + row.html).lower()


def test_a_circle_calls_who_is_in_it(app, cast, visitor, room):
    with app.app_context():
        writing()
        workspace = db.session.get(Workspace, room.id)
        voice = workspace.place.seats[0].mandates[0]
        open_circle(workspace, "Cerchia stretta", "Di pochi.", render("Di pochi."), [cast.body("PM")], voice)
        commit()
    said(visitor, room, "Guardatelo in @Cerchia stretta", "delegate")
    assert mentions(visitor, "technician") == 1 and mentions(visitor, "other_delegate") == 0
