"""Long lists: fifty rows a page, the page named by `?page=2`."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import abort, request

from app.database import db
from app.doors import as_items, as_number

ROWS = 50
LAST = 100_000


@dataclass(frozen=True)
class Sheet:
    """One page of a list; `next` and `previous` are addresses, or None where there is no such page."""

    rows: list
    next: str | None
    previous: str | None

    def as_json(self, say):
        """{"items": [say(row), …], "next": …}"""
        return as_items([say(row) for row in self.rows], self.next)


def paged(query):
    """The page of this query that the address asks for; the query must be ordered."""
    number = page_asked()
    rows = db.session.scalars(query.limit(ROWS + 1).offset((number - 1) * ROWS)).all()
    following = address_of(number + 1) if len(rows) > ROWS else None
    return Sheet(rows[:ROWS], following, address_of(number - 1) if number > 1 else None)


def page_asked():
    number = as_number(request.args.get("page", "1")) or 0
    return number if 0 < number <= LAST else abort(404)


def address_of(number):
    """This very address, on another page."""
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return f"{request.path}?{urlencode([*asked, ('page', number)])}"
