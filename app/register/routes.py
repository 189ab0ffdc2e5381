"""Doors of the register: its entries, and one of them."""

from flask import Blueprint, abort

from app.database import db
from app.doors import answer
from app.paging import paged
from app.panels import panels_json, panels_of
from app.permissions import seen_entries, visible
from app.register.models import RegisterEntry
from app.register.queries import content_hash, entry_json, entry_line, exported_line, listed_entries

bp = Blueprint("register", __name__)
blueprints = (bp,)


@bp.get("/register")
def register():
    sheet = paged(listed_entries())
    return answer("register/register.html", sheet.as_json(entry_line), sheet=sheet)


@bp.get("/register/<int:number>")
def entry(number):
    """One entry: what it holds, its place in the chain, and what was published by it."""
    entry = db.session.scalar(visible(seen_entries, RegisterEntry.number == number)) or abort(404)
    panels = panels_of("entry", entry)
    context = {"entry": entry, "panels": panels, "content_hash": content_hash(entry), "line": exported_line(entry)}
    return answer("register/entry.html", entry_json(entry) | panels_json(panels), **context)
