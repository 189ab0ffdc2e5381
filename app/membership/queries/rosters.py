"""Rosters as pages and programs read them."""

from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.membership.models import Roster, RosterLine
from app.membership.models.table_rules import SIDES
from app.membership.queries.naming import named, organisation_json
from app.membership.queries.table_words import named_act
from app.permissions import seen_rosters, visible
from app.words import titled, word


def rosters_of(table):
    """The rosters of a table that I may see, the latest first."""
    query = visible(seen_rosters, Roster.table_id == table.id).options(joinedload(Roster.act), selectinload(Roster.lines))
    return db.session.scalars(query.order_by(Roster.id.desc())).all()


def whole_roster():
    lines = selectinload(Roster.lines).joinedload(RosterLine.organisation)
    return lines, joinedload(Roster.table), joinedload(Roster.act), joinedload(Roster.drafted_by)


def drawn(roster):
    """The roster as the drawing of a table wants it: a seat that is only written is no seat held."""
    return [
        {
            "initials": line.organisation.initials(),
            "name": titled(line.organisation),
            "note": line.title or str(word(line.organisation.kind, "organisation")),
            "state": "in" if roster.activated_at else "vacant",
            "side": "plum" if line.side == "a" else None,
        }
        for line in sorted(roster.lines, key=lambda line: line.side)
    ]


def roster_line(roster):
    """A roster in a list."""
    facts = {"id": roster.id, "address": f"/rosters/{roster.id}", "state": roster.state, "note": roster.note}
    return facts | {"since": roster.since and iso(roster.since), "sides": {side: len(roster.side(side)) for side in SIDES}}


def roster_json(roster):
    """A whole roster; `missing` says what keeps a draft from being put in force."""
    missing = [str(each) for each in roster.missing()] if roster.state == "draft" else []
    facts = {"table": named(roster.table, "tables"), "act": roster.act and named_act(roster.act), "missing": missing}
    return roster_line(roster) | facts | {"seats": [line_json(line) for line in roster.lines]}


def line_json(line):
    return {"id": line.id, "side": line.side, "title": line.title, "organisation": organisation_json(line.organisation)}
