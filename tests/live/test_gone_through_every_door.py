"""Who is removed while connected receives nothing later, through any door that exists: every door × every cause.

Before the cause each door tells; after it the others go on, and no door tells anything of it, nor of what was there.
Without a cause each door tells what came later: so the check can fail.
"""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import time_machine

from app.database import commit, day_of, db, utc_now, writing
from app.membership.models import AccessToken, Guest, Mandate, SignIn, Suspension, Table
from app.membership.models.erasure import Erasure
from app.membership.models.leaving import leave_body
from app.membership.models.password import hash_password
from app.membership.models.reset import change_password
from app.membership.models.succession import Succession
from app.workspaces.models import Workspace
from tests.live.leaving import BEFORE, LATER, SECRETS, Eye, a_nonce, build, build_open, go_on

HTML, JSON = "text/html", "application/json"
HALF_AN_HOUR = timedelta(minutes=31)


@dataclass(frozen=True)
class Door:
    """`before` and `later` are what it tells then; `own` shows a person's own record too, which may name what she knew."""

    ask: str
    address: str
    before: str = BEFORE
    later: str = LATER
    fields: dict = field(default_factory=dict)
    own: bool = False

    def __str__(self):
        return f"{self.ask} {self.address}"


def pages(addresses, bare=False):
    """Each as a page for people and as JSON for programs, which may be `bare` numbers."""
    json = [Door("json", address, *(('"id"',) * 2 if bare else told)) for address, told in addresses.items()]
    return [Door("page", address, *told) for address, told in addresses.items()] + json


def lines(*streams):
    """Each stream by its address, by what the socket is sent, and by what it asks for again."""
    asks = {stream: ("missed", "push", "resume") for stream in streams}
    return [Door(ask, stream, '"seq"', '"seq"') for stream, each in asks.items() for ask in each]


# --- The doors -------------------------------------------------------------------------------------------------------

NAME, TITLE, OUTPUT, TABLE = ("Residenze",) * 2, ("Prima seduta",) * 2, ("elenco comune",) * 2, ("Tavolo di prova", LATER)
TALK = "/workspaces/{workspace}/threads/{thread}"
DELEGATE = [
    *pages({
        "/": NAME, "/workspaces": NAME, "/workspaces/{workspace}": (), TALK: (), TALK + "?before=999999": (),
        "/meetings": TITLE, "/meetings/{meeting}": (), "/meetings/{closed}": OUTPUT, "/meetings/{closed}/minutes": (),
        "/items/{item}": (), "/decisions": OUTPUT, "/decisions/{decision}": OUTPUT,
        "/tables": TABLE, "/tables/{table}": TABLE,
        "/organisations/{body}": NAME, "/objectives/{objective}": NAME,
    }),
    *pages({
        "/guests/{guest}": NAME, "/guests/{item_guest}": (), "/seats/{seat}": TABLE, "/seats/{participation}": NAME,
        "/mandates/{mandate}": TABLE, "/mandates/{their_mandate}": NAME,
    }, bare=True),
    Door("page", "/decisions/{decision}/workspaces/new", *OUTPUT),
    Door("page", "/mandates/{own_mandate}", *TABLE, own=True),
    *lines("workspace/{workspace}", "meeting/{meeting}", "item/{item}", "table/{table}"),
    Door("mail", "a guest of hers is about to leave", "guest-ends/{guest}/", "guest-ends/{second_guest}/"),
    *[
        Door("form", address, *told)
        for address, told in {
            "/workspaces/{workspace}/threads": (), TALK + "/messages": (), "/workspaces/{workspace}/guests": (),
            "/workspaces/{workspace}/participations": (), "/workspaces/{workspace}/contributions": (),
            "/decisions/{decision}/workspaces": OUTPUT, "/meetings/{meeting}/proxies": (),
        }.items()
    ],
    Door("act", TALK + "/messages", '"seq"', '"seq"', {"body": "Ci sono"}),
    Door("act", "/workspaces/{workspace}/threads", '"id"', '"id"', {"title": "Ci sono"}),
]  # fmt: skip
GUEST = [
    *pages({"/": NAME, "/workspaces": NAME, "/workspaces/{workspace}": NAME, TALK: (), "/items/{item}": ()}),
    *lines("workspace/{workspace}", "item/{item}"),
    Door("act", TALK + "/messages", '"seq"', '"seq"', {"body": "Ci sono"}),
]
READER = [
    *pages({"/tables": TABLE, "/tables/{table}": TABLE}),
    *pages({"/tables/{conference}": TABLE, "/rosters/{roster}": (BEFORE,) * 2}),
    *lines("table/{table}", "table/{conference}"),
]
# Where something would be done: she who sees the thing is heard or told that it is not hers to do, who left finds nothing.
KNOCKED = [
    Door("knock", address, "", "")
    for address in """
    /decisions/{decision}/revision /decisions/{decision}/removal /items/{item} /items/{item}/withdrawal /items/{item}/outcome
    /items/{item}/decisions /items/{item}/guests /guests/{item_guest}/renewal /guests/{item_guest}/end /guests/{guest}/renewal
    /guests/{guest}/end /mandates/{mandate}/suspension /mandates/{mandate}/confirmation /mandates/{mandate}/refusal
    /mandates/{mandate}/renewal /mandates/{mandate}/end /meetings/{meeting}/convocation /meetings/{meeting}/opening
    /meetings/{meeting}/attendance /meetings/{meeting}/closure /meetings/{meeting}/items /meetings/{meeting}/minutes
    /minutes/{minutes}/versions /minutes/{minutes}/approval /minutes/{minutes}/publication /periods/{period}/end
    /proxies/{proxy}/withdrawal /seats/{seat}/end /seats/{seat}/mandates /tables/{table}/seats /tables/{table}/rules
    /tables/{table}/texts /tables/{table}/periods /tables/{table}/reservation /tables/{table}/opening /tables/{table}/end
    /tables/{table}/rosters /tables/{table}/meetings /contributions/{contribution}/end /participations/{participation}/end
    """.split()
]  # fmt: skip
KNOCKED_BY_A_READER = [
    Door("knock", f"/rosters/{{roster}}/{each}", "", "") for each in ("lines", "lines/1/removal", "activation", "withdrawal")
]
# Doors with a number or a name in their address through which nothing of a table, a meeting or a workspace reaches anybody
# that is not told to everybody, or to an office that no mandate gives.
ELSEWHERE = {
    "told to everybody signed in": "acts files affiliations aliases leads opinions units shares remits zone-memberships zones",
    "published": "public register",
    "an account of one's own": "me sign-ins sign-in second-factors erasures invitations static",
    "an office of the platform": "outbox people sheets",
    "a right to name for a body, by an affiliation": "organisations/<>",
    "for who suspends": "suspensions",
    "for who keeps the table": "tables/<>/rules tables/<>/meetings/new",
}


METHODS = {"page": "GET", "json": "GET"}


def shape(address):
    """/meetings/{meeting} and /meetings/<int:id> are one."""
    address = address.strip("/").split("?")[0]
    return "/".join("<>" if part[:1] in "{<" or part.isdigit() else part for part in address.split("/"))


def test_every_door_there_is_stands_in_a_list(app):
    asked = {(METHODS.get(door.ask, "POST"), shape(door.address)) for each in DOORS.values() for door in each}
    asked |= {("GET", "streams/<>/<>/happenings")}
    elsewhere = tuple(f"{prefix}/" for prefixes in ELSEWHERE.values() for prefix in prefixes.split())
    rules = [rule for rule in app.url_map.iter_rules() if "<" in rule.rule]
    doors = {(method, shape(rule.rule)) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"}}
    assert not {door for door in doors - asked if not f"{door[1]}/".startswith(elsewhere)}


# --- The causes ------------------------------------------------------------------------------------------------------


def mandates_of(cast, role):
    return db.session.scalars(db.select(Mandate).where(Mandate.person_id == cast.person(role).id)).all()


def mandates_ended(cast, names, eye):
    for mandate in mandates_of(cast, eye.role):
        mandate.end(by=cast.person("admin"))


def mandates_run_out(cast, names, eye):
    for mandate in mandates_of(cast, eye.role):
        mandate.end(utc_now() + timedelta(minutes=30), by=cast.person("admin"))


def mandates_suspended(cast, names, eye):
    for mandate in mandates_of(cast, eye.role):
        mandate.suspend("Da chiarire", by=cast.person("admin"))


def seats_ended(cast, names, eye):
    for seat in {mandate.seat for mandate in mandates_of(cast, eye.role)}:
        seat.end(reason="Ha finito", by=cast.person("admin"))


def body_ended(cast, names, eye):
    Succession.merge([cast.body("PM")], cast.body("FH"), day_of(utc_now()), by=cast.person("admin"))


def body_suspended(cast, names, eye):
    Suspension.of_body(cast.body("PM"), "Da chiarire", by=cast.person("admin"))


def left_the_body(cast, names, eye):
    leave_body(cast.person(eye.role).affiliations[0], by=cast.person("org_admin"))


def sign_in_ended(cast, names, eye):
    db.session.get(SignIn, eye.sign_in).end(by=cast.person("admin"))


def password_changed(cast, names, eye):
    change_password(cast.person(eye.role), hash_password("un'altra parola lunga"))


def token_revoked(cast, names, eye):
    db.session.get(AccessToken, eye.token).revoke(by=cast.person(eye.role))


def person_erased(cast, names, eye):
    Erasure.ask(cast.person(eye.role)).carry_out(by=cast.person("admin"))


def stays_ended(cast, names, eye):
    for name in ("own_guest", "own_item_guest"):
        db.session.get(Guest, names[name]).leave(by=cast.person("secretary"))


def tables_reserved(cast, names, eye):
    for name in ("table", "conference"):
        db.session.get(Table, names[name]).reserve(by=cast.person("secretary"))


def by_the_clock(cast, names, eye):
    """Nobody does anything: the end was written long before."""


@dataclass(frozen=True)
class Cause:
    """`leave` happens; where `after` is given the clock moves on. `by` says with what she looks."""

    leave: object
    role: str = "delegate"
    by: tuple = ("browser", "token")
    after: timedelta = timedelta(0)

    def __str__(self):
        return f"{self.role}: {self.leave.__name__} {self.after or ''}".strip()


CAUSES = [
    *map(Cause, (mandates_ended, mandates_suspended, seats_ended, body_ended, body_suspended, left_the_body, person_erased)),
    Cause(mandates_run_out, after=HALF_AN_HOUR),
    Cause(password_changed),
    Cause(sign_in_ended, by=("browser",)),
    Cause(by_the_clock, by=("browser",), after=timedelta(hours=2, minutes=1)),
    Cause(token_revoked, by=("token",)),
    Cause(stays_ended, "guest"),
    Cause(by_the_clock, "guest", after=HALF_AN_HOUR),
    Cause(tables_reserved, "partner"),
]
DOORS = {"delegate": DELEGATE + KNOCKED, "guest": GUEST, "partner": READER + KNOCKED_BY_A_READER}
# The streams of whose end her sockets are told, or they are cut.
LOST = {
    "delegate": ("workspace/{workspace}", "meeting/{meeting}", "item/{item}", "table/{table}"),
    "guest": ("workspace/{workspace}", "item/{item}"),
    "partner": ("table/{table}", "table/{conference}"),
}
BY_PROGRAMS = ("json", "missed", "push", "resume")


def doors_of(role, by, alone=False):
    """A program comes through those made for it; through all of them where it is asked alone."""
    return [door for door in DOORS[role] if by == "browser" or alone or door.ask in BY_PROGRAMS]


def test_the_number_of_doors_and_causes():
    cells = sum(len(doors_of(cause.role, by, len(cause.by) == 1)) for cause in CAUSES for by in cause.by)
    doors = len({str(door) for role in DOORS for door in DOORS[role]})
    print(f"\ngone: {doors} doors × {len(CAUSES)} causes = {cells} cells")
    assert doors >= 100 and len(CAUSES) >= 12


# --- Asking ----------------------------------------------------------------------------------------------------------


def ask(eye, door, names, later=False):
    """(status, text) of one door."""
    address = door.address.format(**names)
    if door.ask in ("page", "json"):
        return answer(eye.page(address, HTML if door.ask == "page" else JSON))
    if door.ask == "missed":
        return answer(eye.page(f"/streams/{address}/happenings", JSON))
    if door.ask in ("push", "resume"):
        return eye.happened(address) if door.ask == "push" else eye.resume(address)
    if door.ask == "mail":
        return eye.mailed(27 if later else 7)
    fields = door.fields and door.fields | {"nonce": a_nonce()}
    return answer(eye.post(address, fields, JSON if door.ask == "act" else HTML))


def answer(reply):
    return reply.status_code, reply.text


class Scene:
    """The world, whom it is about, and her eyes; what happens is told by the pump, which turns where it is told to."""

    def __init__(self, app, cast, role, by):
        self.app, self.cast = app, cast
        with app.app_context():
            self.names = (build_open if role == "partner" else build)(cast)
        self.eyes = [Eye(app, cast, role, each) for each in by]
        self.turn()

    def turn(self):
        with self.app.app_context():
            self.app.extensions["live"].pump.turn()

    def others_go_on(self, *word):
        with self.app.app_context():
            go_on(self.cast, self.names, *word)
        self.turn()
        for eye in self.eyes:
            eye.listen()

    def happen(self, cause, eye):
        with self.app.app_context():
            writing()
            cause.leave(self.cast, self.names, eye)
            commit()

    def answers(self, later=False, knocking=True):
        """(eye, door, status, text) of every door that is asked here."""
        for eye in self.eyes:
            for door in doors_of(eye.role, eye.by, len(self.eyes) == 1):
                if knocking or door.ask != "knock":
                    yield eye, door, *ask(eye, door, self.names, later)

    def silent(self, word, later=False):
        """The doors that did not tell what they were to tell."""
        return [
            f"{eye.by}: {door}: {status}"
            for eye, door, status, text in self.answers(later, later)
            if status == 404 or getattr(door, word).format(**self.names) not in text
        ]

    def leaks(self):
        """The doors that told anything to who has left: a word, or that there is something."""
        return [f"{eye.by}: {door}: {status} {found}" for eye, door, status, text in self.answers(True) if (found := leaked(door, status, text))]


def leaked(door, status, text):
    """What an answer gives away: words, or the number of its status where it is neither a list nor one's own record."""
    told = [secret for secret in SECRETS if secret in text]
    if door.own:
        return LATER in told
    listed = door.ask in ("page", "json") and "{" not in door.address.replace("{body}", "").replace("{objective}", "")
    refused = status in (401, 404) or (status in (302, 303) and "/sign-in" in text)
    return told or (not refused and not listed and status)


@pytest.mark.parametrize("cause", CAUSES, ids=str)
def test_who_left_receives_nothing_later_through_any_door(app, cast, cause):
    scene = Scene(app, cast, cause.role, cause.by)
    scene.others_go_on(BEFORE)
    assert scene.silent("before") == []
    scene.happen(cause, scene.eyes[0])
    with time_machine.travel(utc_now() + cause.after):
        scene.turn()
        scene.others_go_on(LATER, f"Tavolo {LATER}")
        assert scene.leaks() == []
    assert [eye.by for eye in scene.eyes for stream in LOST[cause.role] if not eye.gone(stream.format(**scene.names))] == []


@pytest.mark.parametrize(("role", "by"), [(role, by) for role in DOORS for by in ("browser", "token")])
def test_who_stays_is_told_what_comes_later_by_every_door(app, cast, role, by):
    scene = Scene(app, cast, role, (by,))
    scene.others_go_on(BEFORE)
    scene.others_go_on(LATER, f"Tavolo {LATER}")
    assert scene.silent("later", True) == []
    assert [stream for eye in scene.eyes for stream in LOST[role] if eye.gone(stream.format(**scene.names))] == []
