"""Tables as pages and programs read them."""

from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.membership.models import Mandate, Organisation, Seat, Table
from app.membership.queries.naming import named, partial
from app.membership.queries.seats import COVERING, seats_at
from app.permissions import only_seen, seen_tables, visible
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
        self.parent = self.table.parent_id and only_seen(seen_tables, self.table.parent_id)
        self.children = db.session.scalars(visible(seen_tables, Table.parent_id == self.table.id).order_by(Table.name)).all()

    @property
    def covered(self):
        return sum(seat.state in ("held", "substitute") for seat in self.seats)

    def drawn(self):
        sides = {seat.seat.side for seat in self.seats} >= {"a", "b"}
        return [seat.drawn(sides) for seat in self.seats]

    def as_json(self):
        seats = [seat.as_json() for seat in self.seats]
        family = {"parent": named(self.parent, "tables"), "children": [named(each, "tables") for each in self.children]}
        rules = {name: getattr(self.table, name) for name in ("legal_basis", "composition_rule", "composition_illustrative")}
        return table_json(self.table) | {"at": self.day.isoformat()} | family | rules | {"seats": seats}


def table_json(table):
    return named(table, "tables") | {
        "name_en": table.name_en,
        "kind": table.kind,
        "state": state_of(table),
        "established": partial(table.established),
    }


def state_of(table):
    return "proposed" if table.proposed else "active"


def tables_seen():
    """Every table I may see: [(kind, [table, …])] in the order of the list of kinds."""
    tables = db.session.scalars(visible(seen_tables).order_by(Table.name)).all()
    kinds = [*KINDS, *sorted({table.kind for table in tables} - set(KINDS))]
    groups = [(kind, [table for table in tables if table.kind == kind]) for kind in kinds]
    return [(kind, members) for kind, members in groups if members]


def seats_covered(at):
    """{place id: (seats, those of them that somebody speaks for)} at a moment, of every table."""
    living = or_(Organisation.until.is_(None), Organisation.until > at)
    speaking = and_(Mandate.seat_id == Seat.id, Mandate.in_force(at), Mandate.role.in_(COVERING), living)
    query = select(Seat.place_id, func.count(Seat.id.distinct()), func.count(Mandate.seat_id.distinct()))
    query = query.join(Table, Table.place_id == Seat.place_id).join(Seat.organisation).outerjoin(Mandate, speaking)
    rows = db.session.execute(query.where(Seat.in_force(at)).group_by(Seat.place_id))
    return {place: (seats, covered) for place, seats, covered in rows}


def whole_table():
    return (joinedload(Table.place),)
