"""Periods of a table: decisions are numbered by the label of the period in force at the closing, else by the year."""

from datetime import timedelta

import pytest

from app.database import ROME, commit, day_of, db, utc_now, writing
from app.meetings.models.decision import Decision, next_number
from app.membership.models import TablePeriod
from app.register.verifier import faults


@pytest.fixture
def table(app, cast):
    with app.app_context():
        return f"/tables/{cast.table().id}"


def in_period(cast, label):
    writing()
    TablePeriod.begin(cast.table(), label)
    commit()


def test_without_periods_the_year_numbers(context, cast):
    _, decision = cast.closed_meeting()
    assert decision.label == f"{utc_now().astimezone(ROME).year}/1"


def test_the_label_of_the_period_numbers(context, cast):
    in_period(cast, "2021–2026")
    _, decision = cast.closed_meeting()
    assert decision.label == "2021–2026/1"
    assert next_number(decision.table_id, utc_now()) == ("2021–2026", 2)


def test_after_a_period_the_year_numbers_from_one_again(context, cast):
    in_period(cast, "2021–2026")
    cast.closed_meeting()
    writing()
    cast.table().periods[0].end()
    commit()
    year = str(utc_now().astimezone(ROME).year)
    assert next_number(cast.table().id, utc_now()) == (year, 1)


def test_a_period_named_like_the_year_goes_on_counting(context, cast):
    cast.closed_meeting()
    year = str(utc_now().astimezone(ROME).year)
    in_period(cast, year)
    assert next_number(cast.table().id, utc_now()) == (year, 2)


def test_what_was_published_stays_as_it_was_entered(context, cast):
    in_period(cast, "XII mandato")
    _, decision = cast.published_meeting()
    writing()
    cast.table().periods[0].end()
    TablePeriod.begin(cast.table(), "XIII mandato")
    commit()
    db.session.expire_all()
    assert db.session.get(Decision, decision.id).label == "XII mandato/1"
    assert faults() == []


def test_the_secretary_begins_and_ends_periods(visitor, table, app, cast):
    secretary = visitor("secretary")
    reply = secretary.post(f"{table}/periods", {"label": "2026"})
    assert reply.status_code == 201
    assert visitor("outsider").get_json(table).get_json()["period"] == "2026"
    assert secretary.post(f"/periods/{reply.get_json()['id']}/end").status_code == 200
    assert visitor("outsider").get_json(table).get_json()["period"] is None


def test_periods_do_not_overlap_and_labels_are_used_once(visitor, table):
    secretary, today = visitor("secretary"), day_of(utc_now())
    later = {"since": str(today + timedelta(days=30)), "until": str(today + timedelta(days=60))}
    assert secretary.post(f"{table}/periods", {"label": "Estate"} | later).status_code == 201
    page = secretary.submit(f"{table}/periods", {"label": "Sempre"})
    assert page.status_code == 422 and 'id="since-error"' in page.text and "Sempre" in page.text
    until = {"until": str(today + timedelta(days=29))}
    assert secretary.post(f"{table}/periods", {"label": "Estate"} | until).status_code == 422
    assert secretary.post(f"{table}/periods", {"label": "Primavera"} | until).status_code == 201


def test_the_outsider_finds_no_period_to_end(visitor, table, app, cast):
    period = visitor("secretary").post(f"{table}/periods", {"label": "2026"}).get_json()["id"]
    outsider = visitor("outsider")
    assert outsider.post(f"/periods/{period}/end").status_code == 403
    visitor("secretary").post(f"{table}/reservation")
    assert outsider.post(f"/periods/{period}/end").status_code == outsider.post("/periods/999/end").status_code == 404
