"""Reminders that chase silence: one mail a person a day, nothing told twice, late things always."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.database import commit, day_of, db, utc_now, writing
from app.meetings.models import Action
from app.meetings.rounds.digests import send_digests
from app.membership.models import Affiliation
from app.outbox import Mail


@pytest.fixture
def promised(app, cast):
    """The id of an action of PM, due in forty days, of a closed sitting."""
    with app.app_context():
        meeting = cast.open_meeting()
        writing()
        db.session.refresh(meeting)
        voice, due = cast.mandate("secretary"), day_of(utc_now()) + timedelta(days=40)
        decision = meeting.items[0].decide(voice, **cast.parts())
        facts = {"organisation": cast.body("PM"), "person": cast.person("delegate"), "due_on": due}
        action = Action.give(meeting.items[0], voice, decision, text="Raccoglie i dati.", **facts)
        meeting.items[1].conclude("noted", "", voice)
        meeting.close(voice)
        commit()
        return action.id


SAME = ("table_id", "item", "decision", "organisation", "person", "given_by", "given_at", "news_at", "due_on")


def digests(app, days=0):
    """[(to, subject, body)] of the digests there are after a round so many days from now."""
    with app.app_context(), time_machine.travel(utc_now() + timedelta(days=days), tick=False):
        send_digests(utc_now())
        send_digests(utc_now())
        rows = db.session.scalars(select(Mail).where(Mail.key.startswith("digest/")).order_by(Mail.id))
        return [(row.to, row.subject, row.body) for row in rows]


def test_nothing_is_sent_while_there_is_nothing_to_say(app, promised):
    assert digests(app) == []


def test_the_person_is_told_thirty_and_seven_days_before_then_each_week_that_it_is_late(app, promised):
    assert len(digests(app, 11)) == 1, "30 days before"
    assert len(digests(app, 20)) == 1, "nothing new"
    assert len(digests(app, 34)) == 2, "7 days before"
    assert len(digests(app, 41)) == 3, "late"
    assert len(digests(app, 43)) == 3, "told this week already"
    sent = digests(app, 49)
    assert len(sent) == 4, "late for another week"
    assert {to for to, _, _ in sent} == {"delegate@example.org"}
    assert "Raccoglie i dati." in sent[0][2] and f"/actions/{promised}" in sent[0][2]
    assert "9 giorni di ritardo" in sent[3][2]


def test_two_promises_come_in_one_mail(app, cast, promised):
    with app.app_context():
        writing()
        first = db.session.get(Action, promised)
        facts = {name: getattr(first, name) for name in ("table_id", "given_at", "news_at", "due_on")}
        same = {"item": first.item, "organisation": first.organisation, "person": first.person, "given_by": first.given_by}
        db.session.add(Action(text="Stampa le mappe.", **facts, **same))
        commit()
    sent = digests(app, 15)
    assert len(sent) == 1
    assert "Raccoglie i dati." in sent[0][2] and "Stampa le mappe." in sent[0][2]
    assert sent[0][1] == "2 impegni ti aspettano"


def test_without_news_for_as_long_as_the_table_says_its_body_is_reminded(app, cast, promised):
    with app.app_context():
        writing()
        action = db.session.get(Action, promised)
        action.due_on = day_of(utc_now()) + timedelta(days=300)
        action.table.silence_days = 20
        commit()
    assert digests(app, 19) == []
    assert "20 giorni senza notizie" in digests(app, 20)[0][2]
    assert len(digests(app, 25)) == 1
    assert len(digests(app, 40)) == 2


def test_a_follow_up_that_was_asked_for_is_told_until_it_is_given(app, visitor, promised):
    due = (day_of(utc_now()) + timedelta(days=2)).isoformat()
    assert (
        visitor("secretary").post(f"/actions/{promised}/requests", {"text": "A che punto è?", "due_on": due}).status_code == 201
    )
    assert len(digests(app)) == 1
    assert len(digests(app, 1)) == 1
    assert len(digests(app, 5)) == 2, "its day has passed"
    visitor("delegate").post(f"/actions/{promised}/news", {"text": "Quasi pronto."})
    assert len(digests(app, 6)) == 2


def test_who_wants_no_early_mails_still_hears_what_is_late(app, visitor, promised):
    assert visitor("delegate").get_json("/me/reminders").json == {"soon": True}
    assert visitor("delegate").post("/me/reminders", {"soon": ""}).json == {"soon": False}
    assert digests(app, 15) == []
    assert len(digests(app, 41)) == 1
    assert visitor().get("/me/reminders", accept="application/json").status_code == 401


def test_without_a_person_who_can_sign_in_the_administrator_of_the_body_is_told(app, cast, promised):
    with app.app_context():
        writing()
        person = cast.person("delegate")
        db.session.scalar(select(Affiliation).where(Affiliation.person_id == person.id)).until = utc_now()
        commit()
    assert [to for to, _, _ in digests(app, 15)] == ["org_admin@example.org"]


def test_the_mail_is_in_the_language_of_the_person(app, cast, promised):
    with app.app_context():
        writing()
        cast.person("delegate").language = "en"
        commit()
    assert digests(app, 15)[0][1] == "One promise waits for you"


def test_the_mail_of_a_confidential_item_tells_no_word_of_it(app, cast, promised):
    with app.app_context():
        writing()
        item = db.session.get(Action, promised).item
        item.confidential_at, item.sealed_by_law, item.public_title = utc_now(), True, "Punto riservato"
        commit()
    body = digests(app, 15)[0][2]
    assert "Raccoglie" not in body and f"/actions/{promised}" in body


def test_what_is_done_is_told_no_more(app, visitor, promised):
    visitor("delegate").post(f"/actions/{promised}/completion", {"note": "Fatto."})
    assert digests(app, 60) == []


def test_however_many_promises_there_are_whom_to_remind_is_asked_once(app, cast, promised, counted):
    def cost(days):
        with app.app_context(), time_machine.travel(utc_now() + timedelta(days=days), tick=False), counted() as statements:
            send_digests(utc_now())
        return len([each for each in statements if each.startswith("SELECT")])

    one = cost(15)
    with app.app_context():
        writing()
        first = db.session.get(Action, promised)
        same = {name: getattr(first, name) for name in SAME}
        db.session.add_all([Action(text=f"Impegno {number}", **same) for number in range(40)])
        commit()
    assert cost(16) <= one + 5
