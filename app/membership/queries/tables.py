"""Tables as pages and programs read them."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.membership.models import Mandate, Seat, Table
from app.membership.models.hats import speaking_twice
from app.membership.models.table_rules import is_quorate, quorum
from app.membership.queries.hats import hats_json
from app.membership.queries.naming import named, partial
from app.membership.queries.seats import COVERING, seats_at
from app.membership.queries.table_words import rules_json
from app.permissions import moment, seen_tables, visible
from app.permissions.who import holds
from app.words import WORDS

KINDS = tuple(WORDS["table"])


@dataclass
class TableThen:
    """A table with its seats at a moment; `day` is the day that stands for it."""

    table: Table
    day: object
    at: object

    def __post_init__(self):
        self.seats = seats_at(self.table.place, self.at)
        self.family = Family.of(self.table)
        self.period = next((each for each in self.table.periods if each.in_force(self.at)), None)
        voiced = [(seat.seat.id, "delegate") for seat in self.seats if seat.state in ("held", "substitute")]
        self.counts = quorum(self.table.quorum_rule, [seat.seat for seat in self.seats], voiced)

    @property
    def parent(self):
        return self.family.above[-1] if self.family.above else None

    @property
    def children(self):
        return [table for depth, table in self.family.below if depth == 1]

    @property
    def alive(self):
        return self.table.lives(self.at)

    @property
    def covered(self):
        return sum(seat.state in ("held", "substitute") for seat in self.seats)

    @property
    def suspended(self):
        """Does a vacant seat suspend the decisions of this parity table?"""
        return self.table.parity and self.table.vacancy_suspends and self.covered < len(self.seats)

    @property
    def valid(self):
        """Would a sitting be valid with everybody who has a voice?"""
        return is_quorate(self.counts)

    @property
    def waiting(self):
        """The nominations of this table that wait for confirmation."""
        return [mandate for row in self.seats for mandate in row.waiting]

    @property
    def hats(self):
        """Who speaks here for two bodies."""
        return speaking_twice([row.seat for row in self.seats], self.at)

    def drawn(self):
        sides = {seat.seat.side for seat in self.seats} >= {"a", "b"}
        return [seat.drawn(sides) for seat in self.seats]

    def as_json(self):
        seats = [seat.as_json() for seat in self.seats]
        family = {"parent": named(self.parent, "tables"), "children": [named(each, "tables") for each in self.children]}
        shown = table_json(self.table) | {"at": self.day.isoformat()} | family | rules_json(self.table)
        shown["quorum"]["counts"] = [count.as_json() for count in self.counts]
        return (
            shown
            | {"period": self.period and self.period.label, "suspended": self.suspended, "seats": seats}
            | {
                "waiting": len(self.waiting),
                "two_hats": hats_json(self.hats),
            }
        )


@dataclass
class Family:
    """Where a table stands among those I see: `above` from the top down, `below` as (depth, table) in the order of a tree."""

    above: list
    below: list

    @classmethod
    def of(cls, table):
        tables = db.session.scalars(visible(seen_tables).order_by(Table.name, Table.id)).all()
        known, above = {each.id: each for each in tables}, []
        while (parent := known.get((above[0] if above else table).parent_id)) is not None:
            above.insert(0, parent)
        return cls(above, tree(tables, table.id)[1:] if table.id in known else [])


def tree(tables, root_id):
    """[(depth, table)] of a table and those below it."""
    by_parent = defaultdict(list)
    for table in tables:
        by_parent[table.parent_id].append(table)

    def below(table, depth):
        return [(depth, table), *(row for child in by_parent[table.id] for row in below(child, depth + 1))]

    return next((below(table, 0) for table in tables if table.id == root_id), [])


def table_json(table):
    return named(table, "tables") | {
        "name_en": table.name_en,
        "kind": table.kind,
        "state": state_of(table),
        "established": partial(table.established),
        "until": told_end(table),
    }


def told_end(table):
    return table.until and iso(table.until)


def state_of(table):
    if not table.lives(moment()):
        return "ended"
    return "proposed" if table.proposed else "active"


def tables_seen():
    """Every table I may see: [(kind, [(depth, table), …])] by the kind of the table at the top, in the order of the kinds."""
    tables = db.session.scalars(visible(seen_tables).order_by(Table.name, Table.id)).all()
    ids = {table.id for table in tables}
    tops = [table for table in tables if table.parent_id not in ids]
    kinds = [*KINDS, *sorted({table.kind for table in tops} - set(KINDS))]
    groups = [(kind, [row for top in tops if top.kind == kind for row in tree(tables, top.id)]) for kind in kinds]
    return [(kind, members) for kind, members in groups if members]


def seats_covered(at):
    """{place id: (seats, those of them that somebody speaks for)} at a moment, of every table."""
    speaking = and_(Mandate.seat_id == Seat.id, Mandate.role.in_(COVERING), *holds(at))
    query = select(Seat.place_id, func.count(Seat.id.distinct()), func.count(Mandate.seat_id.distinct()))
    query = query.join(Table, Table.place_id == Seat.place_id).join(Seat.organisation).outerjoin(Mandate, speaking)
    rows = db.session.execute(query.where(Seat.in_force(at)).group_by(Seat.place_id))
    return {place: (seats, covered) for place, seats, covered in rows}


def whole_table():
    return joinedload(Table.place), joinedload(Table.act), selectinload(Table.periods)
