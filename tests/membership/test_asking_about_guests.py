"""The sponsor is asked before a guest's stay ends: by mail, twice, and on the desk; without an answer it ends."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.database import commit, day_after, day_of, db, utc_now, writing
from app.membership.models import Guest
from app.membership.rounds.asking_sponsors import ask_sponsors
from app.outbox import Mail
from app.workspaces.models import Workspace


@pytest.fixture
def stay(app, cast):
    """(guest id, its end): in the workspace of the cast for thirty days, by the delegate of the partner."""
    with app.app_context():
        space, _ = cast.workspace()
        writing()
        space = db.session.get(Workspace, space.id)
        until = day_after(day_of(utc_now()) + timedelta(days=30))
        sponsor = cast.mandate("other_delegate", space.place)
        guest = space.welcome_guest("guest@example.org", cast.body("EX"), sponsor=sponsor, purpose="Porta i dati", until=until)
        commit()
        return guest.id, guest.until


def asked(app, now):
    """[(to, body)] of all that was posted once the round was made at a moment."""
    with app.app_context(), time_machine.travel(now, tick=False):
        ask_sponsors(utc_now())
        return [
            (mail.to, mail.body)
            for mail in db.session.scalars(select(Mail).where(Mail.key.startswith("guest-ends/")).order_by(Mail.id))
        ]


def test_the_sponsor_is_asked_fourteen_and_three_days_before_and_once_each(app, stay):
    id, until = stay
    assert asked(app, until - timedelta(days=15)) == []
    first = asked(app, until - timedelta(days=14))
    assert [to for to, _ in first] == ["other_delegate@example.org"] and f"/guests/{id}" in first[0][1]
    assert asked(app, until - timedelta(days=13)) == first
    assert len(asked(app, until - timedelta(days=3))) == 2
    assert len(asked(app, until - timedelta(days=1))) == 2
    assert len(asked(app, until + timedelta(days=1))) == 2


def test_a_worker_that_was_away_asks_once(app, stay):
    assert len(asked(app, stay[1] - timedelta(days=2))) == 1


def test_after_a_renewal_she_is_asked_anew(app, visitor, stay):
    id, until = stay
    asked(app, until - timedelta(days=14))
    assert visitor("other_delegate").post(f"/guests/{id}/renewal").status_code == 200
    assert len(asked(app, until - timedelta(days=3))) == 1
    with app.app_context():
        later = db.session.get(Guest, id).until
    assert len(asked(app, later - timedelta(days=14))) == 2


def test_who_is_in_for_a_week_is_asked_about_only_near_the_end(app, cast, stay):
    with app.app_context():
        writing()
        space = db.session.scalar(select(Workspace))
        until = day_after(day_of(utc_now()) + timedelta(days=7))
        sponsor = cast.mandate("delegate", space.place)
        space.welcome_guest("counterpart@example.org", cast.body("RL"), sponsor=sponsor, purpose="Una visita", until=until)
        commit()
    assert asked(app, utc_now()) == []
    assert len(asked(app, until - timedelta(days=3))) == 1


def test_once_the_sponsors_mandate_has_ended_who_leads_is_asked(app, cast, visitor, stay):
    id, until = stay
    with app.app_context():
        writing()
        space = db.session.scalar(select(Workspace))
        cast.mandate("other_delegate", space.place).end()
        commit()
    assert [to for to, _ in asked(app, until - timedelta(days=14))] == ["delegate@example.org"]


def test_the_question_stands_on_the_desk_of_who_answers_and_of_nobody_else(app, visitor, stay):
    id, until = stay
    assert visitor("other_delegate").get_json("/").json["guests"] == []
    with time_machine.travel(until - timedelta(days=10), tick=False):
        assert [each["id"] for each in visitor("other_delegate").get_json("/").json["guests"]] == [id]
        assert f'action="/guests/{id}/renewal"' in visitor("other_delegate").get("/").text
        for role in ("delegate", "guest", "observer", "outsider"):
            assert visitor(role).get_json("/").json["guests"] == []


def test_no_answer_is_an_end(app, visitor, stay):
    id, until = stay
    asked(app, until - timedelta(days=3))
    with time_machine.travel(until - timedelta(seconds=1), tick=False):
        assert visitor("guest").get_json("/workspaces").json["items"] != []
    with time_machine.travel(until, tick=False):
        assert visitor("guest").get_json("/workspaces").json["items"] == []
