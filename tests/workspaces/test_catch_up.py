"""Since you were here: what was missed, by thread, with first lines and what happened beside; and to have read it all."""

import secrets

from app.database import commit, db, writing
from app.workspaces.models import Workspace


def said(visitor, room, body, role="other_delegate", thread=None):
    address = room.messages if thread is None else f"{room.page}/threads/{thread}/messages"
    return visitor(role).post(address, {"body": body, "nonce": secrets.token_hex(16)}).json["id"]


def test_threads_stand_with_their_first_unread_lines(visitor, room):
    for number in range(5):
        said(visitor, room, f"**Riga** {number}\n\ne il resto")
    page = visitor("delegate").get_json(f"{room.page}/catch-up").json
    (thread,) = page["workspaces"][0]["threads"]
    assert (thread["id"], thread["unread"], thread["title"]) == (room.thread, 5, "Discussione generale")
    assert [each["begins"] for each in thread["first"]] == ["Riga 0", "Riga 1", "Riga 2"]
    assert thread["first"][0]["organisation"]["name"] == "Università Statale di Prova"
    shown = visitor("delegate").get(f"{room.page}/catch-up").text
    assert "Riga 0" in shown and "Riga 3" not in shown and 'aria-current="page"' in shown


def test_all_my_workspaces_stand_on_one_page(visitor, room):
    said(visitor, room, "Nuova")
    assert "Nuova" in visitor("delegate").get("/catch-up").text
    assert [each["id"] for each in visitor("delegate").get_json("/catch-up").json["workspaces"]] == [room.id]
    assert visitor("outsider").get_json("/catch-up").json["workspaces"] == []


def test_read_all_reads_what_stood_on_the_page_and_not_what_came_since(visitor, room):
    said(visitor, room, "Prima")
    delegate = visitor("delegate")
    up_to = delegate.get_json(f"{room.page}/catch-up").json["up_to"]
    said(visitor, room, "Intanto")
    assert delegate.post(f"{room.page}/catch-up", {"up_to": up_to}).json == {"unread": 1, "mentions": 0}
    up_to = delegate.get_json("/catch-up").json["up_to"]
    assert delegate.post("/catch-up", {"up_to": up_to}).json == {"unread": 0, "mentions": 0}
    told = delegate.get_json(f"/streams/person/{room.people['delegate']}/happenings").json["happenings"]
    assert [each["kind"] for each in told if each["kind"] == "workspace-read"] == ["workspace-read", "workspace-read"]
    assert told[-1]["data"] == {"id": room.id, "up_to": up_to}
    assert delegate.post("/catch-up", {"up_to": ""}).status_code == 422


def test_who_came_and_what_was_done_stands_beside_until_it_was_read(app, cast, visitor, room):
    delegate = visitor("delegate")
    said(visitor, room, "Nuova")
    delegate.post(f"{room.talk}/reading")
    with app.app_context():
        writing()
        voice = cast.mandate("other_delegate", db.session.get(Workspace, room.id).place)
        voice.seat.appoint(cast.person("substitute"), "substitute", voice=voice)
        commit()
    events = delegate.get_json(f"{room.page}/catch-up").json["events"]
    assert [(each["kind"], each["name"]) for each in events] == [("mandate-given", "Supplente")]
    assert "Supplente" in delegate.get(f"{room.page}/catch-up").text
    delegate.post(f"{room.page}/catch-up", {"up_to": 999_999})
    assert delegate.get_json(f"{room.page}/catch-up").json["events"] == []
    said(visitor, room, "Dopo")
    assert delegate.get_json("/unread").json["unread"] == 1, "nobody has read what was not written yet"


def test_where_nothing_was_missed_the_page_says_so(visitor, room):
    for page in ("/catch-up", f"{room.page}/catch-up"):
        shown = visitor("technician").get(page)
        assert shown.status_code == 200 and 'class="tv-empty"' in shown.text


def test_the_desk_says_where_something_is_to_read(visitor, room):
    assert 'id="unread"' not in visitor("delegate").get("/").text
    said(visitor, room, "Sentiamo @Delegata")
    assert 'id="unread"' in visitor("delegate").get("/").text
    row = {"id": room.id, "name": "Residenze", "unread": 1, "mentions": 1}
    assert visitor("delegate").get_json("/").json["unread"] == [row]


def test_the_outsider_finds_no_page(visitor, room):
    assert visitor("outsider").get(f"{room.page}/catch-up").status_code == 404
    assert visitor("outsider").post(f"{room.page}/catch-up", {"up_to": 1}).status_code == 404
    assert visitor().get("/catch-up").status_code == 303


def test_it_costs_the_same_however_much_was_missed(visitor, room, counted):
    said(visitor, room, "Una @Delegata")
    delegate = visitor("delegate")
    costs = []
    for _ in range(2):
        for page in ("/catch-up", f"{room.page}/catch-up"):
            delegate.get(page)
            with counted() as statements:
                assert delegate.get(page).status_code == 200
            costs.append(len(statements))
        for number in range(5):
            thread = visitor("technician").post(f"{room.page}/threads", {"title": f"Filone {number}"}).json["id"]
            said(visitor, room, "Due @Delegata", thread=thread)
    assert costs[:2] == costs[2:]
