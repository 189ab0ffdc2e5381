"""Any byte changed behind the house's back, in an entry or in what it vouches for, is found."""

import json

import pytest

from app.database import commit, db, writing
from app.register.verifier import faults

ALTERATIONS = {
    "the html of the minutes": "UPDATE minutes_version SET html = '<p>Si è deciso!</p>'",
    "the source of the minutes": "UPDATE minutes_version SET source = '# Verbale'",
    "the text of a decision": "UPDATE decision SET text = 'Si fa un elenco comune degli alloggi!'",
    "the html of a decision": "UPDATE decision SET html = html || ' '",
    "the deadline of a decision": "UPDATE decision SET due_on = '2031-01-01'",
    "the number of a decision": "UPDATE decision SET number = 7 WHERE number = 1",
    "who answers for a decision": "UPDATE decision SET responsible_organisation_id = responsible_organisation_id + 1",
    "a decision unpublished": "UPDATE minutes SET published_at = NULL",
    "a decision hidden": "UPDATE decision SET published_at = NULL",
    "somebody made present": "INSERT INTO attendance (meeting_id, seat_id, mandate_id, marked_at) "
    "SELECT meeting.id, seat.id, mandate.id, meeting.closed_at FROM meeting, seat, mandate "
    "WHERE mandate.seat_id = seat.id AND mandate.role = 'chair'",
    "the title of an item": "UPDATE agenda_item SET title = 'Alloggi per studentI' WHERE position = 1",
    "the outcome of an item": "UPDATE agenda_item SET outcome = 'deferred' WHERE outcome = 'noted'",
    "the title of the meeting": "UPDATE meeting SET title = 'Seconda seduta'",
    "the content of an entry": "UPDATE register_entry SET content = replace(content, 'deciso', 'decisO') WHERE number = 1",
    "the digest of an entry": "UPDATE register_entry SET digest = 'f' || substr(digest, 2, 62) || 'z' WHERE number = 1",
    "the link to the entry before": "UPDATE register_entry SET previous = "
    "CASE substr(previous, 1, 1) WHEN 'e' THEN 'f' ELSE 'e' END || substr(previous, 2) WHERE number = 2",
    "the moment of an entry": "UPDATE register_entry SET at = '2020-01-01 00:00:00' WHERE number = 1",
    "the kind of an entry": "UPDATE register_entry SET kind = 'notes' WHERE number = 1",
    "the last entry taken away": "DELETE FROM register_entry WHERE number = 2",
    "the first entry taken away": "DELETE FROM register_entry WHERE number = 1",
}


@pytest.fixture
def two_entries(context, cast):
    cast.published_meeting()
    cast.published_meeting()


def test_an_untouched_register_is_whole(two_entries):
    assert faults() == []


@pytest.mark.parametrize("statement", ALTERATIONS.values(), ids=ALTERATIONS)
def test_an_alteration_is_found(two_entries, statement):
    alter(statement)
    db.session.expire_all()
    assert faults()


def alter(statement):
    """What somebody with the archive in hand could do; the references that guard it are lifted first."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql(statement)
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.exec_driver_sql("BEGIN")
        return
    writing()
    db.session.execute(db.text("SET LOCAL session_replication_role = replica"))
    db.session.connection().exec_driver_sql(statement)
    commit()


def test_the_commands_export_the_register_and_check_it(two_entries, context, tmp_path):
    runner, file = context.test_cli_runner(), tmp_path / "register.jsonl"
    assert runner.invoke(args=["register", "verify"]).exit_code == 0
    assert "2 entries" in runner.invoke(args=["register", "export", str(file)]).output
    assert runner.invoke(args=["register", "verify", str(file)]).exit_code == 0
    file.write_text(file.read_text(encoding="utf-8").replace("deciso", "decisO", 1), encoding="utf-8")
    refused = runner.invoke(args=["register", "verify", str(file)])
    assert refused.exit_code == 1 and "entry 1" in refused.output
    alter(ALTERATIONS["the text of a decision"])
    assert runner.invoke(args=["register", "verify"]).exit_code == 1


def test_what_is_no_register_is_said_so(context, tmp_path):
    file = tmp_path / "other.txt"
    file.write_text("something else\n")
    refused = context.test_cli_runner().invoke(args=["register", "verify", str(file)])
    assert refused.exit_code == 1 and "not an exported register" in refused.output


def test_an_entry_shows_the_very_line_that_is_exported(app, visitor, cast, tmp_path):
    with app.app_context():
        cast.published_meeting()
        app.test_cli_runner().invoke(args=["register", "export", str(tmp_path / "all.jsonl")])
    delegate = visitor("delegate")
    entry = delegate.get_json("/register/1").json
    assert entry["line"] + "\n" == (tmp_path / "all.jsonl").read_text(encoding="utf-8")
    assert json.loads(entry["line"])["digest"] == entry["digest"]
    assert entry["digest"] in delegate.get("/register/1").text
    assert delegate.get("/register/2").status_code == 404
    assert visitor().get_json("/register/1").status_code == 401


def test_the_register_lists_its_entries_the_latest_first(app, visitor, cast):
    with app.app_context():
        cast.published_meeting()
        cast.published_meeting()
    listed = visitor("outsider").get_json("/register").json
    assert [each["number"] for each in listed["items"]] == [2, 1] and listed["next"] is None
    assert visitor("outsider").get("/register?page=0").status_code == 404
