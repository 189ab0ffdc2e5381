"""Tasks: opened by who takes part, reported by their owner, late from their day, passed on and never lost."""

from datetime import timedelta

import pytest
import time_machine

from app.database import commit, day_of, db, utc_now, writing
from app.outbox import Mail
from app.workspaces.models import Task, Workspace, has_owner
from app.workspaces.rounds.late_tasks import remind


def in_days(days):
    return (day_of(utc_now()) + timedelta(days=days)).isoformat()


@pytest.fixture
def opened(room, visitor):
    """Opens a task for the Statale and its delegate; returns its address."""

    def open_one(role="delegate", **more):
        owner = f"{room.bodies['US']}-{room.people['other_delegate']}"
        sent = {"title": "Elenco della Statale", "owner": owner, "due_on": in_days(10)} | more
        return visitor(role).post(f"{room.page}/tasks", sent, accept="application/json")

    return open_one


def move(visitor, role, id, to):
    return visitor(role).post(f"/tasks/{id}/state", {"to": to}, accept="application/json")


def test_a_partner_opens_a_task_and_its_owner_does_it(room, visitor, opened):
    id = opened().json["id"]
    assert "Elenco della Statale" in visitor("other_delegate").get("/").text
    assert [move(visitor, "other_delegate", id, to).status_code for to in ("begun", "done")] == [200, 200]
    told = visitor("observer").get_json(f"/tasks/{id}").json
    assert told["state"] == "done" and [each["kind"] for each in told["history"]] == ["opened", "begun", "done"]
    kinds = [each["kind"] for each in visitor("observer").get_json(room.happenings).json["happenings"]]
    assert [kind for kind in kinds if kind.startswith("task-")] == ["task-opened", "task-begun", "task-done"]
    assert move(visitor, "other_delegate", id, "open").status_code == 200
    assert visitor("observer").get_json(f"/tasks/{id}").json["state"] == "open"


def test_who_observes_reads_and_who_stands_outside_finds_nothing(room, visitor, opened):
    id = opened().json["id"]
    assert [opened(role).status_code for role in ("observer", "outsider")] == [403, 404]
    assert [move(visitor, role, id, "done").status_code for role in ("observer", "outsider")] == [403, 404]
    for path in (f"/tasks/{id}", f"{room.page}/tasks", f"{room.page}/tasks.csv"):
        assert visitor("observer").get(path).status_code == 200
        assert visitor("outsider").get(path).status_code == 404
    nowhere, there = visitor("outsider").get_json("/tasks/99999"), visitor("outsider").get_json(f"/tasks/{id}")
    assert (there.status_code, there.json) == (nowhere.status_code, nowhere.json)


@pytest.mark.alone
def test_a_task_is_late_from_the_day_after_its_day_whatever_is_said(room, visitor, opened):
    id = opened().json["id"]
    with time_machine.travel(utc_now() + timedelta(days=13)):
        assert visitor("observer").get_json(f"/tasks/{id}").json["state"] == "late"
        move(visitor, "other_delegate", id, "begun")
        assert visitor("observer").get_json(f"/tasks/{id}").json["state"] == "late"


def test_another_day_or_owner_asks_for_the_reason_and_keeps_it(room, visitor, opened):
    id = opened().json["id"]
    change = {"title": "Elenco della Statale", "owner": f"{room.bodies['PM']}", "due_on": in_days(20)}
    refused = visitor("delegate").post(f"/tasks/{id}/revision", change, accept="text/html")
    assert refused.status_code == 422 and f'value="{in_days(20)}"' in refused.text
    done = visitor("delegate").post(f"/tasks/{id}/revision", change | {"reason": "La Statale non può"}, accept="application/json")
    assert done.status_code == 200
    last = visitor("observer").get_json(f"/tasks/{id}").json["history"][-1]
    assert last["kind"] == "changed" and last["reason"] == "La Statale non può" and last["due_on"] == in_days(20)
    assert visitor("observer").post(f"/tasks/{id}/revision", change | {"reason": "No"}).status_code == 403
    assert visitor("outsider").post(f"/tasks/{id}/revision", change | {"reason": "No"}).status_code == 404


def test_only_a_body_that_takes_part_takes_on_a_task(room, visitor, opened):
    for owner in (room.bodies["FH"], room.bodies["EX"], "x", f"{room.bodies['US']}-{room.people['outsider']}"):
        assert opened(owner=str(owner)).status_code == 422


def test_a_task_is_dropped_with_a_reason_that_stays(room, visitor, opened):
    id = opened().json["id"]
    assert visitor("delegate").post(f"/tasks/{id}/dropping", {"reason": " "}).status_code == 422
    visitor("delegate").post(f"/tasks/{id}/dropping", {"reason": "Non serve più"})
    told = visitor("observer").get_json(f"/tasks/{id}").json
    assert (told["state"], told["reason"]) == ("dropped", "Non serve più")


def test_steps_are_added_ticked_and_taken_away(room, visitor, opened):
    id = opened().json["id"]
    steps = f"/tasks/{id}/steps"
    step = visitor("other_delegate").post(steps, {"text": "Chiedere i dati"}, accept="application/json").json["id"]
    visitor("other_delegate").post(f"{steps}/{step}/tick", {})
    assert visitor("observer").get_json(f"/tasks/{id}").json["steps"] == [{"id": step, "text": "Chiedere i dati", "done": True}]
    assert visitor("outsider").post(f"{steps}/{step}/tick", {}).status_code == 404
    visitor("delegate").post(f"{steps}/{step}/removal", {})
    assert visitor("observer").get_json(f"/tasks/{id}").json["steps"] == []


def test_when_a_body_leaves_its_open_task_has_no_owner_and_the_lead_finds_it_on_her_desk(app, cast, room, visitor, opened):
    id = opened().json["id"]
    assert "Elenco della Statale" not in visitor("delegate").get("/").text
    with app.app_context():
        writing()
        place = db.session.get(Workspace, room.id).place
        next(seat for seat in place.seats if seat.organisation.code == "US").end(reason="Ha finito")
        commit()
        assert db.session.scalar(db.select(Task.id).where(Task.id == id, ~has_owner(utc_now()))) == id
    assert "tv-chip--gap" in visitor("observer").get(f"/tasks/{id}").text
    assert "Elenco della Statale" in visitor("delegate").get("/").text


def test_open_tasks_pass_to_the_successor_in_the_seat(app, cast, room, visitor, opened):
    id = opened(owner=f"{room.bodies['PM']}-{room.people['delegate']}").json["id"]
    with app.app_context():
        writing()
        place = db.session.get(Workspace, room.id).place
        cast.mandate("delegate", place).hand_over(cast.person("substitute"))
        commit()
        assert db.session.get(Task, id).person_id == cast.person("substitute").id
        assert db.session.get(Task, id).news[-1].kind == "passed"
    assert visitor("outsider").get(f"/tasks/{id}").status_code == 404


def test_nothing_moves_in_a_closed_workspace(app, room, visitor, opened):
    id = opened().json["id"]
    with app.app_context():
        writing()
        db.session.get(Workspace, room.id).closed_at = utc_now()
        commit()
    assert opened().status_code == 403
    assert move(visitor, "other_delegate", id, "done").status_code == 403
    assert visitor("outsider").get(f"/tasks/{id}").status_code == 404


def test_one_mail_a_week_tells_each_person_what_comes_due(app, room, visitor, opened):
    opened(due_on=in_days(3))
    opened(due_on=in_days(4), title="Altro")
    with app.app_context():
        for _round in range(2):
            remind(utc_now())
        mails = db.session.scalars(db.select(Mail).where(Mail.key.startswith("tasks/"))).all()
        assert [mail.to for mail in mails] == ["other_delegate@example.org"]
        assert "Altro" in mails[0].body and "Elenco della Statale" in mails[0].body
    assert visitor("outsider").get(f"{room.page}/tasks").status_code == 404
