"""The platform administrator sees what waits and what was refused, tries again or drops; nobody reads the text of a mail."""

import pytest

from app.database import commit, db, utc_now, writing
from app.outbox import Mail

SECRET = "https://tavolo.example.org/invitations/un-segreto"


@pytest.fixture
def mails(app):
    """Numbers of a waiting, a refused and a sent mail."""
    with app.app_context():
        writing()
        now = utc_now()
        rows = []
        for state in ("waiting", "refused", "sent"):
            mail = Mail(key=state, to=f"{state}@example.org", language="it", subject="Oggetto", body=SECRET)
            mail.made_at = mail.due_at = now
            if state == "refused":
                mail.refused_at, mail.refusal = now, "550 casella inesistente"
            if state == "sent":
                mail.sent_at, mail.body = now, ""
            rows.append(mail)
        db.session.add_all(rows)
        commit()
        return {mail.key: mail.id for mail in rows}


def test_it_shows_states_and_refusals_and_no_text(visitor, mails):
    page = visitor("admin").get("/outbox").text
    assert "550 casella inesistente" in page and "waiting@example.org" in page
    assert "un-segreto" not in page and "un-segreto" not in visitor("admin").get_json("/outbox").text
    assert "TAVOLO_MAIL_URL" in page  # no server is set here: it says that nothing leaves


def test_it_can_be_narrowed_to_a_state(visitor, mails):
    items = visitor("admin").get_json("/outbox?state=refused").json["items"]
    assert [item["to"] for item in items] == ["refused@example.org"]
    assert len(visitor("admin").get_json("/outbox?state=nonsense").json["items"]) == 3


def test_a_refused_mail_is_tried_again_or_dropped(app, visitor, mails):
    browser = visitor("admin")
    assert browser.post(f"/outbox/{mails['refused']}/again").status_code == 200
    assert state_of(app, mails["refused"]) == ("delayed", SECRET)
    assert browser.post(f"/outbox/{mails['refused']}/drop").status_code == 200
    assert state_of(app, mails["refused"]) == ("dropped", "")


def test_what_left_neither_goes_again_nor_is_dropped(visitor, mails):
    browser = visitor("admin")
    assert browser.post(f"/outbox/{mails['sent']}/again").status_code == 409
    assert browser.post(f"/outbox/{mails['sent']}/drop").status_code == 409


def state_of(app, id):
    with app.app_context():
        mail = db.session.get(Mail, id)
        return mail.state, mail.body


def test_the_outsider_finds_no_outbox(visitor, mails):
    assert visitor("outsider").get("/outbox").status_code == 403
    assert visitor("outsider").post(f"/outbox/{mails['refused']}/again").status_code == 404
    assert visitor().get_json("/outbox").status_code == 401


def test_it_costs_the_same_for_two_and_for_forty(app, visitor, mails, counted):
    browser = visitor("admin")

    def cost():
        with counted() as statements:
            assert browser.get("/outbox").status_code == 200
        return len(statements)

    before = cost()
    with app.app_context():
        writing()
        for number in range(40):
            now = utc_now()
            db.session.add(Mail(key=f"m{number}", to="a@b.it", language="it", subject="O", body="", made_at=now, due_at=now))
        commit()
    assert cost() == before
