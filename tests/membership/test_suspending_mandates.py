"""A suspension takes every right at its instant, on pages and sockets alike, and gives them back after."""

from datetime import timedelta

import pytest
import time_machine

from app.database import commit, day_of, db, midnight, utc_now, writing
from app.membership.models import Mandate, Suspension


@pytest.fixture
def names(app, cast):
    with app.app_context():
        writing()
        cast.table().reserved_at = utc_now()
        commit()
        mandates = {role: cast.mandate(role).id for role in ("delegate", "other_delegate", "chair")}
        return {"table": f"/tables/{cast.table().id}", "mandates": mandates, "body": cast.body("PM").id}


def suspend(visitor, role, mandate, **fields):
    return visitor(role).post(f"/mandates/{mandate}/suspension", {"reason": "In verifica", **fields})


def test_a_suspended_delegate_sees_nothing_by_her_mandate_and_all_of_it_after(visitor, names):
    delegate, secretary = visitor("delegate"), visitor("secretary")
    assert delegate.get(names["table"]).status_code == 200
    row = suspend(visitor, "secretary", names["mandates"]["delegate"]).get_json()["id"]
    assert delegate.get(names["table"]).status_code == 404
    assert delegate.get_json("/me").get_json()["mandates"][0]["state"] == "suspended"
    assert secretary.post(f"/suspensions/{row}/end").status_code == 200
    assert delegate.get(names["table"]).status_code == 200


def test_a_suspension_of_some_days_begins_and_ends_by_the_clock_at_midnight_in_rome(visitor, names):
    today = day_of(utc_now())
    first, last = today + timedelta(days=3), today + timedelta(days=5)
    suspend(visitor, "org_admin", names["mandates"]["delegate"], since=str(first), until=f"{last:%d/%m/%Y}")
    edges = {midnight(first) - timedelta(seconds=1): 200, midnight(first): 404}
    edges |= {midnight(last + timedelta(days=1)) - timedelta(seconds=1): 404, midnight(last + timedelta(days=1)): 200}
    for moment, status in edges.items():
        with time_machine.travel(moment, tick=False):
            assert visitor("delegate").get(names["table"]).status_code == status, moment


def test_every_mandate_of_a_suspended_body_rests_everywhere(visitor, names, app, cast):
    with app.app_context():
        workspace, _ = cast.workspace()
        room = f"/workspaces/{workspace.id}"
    delegate = visitor("delegate")
    assert delegate.get(room).status_code == 200
    reply = visitor("admin").post(f"/organisations/{names['body']}/suspension", {"reason": "Verifica sull'ente"})
    assert delegate.get(room).status_code == delegate.get(names["table"]).status_code == 404
    assert visitor("other_delegate").get(room).status_code == 200
    assert visitor("admin").post(f"/suspensions/{reply.get_json()['id']}/end").status_code == 200
    assert delegate.get(room).status_code == 200


def test_who_suspends_what(visitor, names):
    delegate, chair = names["mandates"]["delegate"], names["mandates"]["chair"]
    for role, status in {"outsider": 404, "other_delegate": 403, "delegate": 403, "org_admin": 201}.items():
        assert suspend(visitor, role, delegate).status_code == status, role
    assert suspend(visitor, "secretary", chair).status_code == 403
    for role in ("org_admin", "secretary", "outsider"):
        assert visitor(role).post(f"/organisations/{names['body']}/suspension", {"reason": "No"}).status_code == 403


def test_a_body_does_not_lift_what_the_secretariat_imposed(visitor, names):
    row = suspend(visitor, "secretary", names["mandates"]["delegate"]).get_json()["id"]
    assert visitor("org_admin").post(f"/suspensions/{row}/end").status_code == 403
    assert visitor("outsider").post(f"/suspensions/{row}/end").status_code == 404
    assert visitor("chair").post(f"/suspensions/{row}/end").status_code == 200
    own = suspend(visitor, "org_admin", names["mandates"]["delegate"]).get_json()["id"]
    assert visitor("org_admin").post(f"/suspensions/{own}/end").status_code == 200


def test_the_reason_is_asked_for_and_told_to_few(visitor, names, app, cast):
    address = f"/mandates/{names['mandates']['delegate']}"
    page = visitor("secretary").submit(f"{address}/suspension", {"reason": "", "until": "31/02/2027"})
    assert page.status_code == 422 and 'value="31/02/2027"' in page.text and 'id="suspension-reason-error"' in page.text
    suspend(visitor, "secretary", names["mandates"]["delegate"])
    told = {role: visitor(role).get_json(address).get_json()["suspensions"][0] for role in ("delegate", "secretary", "auditor")}
    assert ["reason" in each for each in told.values()] == [True, True, False]
    assert "In verifica" not in visitor("auditor").get(address).text


@pytest.mark.parametrize("fields", [{"since": "2020-01-01"}, {"until": "2020-01-01"}])
def test_a_suspension_does_not_reach_into_the_past(visitor, names, fields):
    assert suspend(visitor, "secretary", names["mandates"]["delegate"], **fields).status_code == 422


def test_one_suspension_at_a_time_and_none_of_what_has_ended(visitor, names):
    assert suspend(visitor, "secretary", names["mandates"]["delegate"]).status_code == 201
    assert suspend(visitor, "secretary", names["mandates"]["delegate"]).status_code == 409
    visitor("other_delegate").post(f"/mandates/{names['mandates']['other_delegate']}/end")
    assert suspend(visitor, "secretary", names["mandates"]["other_delegate"]).status_code == 409


def test_while_the_delegate_is_suspended_nobody_else_becomes_delegate_beside_her(app, cast, names):
    with app.app_context():
        writing()
        before = cast.mandate("delegate")
        before.suspend("In verifica")
        after = before.hand_over(cast.person("org_admin"))
        assert before.until == after.since and before.state(utc_now()) == "ended" and after.holds(utc_now())


@pytest.fixture
def sockets(app):
    line = app.extensions["live"]

    def turn():
        with app.app_context():
            line.pump.turn()

    def gone(socket):
        got = [each["args"][0] for each in socket.get_received() if each["name"] == "gone"]
        return [told["stream"] for told in got]

    return lambda visitor: line.socketio.test_client(app, flask_test_client=visitor.http), turn, gone


def test_sockets_are_told_gone_at_a_suspension_of_the_person_and_of_the_body(app, cast, visitor, names, sockets):
    listening, turn, gone = sockets
    delegate, other = listening(visitor("delegate")), listening(visitor("other_delegate"))
    turn()
    suspend(visitor, "secretary", names["mandates"]["other_delegate"])
    turn()
    stream = names["table"][1:].replace("tables", "table")
    assert (gone(other), gone(delegate)) == ([stream], [])
    visitor("admin").post(f"/organisations/{names['body']}/suspension", {"reason": "Verifica"})
    turn()
    assert gone(delegate) == [stream]


def test_a_suspended_mandate_is_not_marked_present(app, cast):
    with app.app_context():
        meeting = cast.open_meeting()
        writing()
        db.session.refresh(meeting)
        delegate = db.session.get(Mandate, cast.mandate("delegate").id)
        delegate.suspend("In verifica")
        with pytest.raises(Exception, match="seggio|seat"):
            meeting.mark(delegate.seat, delegate, cast.mandate("secretary"))


def test_lifting_before_it_begins_leaves_nothing(app, cast):
    with app.app_context():
        writing()
        delegate = cast.mandate("delegate")
        row = delegate.suspend("In verifica", since=utc_now() + timedelta(days=3))
        row.lift()
        commit()
        row = db.session.get(Suspension, row.id)
        assert row.until == row.since and delegate.holds(utc_now() + timedelta(days=4))
