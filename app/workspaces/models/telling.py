"""How workspaces are named elsewhere, and how what is said there is told to those who follow it: as it is now."""

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.database import db
from app.happenings import iso, namers, tells
from app.membership.models import Mandate
from app.workspaces.models.discussion import Message, Thread
from app.workspaces.models.reaction import counts_of
from app.workspaces.models.workspace import Workspace

# Made once: SQLAlchemy takes long to make them.
AROUND, QUOTED = aliased(Workspace), aliased(Message)


def name_workspaces(ids):
    """{id: {"id", "name"}} of these workspaces, for who knows of a seat there and may not be in: a hidden circle has no name."""
    query = select(Workspace.id, Workspace.name, Workspace.hidden, AROUND.name.label("around"))
    rows = db.session.execute(query.outerjoin(AROUND, Workspace.parent_id == AROUND.id).where(Workspace.id.in_(ids)))
    return {row.id: {"id": row.id, "name": name_outside(row)} for row in rows}


def name_outside(row):
    return _("A circle of “%(name)s”", name=row.around) if row.hidden else row.name


namers["workspace"] = name_workspaces


@tells("message-posted", "message-edited", "message-restored", "message-moved")
def tell_messages(rows):
    """{happening id: the message}, with the stored safe HTML and the role held when it was written; one query."""
    messages = messages_of(rows)
    return {row.id: told_message(row.stream, messages.get(row.subject_id), row.subject_id) | before(row) for row in rows}


def messages_of(rows):
    """{message id: what is told of it}."""
    query = select(
        Message.id, Message.thread_id, Message.html, Message.nonce, Message.edited_at, Message.deleted_at, Message.revision,
        Message.quoted_id, QUOTED.thread_id.label("quoted_thread_id"), Thread.workspace_id, Mandate.role,
    )  # fmt: skip
    query = query.join(Mandate, Mandate.id == Message.mandate_id).join(Thread, Thread.id == Message.thread_id)
    query = query.outerjoin(QUOTED, QUOTED.id == Message.quoted_id)
    found = db.session.execute(query.where(Message.id.in_([row.subject_id for row in rows])))
    return {message.id: message for message in found}


def told_message(stream, message, id):
    """What stands; of what was deleted, or has left with its thread for another workspace, only that it is gone."""
    if message is None or message.deleted_at or stream != f"workspace/{message.workspace_id}":
        return {"id": id, "deleted": True}
    return {
        "id": id,
        "thread": message.thread_id,
        "address": message_address(stream, message.thread_id, id),
        "html": message.html,
        "nonce": message.nonce,
        "edited_at": message.edited_at and iso(message.edited_at),
        "role": message.role,
        "revision": message.revision,
        "quoted": message.quoted_id and told_quote(stream, message),
    }


def told_quote(stream, message):
    """Where the words are that it answers; whoever may read them finds them there."""
    return {"id": message.quoted_id, "address": permalink(stream, message.quoted_thread_id, message.quoted_id)}


def before(row):
    """What the log says of a change: `of`, the seq at which the message was posted, and where it was before."""
    return {name: row.facts[name] for name in ("of", "origin") if name in row.facts}


@tells("message-deleted")
def tell_deleted(rows):
    return {row.id: {"id": row.subject_id, "thread": row.facts["thread"], "deleted": True} | before(row) for row in rows}


@tells("reaction-given", "reaction-taken")
def tell_reactions(rows):
    """Which mark, and how many of each stand now."""
    counts = counts_of({row.subject_id for row in rows})
    return {row.id: {"id": row.subject_id, **row.facts, "counts": counts.get(row.subject_id, {})} for row in rows}


@tells("thread-renamed", "thread-arrived")
def tell_threads(rows):
    """The title as it is now; of a thread that has left since, only its number."""
    query = select(Thread.id, Thread.title, Thread.workspace_id).where(Thread.id.in_([row.subject_id for row in rows]))
    here = {(f"workspace/{each.workspace_id}", each.id): {"title": each.title} for each in db.session.execute(query)}
    return {row.id: {"id": row.subject_id} | here.get((row.stream, row.subject_id), {}) for row in rows}


def message_address(stream, thread_id, id):
    """The page of the thread, at the message; written here because the live line has no request to ask for addresses."""
    return f"/workspaces/{stream.partition('/')[2]}/threads/{thread_id}#message-{id}"


def permalink(stream, thread_id, id):
    """The page of the thread around the message, wherever in it that is."""
    return f"/workspaces/{stream.partition('/')[2]}/threads/{thread_id}/messages/{id}#message-{id}"
