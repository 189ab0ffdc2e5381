"""Zones: who belongs to one on a day, with the sums, and who came and left."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from app.database import commit, db, writing
from app.membership.models import Act, Lead, Municipality, Organisation, Table, Zone, ZoneMembership

BORN, MOVED = datetime(2015, 9, 16, 22, tzinfo=UTC), datetime(2017, 2, 21, 23, tzinfo=UTC)


@pytest.fixture
def zones(app):
    """The town of Mossa left the north for the east on 22 February 2017."""
    with app.app_context():
        writing()
        zones = {name: Zone(code=f"ZO-{name[0]}", name=name, agenda_title=f"Agenda {name}") for name in ("Nord", "Est")}
        act = Act(code="CM-ZO", title="Deliberazione sulle zone", kind="resolution", issuer="Consiglio metropolitano")
        towns = {name: town(name, number) for number, name in enumerate(("Mossa", "Ferma", "Salda"), 1)}
        db.session.add_all([*zones.values(), act, *towns.values()])
        for name, zone, since, until in (
            ("Mossa", "Nord", BORN, MOVED),
            ("Mossa", "Est", MOVED, None),
            ("Ferma", "Nord", BORN, None),
            ("Salda", "Est", BORN, None),
        ):
            row = ZoneMembership(zone=zones[zone], organisation=towns[name], since=since, until=until, act=act)
            row.ended_by = act if until else None
            db.session.add(row)
        Table.establish(code="ZO-N", name="Zona Nord", kind="zone")
        commit()
        return {name: f"/zones/{zone.id}" for name, zone in zones.items()}


def town(name, number):
    municipality = Municipality(istat_code=f"{15000 + number:06}", population=1000 * number, area=Decimal("1.25"))
    return Organisation(name=f"Comune di {name}", kind="municipality", municipality=municipality)


def roster(visitor, address):
    told = visitor.get_json(address).get_json()
    return [each["organisation"]["name"] for each in told["members"]], told["population"], told["area"]


def test_the_list_tells_the_sums_of_today(visitor, zones):
    items = {each["name"]: each for each in visitor("outsider").get_json("/zones").get_json()["items"]}
    assert (items["Nord"]["municipalities"], items["Nord"]["population"]) == (1, 2000)
    assert (items["Est"]["municipalities"], items["Est"]["population"], items["Est"]["area"]) == (2, 4000, 2.5)
    assert "4.000" in visitor("outsider").get("/zones").text


def test_no_zone_at_all_says_so(visitor, app):
    with app.app_context():
        writing()
        db.session.execute(db.delete(Lead))
        db.session.execute(db.delete(Zone))
        commit()
    assert 'class="tv-empty"' in visitor("outsider").get("/zones").text


def test_the_roster_of_a_day(visitor, zones):
    outsider = visitor("outsider")
    assert roster(outsider, zones["Nord"]) == (["Comune di Ferma"], 2000, 1.25)
    assert roster(outsider, zones["Nord"] + "?al=2017-02-21") == (["Comune di Ferma", "Comune di Mossa"], 3000, 2.5)
    assert roster(outsider, zones["Nord"] + "?al=2017-02-22") == (["Comune di Ferma"], 2000, 1.25)
    assert roster(outsider, zones["Est"] + "?al=2017-02-22")[0] == ["Comune di Mossa", "Comune di Salda"]
    assert roster(outsider, zones["Est"] + "?al=2015-01-01") == ([], 0, 0)


def test_comings_and_goings_are_told_with_their_act(visitor, zones):
    outsider = visitor("outsider")
    left = outsider.get_json(zones["Nord"]).get_json()["movements"]
    assert [(each["kind"], each["organisation"]["name"]) for each in left] == [("left", "Comune di Mossa")]
    assert [each["kind"] for each in outsider.get_json(zones["Est"]).get_json()["movements"]] == ["entered"]
    page = outsider.get(zones["Nord"]).text
    assert "22 febbraio 2017" in page and "Deliberazione sulle zone" in page


def test_the_zone_leads_to_its_table(visitor, zones):
    told = visitor("outsider").get_json(zones["Nord"]).get_json()
    assert told["table"]["name"] == "Zona Nord" and told["table"]["address"] in visitor("outsider").get(zones["Nord"]).text
    assert visitor("outsider").get_json(zones["Est"]).get_json()["table"] is None


def test_a_wrong_day_shows_today(visitor, zones):
    page = visitor("outsider").get(zones["Nord"] + "?al=30/02/2017")
    assert page.status_code == 422 and "Comune di Ferma" in page.text and 'id="al-error"' in page.text


def test_a_stranger_signs_in_first(visitor, zones):
    assert visitor().get_json("/zones").status_code == visitor().get_json(zones["Nord"]).status_code == 401


def test_forty_two_towns_cost_as_many_queries_as_one(visitor, zones, app, counted):
    outsider = visitor("outsider")
    outsider.get(zones["Nord"])
    with counted() as few:
        outsider.get(zones["Nord"])
    with app.app_context():
        writing()
        zone = db.session.scalar(db.select(Zone).where(Zone.name == "Nord"))
        towns = [town(f"Numero {number:02}", number) for number in range(10, 52)]
        db.session.add_all(ZoneMembership(zone=zone, organisation=each, since=MOVED) for each in towns)
        commit()
    with counted() as many:
        assert "Comune di Numero 51" in outsider.get(zones["Nord"]).text
    assert len(few) == len(many)
