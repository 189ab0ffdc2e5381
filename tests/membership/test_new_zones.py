"""A zone is drawn by the zones office or the administrator; nobody else, and no code or name twice."""

import pytest

NEW = {"code": "ZO-N", "name": "Zona Nord", "agenda_title": "Nord in rete"}


def test_a_new_zone_is_there_for_everybody_with_no_municipality_yet(visitor):
    reply = visitor("zones_office").post("/zones", NEW)
    assert reply.status_code == 201, reply.text
    told = visitor("outsider").get_json(f"/zones/{reply.json['id']}").json
    assert told["name"] == "Zona Nord"
    assert "Zona Nord" in visitor("outsider").get("/zones").text


@pytest.mark.parametrize("role", ["outsider", "secretary", "plan_office", "org_admin"])
def test_nobody_else_draws_one_or_is_shown_the_form(visitor, role):
    assert visitor(role).post("/zones", NEW).status_code == 403
    assert 'id="draw"' not in visitor(role).get("/zones").text
    assert 'id="draw"' in visitor("admin").get("/zones").text


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"code": "TAV"}, "code"), ({"name": "zona DI prova"}, "name"), ({"name": ""}, "name"), ({"code": "X" * 21}, "code")],
)
def test_a_code_or_name_that_is_taken_missing_or_too_long_is_refused_beside_its_field(visitor, fields, field):
    reply = visitor("admin").submit("/zones", NEW | fields)
    assert reply.status_code == 422 and f'id="{field}-error"' in reply.text
    assert "Nord in rete" in reply.text
