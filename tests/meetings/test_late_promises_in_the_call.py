"""The call to a sitting names what is late at its table; who is asked to one item alone, and other tables, hear nothing of it."""

from datetime import timedelta

import pytest

from app.database import commit, day_of, db, utc_now, writing
from app.meetings.models import Action, Meeting
from app.outbox import Mail

LATE, IN_TIME = "Manda l'elenco degli alloggi", "Raccoglie le convenzioni"


@pytest.fixture
def promised(app, cast):
    """Two promises of a closed sitting, one of them late, and a sitting to convene."""
    with app.app_context():
        closed = cast.closed_meeting()[0]
        writing()
        now = utc_now()
        facts = {
            "item": db.session.get(Meeting, closed.id).items[0],
            "table_id": closed.table_id,
            "given_at": now,
            "news_at": now,
        }
        facts |= {"organisation": cast.body("PM"), "person": cast.person("delegate"), "given_by": cast.person("secretary")}
        db.session.add(Action(text=LATE, due_on=day_of(now) - timedelta(days=3), **facts))
        db.session.add(Action(text=IN_TIME, due_on=day_of(now) + timedelta(days=3), **facts))
        commit()
        return {"meeting": cast.planned_meeting().id, "closed": closed.id}


def bodies(app, visitor, meeting):
    assert visitor("secretary").post(f"/meetings/{meeting}/convocation").status_code == 200
    with app.app_context():
        return db.session.scalars(db.select(Mail.body).where(Mail.key.like(f"call/{meeting}/%"))).all()


def test_the_call_names_what_is_late_and_nothing_else(app, visitor, promised):
    told = bodies(app, visitor, promised["meeting"])
    assert told and all(LATE in body and IN_TIME not in body for body in told)
    with app.app_context():
        assert not db.session.scalar(db.select(Mail.id).where(Mail.key.like("call/%"), Mail.to.startswith("outsider")))


def test_of_a_confidential_item_the_call_names_no_promise(app, cast, visitor, promised):
    with app.app_context():
        writing()
        item = db.session.get(Meeting, promised["closed"]).items[0]
        item.confidential_at, item.public_title = utc_now(), "Un punto riservato"
        commit()
    assert all(LATE not in body for body in bodies(app, visitor, promised["meeting"]))


def test_what_keeps_a_sitting_from_closing_names_half_made_actions(app, cast, visitor):
    with app.app_context():
        meeting = cast.open_meeting()
        item = db.session.get(Meeting, meeting.id).items[0].id
        number = meeting.id
    made = visitor("secretary").post(f"/items/{item}/actions", {"text": "Scrive a tutti", "draft": "1"})
    assert made.status_code == 201, made.text
    page = visitor("secretary").get(f"/meetings/{number}").text
    assert f'href="/actions/{made.json["id"]}"' in page.split('id="missing"')[1].split("</section>")[0]
    assert "missing-title" not in visitor("delegate").get(f"/meetings/{number}").text
    assert visitor("outsider").get(f"/meetings/{number}").status_code == 404
