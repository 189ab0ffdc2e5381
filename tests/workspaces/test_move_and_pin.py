"""What was said goes where it belongs: kept in view, to another thread, with its thread to another workspace; settled threads."""

import secrets

import pytest
from sqlalchemy import select

from app.database import commit, db, writing
from app.workspaces.models import Message, TalkLine, Workspace
from tests.workspaces.test_guests import in_days, let_in


def say(visitor, place, body, role="delegate"):
    return visitor(role).post(place, {"body": body, "nonce": secrets.token_hex(16)}).json["id"]


@pytest.fixture
def other(visitor, room):
    """The address of a second thread of the workspace."""
    opened = visitor("delegate").post(f"{room.page}/threads", {"title": "Criteri di accesso"}).json["id"]
    return f"{room.page}/threads/{opened}"


@pytest.fixture
def elsewhere(app, cast):
    """A second workspace, led by the Politecnico as well; the partner of the first is not in it."""
    with app.app_context():
        space, _ = cast.workspace()
        writing()
        partner = db.session.get(Workspace, space.id).place.seats[1]
        partner.end(reason="Ha finito")
        commit()
        return space.id


def kinds(visitor, address, role="delegate"):
    return [each["kind"] for each in visitor(role).get_json(address).json["happenings"]]


def test_a_message_is_kept_in_view_and_taken_down(visitor, room):
    message = f"{room.messages}/{say(visitor, room.messages, 'Scadenza il 21')}"
    assert visitor("other_delegate").post(f"{message}/pin").status_code == 200
    assert 'class="tv-pins"' in visitor("observer").get(room.talk).text
    assert visitor("observer").get_json(room.talk).json["pinned"] == [int(message.rsplit("/", 1)[1])]
    for role, status in (("observer", 403), ("outsider", 404), (None, 401)):
        assert visitor(role).post(f"{message}/pin/end").status_code == status
    assert visitor("delegate").post(f"{message}/pin/end").status_code == 200
    assert 'class="tv-pins"' not in visitor("observer").get(room.talk).text
    assert kinds(visitor, room.happenings)[-2:] == ["message-pinned", "message-unpinned"]


def test_ten_messages_are_in_view_at_most(visitor, room):
    numbers = [say(visitor, room.messages, f"Riga {n}") for n in range(11)]
    codes = [visitor("delegate").post(f"{room.messages}/{number}/pin").status_code for number in numbers]
    assert codes == [200] * 10 + [409]


def test_a_guest_does_not_arrange_the_room(visitor, room):
    let_in(visitor, room)
    message = f"{room.messages}/{say(visitor, room.messages, 'Benvenuta')}"
    guest = visitor("guest")
    assert guest.post(f"{message}/reactions", {"mark": "thanks"}).status_code == 200
    for door in (f"{message}/pin", f"{message}/move", f"{room.talk}/resolution", f"{room.talk}/title", f"{room.talk}/move"):
        assert guest.post(door, {"title": "No", "thread": room.thread, "workspace": room.id}).status_code == 403


def test_a_settled_thread_folds_away_and_opens_again_when_somebody_writes(visitor, room, other):
    assert visitor("other_delegate").post(f"{other}/resolution").status_code == 200
    assert "tv-settled" in visitor("observer").get(room.page).text
    assert visitor("observer").get_json(other).json["resolved_at"]
    assert [each["title"] for each in visitor("observer").get_json(room.page).json["threads"]] == ["Discussione generale"]
    say(visitor, f"{other}/messages", "Ancora una cosa")
    assert visitor("observer").get_json(other).json["resolved_at"] is None
    assert kinds(visitor, room.happenings)[-3:] == ["thread-resolved", "message-posted", "thread-reopened"]
    visitor("delegate").post(f"{other}/resolution")
    assert visitor("delegate").post(f"{other}/reopening").status_code == 200
    for role, status in (("observer", 403), ("outsider", 404)):
        assert visitor(role).post(f"{other}/resolution").status_code == status


def test_a_thread_is_renamed_by_who_opened_it_and_by_who_leads(visitor, room):
    partner = visitor("other_delegate")
    opened = f"{room.page}/threads/{partner.post(f'{room.page}/threads', {'title': 'Varie'}).json['id']}"
    for role, status in (("other_delegate", 200), ("delegate", 200), ("technician", 403), ("observer", 403), ("outsider", 404)):
        assert visitor(role).post(f"{opened}/title", {"title": f"<b>Posti letto</b> {role}"}).status_code == status
    told = visitor("observer").get_json(room.happenings).json["happenings"][-1]
    assert told["kind"] == "thread-renamed" and told["data"]["title"] == "<b>Posti letto</b> delegate"
    assert "<b>Posti letto" not in visitor("observer").get(opened).text
    refused = visitor("delegate").submit(f"{opened}/title", {"title": "x" * 201})
    assert refused.status_code == 422 and "x" * 201 in refused.text


def test_a_message_moves_to_another_thread_and_leaves_a_line(app, visitor, room, other):
    number = say(visitor, room.messages, "Sono i criteri", "other_delegate")
    message = f"{room.messages}/{number}"
    target = int(other.rsplit("/", 1)[1])
    for role, status in (("technician", 403), ("observer", 403), ("outsider", 404)):
        assert visitor(role).post(f"{message}/move", {"thread": target}).status_code == status
    assert visitor("other_delegate").post(f"{message}/move", {"thread": target}).status_code == 200
    assert "Sono i criteri" not in visitor("observer").get(room.talk).text.split('class="tv-messages"')[1]
    assert "Sono i criteri" in visitor("observer").get(other).text
    assert (
        f'<a href="{other}/messages/{number}#message-{number}">Criteri di accesso</a>' in visitor("observer").get(room.talk).text
    )
    told = [each for each in visitor("observer").get_json(room.happenings).json["happenings"] if each["kind"] == "message-moved"]
    assert told[0]["data"]["thread"] == target and told[0]["data"]["origin"] == room.thread and told[0]["data"]["html"]
    answer = visitor("observer").get(message)
    assert answer.status_code == 302 and answer.headers["Location"].startswith(f"{other}/messages/{number}")
    with app.app_context():
        line = db.session.scalar(select(TalkLine))
        assert (line.kind, line.thread_id, line.subject_id) == ("message-moved", room.thread, number)
    moved = f"{other}/messages/{number}"
    assert visitor("delegate").post(f"{moved}/move", {"thread": target}).status_code == 422
    assert visitor("delegate").post(f"{moved}/move", {"thread": 99999}).status_code == 422


def test_a_message_does_not_move_into_another_workspace(app, cast, visitor, room, elsewhere):
    message = f"{room.messages}/{say(visitor, room.messages, 'Resta qui')}"
    with app.app_context():
        thread = db.session.get(Workspace, elsewhere).threads[0].id
    assert visitor("delegate").post(f"{message}/move", {"thread": thread}).status_code == 422


def test_a_moved_message_is_read_by_those_who_read_it_before_and_no_guest_more(visitor, room, other):
    old = say(visitor, room.messages, "Prima della visita")
    let_in(visitor, room)
    new = say(visitor, room.messages, "Dopo la visita")
    target = int(other.rsplit("/", 1)[1])
    for number in (old, new):
        assert visitor("delegate").post(f"{room.messages}/{number}/move", {"thread": target}).status_code == 200
    guest = visitor("guest")
    for answer in (guest.get(other), guest.get_json(other), guest.get_json(room.happenings), guest.get(room.talk)):
        assert "Prima della visita" not in answer.text
    assert "Dopo la visita" in guest.get(other).text
    assert guest.get(f"{other}/messages/{old}").status_code == 404


def test_what_is_changed_of_words_said_before_a_guest_came_is_not_told_to_her(app, visitor, room):
    old = f"{room.messages}/{say(visitor, room.messages, 'Prima della visita')}"
    let_in(visitor, room)
    live = app.extensions["live"]
    sockets = {role: live.socketio.test_client(app, flask_test_client=visitor(role).http) for role in ("guest", "observer")}
    with app.app_context():
        live.pump.turn()
    visitor("delegate").post(old, {"body": "Cifre riservate", "revision": 0})
    say(visitor, room.messages, "Rispondo a prima")
    with app.app_context():
        live.pump.turn()
    heard = {
        role: [each["args"][0] for each in socket.get_received() if each["name"] == "happening"]
        for role, socket in sockets.items()
    }
    seqs = {role: [each["seq"] for each in theirs if each["stream"] == f"workspace/{room.id}"] for role, theirs in heard.items()}
    assert seqs["guest"] == seqs["observer"] and len(seqs["guest"]) == 2
    assert "Cifre riservate" in str(heard["observer"]) and "Cifre riservate" not in str(heard["guest"])
    told = visitor("guest").get_json(room.happenings)
    assert "Cifre riservate" not in told.text
    assert {"id": int(old.rsplit("/", 1)[1]), "earlier": True} in [each["data"] for each in told.json["happenings"]]
    for socket in sockets.values():
        socket.disconnect()


def test_a_quote_of_words_said_before_a_guest_came_shows_her_nothing_of_them(visitor, room):
    old = say(visitor, room.messages, "Prima della visita")
    let_in(visitor, room)
    visitor("delegate").post(room.messages, {"body": "Confermo", "nonce": secrets.token_hex(16), "quoted": old})
    guest = visitor("guest")
    for answer in (guest.get(room.talk), guest.get_json(room.talk), guest.get_json(room.happenings)):
        assert "Confermo" in answer.text and "Prima della visita" not in answer.text
    sent = {"body": "Chiedo", "nonce": secrets.token_hex(16), "quoted": old}
    assert guest.post(room.messages, sent).status_code == 201
    assert visitor("delegate").get_json(room.talk).json["items"][-1]["quoted"] is None


def move(visitor, thread, target, role="delegate", **other):
    return visitor(role).post(f"{thread}/move", {"workspace": target, **other})


def test_a_thread_moves_with_all_that_was_said_and_its_readers_change(visitor, room, other, elsewhere):
    say(visitor, f"{other}/messages", "Questo va altrove", "other_delegate")
    moved = move(visitor, other, elsewhere, sure="y")
    assert moved.status_code == 200 and moved.json["workspace"] == elsewhere
    number = other.rsplit("/", 1)[1]
    there = f"/workspaces/{elsewhere}/threads/{number}"
    assert "Questo va altrove" in visitor("delegate").get(there).text
    partner = visitor("other_delegate")
    assert partner.get(other).status_code == 404 and partner.get(there).status_code == 404
    assert "Questo va altrove" not in partner.get_json(room.happenings).text + partner.get(room.page).text
    assert visitor("delegate").get(other).headers["Location"] == there
    page = partner.get(room.page).text
    assert "tv-settled" in page and "Criteri di accesso" in page and there not in page
    assert kinds(visitor, room.happenings)[-1] == "thread-moved"
    assert kinds(visitor, f"/streams/workspace/{elsewhere}/happenings")[-1] == "thread-arrived"


def test_who_would_newly_read_a_thread_is_named_before_it_moves(app, cast, visitor, room, other, elsewhere):
    with app.app_context():
        writing()
        space = db.session.get(Workspace, elsewhere)
        joined = space.welcome(cast.body("EX"), "partner")
        joined.appoint(cast.person("outsider"), "delegate")
        commit()
        name = cast.body("EX").name
    refused = visitor("delegate").submit(f"{other}/move", {"workspace": elsewhere})
    assert refused.status_code == 422 and name in refused.text and 'id="move-sure-error"' in refused.text
    assert move(visitor, other, elsewhere, sure="y").status_code == 200
    assert visitor("outsider").get(f"/workspaces/{elsewhere}/threads/{other.rsplit('/', 1)[1]}").status_code == 200


def test_who_only_opened_a_thread_shows_it_to_nobody_new(app, cast, visitor, room, elsewhere):
    with app.app_context():
        writing()
        space = db.session.get(Workspace, elsewhere)
        space.welcome(cast.body("US"), "partner").appoint(cast.person("other_delegate"), "delegate")
        commit()
    partner = visitor("other_delegate")
    opened = f"{room.page}/threads/{partner.post(f'{room.page}/threads', {'title': 'Mio'}).json['id']}"
    assert move(visitor, opened, elsewhere, "other_delegate", sure="y").status_code == 422
    assert move(visitor, opened, elsewhere, "technician", sure="y").status_code == 403
    assert move(visitor, opened, elsewhere, "outsider", sure="y").status_code == 404
    assert move(visitor, opened, 99999, sure="y").status_code == 422
    assert move(visitor, opened, room.id, sure="y").status_code == 422
    assert move(visitor, opened, elsewhere, sure="y").status_code == 200


def circle_of(visitor, room, role):
    bodies = [room.bodies["US" if role == "delegate" else "PM"]]
    asked = {"name": f"Stretto {role}", "purpose": "Tra noi", "bodies": bodies}
    return visitor(role).post(f"{room.page}/circles", asked).json["id"]


def test_nobody_shows_others_words_elsewhere_by_way_of_a_circle_of_her_own(app, cast, visitor, room, elsewhere):
    with app.app_context():
        writing()
        space = db.session.get(Workspace, elsewhere)
        space.welcome(cast.body("US"), "partner").appoint(cast.person("other_delegate"), "delegate")
        commit()
    opened = f"{room.page}/threads/{visitor('other_delegate').post(f'{room.page}/threads', {'title': 'Mio'}).json['id']}"
    thread = opened.rsplit("/", 1)[1]
    say(visitor, f"{opened}/messages", "Parola del capofila")
    circle = circle_of(visitor, room, "other_delegate")
    assert move(visitor, opened, circle, "other_delegate", sure="y").status_code == 200
    inside = f"/workspaces/{circle}/threads/{thread}"
    refused = move(visitor, inside, elsewhere, "other_delegate", sure="y")
    assert refused.status_code == 422 and "cerchia" in refused.json["detail"]
    offered = visitor("other_delegate").get_json(f"{inside}/edit").json["targets"]
    assert [each["id"] for each in offered] == [room.id]
    assert move(visitor, inside, room.id, "other_delegate", sure="y").status_code == 200
    assert move(visitor, opened, circle, "other_delegate", sure="y").status_code == 200
    say(visitor, f"{inside}/messages", "Detto in fiducia")
    assert move(visitor, inside, room.id, "other_delegate", sure="y").status_code == 422


def test_who_leads_a_circle_takes_no_words_out_of_it_by_deleting_them_first(visitor, room):
    circle = circle_of(visitor, room, "delegate")
    opened = visitor("delegate").post(f"/workspaces/{circle}/threads", {"title": "Conti"}).json["id"]
    inside = f"/workspaces/{circle}/threads/{opened}"
    said = say(visitor, f"{inside}/messages", "Detto in fiducia", "other_delegate")
    gone = visitor("delegate").post(f"{inside}/messages/{said}/deletion", {"reason": "Fuori tema"})
    assert gone.status_code == 200, gone.text
    assert move(visitor, inside, room.id, sure="y").status_code == 422


def test_a_guest_of_the_other_workspace_reads_what_was_written_since_she_came(app, cast, visitor, room, other, elsewhere):
    there = {"page": f"/workspaces/{elsewhere}"}
    say(visitor, f"{other}/messages", "Scritto prima che entrasse")
    with app.app_context():
        body = cast.body("EX").id
    welcomed = visitor("delegate").post(f"{there['page']}/guests", guest_fields(body))
    assert welcomed.status_code == 201
    say(visitor, f"{other}/messages", "Scritto dopo che era entrata")
    assert move(visitor, other, elsewhere, sure="y").status_code == 200
    guest, thread = visitor("guest"), f"{there['page']}/threads/{other.rsplit('/', 1)[1]}"
    for answer in (guest.get(thread), guest.get_json(thread), guest.get_json(f"/streams/workspace/{elsewhere}/happenings")):
        assert answer.status_code == 200 and "Scritto prima" not in answer.text
    assert "Scritto dopo" in guest.get(thread).text


def test_a_guest_who_comes_after_the_thread_reads_nothing_older(app, cast, visitor, room, other, elsewhere):
    number = say(visitor, f"{other}/messages", "Parole vecchie")
    move(visitor, other, elsewhere, sure="y")
    with app.app_context():
        body = cast.body("EX").id
    visitor("delegate").post(f"/workspaces/{elsewhere}/guests", guest_fields(body))
    thread = f"/workspaces/{elsewhere}/threads/{other.rsplit('/', 1)[1]}"
    visitor("delegate").post(f"{thread}/messages/{number}", {"body": "Parole vecchie, cambiate", "revision": 0})
    guest = visitor("guest")
    for address in (thread, f"/streams/workspace/{elsewhere}/happenings"):
        assert "Parole vecchie" not in guest.get_json(address).text
    assert guest.get(f"{thread}/messages/{number}").status_code == 404
    with app.app_context():
        assert db.session.get(Message, number).arrived_at


def guest_fields(body):
    return {"email": "guest@example.org", "organisation": body, "purpose": "Porta i dati", "until": in_days(30)}
