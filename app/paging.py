"""Long lists: fifty rows a page, the page named by `?page=2`."""

from dataclasses import dataclass

from flask import abort, request, url_for

from app.database import db
from app.doors import as_items

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
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) < LAST and len(text) < 7):
        abort(404)
    return int(text)


def address_of(number):
    """This very address, on another page."""
    asked = {name: value for name, value in request.args.items() if name != "page"}
    return url_for(request.endpoint, **(request.view_args or {}), **asked, page=number)
