"""The edges of rights: a second before, the instant itself, a second after; ordinary midnights and the two nights of the clock.

Each edge is asked twice, of the row at hand and of the query behind every page, and both must say the same.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from app.database import ROME, commit, day_after, db, last_day, midnight, utc_now, writing
from app.membership.models import Mandate, Organisation, Seat, Suspension
from app.permissions.who import holds
from tests.conftest import Visitor

SETUP = midnight(date(2026, 9, 1))
SECOND, TICK = timedelta(seconds=1), timedelta(microseconds=1)
# The clock goes back in the night of 25 October 2026 and forward in that of 28 March 2027.
NIGHTS = [
    midnight(date(2026, 10, 25)), midnight(date(2026, 10, 26)), midnight(date(2027, 3, 28)), midnight(date(2027, 3, 29)),
    midnight(date(2027, 1, 1)), midnight(date(2028, 2, 29)),
    *[datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=ROME).astimezone(UTC) for fold in (0, 1)],
]  # fmt: skip
AROUND = (-SECOND, -TICK, timedelta(), TICK, SECOND)


def starts(cast, edge):
    return [(seat(cast).appoint(cast.person("org_admin"), "technician", since=edge), "after")]


def ends(cast, edge):
    return [(seat(cast).appoint(cast.person("org_admin"), "technician", until=edge), "before")]


def seat_ends(cast, edge):
    mandate = cast.mandate("delegate")
    mandate.seat.end(edge)
    return [(mandate, "before")]


def body_ends(cast, edge):
    cast.body("PM").until = edge
    return [(cast.mandate("delegate"), "before")]


def is_suspended(cast, edge):
    mandate = cast.mandate("delegate")
    mandate.suspend("Prova", since=edge)
    return [(mandate, "before")]


def is_resumed(cast, edge):
    mandate = cast.mandate("delegate")
    mandate.suspend("Prova", until=edge)
    return [(mandate, "after")]


def body_is_resumed(cast, edge):
    Suspension.of_body(cast.body("PM"), "Prova", until=edge)
    return [(cast.mandate("delegate"), "after")]


def is_handed_over(cast, edge):
    mandate = cast.mandate("delegate")
    return [(mandate, "before"), (mandate.hand_over(cast.person("org_admin"), since=edge), "after")]


THINGS = [starts, ends, seat_ends, body_ends, is_suspended, is_resumed, body_is_resumed, is_handed_over]


def seat(cast):
    return cast.mandate("delegate").seat


def in_query(mandate, at):
    query = db.select(Mandate.id).join(Mandate.seat).join(Seat.organisation).where(Mandate.id == mandate.id, *holds(at))
    return db.session.scalar(query) is not None


@pytest.mark.parametrize("edge", NIGHTS, ids=lambda edge: f"{edge:%Y-%m-%dT%H%M%z}")
@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.__name__)
def test_a_right_holds_from_its_first_instant_to_the_last_before_its_end(context, cast, thing, edge):
    with time_machine.travel(SETUP, tick=False):
        writing()
        told = [(mandate.id, side) for mandate, side in prepared(cast, thing, edge)]
        commit()
    for id, side in told:
        for offset in AROUND:
            db.session.expire_all()
            mandate, at = db.session.get(Mandate, id), edge + offset
            expected = offset >= timedelta() if side == "after" else offset < timedelta()
            assert (mandate.holds(at), in_query(mandate, at)) == (expected, expected), (thing.__name__, offset)


def prepared(cast, thing, edge):
    rows = thing(cast, edge)
    db.session.flush()
    return rows


def test_two_hundred_checks_and_more():
    moments = len(THINGS) * len(NIGHTS) * len(AROUND)
    print(f"\nedges: {moments} moments, each asked of the row and of the query")
    assert moments >= 200


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 10, 25), 25), (date(2027, 3, 28), 23), (date(2026, 12, 31), 24)])
def test_a_day_of_a_mandate_is_as_long_as_its_night_makes_it(day, hours):
    assert day_after(day) - midnight(day) == timedelta(hours=hours)
    assert last_day(day_after(day)) == day


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28), date(2026, 12, 31)], ids=str)
def test_the_last_day_of_a_form_ends_at_midnight_in_rome_through_the_door(app, cast, visitor, day):
    with time_machine.travel(SETUP, tick=False):
        with app.app_context():
            writing()
            cast.table().reserved_at = utc_now()
            commit()
            mandate, table = cast.mandate("delegate").id, f"/tables/{cast.table().id}"
        assert visitor("org_admin").post(f"/mandates/{mandate}/end", {"until": str(day)}).status_code == 200
    for offset, status in ((-SECOND, 200), (timedelta(), 404), (SECOND, 404)):
        with time_machine.travel(day_after(day) + offset, tick=False):
            assert visitor("delegate").get(table).status_code == status
            assert visitor("outsider").get(table).status_code == 404


@pytest.mark.parametrize("edge", NIGHTS[:4], ids=lambda edge: f"{edge:%Y-%m-%dT%H%M%z}")
@pytest.mark.parametrize("thing", [seat_ends, body_ends, is_suspended], ids=lambda thing: thing.__name__)
def test_a_socket_open_across_midnight_is_told_gone_at_that_instant(app, cast, thing, edge):
    line = app.extensions["live"]
    with time_machine.travel(SETUP, tick=False), app.app_context():
        writing()
        cast.table().reserved_at = utc_now()
        thing(cast, edge)
        stream = cast.table().stream
        commit()
    with time_machine.travel(edge - timedelta(minutes=1), tick=False) as clock:
        socket = line.socketio.test_client(app, flask_test_client=Visitor(app, "delegate").http)
        turn(app)
        clock.move_to(edge - SECOND)
        turn(app)
        assert gone(socket) == []
        clock.move_to(edge)
        turn(app)
        assert gone(socket) == [stream]


@pytest.mark.parametrize("edge", NIGHTS[:4], ids=lambda edge: f"{edge:%Y-%m-%dT%H%M%z}")
def test_a_socket_open_across_midnight_hears_from_the_instant_in_which_a_right_comes_back(app, cast, edge):
    line = app.extensions["live"]
    with time_machine.travel(SETUP, tick=False), app.app_context():
        writing()
        cast.table().reserved_at = utc_now()
        is_resumed(cast, edge)
        commit()
    with time_machine.travel(edge - timedelta(minutes=1), tick=False) as clock:
        socket = line.socketio.test_client(app, flask_test_client=Visitor(app, "delegate").http)
        turn(app)
        for moment, hears in ((edge - SECOND, False), (edge, True)):
            clock.move_to(moment)
            turn(app)
            happen(app, cast)
            turn(app)
            heard = [each for each in socket.get_received() if each["name"] == "happening"]
            assert bool([each for each in heard if each["args"][0]["stream"].startswith("table/")]) == hears


def turn(app):
    with app.app_context():
        app.extensions["live"].pump.turn()


def gone(socket):
    return [each["args"][0]["stream"] for each in socket.get_received() if each["name"] == "gone"]


def happen(app, cast):
    with app.app_context():
        writing()
        body = Organisation(name=f"Ente {utc_now().timestamp()}", kind="public_body")
        db.session.add(body)
        db.session.flush()
        cast.table().place.seat(body, "member", by=cast.person("admin"))
        commit()
