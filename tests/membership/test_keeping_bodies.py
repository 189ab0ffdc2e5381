"""Keeping the record of bodies: the administrator all of it, a body's own administrator its units and contacts."""

import pytest

from app.database import commit, writing
from app.membership.models import Alias, Organisation, Unit

NEW = {"name": "Agenzia di Prova", "kind": "public_body", "ipa_code": "agprova", "tax_code": "12345678901"}


@pytest.fixture
def body(app, cast):
    """The number of the Politecnico."""
    with app.app_context():
        return cast.body("PM").id


def found(visitor, query):
    return [each["name"] for each in visitor.get_json(f"/organisations?{query}").get_json()["items"]]


def test_the_administrator_records_a_body_that_is_found_by_its_codes(visitor):
    made = visitor("admin").post("/organisations", NEW)
    assert made.status_code == 201
    assert found(visitor("outsider"), "q=agprova") == found(visitor("outsider"), "q=12345678901") == ["Agenzia di Prova"]
    assert visitor("outsider").post("/organisations", NEW).status_code == 403


def test_a_form_with_mistakes_is_shown_again_with_what_was_typed(visitor):
    sent = visitor("admin").submit("/organisations", NEW | {"istat_code": "1514", "tax_code": "12"})
    assert sent.status_code == 422 and "Agenzia di Prova" in sent.text and 'id="istat_code-error"' in sent.text


def test_two_bodies_of_one_name_are_refused(visitor):
    assert visitor("admin").post("/organisations", {"name": "Politecnico di Prova", "kind": "university"}).status_code == 422


def test_what_was_written_wrongly_is_corrected(visitor, body):
    address = f"/organisations/{body}"
    assert visitor("admin").post(address, {"name": "Politecnico di Prove", "kind": "university"}).status_code == 200
    assert visitor("outsider").get_json(address).get_json()["name"] == "Politecnico di Prove"


def test_a_body_is_never_a_part_of_itself(visitor, body, cast, app):
    with app.app_context():
        writing()
        cast.body("US").parent_id = body
        commit()
        part = cast.body("US").id
    sent = visitor("admin").post(f"/organisations/{body}", {"name": "Politecnico", "kind": "university", "parent": part})
    assert sent.status_code == 422


def test_two_municipalities_never_have_one_istat_code(visitor, body, cast, app):
    with app.app_context():
        other = cast.body("US").id
    facts = {"kind": "municipality", "istat_code": "015125"}
    assert visitor("admin").post(f"/organisations/{body}", facts | {"name": "Locate"}).status_code == 200
    assert visitor("admin").post(f"/organisations/{other}", facts | {"name": "Altrove"}).status_code == 422


def test_its_own_administrator_keeps_contacts_and_units_and_nothing_else(visitor, body):
    referent = visitor("org_admin")
    page = referent.get(f"/organisations/{body}/edit").text
    assert "/contacts" in page and "/units" in page and "/aliases" not in page and "/shares" not in page
    assert referent.post(f"/organisations/{body}/contacts", {"pec": "protocollo@pec.example.org"}).status_code == 200
    assert referent.post(f"/organisations/{body}", {"name": "Nostro", "kind": "university"}).status_code == 403
    assert "protocollo@pec.example.org" in visitor("outsider").get(f"/organisations/{body}").text
    assert visitor("outsider").get(f"/organisations/{body}/edit").status_code == 403


@pytest.mark.parametrize("field", [{"website": "javascript:alert(1)"}, {"website": "//evil.example"}, {"pec": "nessuno"}])
def test_a_contact_that_leads_nowhere_is_refused(visitor, body, field):
    assert visitor("org_admin").post(f"/organisations/{body}/contacts", field).status_code == 422


def test_units_form_a_tree_that_is_told_as_it_was(visitor, body):
    referent, address = visitor("org_admin"), f"/organisations/{body}"
    top = referent.post(f"{address}/units", {"name": "Area Didattica", "since": "2021-01-01"}).get_json()["id"]
    below = {"name": "Ufficio Residenze", "parent": top, "since": "2022-01-01", "until": "2023-12-31"}
    assert referent.post(f"{address}/units", below).status_code == 201

    def names(day):
        return [each["name"] for each in visitor("outsider").get_json(f"{address}?al={day}").get_json()["units"]]

    assert names("2020-12-31") == [] and names("2021-06-01") == ["Area Didattica"]
    assert names("2023-12-31") == ["Area Didattica", "Ufficio Residenze"] and names("2024-01-01") == ["Area Didattica"]


def test_a_unit_ends_with_those_below_it(context, cast):
    writing()
    top = Unit.begin(cast.body("PM"), "Area Didattica")
    low = Unit.begin(cast.body("PM"), "Ufficio", parent=top)
    commit()
    writing()
    top.end()
    commit()
    assert low.until == top.until is not None


def test_a_unit_is_not_put_below_one_of_another_body(visitor, body, cast, app):
    with app.app_context():
        writing()
        foreign = Unit.begin(cast.body("US"), "Altrove")
        commit()
        foreign_id = foreign.id
    sent = visitor("org_admin").post(f"/organisations/{body}/units", {"name": "Ufficio", "parent": foreign_id})
    assert sent.status_code == 422


def test_another_name_is_added_once_and_taken_back(visitor, body):
    admin, address = visitor("admin"), f"/organisations/{body}/aliases"
    made = admin.post(address, {"name": "PoliProva", "kind": "acronym", "source": "sito dell'ente"})
    assert made.status_code == 201 and admin.post(address, {"name": "poliprova", "kind": "spelling"}).status_code == 422
    assert found(visitor("outsider"), "q=poliprova") == ["Politecnico di Prova"]
    assert "PoliProva" in visitor("outsider").get(f"/organisations/{body}").text
    assert admin.post(f"/aliases/{made.get_json()['id']}/remove").status_code == 200
    assert found(visitor("outsider"), "q=poliprova") == []


def test_bodies_are_listed_by_their_state(visitor, app):
    with app.app_context():
        writing()
        Organisation.add(name="Ente che forse sarà", kind="public_body", proposed=True)
        commit()
    outsider = visitor("outsider")
    assert found(outsider, "state=proposed") == ["Ente che forse sarà"] and found(outsider, "state=ended") == ["Vecchio Ente"]
    assert "Ente che forse sarà" not in found(outsider, "state=active")


def test_names_and_units_of_forty_cost_as_many_queries_as_of_two(visitor, body, app, counted, cast):
    outsider, address = visitor("outsider"), f"/organisations/{body}"

    def more(numbers):
        with app.app_context():
            writing()
            for number in numbers:
                Alias.add(cast.body("PM"), f"Nome {number}", "spelling")
                Unit.begin(cast.body("PM"), f"Ufficio {number}")
            commit()

    more(range(2))
    outsider.get(address)
    with counted() as few:
        outsider.get(address)
    more(range(2, 42))
    with counted() as many:
        assert "Ufficio 41" in outsider.get(address).text
    assert len(few) == len(many)
