"""Who may do what: `policy.csv`, a row a door and state of the thing, a column an actor, through HTTP and the socket.

The file is written by hand from the roles of the house. A cell holds `yes` (the door answers 2xx, or leads to the page),
or the status of the "no": 401 sign in first, 403 seen but not yours to do, 404 as if it did not exist, 409 yours to do but
not as the thing stands now, 422 yours to try, and what was sent does not fit.

A door begins with how it is asked: GET and POST by a browser, READER and WRITER by a program with a token that reads or
writes, RESUME and HEAR by the live line. Its names are those that the state gives (`tests/states`).
"""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from app.database import db, utc_now
from app.membership.models import Lead
from app.permissions.membership.offices import offices_of
from app.permissions.streams import SEEN
from app.permissions.who import mandates_of
from tests.asking import ASKING, everybody
from tests.cast import OFFICES, SEATED
from tests.rotation import a_turn
from tests.states import STATES

ROWS = list(csv.DictReader((Path(__file__).parent / "policy.csv").open(encoding="utf-8")))
ACTORS = [name for name in ROWS[0] if name not in ("door", "state", "fields", "why")]

# {role of the house: the actors that hold it}. The delegate leads a project in the workspace of her body; the guest is one
# in the states of guests, the partner takes part in the state `project`.
ROLES = {
    "platform administrator": ("admin",),
    "plan office": ("plan_office",),
    "direction for Europe and the zones": ("zones_office",),
    "table chair": ("chair",),
    "secretariat": ("secretary",),
    "delegate and substitute": ("delegate", "substitute", "other_delegate"),
    "technical office": ("technician",),
    "lead of an area, a theme or a project": ("area_lead", "delegate"),
    "organisation administrator": ("org_admin",),
    "guest of an item or a workspace": ("guest",),
    "regional counterpart": ("counterpart",),
    "auditor": ("auditor",),
    "public": ("anonymous",),
    "whose right is over, to come or at rest": ("removed", "expired", "future", "suspended"),
    "who takes part in one project only": ("partner", "observer"),
    "who has no part in it": ("outsider",),
}


@dataclass
class Asked:
    """One row, and whom and what it is asked of."""

    row: dict
    door: str
    app: object
    cast: object
    databases: object


@pytest.mark.parametrize("row", a_turn(ROWS), ids=lambda row: f"{row['door']} [{row['state']}]")
def test_a_door_opens_to_whom_the_policy_says(row, app, cast, databases):
    with app.app_context():
        names = STATES[row["state"]](cast)
    visitors = everybody(app, ACTORS)
    names["sign_in"] = visitors["delegate"].sign_in_id
    ask = ASKING[row["door"].split()[0]]
    answers = ask(Asked(row, row["door"], app, cast, databases), names, visitors)
    wrong = {actor: f"{answers[actor]}, not {row[actor]}" for actor in ACTORS if answers[actor] != row[actor]}
    assert not wrong, f"{row['door']} in the state “{row['state']}”: {row['why']}"


def test_every_cell_has_a_written_expectation():
    cells = [row[actor] for row in ROWS for actor in ACTORS]
    assert set(cells) <= {"yes", "401", "403", "404", "409", "422"}
    assert all(row["why"] for row in ROWS)
    assert len({(row["door"], row["state"], row["fields"]) for row in ROWS}) == len(ROWS)
    print(f"\npolicy: {len(ROWS)} doors and states × {len(ACTORS)} actors = {len(cells)} cells")


def test_every_role_of_the_house_has_its_column(context, cast):
    """And the actors are what their columns say, by the rows of the archive."""
    assert set(ACTORS) == {actor for actors in ROLES.values() for actor in actors}
    places = {actor: [(each.seat.place.table.code, each.role) for each in mandates_of(cast.person(actor))] for actor in SEATED}
    assert places == {actor: [("TAV", role)] for actor, role in SEATED.items()}
    assert [(each.seat.side, each.role) for each in mandates_of(cast.person("counterpart"))] == [("a", "delegate")]
    assert {actor: offices_of(cast.person(actor)) for actor in OFFICES} == {actor: {kind} for actor, kind in OFFICES.items()}
    assert [lead.remit.name for lead in leads_of(cast.person("area_lead"))] == ["Abitare"]
    without = ("outsider", "partner", "observer", "guest", "removed", "expired", "future", "suspended", "org_admin", "area_lead")
    assert not any(mandates_of(cast.person(actor)) for actor in (*without, *OFFICES))


# What is marked as read is marked for oneself, and a preview is kept nowhere.
READ = r"preview|(?:workspaces/.*/)?catch-up |workspaces/.*/reading "
# {actor: (doors, what she never gets there)}: the last column of the roles, what they may not.
NEVER = {
    "admin": (r"\w+ /?(meetings|items|minutes|workspaces|decisions/.*(revision|removal)|meeting|item|workspace|proxies)/", "yes"),
    "plan_office": (r"POST .*/?(minutes|meetings|items|proxies|seats|mandates)/", "yes"),
    "zones_office": (r"POST (?!/coherence/).*/?(opinions/.*/answer|minutes|meetings|proxies)/?", "yes"),
    "chair": (r"POST /minutes/.*/versions \[(approved|published)]", "yes"),
    "technician": (r"POST .*/?(opinions|proxies|decisions|minutes)/?", "yes"),
    "area_lead": (r"POST /(tables|meetings|items|mandates|seats|workspaces)", "yes"),
    "org_admin": (r"GET /(meetings|minutes|items)/.* \[(?!handed over)", "yes"),
    "counterpart": (r"\w+ .*{(meeting|item|workspace|roster|minutes)}.* \[(?!conference meets|published|roster in force)", "yes"),
    "auditor": (
        rf"POST /(?!me/|language|sign-|second-factors/challenge|access-log/export|offices/.*/end|answers/{{link}}|{READ})",
        "yes",
    ),
    "anonymous": (r"\w+ (?!/(public|sign-|healthz|readyz|language|invitations|answers|calendar))", "yes"),
}


@pytest.mark.parametrize("actor", NEVER)
def test_a_role_never_gets_what_it_may_not(actor):
    doors, never = NEVER[actor]
    told = {f"{row['door']} [{row['state']}]": row[actor] for row in ROWS}
    asked = {door: cell for door, cell in told.items() if re.match(doors, door)}
    assert asked
    assert [door for door, cell in asked.items() if cell == never] == []


@pytest.mark.parametrize("actor", ["removed", "expired", "future", "suspended"])
def test_a_right_that_does_not_hold_is_none(actor):
    """Row by row what an outsider gets; only her own invitation is the outsider's alone."""
    assert [row["door"] for row in ROWS if row[actor] != row["outsider"] and row["state"] != "invited_outsider"] == []


def leads_of(person):
    return db.session.scalars(select(Lead).where(Lead.person_id == person.id, Lead.in_force(utc_now()))).all()


def test_every_door_of_the_house_has_a_row(app):
    """The files of the pages themselves (scripts, styles) are nobody's in particular."""
    doors = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }
    assert not doors - {door_of(app, row) for row in ROWS}


def door_of(app, row):
    """(method, rule) of a row that is asked by address."""
    method, address = row["door"].split(" ", 1)
    if method not in ("GET", "POST"):
        return None
    numbers = defaultdict(lambda: 1)
    path = address.format_map(numbers).split("?")[0]
    rule, _ = app.url_map.bind("localhost").match(path, method=method, return_rule=True)
    return method, rule.rule


@pytest.mark.parametrize("kind", sorted({"person", *SEEN}))
def test_every_stream_is_asked_for_by_address_and_on_the_live_line(kind):
    doors = {tuple(row["door"].replace("/streams/", "").split("/")[0].split(" ")) for row in ROWS}
    assert {("GET", kind), ("RESUME", kind), ("HEAR", kind)} <= doors
