"""What workspaces hold about how a person reads: how far, what she has begun to write, where others call her."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.happenings import iso
from app.membership.models.holdings import holds
from app.workspaces.models import Draft, Mention, Message, ReadMark, Thread

WHILE = _l("As long as you have an account.")


def marks(person_id):
    query = select(ReadMark).join(ReadMark.thread).where(ReadMark.person_id == person_id).order_by(ReadMark.id)
    return query.options(contains_eager(ReadMark.thread))


@holds("read_marks", _l("How far you read"), _l("So that all your devices show the same messages as read."), WHILE, marks)
def mark_json(row):
    return {"at": iso(row.at), "address": thread_address(row.thread), "up_to": row.message_id}


def drafts(person_id):
    query = select(Draft).join(Draft.thread).where(Draft.person_id == person_id).order_by(Draft.id)
    return query.options(contains_eager(Draft.thread))


@holds(
    "drafts",
    _l("Your drafts"),
    _l("So that you finish on any device what you began."),
    _l("Until you send or empty them."),
    drafts,
)
def draft_json(row):
    return {"at": iso(row.at), "address": thread_address(row.thread), "body": row.body}


def mentions(person_id):
    query = select(Message).join(Message.thread).options(contains_eager(Message.thread)).order_by(Message.id)
    return query.where(Message.id.in_(select(Mention.message_id).where(Mention.person_id == person_id)))


@holds(
    "mentions",
    _l("Messages that call you"),
    _l("So that you find what waits for you."),
    _l("As long as the workspace; under a pseudonym if you have yourself erased."),
    mentions,
)
def mention_json(row):
    return {"at": iso(row.at), "address": f"{thread_address(row.thread)}#message-{row.id}"}


def thread_address(thread: Thread):
    return f"/workspaces/{thread.workspace_id}/threads/{thread.id}"
