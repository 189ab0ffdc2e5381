"""The way to a thread that left the workspace where it was."""

from flask import redirect, url_for

from app.database import db
from app.workspaces.models import moved_away


def followed(id, thread, message_id=None):
    """The way to where a thread is now, for who reads it there and asks for it where it once was; else None."""
    if thread is None or thread.workspace_id == id or db.session.scalar(moved_away(thread.id, id).limit(1)) is None:
        return None
    if message_id is None:
        return redirect(url_for("threads.thread", id=thread.workspace_id, thread_id=thread.id))
    where = {"id": thread.workspace_id, "thread_id": thread.id, "message_id": message_id}
    return redirect(url_for("messages.message", **where, _anchor=f"message-{message_id}"))
