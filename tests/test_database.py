"""Time, dated rows and transactions, on the database that the tests run on."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, InternalError, OperationalError

from app.database import PartialDate, commit, day_after, db, midnight, utc_now, writing
from app.errors import RuleBroken
from app.membership.models import Act, Person, Seat
from tests.rotation import ENGINE


def test_a_moment_comes_back_as_it_went_in_whatever_zone_it_was_said_in(context, cast):
    noon = datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=UTC)
    writing()
    cast.person("outsider").until = noon.astimezone()
    commit()
    db.session.expire_all()
    assert cast.person("outsider").until == noon
    assert cast.person("outsider").until.tzinfo == UTC


@pytest.mark.parametrize(
    ("day", "begins", "is_over"),
    [
        (date(2026, 1, 15), "2026-01-14T23:00", "2026-01-15T23:00"),
        (date(2026, 7, 15), "2026-07-14T22:00", "2026-07-15T22:00"),
        (date(2026, 3, 29), "2026-03-28T23:00", "2026-03-29T22:00"),  # summer time begins: a day of 23 hours
        (date(2026, 10, 25), "2026-10-24T22:00", "2026-10-25T23:00"),  # and ends: 25 hours
    ],
)
def test_a_day_begins_and_ends_at_the_midnights_of_rome(day, begins, is_over):
    assert midnight(day).strftime("%Y-%m-%dT%H:%M") == begins
    assert day_after(day).strftime("%Y-%m-%dT%H:%M") == is_over


def test_a_dated_row_holds_from_its_first_moment_to_just_before_its_last(context, cast):
    seat = cast.table().place.seats[0]
    begun, ended = utc_now(), utc_now() + timedelta(days=1)
    writing()
    seat.since, seat.until = begun, ended
    commit()
    moments = [begun - timedelta(microseconds=1), begun, ended - timedelta(microseconds=1), ended]
    by_rule = [seat.in_force(at) for at in moments]
    by_query = [bool(db.session.scalar(db.select(Seat).where(Seat.id == seat.id, Seat.in_force(at)))) for at in moments]
    assert by_rule == by_query == [False, True, True, False]


@pytest.mark.parametrize("known", ["2019", "2019-04", "2019-04-30"])
def test_a_partial_date_keeps_what_is_known(context, known):
    writing()
    db.session.add(Act(code="X", title="Prova", kind="study", issuer="Prova", dated=PartialDate(known)))
    commit()
    db.session.expire_all()
    assert str(db.session.scalar(db.select(Act.dated).where(Act.code == "X"))) == known


@pytest.mark.parametrize("wrong", ["", "19", "2019-13", "2019-00", "2019-04-32", "2019-4-1", "ieri", "2019-04-30T00:00"])
def test_a_partial_date_is_a_year_a_month_or_a_day(wrong):
    with pytest.raises(ValueError, match="not a partial date"):
        PartialDate(wrong)


def test_partial_dates_are_ordered_and_begin_somewhere():
    assert PartialDate("2019-04") < PartialDate("2019-05")
    assert PartialDate("2019").first_day == date(2019, 1, 1)


def test_a_reading_request_cannot_write(context):
    """On PostgreSQL the transaction is read-only; on SQLite `BEGIN` is deferred and the house test keeps the one commit."""
    if ENGINE == "postgresql":
        with pytest.raises(InternalError, match="read-only"):
            db.session.execute(text("DELETE FROM act"))
        db.session.rollback()
    else:
        assert not db.session.connection().get_execution_options().get("tavolo_writing")


def test_embedded_archive_is_durable_and_keeps_its_references(context):
    if ENGINE == "postgresql":
        settings = [db.session.scalar(text(f"SHOW {name}")) for name in ("synchronous_commit", "jit")]
        assert settings == ["on", "off"]
        return
    asked = {name: db.session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_writers_take_turns(app):
    """Twenty threads add to one number, each reading it first: no addition is lost."""

    def add():
        with app.app_context():
            writing("table/1")
            if ENGINE == "postgresql":
                db.session.execute(text("SELECT pg_advisory_xact_lock(1)"))
            person = db.session.scalar(db.select(Person).where(Person.email == "outsider@example.org"))
            person.name = str(int(person.name) + 1)
            commit()

    with app.app_context():
        writing()
        db.session.scalar(db.select(Person).where(Person.email == "outsider@example.org")).name = "0"
        commit()
    threads = [threading.Thread(target=add) for _ in range(20)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    with app.app_context():
        assert db.session.scalar(db.select(Person.name).where(Person.email == "outsider@example.org")) == "20"


def test_the_turn_is_given_up_when_a_request_fails(app):
    with pytest.raises(ZeroDivisionError), app.app_context():
        writing()
        1 / 0  # noqa: B018
    done = threading.Event()

    def write():
        with app.app_context():
            writing()
            commit()
            done.set()

    threading.Thread(target=write).start()
    assert done.wait(5)


def test_a_row_that_others_lean_on_cannot_vanish(context, cast):
    writing()
    with pytest.raises(Exception, match="(?i)foreign key"):
        db.session.execute(text("DELETE FROM organisation WHERE code = 'PM'"))
    db.session.rollback()


def test_a_number_is_never_used_again(context):
    writing()
    first = Act(code="A", title="A", kind="law", issuer="A")
    db.session.add(first)
    commit()
    writing()
    db.session.delete(db.session.get(Act, first.id))
    commit()
    writing()
    second = Act(code="B", title="B", kind="law", issuer="B")
    db.session.add(second)
    commit()
    assert second.id > first.id


def test_a_locked_archive_gets_a_sentence_not_an_error_page_of_the_machine(app, visitor, monkeypatch):
    def busy(*_):
        raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))

    browser = visitor("delegate")
    monkeypatch.setitem(app.view_functions, "home.desk", busy)
    reply = browser.get_json("/")
    assert (reply.status_code, reply.content_type) == (503, "application/problem+json")
    assert reply.headers["Retry-After"]


def test_a_rule_met_when_a_conflict_is_tried_again_says_no_like_any_other(app, visitor, monkeypatch):
    """Two closed one meeting at once: the second is turned away by the archive, tries again, and the rule now stands."""
    refusals = [IntegrityError("UPDATE", {}, Exception("twice")), RuleBroken("Somebody did this already.")]

    def door():
        raise refusals.pop(0)

    browser = visitor("delegate")
    monkeypatch.setitem(app.view_functions, "home.desk", door)
    reply = browser.get_json("/")
    assert (reply.status_code, reply.json["detail"]) == (409, "Somebody did this already.")
    assert not refusals
