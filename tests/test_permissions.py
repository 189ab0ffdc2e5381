"""Who may do what: `policy.csv`, a row a door and state of the thing, a column an actor, through HTTP and the socket.

The file is written by hand from the roles of the house. A cell holds `yes` (the door answers 2xx, or leads to the page),
or the status of the "no": 401 sign in first, 403 seen but not yours to do, 404 as if it did not exist.
"""

import csv
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from sqlalchemy import select

from app.database import commit, db, writing
from app.meetings.models import Meeting
from app.workspaces.models import Workspace
from tests.cast import PEOPLE
from tests.conftest import Visitor
from tests.states import STATES

ROWS = list(csv.DictReader((Path(__file__).parent / "policy.csv").open(encoding="utf-8")))
RULE_SAYS_NO = 409  # the right is there, and the thing itself does not allow it now
ACTORS = [name for name in ROWS[0] if name not in ("door", "state", "fields", "why")]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['door']} [{row['state']}]")
def test_a_door_opens_to_whom_the_policy_says(row, app, cast, databases):
    with app.app_context():
        names = STATES[row["state"]](cast)
        visitors = enter_everybody(app)
        names["sign_in"] = visitors["delegate"].sign_in_id
    ask = DOORS[row["door"].split()[0]]
    answers = ask(app, cast, row, names, visitors)
    wrong = {actor: f"{answers[actor]}, not {row[actor]}" for actor in ACTORS if answers[actor] != row[actor]}
    assert not wrong, f"{row['door']} in the state “{row['state']}”: {row['why']}"


def test_every_cell_has_a_written_expectation():
    cells = [row[actor] for row in ROWS for actor in ACTORS]
    assert set(cells) <= {"yes", "401", "403", "404"}
    assert all(row["why"] for row in ROWS)
    print(f"\npolicy: {len(ROWS)} doors and states × {len(ACTORS)} actors = {len(cells)} cells")


def test_every_door_of_the_house_has_a_row(app):
    """Sign-in, sign-out and the language are doors of the browser, not of a mandate: they have tests of their own."""
    own_tests = {
        "/sign-in/second-factor", "/sign-in/forgotten", "/sign-in/reset/<token>", "/second-factors/challenge",
        "/second-factors/authenticators", "/second-factors/keys", "/second-factors/codes", "/second-factors/<int:id>/end",
        "/sign-in/step-up", "/me/password", "/sign-ins/end-all", "/sign-in/oidc", "/sign-in/oidc/back",
        "/static/<path:filename>", "/sign-in", "/sign-out", "/language", "/sign-ins/end-others", "/seats/<int:id>",
        "/acts/<int:id>/files", "/streams/<kind>/<int:id>/happenings",
    }  # fmt: skip
    written = {(row["door"].split()[0], shape(row["door"].split()[1])) for row in ROWS}
    doors = {
        (method, shape(rule.rule))
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.rule not in own_tests
    }
    assert not doors - written


def shape(address):
    """An address with its names taken out: /meetings/{meeting} and /meetings/<int:id> are one."""
    return "/".join("*" if part[:1] in "{<" else part for part in address.split("/"))


def enter_everybody(app):
    visitors = {actor: Visitor(app, actor) for actor in PEOPLE if actor in ACTORS}
    return {"anonymous": Visitor(app), **visitors}


# --- Doors -----------------------------------------------------------------------------------------------------------


def ask_by_http(app, cast, row, names, visitors):
    """One request an actor; after a "yes" to a POST the world is put back, so that each actor meets the same state."""
    method, address = row["door"].format(**names).split(" ", 1)
    fields = dict(parse_qsl(row["fields"].format(**names)))
    before = Snapshot(app)
    answers = {}
    for actor, visitor in visitors.items():
        reply = visitor.get_json(address) if method == "GET" else visitor.post(address, fields)
        answers[actor] = "yes" if reply.status_code < 400 or reply.status_code == RULE_SAYS_NO else str(reply.status_code)
        if method == "POST" and answers[actor] == "yes":
            before.restore()
    return answers


def ask_by_resume(app, cast, row, names, visitors):
    stream = row["door"].format(**names).split(" ")[1]
    answers = {}
    for actor, visitor in visitors.items():
        socket = connected(app, visitor)
        if not socket.is_connected():
            answers[actor] = "401"
            continue
        told = socket.emit("resume", {"stream": stream, "log": "", "after": 0}, callback=True)
        answers[actor] = "404" if told.get("gone") else "yes"
        socket.disconnect()
    return answers


def ask_by_hearing(app, cast, row, names, visitors):
    """Everybody listens, something happens on the stream, the pump turns once."""
    stream = row["door"].format(**names).split(" ")[1]
    sockets = {actor: connected(app, visitor) for actor, visitor in visitors.items()}
    pump = app.extensions["live"].pump
    with app.app_context():
        pump.turn()
        happen_on(stream, cast)
        pump.turn()
    answers = {actor: heard(socket, stream) for actor, socket in sockets.items()}
    for socket in sockets.values():
        if socket.is_connected():
            socket.disconnect()
    return answers


def heard(socket, stream):
    if not socket.is_connected():
        return "401"
    streams = [each["args"][0]["stream"] for each in socket.get_received() if each["name"] == "happening"]
    return "yes" if stream in streams else "404"


def happen_on(stream, cast):
    from_lead = stream.startswith("workspace")
    writing()
    thing = db.session.execute(select(db.metadata.tables[stream.split("/")[0]])).first()
    if from_lead:
        workspace = db.session.get(Workspace, thing.id)
        cast.post(workspace, workspace.threads[0], "delegate", "Ci siete?")
    else:
        meeting = db.session.get(Meeting, thing.id)
        meeting.add_item("Un punto in più", "", cast.mandate("secretary"))
        commit()


def connected(app, visitor):
    return app.extensions["live"].socketio.test_client(app, flask_test_client=visitor.http)


DOORS = {"GET": ask_by_http, "POST": ask_by_http, "RESUME": ask_by_resume, "HEAR": ask_by_hearing}


class Snapshot:
    """The rows of every table as they are now, to be put back as they were; the access log takes nothing back."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            self.rows = {table: db.session.execute(select(table)).all() for table in reversible()}

    def restore(self):
        with self.app.app_context():
            writing()
            lift_foreign_keys()
            for table in reversed(reversible()):
                db.session.execute(table.delete())
            for table, rows in self.rows.items():
                if rows:
                    db.session.execute(table.insert(), [row._asdict() for row in rows])
            commit()


def reversible():
    return [table for table in db.metadata.sorted_tables if table.name != "access_entry"]


def lift_foreign_keys():
    """Until the end of this transaction: rows of one table may refer to each other in any order."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(db.text("PRAGMA defer_foreign_keys=ON"))
    else:
        db.session.execute(db.text("SET LOCAL session_replication_role = replica"))
