"""Awkward case 4: a municipality changes zone; joint work is not rewritten, and it may work with its former zone."""

import pytest

from app.database import commit, db, writing
from app.membership.models import Act, Organisation, Zone, ZoneMembership
from app.workspaces.models import Workspace
from tests.cast import LONG_AGO
from tests.workspaces.territory import MOVED, draw_territory, sub_area


@pytest.fixture
def land(app, cast):
    with app.app_context():
        return draw_territory(cast)


@pytest.fixture
def area(app, cast, land):
    """A workspace in which Bresso and Cologno have taken part since before Cologno changed zone."""
    with app.app_context():
        id = sub_area(cast)
        writing()
        space = db.session.get(Workspace, id)
        space.opened_at = LONG_AGO
        own = space.place.seats[0].mandates[0]
        for body in (land.bresso, land.cologno):
            space.place.seat(db.session.get(Organisation, body), "partner", since=LONG_AGO, voice=own)
        commit()
        return id


def zones(visitor, area, day=None):
    page = visitor("delegate").get_json(f"/workspaces/{area}" + (f"?al={day}" if day else "")).json
    touched = page["then"]["zones"] if day else page["zones"]
    return {each["zone"]["name"]: len(each["organisations"]) for each in touched}


def test_case_04_the_work_touched_one_zone_before_and_keeps_it_after(visitor, area):
    assert zones(visitor, area, MOVED.date().replace(year=2020)) == {"Nord di prova": 2}
    assert zones(visitor, area) == {"Est di prova": 1, "Nord di prova": 2}


def test_case_04_the_statistics_of_a_day_are_those_of_that_day(visitor, land, area):
    def members(zone, day):
        return [each["organisation"]["name"] for each in visitor("delegate").get_json(f"/zones/{zone}?al={day}").json["members"]]

    assert "Comune di Cologno" in members(land.north, "2020-06-01") and "Comune di Cologno" not in members(
        land.east, "2020-06-01"
    )
    assert "Comune di Cologno" in members(land.east, "2022-06-01") and "Comune di Cologno" not in members(
        land.north, "2022-06-01"
    )


def test_case_04_it_joins_work_of_its_former_zone_later_and_both_zones_list_it_once(app, cast, visitor, land):
    """The Agenda Nord Milano of 11/03/2019: seven municipalities, one of them in another zone since 2017."""
    with app.app_context():
        agenda = sub_area(cast, "Agenda del Nord")
    for body in (land.bresso, land.cologno):
        sent = {"organisation": body, "role": "partner"}
        assert visitor("delegate").post(f"/workspaces/{agenda}/participations", sent).status_code == 201
    assert zones(visitor, agenda) == {"Est di prova": 1, "Nord di prova": 1}
    for zone in (land.north, land.east):
        shown = visitor("delegate").get_json(f"/zones/{zone}").json["workspaces"]
        assert [each["id"] for each in shown] == [agenda]


def test_case_04_a_change_of_zone_while_the_work_goes_on_touches_nothing_of_it(app, cast, visitor, land, area):
    before = visitor("delegate").get_json(f"/workspaces/{area}").json
    with app.app_context():
        writing()
        towns = ZoneMembership.organisation_id == land.bresso, ZoneMembership.until.is_(None)
        membership = db.session.scalar(db.select(ZoneMembership).where(*towns))
        membership.move(db.session.get(Zone, land.east), db.session.get(Act, land.act))
        commit()
    after = visitor("delegate").get_json(f"/workspaces/{area}").json
    assert after["participations"] == before["participations"] and after["head"] == before["head"]
    assert zones(visitor, area) == {"Est di prova": 2, "Nord di prova": 2}


def test_case_04_who_stands_outside_learns_of_the_zones_only(visitor, land, area):
    assert visitor("outsider").get_json(f"/workspaces/{area}?al=2020-06-01").status_code == 404
    assert visitor("outsider").get_json(f"/zones/{land.north}").json["workspaces"] == []
