"""The texts that a message had, and who would read a thread elsewhere."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.happenings import iso
from app.membership.models import Mandate, Organisation, Seat
from app.permissions.who import holds
from app.workspaces.models import MessageRevision
from app.workspaces.queries.beside import by_json


@dataclass(frozen=True)
class Words:
    """One text of a message: its number, since when it stood, under which mandate it was written."""

    number: int
    at: datetime
    by: Mandate
    body: str
    html: str


def texts_of(message):
    """Every text of a message, the one of now first."""
    query = select(MessageRevision).where(MessageRevision.message_id == message.id).order_by(MessageRevision.number.desc())
    whose = joinedload(MessageRevision.by)
    rows = db.session.scalars(
        query.options(whose.joinedload(Mandate.person), whose.joinedload(Mandate.seat).joinedload(Seat.organisation))
    )
    by = message.mandate if message.edited_by_id is None else db.session.get(Mandate, message.edited_by_id)
    now = Words(message.revision, message.edited_at or message.at, by, message.body, message.html)
    return [now, *(Words(each.number, each.at, each.by, each.body, each.html) for each in rows)]


def text_json(text):
    return {"number": text.number, "at": iso(text.at), **by_json(text.by), "body": text.body, "html": text.html}


def new_readers(origin, target, at):
    """The names of the bodies of people who read one workspace and not the other, or may come to, at a moment."""
    known = set(db.session.scalars(inside(origin, *holds(at)).with_only_columns(Mandate.person_id)))
    rows = db.session.execute(inside(target, Mandate.in_force(at), Seat.in_force(at)))
    return sorted({row.name for row in rows if row.person_id not in known})


def inside(workspace, *conditions):
    """A select of (person id, name of her body) of who has a mandate there."""
    query = select(Mandate.person_id, Organisation.name).join(Mandate.seat).join(Seat.organisation)
    return query.where(Seat.place_id == workspace.place_id, *conditions)
