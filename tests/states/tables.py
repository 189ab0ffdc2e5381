"""States of tables with rules of their own: rosters of the parity conference, periods, a table that has ended."""

from datetime import timedelta

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting
from app.membership.models import Act, Roster, TablePeriod
from app.permissions.membership import KEEPERS
from tests.states.membership import reserved, start


def conference(cast):
    """The parity conference, with an act that could name both its sides, and a period of the table."""
    names = start(cast)
    writing()
    act = Act(code="DGR", title="Delibera di nomina", kind="deliberation", issuer="Giunta")
    db.session.add(act)
    period = TablePeriod.begin(cast.table(), "2026", by=cast.person("admin"))
    commit()
    return names | {"conference": cast.table("CONF").id, "act": act.id, "period": period.id}


def roster(cast):
    """A draft for the parity conference, equal on both sides."""
    names = conference(cast)
    writing()
    draft = Roster.draft(cast.table("CONF"), cast.person("admin"), "Nuova composizione")
    line = draft.add(cast.body("PM"), "a")
    draft.add(cast.body("US"), "b")
    commit()
    return names | {"roster": draft.id, "line": line.id}


def roster_in_force(cast):
    names = roster(cast)
    writing()
    db.session.get(Roster, names["roster"]).activate(None, db.session.get(Act, names["act"]), by=cast.person("admin"))
    commit()
    return names


def ended(cast):
    names = conference(cast)
    writing()
    cast.table().end(by=cast.person("admin"))
    commit()
    return names


def reserved_conference(cast):
    """A parity conference that nobody keeps, and that only its own mandates see."""
    names = roster(cast)
    writing()
    cast.table("CONF").reserved_at = utc_now()
    commit()
    return names


def conference_meets(cast):
    """The reserved conference has a meeting that was convened; nobody keeps it but the Region's delegate sits there."""
    names = reserved_conference(cast)
    writing()
    meeting = Meeting.plan(cast.table("CONF"), "Seduta paritetica", utc_now() + timedelta(days=9), "", opposite(cast))
    item = meeting.add_item("Intesa quadro", "", opposite(cast))
    meeting.convene(opposite(cast))
    commit()
    return names | {"meeting": meeting.id, "item": item.id}


def opposite(cast):
    return cast.mandate("counterpart", cast.table("CONF").place)


def reserved_and_unkept(cast):
    """A reserved table whose chair and secretariat have ended."""
    names = reserved(cast)
    writing()
    for role in KEEPERS:
        cast.mandate(role).end(by=cast.person("admin"))
    commit()
    return names | {"body": cast.body("CM").id, "keeper": cast.person("plan_office").email}


STATES = {
    "table reserved, kept by nobody": reserved_and_unkept,
    "conference": conference,
    "roster": roster,
    "roster in force": roster_in_force,
    "roster of a reserved table": reserved_conference,
    "table ended": ended,
    "conference meets": conference_meets,
    "table reserved": reserved,
}
