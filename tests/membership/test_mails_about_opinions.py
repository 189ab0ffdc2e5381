"""Mails about opinions: who keeps the zone's table is told when one is asked, and once a week before it is due."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.database import commit, db, midnight, utc_now, writing
from app.membership.models import Opinion, Zone
from app.membership.rounds.opinion_mails import remind
from app.outbox import Mail

TODAY = midnight(date(2027, 3, 1)) + timedelta(hours=9)


def told(kind):
    db.session.rollback()
    query = select(Mail).where(Mail.key.like(f"{kind}/%"), Mail.dropped_at.is_(None)).order_by(Mail.id)
    return [(mail.to.split("@")[0], mail.subject) for mail in db.session.scalars(query)]


def zone_id():
    return db.session.scalar(select(Zone.id).where(Zone.code == "TAV"))


def test_the_secretariat_and_the_chair_are_told_when_it_is_asked_and_nobody_else(app, visitor, cast):
    with app.app_context():
        zone = zone_id()
    due = (utc_now() + timedelta(days=20)).date()
    fields = {"zone": zone, "subject": "Piano del traffico", "due_on": due.isoformat()}
    assert visitor("outsider").post("/opinions", fields).status_code == 403
    reply = visitor("zones_office").post("/opinions", fields)
    assert reply.status_code == 201, reply.text
    with app.app_context():
        mails = told("opinion-asked")
        assert sorted(role for role, _ in mails) == ["chair", "secretary"]
        assert all("Zona di prova" in subject for _, subject in mails)
        body = db.session.scalar(select(Mail.body).where(Mail.key.like("opinion-asked/%")))
    assert "Piano del traffico" in body and "/opinions/" in body


@pytest.fixture
def asked(context, cast):
    """asked(days): an opinion due in so many days; the clock stands at 1 March 2027."""

    def asked(days):
        writing()
        zone = db.session.get(Zone, zone_id())
        opinion = Opinion.ask(zone, (TODAY + timedelta(days=days)).date(), subject="Piano", by=cast.person("admin"))
        commit()
        return opinion

    with time_machine.travel(TODAY, tick=False):
        yield asked


def reminded(days_from_now):
    with time_machine.travel(TODAY + timedelta(days=days_from_now), tick=False):
        remind(utc_now())
        return len(told("opinion-due"))


def test_a_week_before_it_is_due_they_are_reminded_once(asked):
    asked(20)
    assert [reminded(day) for day in (0, 12, 13, 14, 20)] == [0, 0, 2, 2, 2]
    assert all("7" in subject for _, subject in told("opinion-due"))


def test_nobody_is_reminded_of_what_was_given_taken_back_or_asked_in_that_very_week(asked, cast):
    taken, soon = asked(20), asked(5)
    writing()
    db.session.merge(taken).withdraw(cast.person("admin"), "Non serve più")
    commit()
    assert soon.due_on and [reminded(day) for day in (1, 14)] == [0, 0]


def test_a_zone_without_a_table_is_told_of_nothing(context, cast):
    writing()
    zone = Zone(code="SOLA", name="Zona sola")
    db.session.add(zone)
    db.session.flush()
    opinion = Opinion.ask(zone, date(2030, 1, 20), subject="Piano", by=cast.person("admin"))
    opinion.requested_at = utc_now()
    commit()
    remind(midnight(date(2030, 1, 15)))
    assert told("opinion-due") == []
