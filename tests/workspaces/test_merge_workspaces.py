"""Workspaces are merged: everybody goes on in a new one, with all tasks and documents; what was said stays where it was."""

import secrets

import pytest

from app.database import commit, db, utc_now, writing
from app.rendering import render
from app.workspaces.models import Folder, Thread, Workspace, open_circle
from app.workspaces.models.shelf import MOST_FOLDERS
from tests.workspaces.merging import agree, beside, folder, guest, merged, propose, share, task


@pytest.fixture
def other(app, cast, room):
    return beside(app, cast, room)


def say(visitor, role, messages, body="Ciao"):
    return visitor(role).post(messages, {"body": body, "nonce": secrets.token_hex(16)}).status_code


def test_two_workspaces_go_on_as_one(app, visitor, room, other):
    child = merged(visitor, room, other)
    page = visitor("delegate").get_json(f"/workspaces/{child}").json
    assert page["name"] == "Vita da studenti" and page["state"] == "active" and page["decision"]["id"] == room.decision
    assert {each["objective"]["title"] for each in page["objectives"]} == {"Case per gli studenti", "Territorio vicino"}
    for role in ("delegate", "technician", "other_delegate", "substitute"):
        assert say(visitor, role, f"{page['thread']['address']}/messages") == 201
    assert visitor("observer").get(f"/workspaces/{child}").status_code == 200
    assert visitor("partner").get(f"/workspaces/{child}").status_code == 404


def test_each_body_comes_with_its_strongest_role_and_each_person_once(app, cast, visitor, room, other):
    child = merged(visitor, room, other)
    with app.app_context():
        seats = db.session.get(Workspace, child).place.seats
        roles = {seat.organisation.code: seat.role for seat in seats}
        people = sorted((each.person.email.split("@")[0], each.role) for seat in seats for each in seat.mandates)
    assert roles == {"PM": "lead", "US": "lead", "FH": "observer", "EX": "observer"}
    assert people == [
        ("delegate", "delegate"),
        ("observer", "delegate"),
        ("other_delegate", "delegate"),
        ("outsider", "technician"),
        ("substitute", "substitute"),  # a second delegate of the same body
        ("technician", "technician"),
    ]


def test_open_tasks_of_all_go_on_with_who_owned_them(app, cast, visitor, room, other):
    mine = task(app, cast, room, "Elenco delle case", "PM", "delegate")
    theirs = task(app, cast, other, "Elenco delle mense", "PM", "substitute")
    child = merged(visitor, room, other)
    told = visitor("delegate").get_json(f"/workspaces/{child}/tasks").json["items"]
    assert {each["id"]: each["person"]["name"] for each in told} == {mine: "Delegata", theirs: "Supplente"}
    assert all(visitor("auditor").get_json(f"{each.page}/tasks").json["items"] == [] for each in (room, other))
    assert visitor("substitute").get(f"/tasks/{mine}").status_code == 200


def test_documents_lie_in_a_folder_named_after_where_they_come_from(app, cast, visitor, room, other):
    """Two of one name do not clash, and each workspace reads its own as they were on that day."""
    inner = folder(app, cast, room, "Elenchi", "delegate")
    share(visitor, room, "elenco.pdf", "delegate")
    share(visitor, room, "dentro.pdf", "delegate", folder=inner)
    share(visitor, other, "elenco.pdf", "other_delegate")
    child = merged(visitor, room, other)
    shelf = visitor("outsider").get_json(f"/workspaces/{child}/files").json
    assert [each["name"] for each in shelf["folders"]] == ["Mense", "Residenze"] and shelf["items"] == []
    inside = [names_in(visitor, child, each["id"]) for each in (*shelf["folders"], {"id": inner})]
    assert inside == [["elenco.pdf"], ["elenco.pdf"], ["dentro.pdf"]]
    linked = [visitor("auditor").get_json(f"{each.page}/files").json["linked"] for each in (room, other)]
    assert [[each["name"] for each in shelf] for shelf in linked] == [["dentro.pdf", "elenco.pdf"], ["elenco.pdf"]]


def names_in(visitor, workspace, folder):
    shelf = visitor("outsider").get_json(f"/workspaces/{workspace}/files?folder={folder}").json
    return [each["name"] for each in shelf["items"]]


def test_workspaces_of_one_name_get_a_folder_each(app, cast, visitor, room, other):
    with app.app_context():
        writing()
        db.session.get(Workspace, other.id).name = "residenze"
        commit()
    share(visitor, room, "elenco.pdf", "delegate")
    share(visitor, other, "elenco.pdf", "other_delegate")
    child = merged(visitor, room, other, name="Residenze")
    shelf = visitor("delegate").get_json(f"/workspaces/{child}/files").json
    assert [each["name"] for each in shelf["folders"]] == ["Residenze", "residenze (2)"]


def test_shelves_full_of_folders_are_merged_all_the_same(app, cast, visitor, room, other):
    share(visitor, other, "elenco.pdf", "other_delegate")
    with app.app_context():
        writing()
        by = cast.mandate("delegate", db.session.get(Workspace, room.id).place).id
        db.session.add_all(
            Folder(workspace_id=room.id, name=f"C{number}", at=utc_now(), by_id=by) for number in range(MOST_FOLDERS)
        )
        commit()
    child = merged(visitor, room, other)
    shelf = visitor("delegate").get_json(f"/workspaces/{child}/files").json
    assert [each["name"] for each in shelf["folders"]] == ["Mense", "Residenze"]


def test_the_talk_stays_with_who_was_there_and_says_where_the_work_goes_on(app, visitor, room, other):
    assert say(visitor, "delegate", room.messages, "Solo tra noi delle case") == 201
    child = merged(visitor, room, other)
    assert "Solo tra noi delle case" in visitor("technician").get(room.talk).text
    assert "Vita da studenti" in visitor("technician").get(room.talk).text
    assert "Vita da studenti" in visitor("outsider").get(other.talk).text
    for address in (room.page, room.talk, f"{room.page}/history", f"{room.page}/files"):
        assert visitor("outsider").get(address).status_code == 404
        assert visitor("substitute").get(address).status_code == 404
    assert "Solo tra noi delle case" not in visitor("outsider").get(f"/workspaces/{child}").text
    assert say(visitor, "delegate", room.messages) == 403 and say(visitor, "other_delegate", other.messages) == 403


def test_the_lineage_shows_on_both_sides(visitor, room, other):
    child = merged(visitor, room, other)
    told = visitor("technician").get_json(f"/workspaces/{child}/history").json["lineage"]
    assert [(each["name"], each["kind"], each.get("id")) for each in told["from"]] == [
        ("Residenze", "merge", room.id),
        ("Mense", "merge", None),
    ]
    for parent, role in ((room, "technician"), (other, "outsider")):
        into = visitor(role).get_json(f"{parent.page}/history").json["lineage"]["into"]
        assert [(each["name"], each["id"]) for each in into] == [("Vita da studenti", child)]
    page = visitor("technician").get(f"/workspaces/{child}/history").text
    assert f'href="{room.page}"' in page and f'href="{other.page}"' not in page


def test_a_workspace_that_was_merged_is_closed_and_not_opened_again(visitor, room, other):
    merged(visitor, room, other)
    me = visitor("delegate")
    assert me.get_json(room.page).json["state"] == "closed"
    assert me.post(f"{room.page}/reopening", {"reason": "Ci ripensiamo"}).status_code == 404
    assert me.get(f"{room.page}/split").status_code == 403 and me.get(f"{room.page}/mergers/new").status_code == 403


def test_a_guest_stays_behind(app, cast, visitor, room, other):
    guest(app, cast, room, "counterpart", "delegate")
    assert visitor("counterpart").get(room.page).status_code == 200
    child = merged(visitor, room, other)
    assert visitor("counterpart").get(f"/workspaces/{child}").status_code == 404
    assert visitor("counterpart").get(room.page).status_code == 200


def test_who_is_suspended_in_one_of_them_does_not_come_along(app, cast, visitor, room, other):
    with app.app_context():
        writing()
        cast.mandate("technician", db.session.get(Workspace, room.id).place).suspend("In verifica", by=cast.person("admin"))
        seat = next(seat for seat in db.session.get(Workspace, other.id).place.seats if seat.organisation.code == "PM")
        seat.appoint(cast.person("technician"), "technician")
        commit()
    child = merged(visitor, room, other)
    assert visitor("technician").get(other.page).status_code == 200
    assert visitor("technician").get(f"/workspaces/{child}").status_code == 404


def test_circles_close_and_what_waits_in_them_goes_nowhere(app, cast, visitor, room, other):
    with app.app_context():
        writing()
        space = db.session.get(Workspace, room.id)
        voice = cast.mandate("delegate", space.place)
        circle = open_circle(space, "Numeri", "Contare.", render("Contare."), [], voice, hidden=True)
        Thread.begin(circle, "Riservato", circle.place.seats[0].mandates[0])
        commit()
        circle = f"/workspaces/{circle.id}"
    share(visitor, type(room)(id=0, page=circle), "riservato.pdf", "delegate")
    child = merged(visitor, room, other)
    assert visitor("delegate").get_json(circle).json["state"] == "closed"
    assert visitor("other_delegate").get(circle).status_code == 404
    assert visitor("other_delegate").get_json(f"/workspaces/{child}/files").json["folders"] == []


def test_three_are_merged_when_the_last_has_agreed(app, cast, visitor, room, other):
    third = beside(app, cast, room)
    _id, parts = propose(visitor, room, other, third)
    assert agree(visitor, parts[other.id]).json["merged"] is None
    assert visitor("delegate").get_json(room.page).json["state"] == "active"
    child = agree(visitor, parts[third.id]).json["merged"]
    told = visitor("auditor").get_json(f"/workspaces/{child}/history").json["lineage"]
    assert [each["name"] for each in told["from"]] == ["Residenze", "Mense", "Mense"]


def test_what_came_together_is_read_later_without_what_was_only_said(app, cast, visitor, room, other):
    """A task that began in a talk is read by everybody; the talk it began in is not."""
    said = {"body": "Chi conta i posti letto?", "nonce": secrets.token_hex(16)}
    message = visitor("delegate").post(room.messages, said).json["id"]
    owner = f"{room.bodies['PM']}-{room.people['delegate']}"
    begun = {"title": "Contare i posti letto", "owner": owner, "due_on": "2030-01-01", "message": message}
    made = visitor("delegate").post(f"{room.page}/tasks", begun)
    assert made.status_code == 201, made.text
    assert room.talk in visitor("delegate").get(f"/tasks/{made.json['id']}").text
    merged(visitor, room, other)
    page = visitor("outsider").get(f"/tasks/{made.json['id']}")
    assert page.status_code == 200 and "Chi conta" not in page.text and room.talk not in page.text
