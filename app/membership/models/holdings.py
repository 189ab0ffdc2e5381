"""What the house holds about a person, kind by kind, with the reason and the time: each room tells its own."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db


@dataclass(frozen=True)
class Holding:
    """`query(person_id)` selects the rows of a person in an order of its own, `as_json(row)` says one of them."""

    name: str
    label: object
    why: object
    kept: object
    query: Callable
    as_json: Callable

    def count(self, person_id):
        return db.session.scalar(select(func.count()).select_from(self.query(person_id).order_by(None).subquery()))

    def rows(self, person_id):
        return [self.as_json(row) for row in db.session.scalars(self.query(person_id))]


# {name: holding}, in the order of the rooms.
holdings = {}


def holds(name, label, why, kept, query):
    """Register what is held: the decorated function says one row; `why` and `kept` are sentences for the person."""

    def register(as_json):
        holdings[name] = Holding(name, label, why, kept, query, as_json)
        return as_json

    return register
