"""What was made of the messages of a talk: the tasks opened from them, and where they were brought."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db, utc_now
from app.meetings.models import AgendaItem, Decision, Proposal
from app.permissions import seen_tasks, visible
from app.words import named_openly
from app.workspaces.models import Brought, Task


def made_of(messages):
    """{message id: [(words, address)]} of these messages, as far as I see it; two queries however many they are."""
    ids = [each.id for each in messages]
    found = {}
    if not ids:
        return found
    for task in db.session.scalars(visible(seen_tasks, Task.message_id.in_(ids)).order_by(Task.id)):
        words = _("Task done: %(title)s", title=task.title) if task.done_at else _("Task: %(title)s", title=task.title)
        found.setdefault(task.message_id, []).append((words, url_for("tasks.task", id=task.id)))
    for link in brought_of(Brought.message_id.in_(ids)):
        found.setdefault(link.message_id, []).append(mark_of(link))
    return found


def marks_of_thread(thread):
    """[(words, address)] of where a thread as a whole was brought."""
    return [mark_of(link) for link in brought_of(Brought.thread_id == thread.id, Brought.message_id.is_(None))]


def brought_of(*conditions):
    proposal = joinedload(Brought.proposal)
    became = proposal.joinedload(Proposal.became)
    query = (
        select(Brought).where(*conditions).options(proposal.joinedload(Proposal.table), became.selectinload(AgendaItem.decisions))
    )
    return db.session.scalars(query.order_by(Brought.id)).all()


def mark_of(link):
    """`Brought to the table: 2026/3` once it was decided; until then where it was brought. Nothing of a confidential item."""
    proposal, item = link.proposal, link.proposal.became
    labels = []
    if item is not None and not item.is_sealed(utc_now()):
        labels = [each.label for each in item.decisions if isinstance(each, Decision) and each.adopted_at]
    words = ", ".join(labels) or named_openly(proposal.table)
    return _("Brought to the table: %(where)s", where=words), url_for("proposals.proposal", id=proposal.id)
