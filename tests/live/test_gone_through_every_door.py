"""Who is removed while connected receives nothing later, through any door that exists: every door × every cause.

Before the cause each door tells; after it the others go on, and no door tells anything of it, nor of what was there.
Without a cause each door tells what came later: so the check can fail.
"""

import re
from dataclasses import dataclass, field

import pytest
import time_machine

from app.database import commit, utc_now, writing
from tests.live.causes import CAUSES
from tests.live.leaving import BEFORE, LATER, SECRETS, Eye, a_nonce, build, build_open, go_on
from tests.rotation import a_part

HTML, JSON = "text/html", "application/json"


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
    return [Door(ask, stream, '"seq"', '"seq"') for stream in streams for ask in ("missed", "push", "resume")]


# --- The doors -------------------------------------------------------------------------------------------------------

NAME, TITLE, OUTPUT, TABLE = ("Residenze",) * 2, ("Prima seduta",) * 2, ("elenco comune",) * 2, ("Tavolo di prova", LATER)
TALK = "/workspaces/{workspace}/threads/{thread}"
DELEGATE = [
    *pages({
        "/": NAME, "/workspaces": NAME, "/workspaces/{workspace}": (), TALK: (), TALK + "?before=999999": (),
        "/meetings": TITLE, "/meetings/{meeting}": (), "/meetings/{closed}": OUTPUT, "/meetings/{closed}/minutes": (),
        "/items/{item}": (), "/decisions": OUTPUT, "/decisions/{decision}": OUTPUT,
        "/actions": OUTPUT, "/actions/{action}": OUTPUT,
        "/decisions/{decision}/actions": OUTPUT, "/organisations/{promiser}/promises": OUTPUT,
        "/means/{means}": OUTPUT, "/polls/{poll}": (BEFORE,) * 2, "/contestations/{contestation}": (BEFORE,) * 2,
        "/tables": TABLE, "/tables/{table}": TABLE,
        "/me": TABLE, "/organisations/{body}": NAME, "/objectives/{objective}": NAME,
    }),
    *pages({
        "/guests/{guest}": NAME, "/guests/{item_guest}": (), "/seats/{seat}": TABLE, "/seats/{participation}": NAME,
        "/mandates/{mandate}": TABLE, "/mandates/{their_mandate}": NAME,
    }, bare=True),
    Door("page", "/decisions/{decision}/workspaces/new", *OUTPUT),
    Door("page", "/workspaces/{workspace}/circles", *NAME),
    *[Door("page", f"/workspaces/{{workspace}}/{each}", *NAME) for each in ("history", "split", "mergers/new", "closure")],
    Door("page", "/decisions/shares", "tv-legend", "tv-legend"),
    *[Door("page", address, *OUTPUT) for address in ("/decisions.csv", "/decisions.ics", "/actions.csv", "/actions.ics")],
    Door("page", "/meetings/{meeting}/calendar.ics", "SUMMARY", "SUMMARY"),
    *pages({"/meetings/{meeting}/notes": (BEFORE,) * 2}),
    Door("page", "/meetings/{meeting}/room"),
    Door("page", "/meetings/{meeting}/room/parts?part=agenda"),
    Door("page", "/meetings/{meeting}/projector", *TITLE),
    *[Door("json", f"/meetings/{{meeting}}/{each}", '"state"', '"state"') for each in ("room", "projector")],
    Door("page", "/mandates/{own_mandate}", *TABLE, own=True),
    *lines("workspace/{workspace}", "meeting/{meeting}", "item/{item}", "table/{table}"),
    Door("feed", "/calendar/{calendar}.ics", *TITLE),
    Door("mail", "a guest of hers is about to leave", "guest-ends/{guest}/", "guest-ends/{second_guest}/"),
    *[
        Door("form", address, *told)
        for address, told in {
            "/workspaces/{workspace}/threads": (), TALK + "/messages": (), "/workspaces/{workspace}/guests": (),
            "/workspaces/{workspace}/split": NAME, "/workspaces/{workspace}/closure": NAME,
            "/workspaces/{workspace}/mergers": NAME,
            "/workspaces/{workspace}/circles": NAME, "/workspaces/{workspace}/participations": (),
            "/workspaces/{workspace}/contributions": (),
            "/decisions/{decision}/workspaces": OUTPUT, "/decisions/{decision}/answer": OUTPUT,
            "/meetings/{meeting}/proxies": (),
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
# She who looks over everything sees what the delegates see, and has no desk and no voice of her own.
OWN = ("/me", "/mandates/{own_mandate}", "/decisions/{decision}/workspaces/new")
OWN += ("/workspaces/{workspace}/split", "/workspaces/{workspace}/mergers/new", "/workspaces/{workspace}/closure")
SEEING = ("page", "json", "missed", "push", "resume")
AUDITOR = [door for door in DELEGATE if door.ask in SEEING and door.address not in OWN]
READER = [
    *pages({"/tables": TABLE, "/tables/{table}": TABLE}),
    *pages({"/tables/{conference}": TABLE, "/rosters/{roster}": (BEFORE,) * 2}),
    *lines("table/{table}", "table/{conference}"),
]
# Where something would be done: she who sees the thing is heard or told that it is not hers to do, who left finds nothing.
TO_KNOCK_AT = """
/means/{means}/rows /decisions/{decision}/links /links/{link}/removal /decisions/{decision}/answer/note
/meetings/{closed}/reopening
/decisions/{decision}/revision /decisions/{decision}/removal /items/{item} /items/{item}/withdrawal /items/{item}/outcome
/items/{item}/decisions /items/{item}/guests /items/{item}/confidentiality /items/{item}/release /items/{item}/papers
/papers/{paper}/versions /papers/{paper}/withdrawal /guests/{item_guest}/renewal /guests/{item_guest}/end /guests/{guest}/renewal
/guests/{guest}/end /mandates/{mandate}/suspension /mandates/{mandate}/confirmation /mandates/{mandate}/refusal
/mandates/{mandate}/renewal /mandates/{mandate}/end /meetings/{meeting}/convocation /meetings/{meeting}/opening
/meetings/{meeting}/course /meetings/{meeting}/suspension /meetings/{meeting}/resumption /meetings/{meeting}/notes
/notes/{note} /notes/{note}/deletion
/meetings/{meeting}/attendance/rows /meetings/{meeting}/visits /meetings/{meeting}/arrivals /arrivals/{arrival}/confirmation
/meetings/{meeting}/hands /meetings/{meeting}/floor /hands/{hand}/withdrawal /hands/{hand}/place /hands/{hand}/floor
/speeches/{speech}/end /items/{item}/hands /items/{item}/conflicts /conflicts/{conflict}/withdrawal
/meetings/{meeting}/length /meetings/{meeting}/minutes/item /meetings/{meeting}/template /items/{item}/step /items/{item}/move
/items/{item}/shelving /items/{item}/carrying /tables/{table}/backlog /tables/{table}/series
/meetings/{meeting}/attendance /meetings/{meeting}/closure /meetings/{meeting}/items /meetings/{meeting}/minutes
/minutes/{minutes}/versions /minutes/{minutes}/approval /minutes/{minutes}/publication /periods/{period}/end
/minutes/{minutes}/circulation /minutes/{minutes}/draft /minutes/{minutes}/contestations /minutes/{minutes}/rectifications
/contestations/{contestation}/rectification /contestations/{contestation}/refusal
/items/{item}/polls /polls/{poll}/opening /polls/{poll}/closure /polls/{poll}/withdrawal
/polls/{poll}/record /polls/{poll}/ballots
/actions/{action}/revision /actions/{action}/removal /actions/{action}/beginning /actions/{action}/completion
/actions/{action}/withdrawal /actions/{action}/state /actions/{action}/confirmation
/actions/{action}/requests /actions/{action}/news
/items/{item}/actions /decisions/{decision}/actions /decisions/{decision}/execution
/polls/{poll}/calls /tables/{table}/weights /proxies/{proxy}/withdrawal
/seats/{seat}/end /seats/{seat}/mandates /tables/{table}/seats /tables/{table}/rules
/tables/{table}/texts /tables/{table}/periods /tables/{table}/reservation /tables/{table}/opening /tables/{table}/end
/tables/{table}/rosters /tables/{table}/meetings /tables/{table}/timetable /meetings/{meeting}/date
/meetings/{meeting}/cancellation /meetings/{meeting}/answer /meetings/{meeting}/answers
/workspaces/{workspace}/circle/closure
/contributions/{contribution}/end /participations/{participation}/end
"""
KNOCKED = [Door("knock", address, "", "") for address in TO_KNOCK_AT.split()]
KNOCKED_BY_A_READER = [
    Door("knock", f"/rosters/{{roster}}/{each}", "", "") for each in ("lines", "lines/1/removal", "activation", "withdrawal")
]
# Doors that tell nothing of a table, a meeting or a workspace but what everybody is told, or an office that no mandate gives.
ELSEWHERE = {
    "told to everybody signed in": "acts files affiliations aliases leads opinions units shares remits zone-memberships zones",
    "published": "public register",
    "an account of one's own": "me sign-ins sign-in second-factors erasures invitations static",
    "an office of the platform": "outbox people sheets access-log offices tables/new tables/unkept tables/<>/keepers",
    "a right to name for a body, by an affiliation": "organisations",
    "for who suspends": "suspensions",
    "only how many workspaces she sees": "plan",
    "papers, each by its item, as bytes": "meetings/<>/papers.zip",
    "how the house is": "healthz readyz",
    "for who keeps the table": (
        "decisions/<>/links tables/<>/rules tables/<>/meetings/new tables/<>/timetable meetings/<>/convocation meetings/<>/clock"
    ),
    "what is not called yet, for who keeps the table": "backlog series tables/<>/backlog tables/<>/series",
    "asked row by row by the policy": (
        "proposals tables/<>/proposals items/<>/proposals items/<>/offices items/<>/concerns concerns handings circles "
        "workspaces/<>/threads/<>/proposals workspaces/<>/dossier workspaces/<>/dossier.md workspaces/<>/reopening "
        "catch-up unread coherence shared-files tasks folders named-zones participations/<>/role workspaces/new "
        "workspaces/<>/catch-up workspaces/<>/coherence workspaces/<>/files workspaces/<>/files.csv workspaces/<>/files.zip "
        "workspaces/<>/folders workspaces/<>/mandate workspaces/<>/mentionable workspaces/<>/resumption "
        "workspaces/<>/submissions workspaces/<>/suspension workspaces/<>/tasks workspaces/<>/tasks.csv workspaces/<>/zones "
        "workspaces/<>/threads/<>/draft workspaces/<>/threads/<>/drafts workspaces/<>/threads/<>/edit "
        "workspaces/<>/threads/<>/files workspaces/<>/threads/<>/messages/<> workspaces/<>/threads/<>/move "
        "workspaces/<>/threads/<>/reading workspaces/<>/threads/<>/reopening workspaces/<>/threads/<>/resolution "
        "workspaces/<>/threads/<>/title mergers merger-parts"
    ),
    "the link of a mail, which ends with the mandate it is for": "answers",
}
METHODS = {"page": "GET", "json": "GET", "feed": "GET"}
# Everybody sees the thing itself; what is listed of it is for who sees that.
ABOUT = re.compile(r"{(body|promiser|objective|calendar)}")


def shape(address):
    """/meetings/{meeting} and /meetings/<int:id> are one."""
    address = address.strip("/").split("?")[0]
    return "/".join("<>" if part[:1] in "{<" or part.isdigit() else part for part in address.split("/"))


def test_every_door_there_is_stands_in_a_list(app):
    asked = {(METHODS.get(door.ask, "POST"), shape(door.address)) for each in DOORS.values() for door in each}
    asked |= {("GET", "streams/<>/<>/happenings")}
    elsewhere = tuple(f"{prefix}/" for prefixes in ELSEWHERE.values() for prefix in prefixes.split())
    rules = [(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}]
    doors = {(method, shape(rule)) for method, rule in rules if method == "GET" or "<" in rule}
    assert not {door for door in doors - asked if not f"{door[1]}/".startswith(elsewhere)}


DOORS = {"delegate": DELEGATE + KNOCKED, "guest": GUEST, "auditor": AUDITOR, "partner": READER + KNOCKED_BY_A_READER}
# The streams of whose end her sockets are told, or they are cut.
LOST = {
    "delegate": ("workspace/{workspace}", "meeting/{meeting}", "item/{item}", "table/{table}"),
    "guest": ("workspace/{workspace}", "item/{item}"),
    "auditor": ("workspace/{workspace}", "meeting/{meeting}", "item/{item}", "table/{table}"),
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
    if door.ask in METHODS:
        return answer(eye.page(address, JSON if door.ask == "json" else HTML))
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

    def leaks(self, mailed=False):
        """The doors that told anything to who has left: a word, or that there is something."""
        answers = [each for each in self.answers(True) if not (mailed and each[1].ask in ("mail", "feed"))]
        found = [(eye, door, leaked(door, status, text, self.names)) for eye, door, status, text in answers]
        return [f"{eye.by}: {door}: {told}" for eye, door, told in found if told]


def leaked(door, status, text, names):
    """What an answer gives away: words, or its status where it is neither a list nor one's own record."""
    if door.own or door.ask == "mail":
        return door.later.format(**names) in text
    told = [secret for secret in SECRETS if secret in text]
    listed = door.ask in METHODS and "{" not in ABOUT.sub("", door.address)
    refused = status in (401, 404) or (status in (302, 303) and "/sign-in" in text)
    return told or (not refused and not listed and status)


@pytest.mark.parametrize("cause", a_part(CAUSES, 3), ids=str)
def test_who_left_receives_nothing_later_through_any_door(app, cast, cause):
    scene = Scene(app, cast, cause.role, cause.by)
    scene.others_go_on(BEFORE)
    assert scene.silent("before") == []
    scene.happen(cause, scene.eyes[0])
    with time_machine.travel(utc_now() + cause.after):
        scene.turn()
        scene.others_go_on(LATER, f"Tavolo {LATER}")
        assert scene.leaks(cause.stays_delegate) == []
    assert [eye.by for eye in scene.eyes for stream in LOST[cause.role] if not eye.gone(stream.format(**scene.names))] == []


@pytest.mark.parametrize(("role", "by"), a_part([(role, by) for role in DOORS for by in ("browser", "token")], 3))
def test_who_stays_is_told_what_comes_later_by_every_door(app, cast, role, by):
    scene = Scene(app, cast, role, (by,))
    scene.others_go_on(BEFORE)
    scene.others_go_on(LATER, f"Tavolo {LATER}")
    assert scene.silent("later", True) == []
    assert [stream for eye in scene.eyes for stream in LOST[role] if eye.gone(stream.format(**scene.names))] == []
