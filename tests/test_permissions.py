"""Who may do what: `policy.csv`, a row a door and state of the thing, a column an actor, through HTTP and the socket.

The file is written by hand from the roles of the house. A cell holds `yes` (the door answers 2xx, or leads to the page),
or the status of the "no": 401 sign in first, 403 seen but not yours to do, 404 as if it did not exist.
"""

import csv
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from sqlalchemy import select

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting, Minutes
from app.rendering import render
from app.workspaces.models import Workspace
from tests.cast import PEOPLE
from tests.conftest import Visitor

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
        "/static/<path:filename>", "/sign-in", "/sign-out", "/language", "/sign-ins/end-others", "/seats/<int:id>",
        "/zones/<int:id>", "/streams/<kind>/<int:id>/happenings",
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
    """The rows of every table as they are now, to be put back as they were."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            self.rows = {table: db.session.execute(select(table)).all() for table in db.metadata.sorted_tables}

    def restore(self):
        with self.app.app_context():
            writing()
            lift_foreign_keys()
            for table in reversed(db.metadata.sorted_tables):
                db.session.execute(table.delete())
            for table, rows in self.rows.items():
                if rows:
                    db.session.execute(table.insert(), [row._asdict() for row in rows])
            commit()


def lift_foreign_keys():
    """Until the end of this transaction: rows of one table may refer to each other in any order."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(db.text("PRAGMA defer_foreign_keys=ON"))
    else:
        db.session.execute(db.text("SET LOCAL session_replication_role = replica"))


# --- States ----------------------------------------------------------------------------------------------------------


def start(cast):
    table = cast.table()
    seats = {seat.organisation.code: seat for seat in table.place.seats}
    return {
        "table": table.id,
        "organisation": cast.body("PM").id,
        "free_organisation": cast.body("EX").id,
        "objective": cast.objective().id,
        "other_objective": cast.objective("P2.M1").id,
        "seat": seats["PM"].id,
        "mandate": cast.mandate("technician").id,
        "delegate_mandate": cast.mandate("delegate").id,
        "own_person": cast.person("org_admin").id,
        "partner_person": cast.person("expired").id,
        "delegate_person": cast.person("delegate").id,
    }


def reserved(cast):
    names = start(cast)
    writing()
    cast.table().reserved_at = utc_now()
    commit()
    return names


def with_meeting(cast, meeting, decision=None):
    decision = decision or next(iter(meeting.decisions()), None)
    names = {"meeting": meeting.id, "item": meeting.items[-1].id, "decision": decision and decision.id}
    return start(cast) | names | {"minutes": meeting.minutes and meeting.minutes.id}


def planned(cast):
    return with_meeting(cast, cast.planned_meeting())


def convened(cast):
    return with_meeting(cast, cast.convened_meeting())


def opened(cast):
    return with_meeting(cast, cast.open_meeting())


def decided(cast):
    meeting = cast.open_meeting()
    writing()
    db.session.refresh(meeting)
    decision = meeting.items[0].decide(cast.mandate("secretary"), **cast.parts())
    commit()
    return with_meeting(cast, meeting, decision)


def concluded(cast):
    names = decided(cast)
    writing()
    meeting = db.session.get(Meeting, names["meeting"])
    meeting.items[1].conclude("noted", "", cast.mandate("secretary"))
    commit()
    return names


def closed(cast):
    return with_meeting(cast, *cast.closed_meeting())


def drafted(cast):
    meeting, decision = cast.closed_meeting()
    writing()
    Minutes.draft(meeting, "Testo", render("Testo"), cast.mandate("secretary"))
    commit()
    return with_meeting(cast, meeting, decision)


def approved(cast):
    names = drafted(cast)
    writing()
    db.session.get(Minutes, names["minutes"]).approve(1, cast.mandate("secretary"))
    commit()
    return names


def published(cast):
    return with_meeting(cast, *cast.published_meeting()) | {"entry": 1}


def workspace(cast):
    space, thread = cast.workspace()
    seats = {seat.organisation.code: seat for seat in space.place.seats}
    return start(cast) | {
        "workspace": space.id,
        "thread": thread.id,
        "contribution": space.contributions[0].id,
        "lead_seat": seats["PM"].id,
        "partner_seat": seats["US"].id,
        "partner_mandate": cast.mandate("other_delegate", space.place).id,
    }


def released(cast):
    names = workspace(cast)
    writing()
    space = db.session.get(Workspace, names["workspace"])
    next(seat for seat in space.place.seats if seat.organisation.code == "US").end(reason="Ha finito la sua parte")
    commit()
    return names


STATES = {
    "start": start,
    "reserved": reserved,
    "planned": planned,
    "convened": convened,
    "open": opened,
    "decided": decided,
    "concluded": concluded,
    "closed": closed,
    "drafted": drafted,
    "approved": approved,
    "published": published,
    "workspace": workspace,
    "released": released,
}
