"""From talk to act: a message becomes a task, an item for a table or a draft decision; what comes of it comes back."""

from datetime import timedelta

from app.database import commit, day_of, db, utc_now, writing
from app.meetings.models import Decision, DraftOutput, Meeting, Proposal
from app.workspaces.models import Thread, Workspace

SAID = "## Un elenco comune\n\nServe prima dell'estate."


def said(app, cast, room):
    with app.app_context():
        cast.post(db.session.get(Workspace, room.id), db.session.get(Thread, room.thread), "other_delegate", SAID)
    return 1


def test_a_message_becomes_a_task_that_both_ends_show(app, cast, room, visitor):
    message = said(app, cast, room)
    new = f"{room.page}/tasks/new?thread={room.thread}&message={message}"
    assert visitor("delegate").get_json(new).json["title"] == "Un elenco comune"
    due = (day_of(utc_now()) + timedelta(days=5)).isoformat()
    sent = {
        "title": "Un elenco comune",
        "owner": str(room.bodies["US"]),
        "due_on": due,
        "message": message,
        "thread": room.thread,
    }
    id = visitor("delegate").post(f"{room.page}/tasks", sent, accept="application/json").json["id"]
    visitor("other_delegate").post(f"/tasks/{id}/state", {"to": "done"})
    talk = visitor("observer").get_json(room.talk).json
    assert [each["kind"] for each in talk["told"]] == ["task-opened", "task-done"]
    assert visitor("observer").get(room.talk).text.count(f"/tasks/{id}") >= 3
    assert f"#message-{message}" in visitor("observer").get(f"/tasks/{id}").text
    assert visitor("outsider").get(new).status_code == 404
    assert visitor("delegate").get(f"{room.page}/tasks/new?thread={room.thread}&message=999").status_code == 404


def test_a_message_goes_before_a_table_and_keeps_its_mark(app, cast, room, visitor):
    message = said(app, cast, room)
    with app.app_context():
        table = cast.table().id
    page = visitor("delegate").get(f"{room.talk}/proposals?message={message}").text
    assert "Un elenco comune" in page and "prima dell" in page
    sent = {"table": table, "title": "Elenco", "note": "Vedi", "kind": "discussion", "message": message}
    id = visitor("delegate").post(f"{room.talk}/proposals", sent, accept="application/json").json["id"]
    assert visitor("observer").get(room.talk).text.count(f"/proposals/{id}") >= 2
    assert visitor("outsider").get(f"{room.talk}/proposals?message={message}").status_code == 404


def test_a_draft_decides_nothing_and_its_words_wait_at_the_table(app, cast, room, visitor):
    with app.app_context():
        table, before = cast.table().id, db.session.scalar(db.select(db.func.count(Decision.id)))
    sent = {"table": table, "title": "Elenco", "text": "Si fa un elenco comune delle stanze.", "organisation": room.bodies["US"]}
    made = visitor("delegate").post(f"{room.talk}/drafts", sent, accept="application/json")
    assert made.status_code == 201
    assert visitor("outsider").post(f"{room.talk}/drafts", sent).status_code == 404
    with app.app_context():
        writing()
        voice = cast.mandate("secretary")
        meeting = Meeting.plan(cast.table(), "Seduta", utc_now(), "", voice)
        item = db.session.get(Proposal, made.json["id"]).accept(meeting, voice)
        meeting.convene(voice)
        meeting.open(voice)
        commit()
        assert db.session.scalar(db.select(db.func.count(Decision.id))) == before
        assert DraftOutput.for_item(item).organisation_id == room.bodies["US"]
        place = f"/meetings/{meeting.id}?item={item.id}"
        alone = f"/items/{item.id}"
    assert "Si fa un elenco comune delle stanze." in visitor("secretary").get(place).text
    assert room.talk in visitor("delegate").get(alone).text
    assert room.talk not in visitor("secretary").get(alone).text


def test_what_comes_of_the_decision_comes_back(app, cast, room, visitor):
    with app.app_context():
        table = cast.table().id
    sent = {"table": table, "title": "Elenco", "note": "Vedi", "kind": "decision"}
    id = visitor("delegate").post(f"{room.talk}/proposals", sent, accept="application/json").json["id"]
    with app.app_context():
        writing()
        voice = cast.mandate("secretary")
        meeting = Meeting.plan(cast.table(), "Seduta", utc_now(), "", voice)
        item = db.session.get(Proposal, id).accept(meeting, voice)
        meeting.convene(voice)
        meeting.open(voice)
        item.decide(voice, **cast.parts())
        meeting.close(voice)
        commit()
        writing()
        decision = db.session.get(Decision, item.decisions[0].id)
        decision.report_executed("Fatto", cast.person("delegate"))
        commit()
        label, page = decision.label, f"/decisions/{decision.id}"
    told = visitor("observer").get_json(room.talk).json["told"]
    assert [each["kind"] for each in told] == ["proposal", "proposal", "proposal", "decision-executed"]
    assert label in told[-1]["name"] and told[-1]["address"] == page
    assert f"{label}</a>" in visitor("observer").get(room.talk).text
    assert room.talk in visitor("delegate").get(page).text and room.talk not in visitor("secretary").get(page).text
    assert visitor("outsider").get(room.talk).status_code == 404
