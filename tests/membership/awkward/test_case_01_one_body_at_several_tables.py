"""Case 1: one organisation at several tables. Seats are per table, one page merges them, no right leaks between tables."""

import pytest

from app.database import commit, utc_now, writing
from app.membership.models import Table
from tests.cast import LONG_AGO


@pytest.fixture
def other(app, cast):
    """A second table, reserved, where the same body is spoken for by somebody else."""
    with app.app_context():
        writing()
        table = Table.establish(code="ALTRO", name="Altro tavolo", kind="working_table", reserved_at=utc_now())
        seat = table.place.seat(cast.body("PM"), "member", since=LONG_AGO)
        seat.appoint(cast.person("technician"), "delegate", since=LONG_AGO)
        cast.table().reserved_at = utc_now()
        commit()
        return {"here": f"/tables/{cast.table().id}", "there": f"/tables/{table.id}", "seat": seat.id, "body": cast.body("PM").id}


def test_case_01_a_mandate_at_one_table_opens_no_other_table_of_the_same_body(visitor, other):
    delegate, both = visitor("delegate"), visitor("technician")
    assert (delegate.get(other["here"]).status_code, delegate.get(other["there"]).status_code) == (200, 404)
    assert (both.get(other["here"]).status_code, both.get(other["there"]).status_code) == (200, 200)
    assert delegate.get(f"/seats/{other['seat']}").status_code == 404
    assert visitor("outsider").get(other["here"]).status_code == visitor("outsider").get(other["there"]).status_code == 404


def test_case_01_one_page_merges_the_tables_of_a_person(visitor, other):
    places = [each["place"]["name"] for each in visitor("technician").get_json("/me").get_json()["mandates"]]
    assert set(places) == {"Tavolo di prova", "Altro tavolo"}


def test_case_01_the_page_of_the_body_names_only_the_places_its_reader_sees(visitor, other):
    def names(role):
        seats = visitor(role).get_json(f"/organisations/{other['body']}").get_json()["seats"]
        return {each["place"]["name"] for each in seats}

    assert names("technician") == {"Tavolo di prova", "Altro tavolo"}
    assert names("delegate") == {"Tavolo di prova"} and names("outsider") == set()


def test_case_01_a_mandate_ends_at_one_table_and_stays_at_the_other(visitor, other, app, cast):
    with app.app_context():
        mine = cast.mandate("technician").id
    both = visitor("technician")
    assert both.post(f"/mandates/{mine}/end").status_code == 200
    assert (both.get(other["here"]).status_code, both.get(other["there"]).status_code) == (404, 200)
