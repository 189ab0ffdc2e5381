"""What stands beside the messages of a talk: the words they answer, the marks under them, those kept in view."""

import re
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from app.database import db
from app.membership.models import Mandate, Seat, told_organisation, told_person
from app.workspaces.models import MARKS, Message, MessageReaction, Thread

OPENING = 180  # characters of a quoted message
MARKDOWN = re.compile(r"\*\*|__|~~|`+|\|[-:|\s]*")


@dataclass
class Mark:
    """How often a mark stands under a message, and whose names are under it."""

    name: str
    people: list = field(default_factory=list)

    @property
    def names(self):
        return ", ".join(each.name for each in self.people)

    def of(self, person):
        return any(each.id == person.id for each in self.people)


def spoken():
    """Messages with the mandate that spoke: the role and the body held then, whatever came later."""
    query = select(Message).join(Message.mandate).join(Mandate.seat).join(Seat.organisation)
    mandate = contains_eager(Message.mandate)
    seat = mandate.contains_eager(Mandate.seat).contains_eager(Seat.organisation)
    return query.options(seat, mandate.joinedload(Mandate.person), joinedload(Message.deleted_by))


def quotes_of(messages, workspace_id, seen):
    """{id: message} of those that are answered, in this workspace and readable by this reader; others are absent."""
    ids = {each.quoted_id for each in messages if each.quoted_id}
    if not ids:
        return {}
    query = spoken().join(Thread, Thread.id == Message.thread_id).where(Message.id.in_(ids), Thread.workspace_id == workspace_id)
    return {each.id: each for each in db.session.scalars(query.where(seen))}


def marks_of(messages):
    """{message id: [Mark]}, in the order in which they are offered, the first to give it first."""
    query = select(MessageReaction).where(MessageReaction.message_id.in_([each.id for each in messages]))
    query = query.options(joinedload(MessageReaction.mandate).joinedload(Mandate.person)).order_by(MessageReaction.id)
    found = {}
    for each in db.session.scalars(query):
        marks = found.setdefault(each.message_id, {})
        marks.setdefault(each.mark, Mark(each.mark)).people.append(each.mandate.person)
    return {id: [marks[name] for name in MARKS if name in marks] for id, marks in found.items()}


def pinned_in(thread, seen):
    """The messages kept in view above a thread, the first first."""
    query = spoken().where(Message.thread_id == thread.id, Message.pinned_at.is_not(None), Message.deleted_at.is_(None), seen)
    return db.session.scalars(query.order_by(Message.pinned_at, Message.id)).all()


def opening(body):
    """The first words of a text, for where it is quoted or folded."""
    lines = (MARKDOWN.sub(" ", each).strip(" \t#>*-") for each in body.splitlines())
    text = " ".join(" ".join(lines).split())
    return text if len(text) <= OPENING else text[: OPENING - 1].rstrip() + "…"


def marks_json(marks):
    return [{"mark": each.name, "people": [told_person(one) for one in each.people]} for each in marks]


def by_json(mandate):
    """Who spoke, in which role and for which body."""
    said = {"person": told_person(mandate.person), "role": mandate.role}
    return said | {"organisation": told_organisation(mandate.organisation)}
