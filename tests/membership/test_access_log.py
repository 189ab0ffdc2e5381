"""The access log: what goes into it, who reads it, and that nobody changes it."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

from app.access_log import AccessEntry, log_access, log_refusal, network
from app.database import commit, db, give_up_turn, run_afterwards, utc_now, writing
from app.errors import RuleBroken
from tests.cast import PASSWORD


def entries(app, *kinds):
    with app.app_context():
        query = select(AccessEntry).order_by(AccessEntry.id)
        return db.session.scalars(query.where(AccessEntry.kind.in_(kinds)) if kinds else query).all()


def old_entry(app, age):
    with app.app_context():
        writing()
        entry = AccessEntry(at=utc_now() - age, kind="sign-in-begun", subject="", facts={}, address="")
        db.session.add(entry)
        commit()
        return entry.id


def test_nothing_in_the_log_is_changed(app):
    id = old_entry(app, timedelta(days=900))
    with app.app_context(), pytest.raises(DatabaseError, match="append-only"):
        writing()
        db.session.execute(update(AccessEntry).where(AccessEntry.id == id).values(kind="sign-in-ended"))


@pytest.mark.parametrize("age", [timedelta(0), timedelta(days=180)])
def test_what_is_younger_than_six_months_is_not_deleted(app, age):
    id = old_entry(app, age)
    with app.app_context(), pytest.raises(DatabaseError, match="six months"):
        writing()
        db.session.execute(delete(AccessEntry).where(AccessEntry.id == id))


def test_what_is_older_may_go(app):
    id = old_entry(app, timedelta(days=185))
    with app.app_context():
        writing()
        db.session.execute(delete(AccessEntry).where(AccessEntry.id == id))
        commit()
        assert db.session.get(AccessEntry, id) is None


def test_the_log_is_not_emptied_either(app):
    """PostgreSQL empties a table by a word of its own; SQLite has none, there DELETE takes the rows one by one."""
    old_entry(app, timedelta(days=1))
    with app.app_context():
        emptying = "DELETE FROM access_entry" if db.engine.dialect.name == "sqlite" else "TRUNCATE access_entry"
        writing()
        with pytest.raises(DatabaseError):
            db.session.execute(text(emptying))


def test_an_act_and_its_trace_are_one(app):
    """What is rolled back was not done, and leaves no trace; a refusal stays."""
    with app.app_context():
        writing()
        log_access("access-log-exported", rows=1)
        log_refusal("sign-in-refused")
        give_up_turn()
        run_afterwards()
    assert [each.kind for each in entries(app)] == ["sign-in-refused"]


def test_sign_ins_refusals_and_sign_outs_are_logged(app, visitor):
    me = visitor()
    me.post("/sign-in", {"email": "outsider@example.org", "password": "sbagliata del tutto"})
    me.post("/sign-in", {"email": "nessuno@example.org", "password": "sbagliata del tutto"})
    me.post("/sign-in", {"email": "outsider@example.org", "password": PASSWORD})
    seen = visitor("outsider")
    seen.post("/sign-out")
    kinds = [each.kind for each in entries(app)]
    assert kinds == ["sign-in-refused", "sign-in-refused", "sign-in-begun", "sign-in-begun", "sign-in-ended"]
    refused = entries(app, "sign-in-refused")
    assert [bool(each.subject) for each in refused] == [True, False]
    assert "nessuno" not in str([(each.subject, each.facts) for each in refused]), "what was typed may be a password"


@pytest.mark.parametrize(
    "address, kept",
    [("192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2:3::4", "2001:db8:1::/48"), ("", ""), ("unix:", "")],
)
def test_of_an_address_only_the_network_is_kept(app, address, kept):
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert network() == kept


def test_what_an_auditor_reads_by_office_alone_is_logged(app, cast, visitor):
    with app.app_context():
        space, thread = cast.workspace()
        meeting = cast.convened_meeting()
    auditor = visitor("auditor")
    pages = [f"/workspaces/{space.id}", f"/workspaces/{space.id}/threads/{thread.id}", f"/meetings/{meeting.id}"]
    for role in ("delegate", "secretary", "outsider"):
        for page in pages:
            visitor(role).get(page)
    assert entries(app, "read-by-auditor") == []
    for page in pages:
        assert auditor.get(page).status_code == 200
    read = entries(app, "read-by-auditor")
    assert {each.subject for each in read} == {f"workspace/{space.id}", f"meeting/{meeting.id}"}
    assert len({each.person_id for each in read}) == 1


def test_an_auditor_reads_no_stream_and_opens_no_live_line_unseen(app, cast, visitor):
    with app.app_context():
        space, _thread = cast.workspace()
    for role in ("delegate", "auditor"):
        reader = visitor(role)
        assert reader.get_json(f"/streams/workspace/{space.id}/happenings").status_code == 200
        app.extensions["live"].socketio.test_client(app, flask_test_client=reader.http)
    read = entries(app, "read-by-auditor")
    assert [each.subject for each in read] == [f"workspace/{space.id}", "live"]
    assert len({each.person_id for each in read}) == 1


def test_what_is_published_is_read_without_a_trace(app, cast, visitor):
    with app.app_context():
        _meeting, decision = cast.published_meeting()
    visitor("auditor").get(f"/decisions/{decision.id}")
    assert entries(app, "read-by-auditor") == []


def test_a_trace_is_written_where_the_request_is_refused_in_the_end(app):
    with app.test_request_context():
        writing()
        log_refusal("identity-refused")
        with pytest.raises(RuleBroken):
            raise RuleBroken("no")
    assert len(entries(app, "identity-refused")) == 1


def test_auditor_and_administrator_read_it_and_that_is_logged_too(app, visitor):
    for role in ("outsider", "secretary", "delegate"):
        assert visitor(role).get("/access-log").status_code == 403
    assert visitor("auditor").get("/access-log").status_code == 200
    assert visitor("admin").get_json("/access-log").status_code == 200
    assert len(entries(app, "access-log-read")) == 2


def test_it_is_searched_by_kind_person_and_day(app, visitor):
    old_entry(app, timedelta(days=40))
    visitor("outsider")
    auditor = visitor("auditor")
    everything = auditor.get_json("/access-log").json["items"]
    assert [each["id"] for each in everything] == sorted((each["id"] for each in everything), reverse=True)
    by_person = auditor.get_json("/access-log?person=OUTSIDER@").json["items"]
    assert {each["person"]["name"] for each in by_person} == {"Funzionario"}
    assert {each["kind"] for each in auditor.get_json("/access-log?kind=access-log-read").json["items"]} == {"access-log-read"}
    day = (utc_now() - timedelta(days=40)).date().isoformat()
    assert len(auditor.get_json(f"/access-log?day={day}").json["items"]) <= 1
    assert auditor.get_json("/access-log?person=%25").json["items"] == []
    assert auditor.get("/access-log?day=domani&kind=" + "x" * 300).status_code == 200


def test_a_long_log_has_pages(app, visitor):
    with app.app_context():
        writing()
        for _ in range(60):
            log_access("sign-in-begun")
        commit()
    auditor = visitor("auditor")
    first = auditor.get_json("/access-log").json
    second = auditor.get_json(first["next"]).json
    assert len(first["items"]) == 50 and second["items"] and second["next"] is None


def test_it_is_taken_out_as_csv_by_who_may_read_it(app, visitor):
    assert visitor("outsider").post("/access-log/export").status_code == 403
    with app.app_context():
        writing()
        log_access("sign-in-begun", subject="=1+1")
        commit()
    reply = visitor("auditor").post("/access-log/export")
    rows = list(csv.DictReader(io.StringIO(reply.text)))
    assert rows[-1]["kind"] == "sign-in-begun" or rows[0]["kind"]
    assert not [row for row in rows if row["subject"].startswith("=")], "a spreadsheet would run it"
    assert [each.facts["rows"] for each in entries(app, "access-log-exported")] == [len(rows)]


def test_a_page_of_the_log_costs_the_same_however_much_stands_there(app, visitor, counted):
    auditor = visitor("auditor")
    auditor.get("/access-log")
    with counted() as few:
        auditor.get("/access-log")
    for role in ("outsider", "delegate", "secretary", "chair", "partner"):
        visitor(role)
    with counted() as many:
        auditor.get("/access-log")
    assert len(few) == len(many)
