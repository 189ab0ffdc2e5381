"""The page of who names for a body: all its seats, who speaks, what is vacant, ending or waits."""

from datetime import timedelta

import pytest

from app.database import commit, utc_now, writing
from app.membership.models import Table
from tests.cast import LONG_AGO


@pytest.fixture
def page(app, cast):
    with app.app_context():
        return f"/organisations/{cast.body('PM').id}/delegates"


def test_it_tells_each_seat_with_what_it_asks_for_first(visitor, page, app, cast):
    with app.app_context():
        writing()
        other = Table.establish(code="ALTRO", name="Altro tavolo", kind="working_table")
        other.place.seat(cast.body("PM"), "member", since=LONG_AGO)
        seat = cast.mandate("delegate").seat
        seat.mandates[0].until = utc_now() + timedelta(days=20)
        seat.appoint(cast.person("org_admin"), "technician", confirmed=False)
        commit()
    told = visitor("org_admin").get_json(page).get_json()
    assert (told["vacant"], told["waiting"]) == (1, 1)
    assert [each["place"]["name"] for each in told["seats"]] == ["Tavolo di prova", "Altro tavolo"]
    [left] = [each["days_left"] for each in told["seats"][0]["ending"]]
    assert left in (19, 20)
    text = visitor("org_admin").get(page).text
    assert "Altro tavolo" in text and "tv-chip--gap" in text and "tv-chip--wait" in text and "/renewal" in text


def test_its_own_administrator_the_platforms_and_auditors_read_it_and_nobody_else(visitor, page):
    for role in ("admin", "auditor"):
        assert visitor(role).get(page).status_code == 200
    for role in ("outsider", "delegate", "secretary"):
        assert visitor(role).get(page).status_code == 403
    assert "/suspension" in visitor("admin").get(page).text and "/suspension" not in visitor("org_admin").get(page).text


def test_a_body_without_seats_is_told_what_to_do(visitor, app, cast):
    with app.app_context():
        address = f"/organisations/{cast.body('FH').id}/delegates"
    assert 'class="tv-empty"' in visitor("admin").get(address).text


def test_a_suspended_body_reads_so(visitor, page):
    address = page.replace("delegates", "suspension")
    visitor("admin").post(address, {"reason": "Verifica sull'ente"})
    assert "Verifica sull&#39;ente" in visitor("org_admin").get(page).text
    refused = visitor("admin").submit(address, {"reason": ""})
    assert refused.status_code == 422 and 'id="reason-error"' in refused.text


def test_it_costs_the_same_for_many_seats(visitor, page, app, cast, counted):
    administrator = visitor("org_admin")

    def ask():
        with counted() as statements:
            assert administrator.get(page).status_code == 200
        return len(statements)

    ask()
    few = ask()
    with app.app_context():
        writing()
        for number in range(12):
            table = Table.establish(code=f"T{number}", name=f"Tavolo {number}", kind="working_table")
            seat = table.place.seat(cast.body("PM"), "member", since=LONG_AGO)
            seat.appoint(cast.person("delegate"), "delegate", since=LONG_AGO)
        commit()
    assert ask() == few
