"""Case 6: Vermezzo and Zelo Surrigone become Vermezzo con Zelo: two votes become one, and old names stay searchable."""

from datetime import date

import pytest

from app.database import commit, midnight, utc_now, writing
from app.membership.models import Act, Organisation, Succession, Table, open_successions, seats_left, take_over

DAY = date(2019, 2, 8)


@pytest.fixture
def merged(context):
    """The two municipalities, each with a seat at the conference, have become one."""
    writing()
    towns = [Organisation.add(name=f"Comune di {name}", kind="municipality") for name in ("Vermezzo", "Zelo Surrigone")]
    new = Organisation.add(name="Comune di Vermezzo con Zelo", kind="municipality", istat_code="015251", since=midnight(DAY))
    table = Table.establish(code="CONF-MET", name="Conferenza metropolitana", kind="statutory_body")
    for town in towns:
        table.place.seat(town, "member", since=midnight(date(2014, 12, 22)))
    Succession.merge(towns, new, DAY)
    commit()
    return new, table


def test_case_06_two_votes_become_one_by_an_explicit_act(merged):
    new, table = merged
    assert sum(seat.organisation.lives(utc_now()) for seat in table.place.seats) == 0
    writing()
    waiting = open_successions(new)
    act = Act.record(kind="deliberation", title="Presa d'atto della fusione", issuer="Conferenza metropolitana")
    take_over(new, waiting, seats_left([each.before for each in waiting], utc_now()), act)
    commit()
    assert [seat.organisation.name for seat in table.place.seats if seat.in_force(utc_now())] == ["Comune di Vermezzo con Zelo"]


def test_case_06_the_roster_of_a_day_before_tells_both(merged, visitor):
    _, table = merged
    told = visitor("outsider").get_json(f"/tables/{table.id}?al=2019-02-07").get_json()["seats"]
    assert [seat["organisation"]["name"] for seat in told] == ["Comune di Vermezzo", "Comune di Zelo Surrigone"]


@pytest.mark.parametrize("name", ["Vermezzo", "Zelo Surrigone", "015251"])
def test_case_06_the_municipality_is_found_under_every_name_it_had(merged, visitor, name):
    found = [each["name"] for each in visitor("outsider").get_json(f"/organisations?q={name}").get_json()["items"]]
    assert "Comune di Vermezzo con Zelo" in found
