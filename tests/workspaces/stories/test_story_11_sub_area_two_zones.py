"""User story 11: a lead opens a sub-area workspace over two zones; both zone dashboards list it once."""

import pytest

from app.database import commit, db, writing
from app.happenings import Happening
from app.membership.models import Table
from tests.workspaces.territory import draw_territory, sub_area


@pytest.fixture
def land(app, cast):
    with app.app_context():
        return draw_territory(cast)


@pytest.fixture
def area(app, cast, land):
    with app.app_context():
        return sub_area(cast)


def welcome(visitor, area, body):
    joins = {"organisation": body, "role": "partner"}
    return visitor("delegate").post(f"/workspaces/{area}/participations", joins)


def listed(visitor, zone, role="delegate"):
    return [each.get("id") for each in visitor(role).get_json(f"/zones/{zone}").json["workspaces"]]


def test_story_11_the_lead_opens_it_and_both_zones_list_it_once(app, cast, visitor, land):
    with app.app_context():
        _, decision = cast.closed_meeting()
        doors, objective = f"/decisions/{decision.id}/workspaces", cast.objective().id
    sent = {"name": "Due zone", "kind": "sub_area", "purpose": "Insieme.", "objective": objective, "why": "Serve."}
    area = visitor("delegate").post(doors, sent).json["id"]
    for body in (land.bresso, land.gorgonzola, land.cologno):
        assert welcome(visitor, area, body).status_code == 201
    assert visitor("delegate").get_json(f"/workspaces/{area}").json["kind"] == "sub_area"
    for zone in (land.north, land.east):
        assert listed(visitor, zone) == [area]
        assert visitor("delegate").get(f"/zones/{zone}").text.count(f'href="/workspaces/{area}"') == 1


def test_story_11_a_zone_named_by_the_lead_beside_its_towns_still_lists_it_once(visitor, land, area):
    welcome(visitor, area, land.bresso)
    named = visitor("delegate").post(f"/workspaces/{area}/zones", {"zone": land.north})
    assert named.status_code == 201 and listed(visitor, land.north) == [area]
    assert listed(visitor, land.east) == []
    assert visitor("delegate").post(f"/workspaces/{area}/zones", {"zone": land.north}).status_code == 422
    assert visitor("delegate").post(f"/workspaces/{area}/zones", {"zone": land.east}).status_code == 201
    assert listed(visitor, land.east) == [area]
    assert visitor("delegate").post(f"/named-zones/{named.json['id']}/end").status_code == 200
    assert listed(visitor, land.north) == [area]  # its town still brings it


def test_story_11_who_stands_outside_finds_it_on_neither_page(visitor, land, area):
    welcome(visitor, area, land.bresso)
    assert listed(visitor, land.north, "outsider") == []
    assert "Sotto-ambito di prova" not in visitor("outsider").get(f"/zones/{land.north}").text
    for door in ("zones", "suspension", "submissions"):
        assert visitor("outsider").post(f"/workspaces/{area}/{door}", {"zone": land.east}).status_code in (404, 422)
    assert visitor("outsider").post(f"/workspaces/{area}/zones", {"zone": land.east}).status_code == 404


def test_story_11_who_coordinates_a_zone_is_told_and_knows_of_it_without_coming_in(app, cast, visitor, land, area):
    with app.app_context():
        writing()
        table = Table.establish(code="ZN", name="Tavolo del Nord", kind="zone_table")
        table.place.seat(cast.body("CM"), "member").appoint(cast.person("area_lead"), "secretary")
        commit()
    welcome(visitor, area, land.bresso)
    welcome(visitor, area, land.cologno)
    with app.app_context():
        told = db.session.scalars(db.select(Happening).where(Happening.kind == "zone-touched")).all()
        assert [(each.stream, each.subject_id) for each in told] == [(f"person/{cast.person('area_lead').id}", area)]
    page = visitor("area_lead").get(f"/zones/{land.north}").text
    assert "Sotto-ambito di prova" in page and f"/workspaces/{area}" not in page
    shown = visitor("area_lead").get_json(f"/zones/{land.north}").json["workspaces"]
    assert [(each["name"], each["kind"], "id" in each) for each in shown] == [("Sotto-ambito di prova", "sub_area", False)]
    assert visitor("area_lead").get(f"/workspaces/{area}").status_code == 404
    assert listed(visitor, land.east, "area_lead") == []


def test_story_11_a_town_that_leaves_takes_its_zone_with_it(visitor, land, area):
    seat = welcome(visitor, area, land.gorgonzola).json["id"]
    assert listed(visitor, land.east) == [area]
    visitor("delegate").post(f"/participations/{seat}/end", {"reason": "Ha finito"})
    assert listed(visitor, land.east) == []
    assert [each["zone"]["id"] for each in visitor("delegate").get_json(f"/workspaces/{area}").json["zones"]] == []


def test_story_11_the_page_of_a_zone_costs_the_same_with_many(app, cast, visitor, land, area, counted):
    welcome(visitor, area, land.bresso)
    visitor("delegate").get(f"/zones/{land.north}")
    with counted() as few:
        visitor("delegate").get(f"/zones/{land.north}")
    with app.app_context():
        others = [sub_area(cast, f"Altro {number}") for number in range(4)]
    for each in others:
        welcome(visitor, each, land.bresso)
    with counted() as many:
        assert len(listed_page(visitor, land.north, others)) == 4
    assert len(few) == len(many)


def listed_page(visitor, zone, others):
    page = visitor("delegate").get(f"/zones/{zone}").text
    return [each for each in others if f'href="/workspaces/{each}"' in page]


def test_story_11_the_list_of_workspaces_is_narrowed_by_zone(visitor, land, area):
    welcome(visitor, area, land.bresso)
    found = [visitor("delegate").get_json(f"/workspaces?zone={zone}").json["items"] for zone in (land.north, land.east)]
    assert [[each["id"] for each in items] for items in found] == [[area], []]
