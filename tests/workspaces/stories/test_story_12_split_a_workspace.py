"""User story 12: the lead splits a workspace; documents and open actions go to the parts, the lineage shows."""

import secrets

from app.database import db
from app.workspaces.models import Task
from tests.workspaces.splitting import in_two, split_in_two, work_on


def test_story_12_open_tasks_and_documents_go_each_to_one_part(app, cast, visitor, room):
    names = work_on(app, cast, room, visitor)
    first, second = split_in_two(visitor, room, **{f"file-{names['loose']}": 2, f"task-{names['lead_task']}": 1})
    tasks = [
        [each["id"] for each in visitor("auditor").get_json(f"/workspaces/{id}/tasks").json["items"]]
        for id in (first, second, room.id)
    ]
    assert tasks == [[names["lead_task"]], [names["partner_task"]], []]
    shelves = [visitor("auditor").get_json(f"/workspaces/{id}/files").json for id in (first, second, room.id)]
    assert [[each["name"] for each in shelf["items"]] for shelf in shelves] == [[], ["sciolto.pdf"], []]
    inside = visitor("auditor").get_json(f"/workspaces/{second}/files?folder={names['folder']}").json
    assert [each["name"] for each in inside["items"]] == ["elenco.pdf"]
    assert [[each["name"] for each in shelf["linked"]] for shelf in shelves] == [
        ["elenco.pdf", "sciolto.pdf"],
        [],
        ["elenco.pdf", "sciolto.pdf"],
    ]


def test_story_12_the_lineage_shows_on_both_sides(visitor, room):
    first, second = split_in_two(visitor, room)
    told = visitor("delegate").get_json(f"{room.page}/history").json["lineage"]
    assert [each["name"] for each in told["into"]] == ["Case", "Studi"] and told["from"] == []
    assert [each.get("id") for each in told["into"]] == [first, None]  # she is in the first only
    page = visitor("delegate").get(f"{room.page}/history").text
    assert f'href="/workspaces/{first}"' in page and f'href="/workspaces/{second}"' not in page
    child = visitor("other_delegate").get_json(f"/workspaces/{second}/history").json["lineage"]
    assert [each["name"] for each in child["from"]] == ["Residenze"] and child["from"][0]["id"] == room.id
    assert "Studi" in visitor("delegate").get(room.talk).text


def test_story_12_the_parent_is_read_and_no_longer_written_in(visitor, room):
    said = {"body": "Prima", "nonce": secrets.token_hex(16)}
    assert visitor("other_delegate").post(room.messages, said).status_code == 201
    split_in_two(visitor, room)
    assert "Prima" in visitor("other_delegate").get(room.talk).text
    again = {"body": "Dopo", "nonce": secrets.token_hex(16)}
    assert visitor("other_delegate").post(room.messages, again).status_code == 403
    assert visitor("delegate").post(f"{room.page}/split", in_two(room)).status_code == 403
    assert visitor("delegate").get_json(room.page).json["state"] == "closed"


def test_story_12_who_works_on_writes_in_the_new_ones(app, visitor, room):
    first, second = split_in_two(visitor, room)
    for role, here, there in (("delegate", first, second), ("other_delegate", second, first)):
        page = visitor(role).get_json(f"/workspaces/{here}").json
        assert page["state"] == "active" and page["decision"]["id"] == room.decision
        said = {"body": "Qui", "nonce": secrets.token_hex(16)}
        assert visitor(role).post(f"{page['thread']['address']}/messages", said).status_code == 201
        assert visitor(role).get(f"/workspaces/{there}").status_code == 404
    assert visitor("outsider").get(f"/workspaces/{first}").status_code == 404
    with app.app_context():
        assert db.session.query(Task).count() == 0
