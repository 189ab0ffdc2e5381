"""Who reads and who types: shown only to who may read the workspace at that moment, each as what she is, and never stored."""

import time

import pytest

from app.database import commit, db, writing
from app.happenings import Happening
from app.live.presence import HERE, SIGNS, room_of, sound_sign
from app.workspaces.models import Workspace


@pytest.fixture
def line(app):
    return app.extensions["live"]


@pytest.fixture
def listening(app, line):
    return lambda visitor: line.socketio.test_client(app, flask_test_client=visitor.http)


@pytest.fixture
def room(app, cast):
    with app.app_context():
        workspace, thread = cast.workspace()
        return {"stream": workspace.stream, "thread": thread.id}


@pytest.fixture
def turn(line):
    """turn(later=…): one look of presence, so many seconds after the beginning of the test."""
    begun = time.monotonic()
    return lambda later=2: line.presence.turn(begun + later)


def end_of_us(app, cast):
    with app.app_context():
        writing()
        seats = cast.mandate("other_delegate").person and db.session.scalar(db.select(Workspace)).place.seats
        next(seat for seat in seats if seat.organisation.code == "US").end(reason="Ha finito")
        commit()


def heard(socket, kind):
    return [each["args"][0] for each in socket.get_received() if each["name"] == kind]


def names(socket):
    """Who reads, by the last list that a socket was told; None where it was told none."""
    lists = heard(socket, "present")
    return [each["person"]["name"] for each in lists[-1]["people"]] if lists else None


def test_who_reads_the_same_thread_is_shown_as_what_she_is(visitor, listening, room, turn):
    delegate, observer, auditor = (listening(visitor(role)) for role in ("delegate", "observer", "auditor"))
    for socket in (delegate, observer, auditor):
        socket.emit("here", room)
    turn()
    [told] = heard(delegate, "present")
    assert (told["stream"], told["thread"], told["count"]) == (room["stream"], room["thread"], 3)
    shown = {
        each["person"]["name"]: (each["as"], each["organisation"] and each["organisation"]["name"]) for each in told["people"]
    }
    assert shown == {
        "Delegata": ("delegate", "Politecnico di Prova"),
        "Osservatrice": ("observer", "Fondazione per l'Abitare"),
        "Revisora": ("auditor", None),
    }


def test_the_outsider_hears_nothing_and_is_not_shown(visitor, listening, room, turn):
    inside, outsider = listening(visitor("delegate")), listening(visitor("outsider"))
    for socket in (inside, outsider):
        socket.emit("here", room)
    outsider.emit("typing", room)
    turn()
    inside.emit("typing", room)
    turn(4)
    assert outsider.get_received() == []
    received = inside.get_received()
    assert [each["name"] for each in received] == ["present"]
    assert received[0]["args"][0]["count"] == 1


def test_typing_is_told_to_the_others_with_the_body_and_not_to_herself(visitor, listening, room, turn):
    delegate, partner, other_tab = (listening(visitor(role)) for role in ("delegate", "other_delegate", "delegate"))
    for socket in (delegate, partner, other_tab):
        socket.emit("here", room)
    delegate.emit("typing", room)
    turn()
    [told] = heard(partner, "typing")
    assert told["person"]["name"] == "Delegata" and told["organisation"]["name"] == "Politecnico di Prova"
    assert {"stream": told["stream"], "thread": told["thread"]} == room
    assert heard(delegate, "typing") == heard(other_tab, "typing") == []


def test_typing_again_within_two_seconds_is_told_once(visitor, listening, room, turn):
    delegate, partner = listening(visitor("delegate")), listening(visitor("other_delegate"))
    partner.emit("here", room)
    for later in (0, 0.5, 1.9, 2.1):
        delegate.emit("typing", room)
        turn(later)
    assert len(heard(partner, "typing")) == 2


def test_who_may_not_post_types_for_nobody(visitor, listening, room, turn):
    delegate, observer, auditor = (listening(visitor(role)) for role in ("delegate", "observer", "auditor"))
    delegate.emit("here", room)
    for socket in (observer, auditor):
        socket.emit("typing", room)
    delegate.emit("typing", room | {"thread": 999_999})
    turn()
    assert heard(delegate, "typing") == []


def test_who_is_released_while_typing_is_shown_no_more_and_hears_nothing(app, cast, visitor, listening, line, room, turn):
    delegate, released = listening(visitor("delegate")), listening(visitor("other_delegate"))
    for socket in (delegate, released):
        socket.emit("here", room)
    with app.app_context():
        line.pump.turn()
    turn()
    assert names(delegate) == ["Delegata", "Delegato"]
    released.get_received()
    released.emit("typing", room)
    end_of_us(app, cast)
    turn(4)
    assert heard(delegate, "typing") == [], "the right is asked when the sign is passed on"
    with app.app_context():
        line.pump.turn()
    released.emit("here", room)
    delegate.emit("typing", room)
    turn(8)
    assert [each["name"] for each in released.get_received()] == ["gone"]
    assert names(delegate) == ["Delegata"]


def test_who_says_nothing_more_is_shown_for_thirty_seconds(visitor, listening, line, room, turn):
    delegate, partner = listening(visitor("delegate")), listening(visitor("other_delegate"))
    for socket in (delegate, partner):
        socket.emit("here", room)
    turn()
    assert names(delegate) == ["Delegata", "Delegato"]
    line.presence.hear("here", line.audience.listeners()[0].sid, room, now=time.monotonic() + 20)
    turn(HERE - 1)
    assert names(delegate) is None, "nothing changed, nothing is told"
    turn(HERE + 15)
    assert names(delegate) == ["Delegata"]
    assert names(partner) == ["Delegata", "Delegato"], "whose page says nothing more is told nothing more"


def test_who_closes_her_page_is_shown_no_more(visitor, listening, room, turn):
    delegate, partner = listening(visitor("delegate")), listening(visitor("other_delegate"))
    for socket in (delegate, partner):
        socket.emit("here", room)
    turn()
    delegate.get_received()
    partner.disconnect()
    turn(4)
    assert names(delegate) == ["Delegata"]


def test_a_list_is_told_at_most_once_a_second(visitor, listening, room, turn):
    delegate = listening(visitor("delegate"))
    delegate.emit("here", room)
    turn(0)
    assert len(heard(delegate, "present")) == 1
    for role, later in (("technician", 0.3), ("other_delegate", 0.6), ("observer", 0.9)):
        listening(visitor(role)).emit("here", room)
        turn(later)
    assert heard(delegate, "present") == []
    turn(1.1)
    [told] = heard(delegate, "present")
    assert told["count"] == 4


def test_forged_signs_change_nothing_and_five_of_them_cut_the_socket(visitor, listening, room, turn):
    inside, forging = listening(visitor("delegate")), listening(visitor("other_delegate"))
    inside.emit("here", room)
    for forged in (None, "workspace/1", {"stream": 7}, {"stream": "person/1", "thread": 1}):
        forging.emit("here", forged)
    assert forging.is_connected()
    forging.emit("typing", {"stream": room["stream"], "thread": None})
    assert not forging.is_connected()
    turn()
    assert names(inside) == ["Delegata"]


def test_a_socket_that_says_too_much_is_not_listened_to(visitor, listening, line, room, turn):
    inside, loud = listening(visitor("delegate")), listening(visitor("other_delegate"))
    inside.emit("here", room)
    for number in range(SIGNS):
        loud.emit("here", room | {"thread": number + 1_000})
    loud.emit("here", room)
    turn()
    assert names(inside) == ["Delegata"]
    assert loud.is_connected()


def test_signs_are_never_stored(app, visitor, listening, room, turn):
    socket = listening(visitor("delegate"))
    with app.app_context():
        before = db.session.scalar(db.select(db.func.count(Happening.id)))
    socket.emit("here", room)
    socket.emit("typing", room)
    turn()
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Happening.id))) == before


def test_a_reader_on_another_process_is_shown_and_a_forged_hint_is_not(app, cast, visitor, listening, line, room, turn):
    delegate, elsewhere = listening(visitor("delegate")), listening(visitor("other_delegate"))
    delegate.emit("here", room)
    sign_in = next(each.sign_in for each in line.audience.listeners() if each.sid not in line.presence._here)
    line.hear_sign({"kind": "here", "sid": "a socket of the other process", "sign_in": sign_in, **room})
    for forged in (
        "here",
        None,
        {"kind": "here", "sid": 1},
        {"kind": "here", "sid": "x", "sign_in": "1", **room},
        {"kind": "drop", "sid": "x"},
    ):
        assert sound_sign(forged) is None
        line.hear_sign(forged)
    turn()
    assert names(delegate) == ["Delegata", "Delegato"]
    line.hear_sign({"kind": "left", "sid": "a socket of the other process"})
    turn(4)
    assert names(delegate) == ["Delegata"]
    assert elsewhere.is_connected()


@pytest.mark.parametrize(
    "asked", [{"stream": "workspace/1x"}, {"stream": "workspace/-1"}, {"stream": "workspace/1", "thread": True}, []]
)
def test_what_is_not_a_sign_is_none(asked):
    assert room_of(asked) is None
