"""The lead closes the work with a dossier, opens it again within thirty days, and says who reads the dossier."""

from datetime import timedelta

import pytest
import time_machine

from app.database import commit, day_of, db, utc_now, writing
from app.membership.models import Organisation
from app.workspaces.models import Dossier, Task, Workspace
from tests.workspaces.splitting import work_on


def closing(room, **other):
    return {
        "reason": "Le case ci sono.",
        f"outcome-{room.contribution}": "partly",
        f"sentence-{room.contribution}": "Metà delle case.",
    } | other


def close(visitor, room, role="delegate", **other):
    return visitor(role).post(f"{room.page}/closure", closing(room, **other))


@pytest.fixture
def worked(app, cast, visitor, room):
    return work_on(app, cast, room, visitor)


@pytest.fixture
def closed(visitor, room, worked):
    fates = {f"task-{worked['lead_task']}": "done", f"task-{worked['partner_task']}": "dropped"}
    assert close(visitor, room, **fates).status_code == 201
    return worked


def dossier(visitor, room, role="delegate"):
    return visitor(role).get_json(f"{room.page}/dossier")


def publish(visitor, room, level, role="delegate"):
    return visitor(role).post(f"{room.page}/dossier/level", {"level": level})


def test_the_dossier_tells_who_took_part_and_what_came_of_it(visitor, room, closed):
    told = dossier(visitor, room, "observer").json
    assert [(each["organisation"]["name"], each["role"]) for each in told["members"]][0] == ("Politecnico di Prova", "lead")
    assert [(each["outcome"], each["sentence"]) for each in told["objectives"]] == [("partly", "Metà delle case.")]
    assert told["tasks"] == {"done": 1, "dropped": 1} and told["decision"] is None  # she does not read the table's
    assert dossier(visitor, room).json["decision"]["id"] == room.decision
    assert sorted(each["name"] for each in told["documents"]) == ["elenco.pdf", "sciolto.pdf"]
    page = visitor("observer").get(f"{room.page}/dossier").text
    assert "Metà delle case." in page and "elenco.pdf" in page
    text = visitor("observer").get(f"{room.page}/dossier.md")
    assert text.status_code == 200 and "Metà delle case." in text.text and "attachment" in text.headers["Content-Disposition"]
    assert dossier(visitor, room, "outsider").status_code == 404
    assert visitor("outsider").get(f"{room.page}/dossier.md").status_code == 404


def test_each_objective_and_each_open_task_asks_for_its_word(visitor, room, worked):
    page = visitor("delegate").submit(f"{room.page}/closure", closing(room))
    assert page.status_code == 422 and "partner_task" in page.text and "Metà delle case." in page.text
    fates = {f"task-{worked[name]}": "done" for name in ("lead_task", "partner_task")}
    assert close(visitor, room, **fates, **{f"outcome-{room.contribution}": ""}).status_code == 422
    assert close(visitor, room, **fates, **{f"sentence-{room.contribution}": " "}).status_code == 422
    assert close(visitor, room, **fates, **{f"sentence-{room.contribution}": "x" * 501}).status_code == 422
    assert close(visitor, room, **fates, reason=" ").status_code == 422
    assert close(visitor, room, **fates | {f"task-{worked['lead_task']}": "boh"}).status_code == 422
    assert close(visitor, room, **fates | {f"task-{worked['lead_task']}": "999"}).status_code == 422
    assert visitor("delegate").get_json(room.page).json["state"] == "active"


def test_a_task_goes_on_in_another_work_of_hers(app, visitor, room, worked):
    made = visitor("delegate").post(
        f"/decisions/{room.decision}/workspaces",
        {"name": "Seguito", "purpose": "Poi.", "objective": room.objectives["P1.A.1"], "why": "Serve."},
    )
    fates = {f"task-{worked['lead_task']}": made.json["id"], f"task-{worked['partner_task']}": "done"}
    assert close(visitor, room, **fates).status_code == 201
    with app.app_context():
        assert db.session.get(Task, worked["lead_task"]).workspace_id == made.json["id"]


def test_a_task_is_handed_to_who_takes_part_there_now(app, cast, visitor, room, worked):
    with app.app_context():
        other, _ = cast.workspace()
        writing()
        gone = db.session.get(Workspace, other.id).place.seats[1]
        assert gone.organisation.code == "US"
        gone.end(reason="Ha finito")
        commit()
        id = other.id
    fates = {f"task-{worked['lead_task']}": "done", f"task-{worked['partner_task']}": id}
    assert close(visitor, room, **fates).status_code == 201
    with app.app_context():
        task = db.session.get(Task, worked["partner_task"])
        assert (task.workspace_id, task.organisation.code, task.person) == (id, "PM", None)


def test_with_the_work_its_circles_go_on_again(app, cast, visitor, room, worked):
    asked = {"name": "Conti", "purpose": "Tra noi", "bodies": [room.bodies["US"]]}
    circles = [visitor("delegate").post(f"{room.page}/circles", asked | {"name": name}).json["id"] for name in ("Conti", "Ieri")]
    assert visitor("delegate").post(f"/workspaces/{circles[1]}/circle/closure").status_code == 200
    inside = {"title": "Calcolare", "due_on": "2999-01-01", "owner": room.people["delegate"]}
    with app.app_context():
        writing()
        circle, body = db.session.get(Workspace, circles[0]), cast.body("PM")
        voice, due = cast.mandate("delegate", circle.place), day_of(utc_now()) + timedelta(days=9)
        owner = {"organisation": body, "person": cast.person("delegate")}
        task = Task.open(circle, voice, title=inside["title"], due_on=due, decision=None, action=None, **owner)
        commit()
        task = task.id
    fates = {f"task-{worked[name]}": "done" for name in ("lead_task", "partner_task")}
    assert close(visitor, room, **fates).status_code == 201
    assert visitor("delegate").get_json(f"/tasks/{task}").json["state"] == "dropped"
    assert visitor("delegate").post(f"{room.page}/reopening", {"reason": "Manca un pezzo"}).status_code == 200
    states = [visitor("delegate").get_json(f"/workspaces/{id}").json["state"] for id in circles]
    assert states == ["active", "closed"]
    assert visitor("delegate").get_json(f"/tasks/{task}").json["state"] != "dropped"


def test_a_guest_reads_in_the_dossier_the_documents_that_came_after_her(app, cast, visitor, room, worked):
    stay = {"email": "guest@example.org", "organisation": room.bodies["EX"], "purpose": "Porta i dati"}
    stay["until"] = (utc_now() + timedelta(days=60)).date().isoformat()
    assert visitor("delegate").post(f"{room.page}/guests", stay).status_code == 201
    fates = {f"task-{worked[name]}": "done" for name in ("lead_task", "partner_task")}
    assert close(visitor, room, **fates).status_code == 201
    assert len(dossier(visitor, room).json["documents"]) == 2
    assert dossier(visitor, room, "guest").json["documents"] == []


def test_only_the_lead_closes_and_then_nobody_writes(visitor, room, worked):
    for role, status in (("other_delegate", 403), ("observer", 403), ("auditor", 403), ("outsider", 404)):
        assert close(visitor, room, role).status_code == status
        assert visitor(role).get(f"{room.page}/closure").status_code == status
    assert visitor("delegate").get(f"{room.page}/closure").status_code == 200
    assert close(visitor, room, **{f"task-{worked[name]}": "done" for name in ("lead_task", "partner_task")}).status_code == 201
    assert close(visitor, room).status_code == 403
    assert visitor("delegate").post(f"{room.page}/threads", {"title": "Ancora"}).status_code == 403
    assert visitor("other_delegate").get(room.talk).status_code == 200


def test_what_was_frozen_stays_and_names_are_those_of_today(app, visitor, room, closed):
    with app.app_context():
        writing()
        db.session.get(Organisation, room.bodies["US"]).name = "Università Nuova"
        db.session.get(Task, closed["partner_task"]).title = "Altro"
        commit()
    told = dossier(visitor, room).json
    assert "Università Nuova" in [each["organisation"]["name"] for each in told["members"]]
    with app.app_context():
        assert "Prova" not in str(db.session.query(Dossier).one().facts)


def test_within_thirty_days_the_lead_opens_it_again_with_a_reason(visitor, room, closed):
    again = {"reason": "C'è ancora da fare"}
    assert visitor("other_delegate").post(f"{room.page}/reopening", again).status_code == 403
    assert visitor("delegate").post(f"{room.page}/reopening", {"reason": " "}).status_code == 422
    assert visitor("delegate").post(f"{room.page}/reopening", again).status_code == 200
    assert visitor("delegate").get_json(room.page).json["state"] == "active"
    assert dossier(visitor, room).status_code == 404
    kinds = [each["kind"] for each in visitor("delegate").get_json(f"{room.page}/history?kind=course").json["items"]]
    assert kinds[:2] == ["workspace-reopened", "workspace-closed"]
    assert close(visitor, room).status_code == 201 and dossier(visitor, room).status_code == 200


def test_after_thirty_days_it_stays_closed(visitor, room, closed):
    with time_machine.travel(utc_now() + timedelta(days=31), tick=True):
        assert visitor("delegate").post(f"{room.page}/reopening", {"reason": "Tardi"}).status_code == 403


def test_the_table_reads_the_dossier_and_not_the_talk(visitor, room, closed):
    """The chair sits at the table of its decision, and takes no part in the work."""
    assert dossier(visitor, room, "chair").status_code == 404
    assert publish(visitor, room, "table", "other_delegate").status_code == 403
    assert publish(visitor, room, "table").status_code == 201
    assert publish(visitor, room, "table").status_code == 422
    told = dossier(visitor, room, "chair").json
    assert told["level"] == "table" and "address" not in told["workspace"]
    assert [
        visitor("chair").get(door).status_code for door in (room.page, room.talk, f"{room.page}/files", f"{room.page}/history")
    ] == [404] * 4
    assert visitor("chair").get(f"/files/{closed['loose_bytes']}").status_code == 404
    assert visitor("chair").post(f"{room.page}/dossier/level", {"level": "public"}).status_code == 403
    assert dossier(visitor, room, "outsider").status_code == 404
    assert publish(visitor, room, "private").status_code == 201
    assert dossier(visitor, room, "chair").status_code == 404


def test_in_public_bodies_and_outcomes_are_read_and_no_person_nor_file(app, visitor, room, closed):
    public = f"/public/workspaces/{room.id}"
    assert app.test_client().get(public).status_code == 404
    publish(visitor, room, "public")
    page = app.test_client().get(public)
    assert page.status_code == 200 and "Metà delle case." in page.text and "Politecnico di Prova" in page.text
    assert not [word for word in ("Delegata", "elenco.pdf", "Discussione", f'"/workspaces/{room.id}') if word in page.text]
    told = app.test_client().get(public, headers={"Accept": "application/json"}).json
    assert set(told) == {
        "workspace",
        "purpose",
        "opened_at",
        "closed_at",
        "reason",
        "members",
        "objectives",
        "tasks",
        "decisions",
    }
    assert told["decisions"] == []  # the minutes of its sitting are not published
    assert visitor("outsider").get(room.page).status_code == 404 and dossier(visitor, room, "outsider").status_code == 404
    assert dossier(visitor, room, "chair").status_code == 200
    assert visitor("delegate").post(f"{room.page}/reopening", {"reason": "Ancora"}).status_code == 200
    assert app.test_client().get(public).status_code == 404


def test_a_right_that_ended_ends_here_too(app, cast, visitor, room, closed):
    """The closing ends no mandate; the end of one does."""
    assert visitor("other_delegate").get(room.page).status_code == 200
    with app.app_context():
        writing()
        cast.mandate("other_delegate", db.session.get(Dossier, 1).workspace.place).end()
        commit()
    assert [
        visitor("other_delegate").get(door).status_code for door in (room.page, f"{room.page}/dossier", f"{room.page}/history")
    ] == [404] * 3


def test_the_history_is_narrowed_and_tells_who_was_in_on_a_day(visitor, room, closed):
    told = visitor("observer").get_json(f"{room.page}/history").json["items"]
    assert {"workspace-closed", "seat-given", "task-done", "file-added"} <= {each["kind"] for each in told}
    people = visitor("observer").get_json(f"{room.page}/history?kind=people").json["items"]
    assert {each["group"] for each in people} == {"people"} and any("Politecnico di Prova" in each["about"] for each in people)
    assert visitor("observer").get(f"{room.page}/history?kind=boh&al=2019-01-01").status_code == 200
    today = utc_now().date().isoformat()
    assert len(visitor("observer").get_json(f"{room.page}/history?al={today}").json["then"]["participations"]) == 3
    assert visitor("outsider").get(f"{room.page}/history").status_code == 404
