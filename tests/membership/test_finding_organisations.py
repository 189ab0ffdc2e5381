"""Who there is: found by name, told with where it sits, where it comes from and what it belongs to."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.database import PartialDate, commit, db, utc_now, writing
from app.membership.models import Municipality, Organisation, Shareholding, Succession, Table, Zone, ZoneMembership
from tests.cast import LONG_AGO


@pytest.fixture
def towns(app):
    """Vecchia and Alta became Nuova, which belongs to a zone."""
    with app.app_context():
        writing()
        towns = {name: Organisation(name=f"Comune di {name}", kind="municipality") for name in ("Vecchia", "Alta", "Nuova")}
        db.session.add_all(towns.values())
        for name in ("Vecchia", "Alta"):
            towns[name].until = LONG_AGO
            merger = Succession(kind="merger", before=towns[name], after=towns["Nuova"])
            merger.effective_on, merger.registered_on = PartialDate("2020-01-01"), PartialDate("2019-12")
            db.session.add(merger)
        towns["Nuova"].municipality = Municipality(istat_code="015251", population=5712, area=Decimal("18.3"))
        zone = Zone(code="Z", name="Zona di prova")
        db.session.add(ZoneMembership(zone=zone, organisation=towns["Nuova"], since=LONG_AGO))
        commit()
        return {name: town.id for name, town in towns.items()}


def found(visitor, query):
    return [each["name"] for each in visitor.get_json(f"/organisations?{query}").get_json()["items"]]


def test_a_body_is_found_by_a_part_of_its_name(visitor, towns):
    assert found(visitor("outsider"), "q=politecnico") == ["Politecnico di Prova"]
    assert "Politecnico di Prova" in visitor("outsider").get("/organisations?q=politecnico").text


def test_a_body_is_found_by_the_name_of_one_it_came_out_of(visitor, towns):
    assert found(visitor("outsider"), "q=vecchia") == ["Comune di Nuova", "Comune di Vecchia"]


def test_a_body_is_found_by_its_kind(visitor, towns):
    assert found(visitor("outsider"), "kind=university") == ["Politecnico di Prova", "Università Statale di Prova"]


@pytest.mark.parametrize("query", ["q=%25", "q=_", "q=' OR 1=1", "q=zzz"])
def test_what_nobody_is_called_finds_nothing_and_shows_the_way_on(visitor, query):
    assert found(visitor("outsider"), query) == []
    assert 'class="tv-empty"' in visitor("outsider").get(f"/organisations?{query}").text


def test_an_unknown_kind_is_not_taken_for_one(visitor):
    assert len(found(visitor("outsider"), "kind=castle")) == 7


def test_the_list_is_paged(visitor, app):
    with app.app_context():
        writing()
        db.session.add_all(Organisation(name=f"Ente {number:03}", kind="province") for number in range(60))
        commit()
    outsider = visitor("outsider")
    first = outsider.get_json("/organisations?q=Ente&kind=province").get_json()
    assert len(first["items"]) == 50
    second = outsider.get_json(first["next"]).get_json()
    assert [each["name"] for each in second["items"]][-1] == "Ente 059" and second["next"] is None
    assert "page=2" in outsider.get("/organisations?kind=province").text
    assert "page=1" in outsider.get("/organisations?kind=province&page=2").text


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", ""])
def test_a_page_that_cannot_be_is_not_there(visitor, page):
    assert visitor("outsider").get(f"/organisations?page={page}").status_code == 404


def test_a_new_body_tells_both_dates_of_its_birth(visitor, towns):
    address = f"/organisations/{towns['Nuova']}"
    told = visitor("outsider").get_json(address).get_json()
    assert [(each["organisation"]["name"], each["effective_on"], each["registered_on"]) for each in told["before"]] == [
        ("Comune di Vecchia", "2020-01-01", "2019-12"),
        ("Comune di Alta", "2020-01-01", "2019-12"),
    ]
    assert told["municipality"] == {"istat_code": "015251", "cadastral_code": "", "population": 5712, "area": 18.3}
    assert told["zones"][0]["zone"]["name"] == "Zona di prova"
    page = visitor("outsider").get(address).text
    assert "Comune di Alta" in page and "dicembre 2019" in page and "5.712" in page and "Zona di prova" in page


def test_a_body_that_ended_tells_who_came_after(visitor, towns):
    address = f"/organisations/{towns['Alta']}"
    assert visitor("outsider").get_json(address).get_json()["after"][0]["organisation"]["name"] == "Comune di Nuova"
    assert "tv-chip--ended" in visitor("outsider").get(address).text


def test_parts_and_owners_are_linked_both_ways(visitor, cast, app):
    with app.app_context():
        writing()
        cast.body("PM").parent_id = cast.body("CM").id
        Shareholding.begin(cast.body("FH"), cast.body("CM"), None, [])
        commit()
        whole, part, owned = (f"/organisations/{cast.body(code).id}" for code in ("CM", "PM", "FH"))
    outsider = visitor("outsider")
    told = outsider.get_json(whole).get_json()
    assert [each["address"] for each in told["parts"] + told["owned"]] == [part, owned]
    assert part in outsider.get(whole).text and owned in outsider.get(whole).text
    assert whole in outsider.get(part).text and whole in outsider.get(owned).text


def test_seats_at_tables_are_told_as_they_were(visitor, cast, app):
    with app.app_context():
        address = f"/organisations/{cast.body('PM').id}"
    now = visitor("outsider").get_json(address).get_json()["seats"]
    assert now[0]["place"]["name"] == "Tavolo di prova" and len(now[0]["mandates"]) == 3
    assert visitor("outsider").get_json(f"{address}?al=2019-06-01").get_json()["seats"] == []
    assert visitor("outsider").get(f"{address}?al=ieri").status_code == 422


def test_seats_in_workspaces_are_told_to_those_who_see_them(visitor, cast, app):
    with app.app_context():
        cast.workspace()
        address = f"/organisations/{cast.body('US').id}"

    def nouns(role):
        return [each["place"]["noun"] for each in visitor(role).get_json(address).get_json()["seats"]]

    assert nouns("outsider") == ["table"]
    assert nouns("delegate") == ["table", "workspace"]
    assert visitor("delegate").get(address).status_code == 200


def test_many_seats_cost_as_many_queries_as_one(visitor, cast, app, counted):
    with app.app_context():
        address = f"/organisations/{cast.body('PM').id}"
    outsider = visitor("outsider")
    outsider.get(address)
    with counted() as few:
        outsider.get(address)
    with app.app_context():
        writing()
        for number in range(42):
            table = Table.establish(code=f"T{number}", name=f"Tavolo {number}", kind="working_table")
            seat = table.place.seat(cast.body("PM"), "member", since=LONG_AGO)
            seat.appoint(cast.person("delegate"), "delegate", since=utc_now() - timedelta(days=1))
        commit()
    with counted() as many:
        assert "Tavolo 41" in outsider.get(address).text
    assert len(few) == len(many)
