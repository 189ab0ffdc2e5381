"""States of tables with rules of their own: rosters of the parity conference, periods, a table that has ended."""

from app.database import commit, db, utc_now, writing
from app.membership.models import Act, Roster, TablePeriod
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


STATES = {
    "conference": conference,
    "roster": roster,
    "roster in force": roster_in_force,
    "roster of a reserved table": reserved_conference,
    "table ended": ended,
    "table reserved": reserved,
}
