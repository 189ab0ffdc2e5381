"""Who is in one place and tries to read, write or learn what belongs to another: hidden circles, guests, moved talk, files."""

import csv
import io
import secrets
from datetime import timedelta

from app.database import ROME, commit, db, utc_now, writing
from app.membership.models import Suspension
from app.workspaces.models import Workspace
from tests.states.workspace_circles import circle_in
from tests.workspaces.test_guests import let_in

IN_BOTH = ("delegate", "other_delegate")


def say(visitor, talk, body, role="delegate"):
    return visitor(role).post(f"{talk}/messages", {"body": body, "nonce": secrets.token_hex(16)}).json["id"]


def open_thread(visitor, page, title):
    return f"{page}/threads/{visitor('delegate').post(f'{page}/threads', {'title': title}).json['id']}"


def open_task(visitor, page, room, title, **other):
    day = (utc_now() + timedelta(days=9)).astimezone(ROME).date().isoformat()
    fields = {"title": title, "owner": f"{room.bodies['PM']}", "due_on": day} | other
    return visitor("delegate").post(f"{page}/tasks", fields).json["id"]


def move(visitor, talk, target, role="delegate", **fields):
    return visitor(role).post(f"{talk}/move", {"workspace": target} | fields)


def hidden_circle(app, cast, room, **options):
    with app.app_context():
        circle, _thread = circle_in(cast, db.session.get(Workspace, room.id), name="Riservatissima", hidden=True, **options)
        return circle.id


def send(visitor, address, name, content, role="delegate", **fields):
    sent = {"file": (io.BytesIO(content), name), **fields}
    return visitor(role).post(address, sent, content_type="multipart/form-data")


# --- Hidden circles --------------------------------------------------------------------------------------------------


def test_a_hidden_circle_is_not_called_by_who_is_suspended_around_it(app, cast, visitor, room):
    """In the workspace she speaks for another body still; the circle she had by the one that is suspended."""
    hidden_circle(app, cast, room, people=(*IN_BOTH,))
    with app.app_context():
        writing()
        space = db.session.get(Workspace, room.id)
        fondazione = next(seat for seat in space.place.seats if seat.organisation.code == "FH")
        fondazione.appoint(cast.person("other_delegate"), "technician", since=utc_now())
        first = next(seat for seat in space.place.seats if seat.organisation.code == "US").mandates[0]
        db.session.add(Suspension(mandate=first, reason="In attesa", since=utc_now() - timedelta(minutes=1)))
        commit()
    asked = f"{room.page}/mentionable?q=riser"
    assert visitor("other_delegate").get_json(asked).json["items"] == []
    assert [each["kind"] for each in visitor("delegate").get_json(asked).json["items"]] == ["circle"]
    assert visitor("outsider").get_json(asked).status_code == 404


def test_the_name_of_a_hidden_circle_is_told_to_nobody_who_tries_it(app, cast, visitor, room):
    hidden_circle(app, cast, room, bodies=(), people=("delegate",))
    fields = {"name": "Riservatissima", "purpose": "Provo il nome", "bodies": [room.bodies["PM"]]}
    assert visitor("other_delegate").post(f"{room.page}/circles", fields).status_code == 201
    fields["bodies"] = [room.bodies["US"]]
    again = visitor("delegate").post(f"{room.page}/circles", fields)
    assert again.status_code == 422
    assert visitor("outsider").post(f"{room.page}/circles", fields).status_code == 404


def test_who_names_the_people_of_a_body_reads_no_name_of_a_hidden_circle(app, cast, visitor, room):
    circle = hidden_circle(app, cast, room)
    with app.app_context():
        place = db.session.get(Workspace, circle).place
        seat = next(each for each in place.seats if each.organisation.code == "PM")
        addresses = [f"/seats/{seat.id}", f"/mandates/{seat.mandates[0].id}"]
    body = room.bodies["PM"]
    addresses += [f"/organisations/{body}", f"/organisations/{body}/delegates"]
    for address in addresses:
        for role in ("org_admin", "observer", "outsider", "admin"):
            assert "Riservatissima" not in visitor(role).get(address).text
            assert "Riservatissima" not in visitor(role).get_json(address).text


# --- Talk that moved -------------------------------------------------------------------------------------------------


def test_what_a_thread_is_called_in_a_circle_is_not_read_where_it_was(app, cast, visitor, room):
    circle = hidden_circle(app, cast, room)
    talk = open_thread(visitor, room.page, "Affitti")
    say(visitor, talk, "Ciao")
    assert visitor("delegate").post(f"{talk}/resolution").status_code == 200
    assert visitor("delegate").post(f"{talk}/reopening").status_code == 200
    task = open_task(visitor, room.page, room, "Chiedere i dati", thread=talk.rsplit("/", 1)[1])
    assert move(visitor, talk, circle, sure="1").status_code == 200
    inside = talk.replace(room.page, f"/workspaces/{circle}")
    assert visitor("delegate").post(f"{inside}/title", {"title": "Contenzioso"}).status_code == 200
    for address in (f"{room.page}/catch-up", f"{room.page}/history", room.page, f"/tasks/{task}", f"{room.page}/tasks"):
        assert "Contenzioso" not in visitor("technician").get(address).text
        assert "Contenzioso" not in visitor("technician").get_json(address).text
    assert "Contenzioso" in visitor("delegate").get(inside).text
    assert visitor("outsider").get(inside).status_code == 404


def test_a_thread_that_leaves_a_circle_leaves_its_tasks_and_files_there(app, cast, visitor, room):
    circle = hidden_circle(app, cast, room)
    page = f"/workspaces/{circle}"
    talk = open_thread(visitor, page, "Da pubblicare")
    message = say(visitor, talk, "Questo lo leggono tutti")
    send(visitor, f"{talk}/files", "segreto.txt", b"uno", body="Con un file", nonce=secrets.token_hex(16))
    task = open_task(visitor, page, room, "Sentire il notaio", message=message, thread=talk.rsplit("/", 1)[1])
    refused = move(visitor, talk, room.id)
    assert refused.status_code == 422 and "Fondazione" in refused.text
    assert move(visitor, talk, room.id, sure="1").status_code == 200
    visitor("delegate").post(f"/tasks/{task}/state", {"to": "done"})
    here = talk.replace(page, room.page)
    for role in ("technician", "observer", "auditor"):
        shown = visitor(role).get(here).text + visitor(role).get_json(here).text
        assert "Questo lo leggono tutti" in shown and "segreto.txt" not in shown
        assert role == "auditor" or "Sentire il notaio" not in shown
    assert visitor("outsider").get(here).status_code == 404


def test_nobody_publishes_what_others_said_in_a_circle(app, cast, visitor, room):
    circle = hidden_circle(app, cast, room)
    talk = open_thread(visitor, f"/workspaces/{circle}", "Posizioni")
    other = say(visitor, talk, "In confidenza", "other_delegate")
    for fields in ({}, {"sure": "1"}):
        assert move(visitor, talk, room.id, **fields).status_code == 422
    assert visitor("delegate").get_json(f"{talk}/edit").json["targets"] == []
    assert "In confidenza" not in visitor("observer").get(room.page).text
    assert visitor("other_delegate").post(f"{talk}/messages/{other}/deletion").status_code == 200
    assert move(visitor, talk, room.id, sure="1").status_code == 200
    assert move(visitor, talk, room.id, role="outsider").status_code == 404


def test_a_suspended_reader_of_the_circle_counts_as_a_new_one(app, cast, visitor, room):
    """Who has no right there now is named among those who would read it elsewhere."""
    circle = hidden_circle(app, cast, room, people=("delegate", "other_delegate"))
    with app.app_context():
        writing()
        mandate = cast.mandate("other_delegate", db.session.get(Workspace, circle).place)
        db.session.add(Suspension(mandate=mandate, reason="In attesa", since=utc_now() - timedelta(minutes=1)))
        commit()
    talk = open_thread(visitor, f"/workspaces/{circle}", "Conti di parte")
    refused = move(visitor, talk, room.id)
    assert refused.status_code == 422 and "Statale" in refused.text
    assert move(visitor, talk, room.id, role="technician").status_code == 404
    assert move(visitor, talk, room.id, role="outsider").status_code == 404


# --- Guests ----------------------------------------------------------------------------------------------------------


def test_a_guest_reads_no_title_of_a_task_from_before_she_came(visitor, room):
    message = say(visitor, room.talk, "Prima")
    task = open_task(visitor, room.page, room, "Compito di prima", message=message, thread=room.thread)
    let_in(visitor, room)
    assert visitor("delegate").post(f"/tasks/{task}/state", {"to": "done"}).status_code == 200
    for address in (room.talk, f"{room.page}/catch-up", f"{room.page}/tasks", f"{room.page}/tasks.csv", "/catch-up"):
        assert "Compito di prima" not in visitor("guest").get(address).text
        assert "Compito di prima" not in visitor("guest").get_json(address).text
    assert "Compito di prima" in visitor("delegate").get(room.talk).text
    assert visitor("outsider").get(f"/tasks/{task}").status_code == 404


# --- Files -----------------------------------------------------------------------------------------------------------


def test_who_adds_a_version_cannot_take_the_whole_file_away(visitor, room):
    let_in(visitor, room)
    shared = send(visitor, f"{room.page}/files", "verbale.txt", b"uno").json["id"]
    for role, content in (("guest", b"due"), ("other_delegate", b"tre")):
        assert send(visitor, f"/shared-files/{shared}/versions", "verbale.txt", content, role).status_code == 201
        assert visitor(role).post(f"/shared-files/{shared}/withdrawal", {"reason": "Via"}).status_code == 403
    assert visitor("guest").post(f"/shared-files/{shared}/place", {"name": "mio.txt"}).status_code == 403
    assert visitor("outsider").post(f"/shared-files/{shared}/withdrawal", {"reason": "Via"}).status_code == 404
    assert visitor("delegate").post(f"/shared-files/{shared}/withdrawal", {"reason": "Via"}).status_code == 200


# --- Whose decisions -------------------------------------------------------------------------------------------------


def test_the_sheet_of_tasks_names_no_decision_that_its_reader_does_not_see(visitor, room):
    open_task(visitor, room.page, room, "Dal tavolo", tie=f"decision-{room.decision}")
    told = {}
    for role in ("delegate", "observer"):
        rows = list(csv.DictReader(io.StringIO(visitor(role).get(f"{room.page}/tasks.csv").text.lstrip("\ufeff"))))
        told[role] = [row["decision"] for row in rows]
    assert told == {"delegate": [str(room.decision)], "observer": [""]}
    assert visitor("outsider").get(f"{room.page}/tasks.csv").status_code == 404


# --- In whose name ---------------------------------------------------------------------------------------------------


def test_what_was_taken_away_comes_back_in_the_name_she_has_now(app, cast, visitor, room):
    message = say(visitor, room.talk, "Torno", "other_delegate")
    address = f"{room.messages}/{message}"
    assert visitor("other_delegate").post(f"{address}/deletion").status_code == 200
    with app.app_context():
        writing()
        space = db.session.get(Workspace, room.id)
        seats = {seat.organisation.code: seat for seat in space.place.seats}
        seats["PM"].appoint(cast.person("other_delegate"), "technician", since=utc_now())
        seats["US"].mandates[0].end()
        commit()
    assert visitor("outsider").post(f"{address}/restoration").status_code == 404
    assert visitor("other_delegate").post(f"{address}/restoration").status_code == 200
    last = visitor("delegate").get_json(room.happenings).json["happenings"][-1]
    assert last["kind"] == "message-restored" and last["organisation"]["id"] == room.bodies["PM"]
