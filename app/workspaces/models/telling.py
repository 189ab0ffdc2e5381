"""How workspaces are named elsewhere, and how a message is told to those who follow its workspace."""

from sqlalchemy import select

from app.database import db
from app.happenings import namers, tells
from app.membership.models import Mandate
from app.workspaces.models.discussion import Message
from app.workspaces.models.workspace import Workspace


def name_workspaces(ids):
    """{id: {"id", "name"}} of these workspaces."""
    rows = db.session.execute(select(Workspace.id, Workspace.name).where(Workspace.id.in_(ids)))
    return {row.id: {"id": row.id, "name": row.name} for row in rows}


namers["workspace"] = name_workspaces


@tells("message-posted")
def tell_messages(rows):
    """{happening id: the message}, with the stored safe HTML and the role held when it was written; one query."""
    query = select(Message.id, Message.thread_id, Message.html, Message.nonce, Mandate.role).join(Message.mandate)
    found = db.session.execute(query.where(Message.id.in_([row.subject_id for row in rows])))
    messages = {message.id: message for message in found}
    return {row.id: told_message(row.stream, messages.get(row.subject_id), row.subject_id) for row in rows}


def told_message(stream, message, id):
    if message is None:
        return {"id": id, "deleted": True}
    return {
        "id": id,
        "thread": message.thread_id,
        "address": message_address(stream, message.thread_id, id),
        "html": message.html,
        "nonce": message.nonce,
        "edited_at": None,
        "role": message.role,
    }


def message_address(stream, thread_id, id):
    """The page of the thread, at the message; written here because the live line has no request to ask for addresses."""
    return f"/workspaces/{stream.partition('/')[2]}/threads/{thread_id}#message-{id}"
