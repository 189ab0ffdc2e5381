"""Mails about mandates: who is told of what, once each, in her language; and the warnings before a mandate ends."""

from datetime import date, timedelta

import pytest
import time_machine

from app.database import commit, day_after, db, midnight, utc_now, writing
from app.membership.rounds.mandate_mails import warn_of_ends
from app.outbox import Mail

TODAY = midnight(date(2027, 3, 1)) + timedelta(hours=9)


def told(kind="mandate-ends"):
    """{address: [subject]} of the mails of a kind."""
    db.session.rollback()
    found = {}
    for mail in db.session.scalars(db.select(Mail).where(Mail.key.like(f"{kind}/%")).order_by(Mail.id)):
        found.setdefault(mail.to.split("@")[0], []).append(mail.subject)
    return found


@pytest.fixture
def ending(context, cast):
    """ending(days): the technician's mandate ends when that many whole days have passed; the clock stands at 1 March 2027."""

    def ending(days):
        writing()
        mandate = cast.mandate("technician")
        mandate.until = day_after((TODAY + timedelta(days=days - 1)).date())
        commit()
        return mandate

    with time_machine.travel(TODAY, tick=False):
        yield ending


@pytest.mark.parametrize(("days", "warned"), [(91, 0), (90, 1), (31, 1), (30, 1), (7, 1), (1, 1)])
def test_the_first_warning_comes_ninety_days_before(ending, days, warned):
    ending(days)
    warn_of_ends(utc_now())
    assert len(told().get("technician", [])) == warned


def test_she_her_body_and_the_secretariat_are_warned_at_90_30_and_7_days_once_each(ending):
    end = ending(120).until
    for days in (120, *range(92, 86, -1), *range(32, 26, -1), *range(9, -1, -1)):
        with time_machine.travel(end - timedelta(days=days) + timedelta(hours=9), tick=False):
            warn_of_ends(utc_now())
            warn_of_ends(utc_now())
    mails = told()
    assert set(mails) == {"technician", "org_admin", "secretary"}
    for each in mails.values():
        assert len(each) == 3, each
        assert all(str(days) in subject for days, subject in zip((90, 30, 7), each, strict=True)), each


def test_what_was_renewed_or_ended_meanwhile_is_not_warned_of(ending, cast):
    mandate = ending(20)
    writing()
    mandate.renew(until=None)
    commit()
    warn_of_ends(utc_now())
    assert told() == {}


def test_an_ended_mandate_is_not_warned_of(ending):
    mandate = ending(20)
    writing()
    mandate.end()
    commit()
    warn_of_ends(utc_now())
    assert told() == {}


def test_a_late_worker_sends_the_nearest_warning_only(ending):
    ending(5)
    warn_of_ends(utc_now())
    assert [len(each) for each in told().values()] == [1, 1, 1]


def test_a_new_end_is_warned_of_anew(ending):
    ending(20)
    warn_of_ends(utc_now())
    ending(25)
    warn_of_ends(utc_now())
    assert len(told()["technician"]) == 2


def test_each_reads_it_in_her_language(ending, cast):
    writing()
    cast.person("technician").language = "en"
    commit()
    ending(20)
    warn_of_ends(utc_now())
    mails = told()
    assert "In 20 days" in mails["technician"][0] and "In 20 days" not in mails["org_admin"][0]


def test_the_outsider_is_told_nothing(ending):
    ending(20)
    warn_of_ends(utc_now())
    assert "outsider" not in told()


# --- What somebody did -----------------------------------------------------------------------------------------------


@pytest.fixture
def door(app):
    """As within a request: what is done here came through a door."""
    with app.test_request_context("/"):
        yield app


def seat_of(cast, code="PM"):
    return next(seat for seat in cast.table().place.seats if seat.organisation.code == code)


def test_a_mandate_given_is_told_to_her_and_to_her_body_not_to_who_gave_it(door, cast):
    writing()
    person = cast.person("outsider")
    seat_of(cast).appoint(person, "technician", by=cast.person("org_admin"))
    commit()
    assert set(told("mandate-given")) == {"outsider"}


def test_what_nobody_did_by_hand_is_told_to_nobody(door, cast):
    writing()
    seat_of(cast).appoint(cast.person("outsider"), "technician")
    commit()
    assert told("mandate-given") == {}


def test_what_came_through_no_door_is_told_to_nobody(context, cast):
    writing()
    seat_of(cast).appoint(cast.person("outsider"), "technician", by=cast.person("admin"))
    commit()
    assert told("mandate-given") == {}


def test_what_was_undone_is_told_to_nobody(door, cast):
    writing()
    seat_of(cast).appoint(cast.person("outsider"), "technician", by=cast.person("admin"))
    db.session.rollback()
    writing()
    commit()
    assert told("mandate-given") == {}


def test_suspension_and_end_are_told_with_their_reason_and_day(door, cast):
    writing()
    mandate, by = cast.mandate("technician"), cast.person("admin")
    mandate.suspend("In attesa di chiarimenti", by=by)
    commit()
    assert set(told("mandate-suspended")) == {"technician", "org_admin"}
    body = db.session.scalar(db.select(Mail.body).where(Mail.key.like("mandate-suspended/%")))
    assert "In attesa di chiarimenti" in body and f"/mandates/{mandate.id}" in body
    writing()
    mandate.end(by=by)
    commit()
    assert set(told("mandate-ended")) == {"technician", "org_admin"}


def test_a_refused_nomination_is_told_with_its_reason(door, cast):
    writing()
    named = seat_of(cast).appoint(cast.person("outsider"), "technician", confirmed=False, by=cast.person("org_admin"))
    commit()
    assert told("mandate-given") == {}
    writing()
    named.refuse("Manca l'atto di nomina", by=cast.person("secretary"))
    commit()
    assert set(told("mandate-refused")) == {"outsider", "org_admin"}
    assert "Manca l'atto di nomina" in db.session.scalar(db.select(Mail.body).where(Mail.key.like("mandate-refused/%")))
