"""The matrix of work and objectives: who sees which rows, the filters, the gaps, the sheet."""

import csv
import io

import pytest

from app.database import commit, writing
from app.plan.models import Objective
from tests.states.coherence import against, marked


@pytest.fixture
def world(app, cast):
    with app.app_context():
        names = marked(cast)
        writing()
        near = cast.objective("P2.M1")
        green = Objective(edition_id=near.edition_id, code="P2.M2", level="mission", title="Territorio verde")
        near.edition.objectives += [green, Objective(code="P2.M2.1", level="project", parent=green, title="Un milione di alberi")]
        commit()
        return names | {"green": green.id}


def test_who_takes_part_and_the_plan_office_see_the_row_nobody_else(visitor, world):
    def rows(role):
        return [row["address"] for row in visitor(role).get_json("/plan/coherence").json["items"]]

    assert rows("observer") == [f"/workspaces/{world['workspace']}/coherence"]
    assert rows("plan_office") == [f"/coherence/{world['assessment']}"]
    assert rows("outsider") == rows("zones_office") == []
    assert "Residenze" not in visitor("outsider").get("/plan/coherence").text


def test_an_objective_tells_what_contributes_to_it(visitor, world):
    page = f"/objectives/{world['objective']}"
    told = visitor("delegate").get_json(page).json["coherence"]
    assert [(each["sign"], each["score"]) for each in told] == [("contributes", 1)]
    assert visitor("outsider").get_json(page).json["coherence"] == []


def test_filters_narrow_it_and_gaps_are_named(visitor, world):
    def matrix(query):
        reply = visitor("delegate").get_json(f"/plan/coherence?{query}")
        assert reply.status_code == 200
        return reply.json

    assert len(matrix("sign=contributes")["items"]) == 1 and matrix("sign=conflicts")["items"] == []
    assert matrix(f"area={world['green']}")["items"] == [], "nothing touches that area"
    assert [each["code"] for each in matrix(f"area={world['green']}")["columns"]] == ["P2.M2.1"]
    assert [each["code"] for each in matrix("")["objectives_without_project"]] == ["P2.M2", "P2.M2.1"]
    assert matrix("gap=projects")["items"] == matrix("area=987654&sign=none")["projects_without_objective"] == []
    assert visitor("delegate").get("/plan/coherence?edition=NO").status_code == 404


def test_the_sheet_has_a_line_a_workspace_and_objective(app, cast, visitor, world):
    reply = visitor("delegate").get("/plan/coherence.csv")
    header, *lines = csv.reader(io.StringIO(reply.text))
    assert reply.content_type.startswith("text/csv") and header[0] == "workspace"
    assert lines[0][:2] == ["Residenze", "P2.M1"] and lines[0][4] == "1"
    assert lines[-1][:2] == ["", "P2.M2.1"]
    assert visitor("outsider").get("/plan/coherence.csv").text.count("Residenze") == 0
    assert visitor().get("/plan/coherence.csv").status_code in (303, 401)


def test_nothing_of_it_is_public(app, cast, visitor):
    with app.app_context():
        against(cast)
    assert "Residenze" not in visitor().get("/public").text
    assert visitor().get("/plan/coherence").status_code in (303, 401)
