"""Leads: who is in charge of an area or a theme in a zone, named, ended, and the gaps to be seen at once."""

from datetime import date, timedelta

import pytest

from app.database import commit, db, midnight, utc_now, writing
from app.errors import RuleBroken
from app.membership.models import Lead, Remit, Zone
from tests.cast import LONG_AGO
from tests.states.zones import zoned


@pytest.fixture
def names(app, cast):
    with app.app_context():
        return zoned(cast)


def named(visitor, names, role="secretary", **fields):
    fields = {"remit": names["remit"], "person": names["lead_person"]} | fields
    return visitor(role).post(f"/zones/{names['zone']}/leads", fields)


def test_the_screen_shows_every_zone_against_every_remit_with_its_gaps(visitor, names):
    told = visitor("outsider").get_json("/leads").get_json()
    assert [each["name"] for each in told["zones"]] == ["Est", "Zona di prova"]
    assert [each["kind"] for each in told["remits"]] == ["area", "theme"]
    assert told["gaps"] == 3
    assert [(each["zone"]["name"], each["remit"]["name"]) for each in told["items"]] == [("Zona di prova", "Abitare")]
    page = visitor("outsider").get("/leads").text
    assert page.count("tv-chip--gap") == 3 and "Responsabile di area" in page
    assert "/leads/new" not in page and "/leads/new?remit=" in visitor("zones_office").get("/leads").text


def test_who_coordinates_a_zone_is_offered_the_gaps_of_that_zone_only(visitor, names):
    page = visitor("secretary").get("/leads").text
    assert f"/zones/{names['zone']}/leads/new?remit={names['remit']}" in page
    assert f"/zones/{names['other_zone']}/leads/new" not in page
    assert visitor("secretary").get(f"/zones/{names['other_zone']}/leads/new").status_code == 403


def test_one_person_holds_several(visitor, names):
    assert named(visitor, names).status_code == 201
    told = visitor("outsider").get_json("/leads").get_json()
    assert {each["person"]["name"] for each in told["items"]} == {"Responsabile di area"} and len(told["items"]) == 2
    assert [bool(each["lead"]) for each in visitor("outsider").get_json(f"/zones/{names['zone']}").get_json()["leads"]] == [
        True,
        True,
    ]


def test_one_remit_has_one_lead_at_a_time(visitor, app, cast, names):
    assert named(visitor, names).status_code == 201
    with app.app_context():
        other = cast.person("chair").id
    again = named(visitor, names, person=other)
    assert again.status_code == 422 and "Responsabile di area" in again.get_json()["detail"]


def test_she_is_ended_not_edited_and_the_matrix_of_that_day_still_shows_her(visitor, app, names):
    with app.app_context():
        today = utc_now().date()
    reply = visitor("zones_office").post(f"/leads/{names['lead']}/end", {"reason": "Nuovo incarico"})
    assert reply.status_code == 200
    outsider = visitor("outsider")
    assert outsider.get_json("/leads").get_json()["gaps"] == 4
    assert outsider.get_json(f"/leads?al={today - timedelta(days=2)}").get_json()["items"][0]["id"] == names["lead"]
    assert "Nuovo incarico" in outsider.get(f"/leads/{names['lead']}").text
    assert visitor("zones_office").post(f"/leads/{names['lead']}/end").status_code == 409


def test_the_lead_herself_may_lay_it_down(visitor, names):
    assert visitor("area_lead").post(f"/leads/{names['lead']}/end").status_code == 200


def test_until_a_day_means_the_midnight_in_rome_that_follows_it(visitor, app, names):
    reply = named(visitor, names, until="2099-10-25")
    with app.app_context():
        lead = db.session.get(Lead, reply.get_json()["id"])
        assert lead.until == midnight(date(2099, 10, 26)) and not lead.in_force(lead.until)


def test_only_people_of_the_zone_or_of_the_metropolitan_city_are_named(visitor, app, cast, names):
    with app.app_context():
        stranger = cast.person("outsider").id
    reply = named(visitor, names, person=stranger)
    assert reply.status_code == 422
    assert named(visitor, names, role="outsider").status_code == 403


def test_a_remit_off_the_list_takes_its_leads_with_it(visitor, app, names):
    with app.app_context():
        area = db.session.get(Lead, names["lead"]).remit_id
    assert visitor("admin").post(f"/remits/{area}/end").status_code == 200
    told = visitor("outsider").get_json("/leads").get_json()
    assert [each["kind"] for each in told["remits"]] == ["theme"] and told["items"] == []
    with app.app_context():
        remit, lead = db.session.get(Remit, area), db.session.get(Lead, names["lead"])
        assert lead.until == remit.until
        with pytest.raises(RuleBroken):
            Lead.name(db.session.get(Zone, names["zone"]), remit, lead.person)


def test_the_list_has_no_name_twice(visitor):
    admin = visitor("admin")
    assert admin.post("/remits", {"kind": "area", "name": "Abitare"}).status_code == 422
    assert admin.post("/remits", {"kind": "theme", "name": "Abitare", "code": "A1"}).status_code == 422
    assert admin.post("/remits", {"kind": "theme", "name": "Abitare"}).status_code == 201
    assert visitor("outsider").post("/remits", {"kind": "theme", "name": "x"}).status_code == 403


def test_many_zones_and_remits_cost_as_many_queries_as_few(visitor, app, cast, names, counted):
    secretary = visitor("secretary")
    secretary.get("/leads")
    with counted() as few:
        secretary.get("/leads")
    with app.app_context():
        writing()
        for number in range(12):
            zone, remit = (
                Zone(code=f"Z{number}", name=f"Zona {number}"),
                Remit(kind="theme", name=f"Tema {number}", since=LONG_AGO),
            )
            db.session.add_all([zone, remit])
            Lead.name(zone, remit, cast.person("chair"), since=LONG_AGO)
        commit()
    with counted() as many:
        assert "Tema 11" in secretary.get("/leads").text
    assert len(few) == len(many)
