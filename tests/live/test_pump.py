"""The pump, turned by hand: who hears what at which moment, and who is told that a right ended."""

from datetime import timedelta

import pytest
import time_machine

from app.database import commit, db, utc_now, writing
from app.live import pump
from app.live.hints import sound
from app.membership.models import Office, SignIn
from app.workspaces.models import Workspace


@pytest.fixture
def line(app):
    return app.extensions["live"]


@pytest.fixture
def listening(app, line):
    """listening(visitor) opens a socket of that visitor's browser."""
    return lambda visitor: line.socketio.test_client(app, flask_test_client=visitor.http)


@pytest.fixture
def turn(app, line):
    def once():
        with app.app_context():
            line.pump.turn()

    return once


@pytest.fixture
def room(app, cast):
    with app.app_context():
        workspace, thread = cast.workspace()
        return workspace.id, thread.id


def say(app, cast, room, role, body):
    with app.app_context():
        workspace = db.session.get(Workspace, room[0])
        return cast.post(workspace, workspace.threads[0], role, body).seq


def heard(socket, kind="happening"):
    """What a socket got of a kind, its person's own line aside."""
    got = [each["args"][0] for each in socket.get_received() if each["name"] == kind]
    return [told for told in got if not told["stream"].startswith("person/")]


def test_a_message_reaches_who_is_in_and_not_the_outsider(app, cast, visitor, listening, turn, room):
    inside, outside = listening(visitor("other_delegate")), listening(visitor("outsider"))
    turn()
    seq = say(app, cast, room, "delegate", "Buongiorno")
    turn()
    [told] = heard(inside)
    assert (told["stream"], told["seq"], told["kind"]) == (f"workspace/{room[0]}", seq, "message-posted")
    assert told["log"] and "Buongiorno" in told["data"]["html"]
    assert heard(outside) == []


def test_who_is_not_signed_in_is_not_let_in(visitor, listening):
    assert not listening(visitor()).is_connected()


def test_a_released_body_hears_nothing_more_and_is_told_gone(app, cast, visitor, listening, turn, room):
    socket = listening(visitor("other_delegate"))
    turn()
    with app.app_context():
        writing()
        workspace = db.session.get(Workspace, room[0])
        next(seat for seat in workspace.place.seats if seat.organisation.code == "US").end(reason="Ha finito")
        commit()
    say(app, cast, room, "delegate", "Adesso siamo soli")
    turn()
    received = socket.get_received()
    assert [each["name"] for each in received] == ["gone"]
    assert received[0]["args"][0] == {"stream": f"workspace/{room[0]}"}
    assert socket.is_connected()


def test_who_loses_her_mandate_at_a_reserved_table_is_told_gone(app, cast, visitor, listening, turn):
    with app.app_context():
        writing()
        table = cast.table()
        table.reserved_at = utc_now()
        commit()
        stream = table.stream
    leaving, outside = listening(visitor("technician")), listening(visitor("outsider"))
    turn()
    with app.app_context():
        writing()
        cast.mandate("technician").end()
        commit()
    turn()
    assert heard(leaving, "gone") == [{"stream": stream}]
    assert heard(outside, "gone") == []


def test_a_mandate_that_ends_at_noon_is_silent_at_noon(app, cast, visitor, listening, turn, room):
    now = utc_now()
    with app.app_context():
        writing()
        workspace = db.session.get(Workspace, room[0])
        cast.mandate("other_delegate", workspace.place).end(now + timedelta(hours=1))
        commit()
    socket = listening(visitor("other_delegate"))
    turn()
    with time_machine.travel(now + timedelta(minutes=59, seconds=59), tick=False):
        say(app, cast, room, "delegate", "Un minuto prima")
        turn()
        assert len(heard(socket)) == 1
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        turn()
        say(app, cast, room, "delegate", "A mezzogiorno")
        turn()
        received = socket.get_received()
    assert [each["name"] for each in received] == ["gone"]


def test_the_pump_knows_when_the_next_right_ends(app, cast, visitor, listening, turn, room, line):
    soon = utc_now() + timedelta(milliseconds=200)
    with app.app_context():
        writing()
        workspace = db.session.get(Workspace, room[0])
        cast.mandate("other_delegate", workspace.place).end(soon)
        commit()
    listening(visitor("other_delegate"))
    turn()
    assert line.pump._patience() <= 0.2


def test_an_office_that_ends_by_the_clock_is_told_at_that_moment(app, cast, visitor, listening, turn, room, line):
    soon = utc_now() + timedelta(seconds=30)
    with app.app_context():
        writing()
        db.session.scalar(db.select(Office).where(Office.person_id == cast.person("auditor").id)).until = soon
        commit()
    socket = listening(visitor("auditor"))
    turn()
    with time_machine.travel(soon, tick=False):
        turn()
        received = socket.get_received()
    assert {"name": "gone", "namespace": "/", "args": [{"stream": f"workspace/{room[0]}"}]} in received


def test_a_sign_in_ended_elsewhere_closes_the_socket(app, cast, visitor, listening, turn, room):
    browser = visitor("other_delegate")
    socket = listening(browser)
    turn()
    with app.app_context():
        writing()
        db.session.get(SignIn, browser.sign_in_id).end(by=cast.person("admin"))
        commit()
    say(app, cast, room, "delegate", "Chi c'è?")
    turn()
    assert not socket.is_connected()
    assert browser.get_json("/").status_code == 401


@pytest.mark.parametrize("asked", ["streams_of", "readers"])
def test_who_connects_while_rights_are_asked_stays(app, cast, visitor, listening, turn, room, monkeypatch, asked):
    came, ask = [], getattr(pump, asked)

    def ask_while_she_comes(*given):
        if not came:
            came.append(listening(visitor("technician")))
        return ask(*given)

    listening(visitor("other_delegate"))
    monkeypatch.setattr(pump, asked, ask_while_she_comes)
    with app.app_context():
        writing()
        cast.table().reserve()
        commit()
    turn()
    turn()
    assert came[0].is_connected()
    assert heard(came[0], "gone") == []


def test_events_named_like_the_librarys_own_change_nothing(app, cast, visitor, listening, turn, room, line):
    socket = listening(visitor("other_delegate"))
    turn()
    for name in ("disconnect", "connect"):
        socket.emit(name)
    assert len(line.audience) == 1
    say(app, cast, room, "delegate", "Ancora qui")
    turn()
    assert len(heard(socket)) == 1


def test_what_was_missed_is_resumed(app, cast, visitor, listening, turn, room):
    seqs = [say(app, cast, room, "delegate", f"Numero {number}") for number in range(3)]
    socket = listening(visitor("observer"))
    told = socket.emit("resume", {"stream": f"workspace/{room[0]}", "log": "", "after": seqs[0]}, callback=True)
    assert [each["seq"] for each in told["happenings"]] == seqs[1:]
    assert told["head"] == seqs[-1]
    with visitor("observer").get_json(f"/streams/workspace/{room[0]}/happenings?after={seqs[0]}") as reply:
        assert reply.get_json() == told


@pytest.mark.parametrize(
    "asked",
    [None, [], {}, {"stream": 1, "after": 0}, {"stream": "workspace/1", "after": -1}, {"stream": "workspace/x", "after": 0},
     {"stream": "secrets/1", "after": 0}, {"stream": "workspace/1", "after": True}, {"stream": "workspace/1", "after": 1e9}],
)  # fmt: skip
def test_a_malformed_resume_gets_an_answer(visitor, listening, asked):
    assert listening(visitor("delegate")).emit("resume", asked, callback=True) == {"error": "malformed"}


def test_a_resume_with_too_much_in_it_gets_an_answer_too(visitor, listening):
    asked = {"stream": "table/1", "log": "", "after": 0}
    assert listening(visitor("delegate")).emit("resume", asked, "more", 3, callback=True)["stream"] == "table/1"


def test_happenings_come_in_order_and_once_however_often_the_pump_is_woken(app, cast, visitor, listening, turn, room, line):
    socket = listening(visitor("observer"))
    turn()
    seqs = [say(app, cast, room, "delegate", f"Numero {number}") for number in range(5)]
    line.pump.wake({f"workspace/{room[0]}": 10**9, "nonsense": 3})
    for _ in range(3):
        turn()
    assert [each["seq"] for each in heard(socket)] == seqs


def test_more_than_a_page_is_delivered(app, cast, visitor, listening, turn, room):
    socket = listening(visitor("observer"))
    turn()
    seqs = [say(app, cast, room, "delegate", f"Numero {number}") for number in range(230)]
    turn()
    turn()
    assert [each["seq"] for each in heard(socket)] == seqs


@pytest.mark.parametrize("raw", [b"", b"x", b"[]", b'"a"', b'{"workspace/1": "9"}', b'{"workspace/1": 1e99}', b"\xff"])
def test_a_hint_that_is_none_is_dropped(raw):
    assert sound(raw) == {}


def test_a_hint_is_read():
    assert sound(b'{"workspace/1": 9}') == {"workspace/1": 9}
