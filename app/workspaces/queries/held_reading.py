"""What workspaces hold about how a person reads: how far, what she has begun to write, where others call her."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.happenings import iso
from app.membership.models.holdings import holds
from app.workspaces.models import Draft, Mention, Message, ReadMark, Thread
from app.workspaces.models.reaction import MessageReaction
from app.workspaces.models.reading import Followed

WHILE = _l("As long as you have an account.")


def marks(person_id):
    query = select(ReadMark).join(ReadMark.thread).where(ReadMark.person_id == person_id).order_by(ReadMark.id)
    return query.options(contains_eager(ReadMark.thread))


@holds("read_marks", _l("How far you read"), _l("So that all your devices show the same messages as read."), WHILE, marks)
def mark_json(row):
    return {"at": iso(row.at), "address": thread_address(row.thread), "up_to": row.message_id}


def followed(person_id):
    return select(Followed).where(Followed.person_id == person_id).order_by(Followed.id)


@holds("followed", _l("How far you followed a workspace"), _l("So that you are told what you missed."), WHILE, followed)
def followed_json(row):
    return {"at": iso(row.at), "address": f"/workspaces/{row.workspace_id}", "up_to": row.seq}


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


def reactions(person_id):
    return select(MessageReaction).where(MessageReaction.person_id == person_id).order_by(MessageReaction.id)


@holds(
    "reactions",
    _l("Marks you gave to messages"),
    _l("They are part of the discussion."),
    _l("As long as the workspace; under a pseudonym if you have yourself erased."),
    reactions,
)
def reaction_json(row):
    return {"at": iso(row.at), "message": row.message_id, "mark": row.mark}


def thread_address(thread: Thread):
    return f"/workspaces/{thread.workspace_id}/threads/{thread.id}"
