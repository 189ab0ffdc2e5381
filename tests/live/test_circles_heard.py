"""The pump and circles: who is released from the workspace while a circle talks hears nothing more of either, to the second."""

from datetime import timedelta

import pytest
import time_machine

from app.database import commit, db, utc_now, writing
from app.membership.models import Mandate, Seat
from app.workspaces.models import Workspace
from tests.states.workspace_circles import circle


@pytest.fixture
def names(app, cast):
    with app.app_context():
        return circle(cast)


@pytest.fixture
def turn(app):
    def once():
        with app.app_context():
            app.extensions["live"].pump.turn()

    return once


@pytest.fixture
def listening(app, visitor):
    """listening(role) opens a socket of that role's browser."""
    return lambda role: app.extensions["live"].socketio.test_client(app, flask_test_client=visitor(role).http)


def do(app, step):
    with app.app_context():
        writing()
        step()
        commit()


def say(app, cast, names, body, role="delegate"):
    with app.app_context():
        for key in ("workspace", "circle"):
            space = db.session.get(Workspace, names[key])
            cast.post(space, space.threads[0], role, body)


def told(socket):
    """[(what, stream)] that a socket got, its person's own line aside."""
    got = [(each["name"], each["args"][0]["stream"]) for each in socket.get_received() if "stream" in (each["args"] or [{}])[0]]
    return [each for each in got if not each[1].startswith("person/")]


def both(names):
    return {f"workspace/{names['workspace']}", f"workspace/{names['circle']}"}


def test_a_message_in_a_circle_reaches_those_in_it_only(app, cast, names, listening, turn):
    sockets = {role: listening(role) for role in ("other_delegate", "technician", "observer", "outsider")}
    turn()
    say(app, cast, names, "Buongiorno")
    turn()
    heard = {role: {stream for what, stream in told(socket) if what == "happening"} for role, socket in sockets.items()}
    around = {f"workspace/{names['workspace']}"}
    assert heard == {"other_delegate": both(names), "technician": around, "observer": around, "outsider": set()}


def test_a_body_released_from_the_workspace_hears_nothing_more_of_both(app, cast, names, listening, turn):
    """Its person is typing in the circle, of which nobody said anything."""
    socket = listening("other_delegate")
    turn()
    do(app, lambda: db.session.get(Seat, names["partner_seat"]).end(reason="Ha finito"))
    say(app, cast, names, "Adesso siamo soli")
    turn()
    assert sorted(told(socket)) == sorted(("gone", stream) for stream in both(names))
    for stream in both(names):
        assert socket.emit("resume", {"stream": stream, "log": "", "after": 0}, callback=True).get("gone")


def test_a_mandate_suspended_around_is_silent_inside(app, cast, names, listening, turn):
    socket = listening("other_delegate")
    turn()
    do(app, lambda: db.session.get(Mandate, names["partner_mandate"]).suspend("Da chiarire", by=cast.person("admin")))
    say(app, cast, names, "Manca qualcuno")
    turn()
    assert sorted(told(socket)) == sorted(("gone", stream) for stream in both(names))


def test_an_end_by_the_clock_is_told_for_both_at_that_moment(app, cast, names, listening, turn):
    """Cut without a word to the circle: its own row has no end at all."""
    soon = utc_now() + timedelta(seconds=30)
    do(app, lambda: setattr(db.session.get(Mandate, names["partner_mandate"]), "until", soon))
    socket = listening("other_delegate")
    turn()
    assert told(socket) == []
    with time_machine.travel(soon, tick=False):
        turn()
        assert sorted(told(socket)) == sorted(("gone", stream) for stream in both(names))


def test_who_leaves_the_circle_alone_hears_the_workspace_still(app, cast, names, listening, turn):
    socket = listening("other_delegate")
    turn()
    do(app, lambda: db.session.get(Seat, names["circle_seat"]).end(reason="Basta così"))
    say(app, cast, names, "Andiamo avanti")
    turn()
    heard = told(socket)
    assert ("gone", f"workspace/{names['circle']}") in heard
    assert ("happening", f"workspace/{names['workspace']}") in heard
    assert ("happening", f"workspace/{names['circle']}") not in heard
