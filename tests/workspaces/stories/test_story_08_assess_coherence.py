"""User story 8: the plan office assesses a project's coherence against the objectives of the edition in force."""

from datetime import timedelta

import pytest

from app.database import commit, day_of, db, utc_now, writing
from app.plan.models import CoherenceOpinion
from app.workspaces.models import Workspace


@pytest.fixture
def project(app, cast):
    """A workspace that serves an objective of the edition in force."""
    with app.app_context():
        workspace, thread = cast.workspace()
        writing()
        objective = cast.objective("P2.M1")
        db.session.get(Workspace, workspace.id).serve(objective, "Avvicina le case.", cast.mandate("delegate", workspace.place))
        commit()
        return {"page": f"/workspaces/{workspace.id}", "messages": f"/workspaces/{workspace.id}/threads/{thread.id}/messages"} | {
            "objective": objective.id
        }


def test_story_08_not_coherent_leaves_the_project_active_with_a_warning(app, visitor, project):
    lead, office = visitor("delegate"), visitor("plan_office")
    due = (day_of(utc_now()) + timedelta(days=9)).isoformat()
    request = lead.post(f"{project['page']}/coherence", {"due_on": due}, accept="application/json").json["id"]
    with app.app_context():
        asked = db.select(CoherenceOpinion.id).where(
            CoherenceOpinion.request_id == request, CoherenceOpinion.office == "plan_office"
        )
        opinion = db.session.scalar(asked)
    form = office.get(f"/coherence/opinions/{opinion}").text
    assert f'name="score_{project["objective"]}"' in form
    assert office.post(f"/coherence/{request}/review", {}, accept="application/json").status_code == 200
    marks = {f"score_{project['objective']}": "-2", f"why_{project['objective']}": "Consuma suolo agricolo."}
    said = {"outcome": "not_coherent", "reason": "Porta le case lontano."}
    assert office.post(f"/coherence/opinions/{opinion}/answer", marks | said, accept="application/json").status_code == 200
    assert office.post(f"/coherence/{request}/outcome", said, accept="application/json").status_code == 200

    page = lead.get(project["page"]).text
    assert "tv-note--off" in page, "an amber note warns"
    told = lead.get_json(f"{project['page']}/coherence").json
    assert told["warns"] and told["assessment"]["state"] == "not_coherent"
    assert "Consuma suolo agricolo." in lead.get(f"{project['page']}/coherence").text

    written = lead.post(project["messages"], {"body": "Andiamo avanti.", "nonce": "ab" * 16}, accept="application/json")
    assert written.status_code == 201, "it never blocks"
    assert lead.get_json(project["page"]).json["closed_at"] is None

    matrix = office.get_json("/plan/coherence").json
    cell = next(each for each in matrix["items"][0]["cells"] if each["objective"] == project["objective"])
    assert cell == {"objective": project["objective"], "sign": "conflicts", "given": True}
    assert visitor("outsider").get(f"{project['page']}/coherence").status_code == 404


def test_story_08_the_gaps_of_the_edition_are_told(visitor, project):
    lead = visitor("delegate")
    told = lead.get_json("/plan/coherence").json
    assert told["projects_without_objective"] == [] and told["objectives_without_project"] == []
    outside = visitor("outsider").get_json("/plan/coherence").json
    assert outside["items"] == [] and [each["code"] for each in outside["objectives_without_project"]] == ["P2.M1"]
    old = lead.get_json("/plan/coherence?edition=P1").json
    assert [each["sign"] for each in old["items"][0]["cells"]] == ["contributes"]
