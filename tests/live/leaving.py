"""The world of who leaves: all that a person could be told of, who looks at it from outside, and what is said later."""

import json
import secrets
from datetime import timedelta

from sqlalchemy import select

from app.database import commit, db, utc_now, writing
from app.meetings.models import (
    Action,
    Arrival,
    CalendarAddress,
    Conflict,
    Decision,
    DecisionLink,
    DecisionMeans,
    Hand,
    Meeting,
    Minutes,
    Note,
    Poll,
    Proxy,
    Speech,
)
from app.membership.models import AccessToken, Act, Guest, Roster, Table, TablePeriod
from app.membership.rounds.asking_sponsors import ask_sponsors
from app.outbox import Mail
from app.permissions import calendar_token
from app.plan.models import ResourceCommitment
from app.rendering import render
from app.workspaces.models import Workspace
from tests.conftest import Visitor
from tests.states.papers import kept_file

BEFORE, LATER = "Aquilone", "Brigantino"
# What nobody reads who has left: names and words of what she saw, and whatever was written after.
SECRETS = (BEFORE, LATER, "Residenze", "Prima seduta", "Alloggi per studenti", "elenco comune", "Tavolo di prova", "Test table")


def build(cast):
    """{name: number} of a reserved table, its meetings, items, minutes and decision, a workspace and its guests."""
    space, thread = cast.workspace()
    closed = space.decision.item.meeting
    convened = cast.convened_meeting(items=("Alloggi per studenti", BEFORE))
    cast.post(space, thread, "other_delegate", BEFORE)
    writing()
    keeper, own = cast.mandate("secretary"), cast.mandate("delegate", space.place)
    minutes = Minutes.draft(closed, BEFORE, render(BEFORE), keeper)
    minutes.circulate(1, keeper)
    contested = minutes.contest(BEFORE, BEFORE, cast.mandate("other_delegate"))
    table = cast.table()
    table.proxies_allowed, table.record_shown = 1, True
    db.session.flush()
    proxy = Proxy.give(convened, cast.mandate("delegate"), cast.mandate("other_delegate"))
    item = convened.items[-1]
    paper = item.add_paper(BEFORE, kept_file(cast, "secretary"), keeper)
    means, link = resources_and_link(cast, space.decision, convened.items[0])
    facts = {"organisation": cast.body("PM"), "person": cast.person("delegate"), "due_on": space.decision.due_on}
    action = Action.promise(space.decision, cast.person("delegate"), cast.mandate("delegate"), text="elenco comune", **facts)
    attending = attended(cast, convened, item)
    period = TablePeriod.begin(table, "2026", by=cast.person("secretary"))
    guests = [visit(cast, space, who, days, own) for who, days in (("outsider", 20), ("counterpart", 40), ("guest", 1))]
    at_item = [visit(cast, item, who, days, keeper) for who, days in (("counterpart", 40), ("guest", 1))]
    table.reserve(by=cast.person("secretary"))
    calendar = CalendarAddress.renew(cast.person("delegate"))
    commit()
    seats = {seat.organisation.code: seat for seat in space.place.seats if seat.role != "guest"}
    return {
        "table": table.id, "meeting": convened.id, "closed": closed.id, "item": item.id,
        "paper": paper.id, "minutes": closed.minutes.id, "contestation": contested.id,
        "decision": space.decision_id, "action": action.id, "workspace": space.id, "thread": thread.id, "proxy": proxy.id,
        "period": period.id,
        "contribution": space.contributions[0].id, "participation": seats["US"].id, "lead_seat": seats["PM"].id,
        "seat": cast.mandate("other_delegate").seat_id, "mandate": cast.mandate("other_delegate").id,
        "own_mandate": cast.mandate("delegate").id, "their_mandate": cast.mandate("other_delegate", space.place).id,
        "guest": guests[0].id, "second_guest": guests[1].id, "own_guest": guests[2].id,
        "item_guest": at_item[0].id, "own_item_guest": at_item[1].id,
        "means": means.id, "link": link.id, **{name: row.id for name, row in attending.items()},
        "body": cast.body("US").id, "objective": space.contributions[0].objective_id,
        "promiser": cast.body("PM").id, "calendar": calendar_token(calendar),
    }  # fmt: skip


def attended(cast, meeting, item):
    """What the other delegate did in the room: asked for the floor, spoke, said that she was there, declared a conflict."""
    mandate, at = cast.mandate("other_delegate"), utc_now()
    asked = {"meeting": meeting, "mandate": mandate, "kind": "contribution"}
    rows = {
        "hand": Hand(**asked, place=1, raised_at=at, raised_by=mandate),
        "speech": Speech(**asked, since=at),
        "arrival": Arrival(meeting=meeting, mandate=mandate, said_at=at),
        "poll": Poll.prepare(item, mandate, kind="consensus", majority="consensus", of="present", question=BEFORE),
        "conflict": Conflict.declare(item, mandate, "personal", "leaves", BEFORE, mandate),
        "note": Note(meeting=meeting, item=item, text=BEFORE, at=at, by=mandate),
    }
    db.session.add_all(rows.values())
    db.session.flush()
    return rows


def resources_and_link(cast, decision, item):
    """Money that the decision takes, and an output of the next sitting that implements it."""
    line = ResourceCommitment.plan(cast.body("US"), "money", "own", 2027, 100, "elenco comune", cast.person("secretary"))
    decision.means.append(DecisionMeans(line=line))
    keeper = cast.mandate("secretary")
    output = Decision(item=item, table_id=decision.table_id, recorded_by=keeper)
    link = DecisionLink(decision=output, target=decision, kind="implements", by=keeper, made_at=utc_now())
    db.session.add_all([output, link])
    db.session.flush()
    return decision.means[0], link


def build_open(cast):
    """Two tables that everybody reads, one of them a parity conference with a roster in force, and what stands on them."""
    writing()
    conference, table = cast.table("CONF"), cast.table()
    act = Act(code="DGR", title="Delibera di nomina", kind="deliberation", issuer="Giunta")
    roster = Roster.draft(conference, cast.person("admin"), BEFORE)
    roster.add(cast.body("PM"), "a")
    roster.add(cast.body("US"), "b")
    db.session.add(act)
    commit()
    writing()
    roster.activate(None, act, by=cast.person("admin"))
    commit()
    writing()
    seat = next(seat for seat in conference.place.seats if seat.organisation.code == "PM")
    keeper = seat.appoint(cast.person("secretary"), "secretary")
    period = TablePeriod.begin(table, "2026", by=cast.person("secretary"))
    commit()
    return {
        "table": table.id, "conference": conference.id, "roster": roster.id, "period": period.id, "conference_mandate": keeper.id,
        "seat": cast.mandate("other_delegate").seat_id, "mandate": cast.mandate("other_delegate").id, "body": cast.body("US").id,
    }  # fmt: skip


def visit(cast, thing, who, days, sponsor):
    """A guest who stays so many days; one day is less than half an hour here, so that nobody's sign-in ends before."""
    until = utc_now() + (timedelta(days=days) if days > 1 else timedelta(minutes=30))
    body = cast.body("RL" if who == "counterpart" else "EX")
    return thing.welcome_guest(f"{who}@example.org", body, sponsor=sponsor, purpose="Porta i dati", until=until)


def go_on(cast, names, word, table="Tavolo di prova"):
    """The others go on: a message, an item, words of an item and of minutes, a guest's renewal, the name of a table."""
    if "workspace" in names:
        space = db.session.get(Workspace, names["workspace"])
        cast.post(space, space.threads[0], "other_delegate", word)
        writing()
        keeper = cast.mandate("secretary")
        meeting, minutes = db.session.get(Meeting, names["meeting"]), db.session.get(Minutes, names["minutes"])
        meeting.items[1].reword(word, word, keeper)
        meeting.add_item(word, word, keeper)
        minutes.revise(word, render(word), minutes.latest.number, keeper)
        stay = db.session.get(Guest, names["item_guest"])
        stay.renew(stay.until + timedelta(days=9), voice=keeper)
        commit()
    writing()
    for name in names.keys() & {"table", "conference"}:
        db.session.get(Table, names[name]).rewrite(by=cast.person("secretary"), name=table, name_en=table)
    commit()


class Eye:
    """What one person sees: by her browser, or by a program that bears a token of hers."""

    def __init__(self, app, cast, role, by):
        self.app, self.role, self.by = app, role, by
        self.http, self.headers, proof = (self.program if by == "token" else self.browser)(app, cast, role)
        self.socket = app.extensions["live"].socketio.test_client(app, **proof)
        self.heard, self.cut = {"happening": [], "gone": []}, False

    def browser(self, app, _cast, role):
        visitor = Visitor(app, role)
        self.sign_in = visitor.sign_in_id
        return visitor.http, {"X-CSRFToken": visitor.csrf()}, {"flask_test_client": visitor.http}

    def program(self, app, cast, role):
        with app.app_context():
            writing()
            token, secret = AccessToken.make(cast.person(role), "un programma", "write", 30, [])
            commit()
            self.token, self.sign_in = token.id, token.sign_in_id
        return app.test_client(use_cookies=False), {"Authorization": f"Bearer {secret}"}, {"auth": {"token": secret}}

    def page(self, address, accept):
        return self.http.get(address, headers=self.headers | {"Accept": accept, "Accept-Language": "it"})

    def post(self, address, fields, accept):
        return self.http.post(address, data=fields, headers=self.headers | {"Accept": accept, "Accept-Language": "it"})

    def listen(self):
        """Keep what the socket got since the last time; `gone` and the cut are kept too."""
        self.heard = {"happening": [], "gone": []}
        for each in self.socket.get_received() if self.socket.is_connected() else ():
            self.heard[each["name"]].append(each["args"][0])
        self.cut = not self.socket.is_connected()

    def gone(self, stream):
        return self.cut or {"stream": stream} in self.heard["gone"]

    def happened(self, stream):
        told = [each for each in self.heard["happening"] if each["stream"] == stream]
        return (200 if told else 404), json.dumps(told)

    def resume(self, stream):
        if not self.socket.is_connected():
            return 401, ""
        told = self.socket.emit("resume", {"stream": stream, "log": "", "after": 0}, callback=True)
        return (404 if told.get("gone") else 200), json.dumps(told)

    def mailed(self, after):
        """The keys of the mails that the worker's rounds have made for her, as of so many days from now."""
        with self.app.app_context():
            ask_sponsors(utc_now() + timedelta(days=after))
            keys = db.session.scalars(select(Mail.key).where(Mail.to == f"{self.role}@example.org")).all()
        return (200 if keys else 404), " ".join(keys)


def a_nonce():
    return secrets.token_hex(16)
