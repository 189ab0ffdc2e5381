"""Case 21: counts differ with time (6 or 7 municipalities in Nord Milano), so a list carries its date and its act."""

from datetime import date

import pytest

from app.database import commit, db, midnight, writing
from app.membership.models import Act, Zone
from tests.states.zones import town


@pytest.fixture
def north(app):
    """Seven towns of which the seventh leaves at the end of 2030."""
    with app.app_context():
        writing()
        act = Act.record(kind="deliberation", number="30", title="Zone omogenee", issuer="Consiglio metropolitano")
        towns = [town(f"Numero {number}", 15000 + number) for number in range(7)]
        zone = Zone(code="ZO-NM", name="Nord Milano")
        db.session.add_all([zone, *towns])
        for each in towns:
            last = zone.admit(each, act, since=midnight(date(2015, 9, 17)))
        last.end(act, until=midnight(date(2031, 1, 1)))
        commit()
        return zone.id


@pytest.mark.parametrize(("day", "count"), [("2015-09-16", 0), ("2015-09-17", 7), ("2030-12-31", 7), ("2031-01-01", 6)])
def test_case_21_a_list_is_of_a_day_and_says_which(visitor, north, day, count):
    told = visitor("outsider").get_json(f"/zones/{north}?al={day}").get_json()
    assert (told["at"], told["municipalities"], len(told["members"])) == (day, count, count)
    compared = visitor("outsider").get_json(f"/zones?al={day}").get_json()
    assert compared["at"] == day and count in [each["municipalities"] for each in compared["items"]]


def test_case_21_each_line_of_a_list_leads_to_its_act(visitor, north):
    outsider = visitor("outsider")
    line = outsider.get_json(f"/zones/{north}").get_json()["members"][0]
    membership = outsider.get_json(f"/zone-memberships/{line['id']}").get_json()
    assert membership["act"]["number"] == "30"
    assert "Zone omogenee" in outsider.get(f"/zone-memberships/{line['id']}").text
