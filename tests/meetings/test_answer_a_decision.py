"""After the closing who was given a decision accepts it or objects with a reason; the secretariat notes what follows."""

import pytest

from app.database import commit, db, writing
from app.meetings.models import Decision
from app.membership.models import Affiliation
from app.outbox import Mail

ACCEPT, OBJECT = {"verdict": "accepted"}, {"verdict": "objected", "reason": "Mancano i dati del Comune."}


@pytest.fixture
def adopted(app, cast, visitor):
    with app.app_context():
        meeting = cast.open_meeting(items=("Alloggi",))
        writing()
        db.session.refresh(meeting)
        decision = meeting.items[0].decide(cast.mandate("secretary"), **cast.parts())
        commit()
        address, closure = f"/decisions/{decision.id}", f"/meetings/{meeting.id}/closure"
    assert visitor("secretary").post(closure).status_code == 200
    return address


def test_who_answers_for_it_is_asked_by_mail_and_the_decision_waits(app, visitor, adopted):
    shown = visitor("delegate").get_json(adopted).json
    assert shown["awaits_answer"] and shown["answer"] is None
    assert 'id="answer-verdict"' in visitor("delegate").get(adopted).text
    with app.app_context():
        mail = db.session.scalar(db.select(Mail).where(Mail.key.like("answer-asked/%")))
        assert mail.to == "delegate@example.org" and adopted in mail.body and "elenco" not in mail.body


def test_she_accepts_once(visitor, adopted):
    assert visitor("delegate").post(f"{adopted}/answer", ACCEPT).status_code == 201
    shown = visitor("secretary").get_json(adopted).json
    assert shown["answer"]["verdict"] == "accepted" and not shown["awaits_answer"]
    assert visitor("substitute").post(f"{adopted}/answer", OBJECT).status_code == 409


def test_an_objection_needs_its_reason_and_reaches_the_secretariat(app, visitor, adopted):
    delegate = visitor("delegate")
    page = delegate.submit(f"{adopted}/answer", {"verdict": "objected"})
    assert page.status_code == 422 and 'id="answer-reason-error"' in page.text
    assert delegate.post(f"{adopted}/answer", OBJECT).status_code == 201
    with app.app_context():
        told = db.session.scalars(db.select(Mail.to).where(Mail.key.like("objected/%"))).all()
        assert set(told) == {"secretary@example.org", "chair@example.org"}
    assert delegate.post(f"{adopted}/answer/note", {"note": "Si chiedono i dati."}).status_code == 403
    assert visitor("secretary").post(f"{adopted}/answer/note", {"note": "Si chiedono i dati."}).status_code == 200
    assert visitor("secretary").post(f"{adopted}/answer/note", {"note": "Altro"}).status_code == 409
    page = delegate.get(adopted).text
    assert "Mancano i dati del Comune." in page and "Si chiedono i dati." in page
    assert delegate.post(f"{adopted}/answer", ACCEPT).status_code == 201  # convinced


def test_a_delegate_or_the_administrator_of_the_body_answers_and_nobody_else(visitor, adopted):
    for role, status in {"other_delegate": 403, "technician": 403, "secretary": 403, "outsider": 404, "expired": 404}.items():
        assert visitor(role).post(f"{adopted}/answer", ACCEPT).status_code == status, role
    assert visitor("org_admin").get(adopted).status_code == 200
    assert visitor("org_admin").post(f"{adopted}/answer", ACCEPT).status_code == 201


def test_who_carries_it_out_sees_it_without_a_seat_until_she_leaves_her_body(app, cast, visitor, adopted):
    with app.app_context():
        writing()
        decision = db.session.get(Decision, int(adopted.rsplit("/", 1)[1]))
        decision.responsible_person, decision.responsible_organisation = cast.person("partner"), cast.body("FH")
        commit()
    partner = visitor("partner")
    assert partner.get(adopted).status_code == 200 and partner.post(f"{adopted}/answer", ACCEPT).status_code == 201
    assert visitor("observer").get(adopted).status_code == 404  # of the same body, and it was not given to her
    with app.app_context():
        writing()
        belongs = db.select(Affiliation).where(Affiliation.person_id == cast.person("partner").id)
        for each in db.session.scalars(belongs).all():
            each.until = each.since
        commit()
    assert partner.get(adopted).status_code == 404


def test_what_is_not_adopted_is_not_answered(app, cast, visitor):
    with app.app_context():
        meeting = cast.open_meeting()
        writing()
        db.session.refresh(meeting)
        decision = meeting.items[0].decide(cast.mandate("secretary"), **cast.parts())
        commit()
        address = f"/decisions/{decision.id}"
    assert visitor("delegate").post(f"{address}/answer", ACCEPT).status_code == 409
    assert not visitor("delegate").get_json(address).json["awaits_answer"]
