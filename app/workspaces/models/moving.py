"""What was said goes where it belongs: a message to another thread, a thread to another workspace or circle."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models import Mandate
from app.workspaces.models.discussion import Thread
from app.workspaces.models.line import Told, add_line, tells_line
from app.workspaces.models.message import Message
from app.workspaces.models.workspace import Workspace


class ThreadMove(db.Model):
    """A thread left a workspace for another; `title` is what it was called by those who read it there until then."""

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), index=True)
    origin_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"), index=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    title: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    thread: Mapped[Thread] = relationship()
    target: Mapped[Workspace] = relationship(foreign_keys=target_id)
    by: Mapped[Mandate] = relationship()


def move_message(message, thread, voice):
    """To another thread of the same workspace: it keeps its number, so who read it goes on reading it; a line stays behind."""
    message.check_stands()
    origin = message.thread
    if thread is origin:
        raise RuleBroken(_l("The message is in this thread already."), field="thread", status=422)
    if thread.workspace_id != origin.workspace_id:
        raise RuleBroken(_l("A message moves within its workspace."), field="thread", status=422)
    message.thread, message.thread_id = thread, thread.id
    message.pinned_at = message.pinned_by_id = None
    if thread.resolved_at:
        thread.reopen(voice)
    said = message.tell("message-moved", voice, origin=origin.id)
    add_line(origin, "message-moved", message, voice)
    return said


@tells_line("message-moved")
def tell_moves(lines):
    """Where a message went that stood here; nothing once it has left the workspace or was deleted."""
    query = select(Message.id, Thread.id.label("thread"), Thread.title, Thread.workspace_id).join(Message.thread)
    query = query.where(Message.id.in_([each.subject_id for each in lines]), Message.deleted_at.is_(None))
    found = {row.id: row for row in db.session.execute(query)}
    near = [(each, found[each.subject_id]) for each in lines if each.subject_id in found]
    return {each.id: told_move(row) for each, row in near if row.workspace_id == each.thread.workspace_id}


def told_move(row):
    address = f"/workspaces/{row.workspace_id}/threads/{row.thread}/messages/{row.id}#message-{row.id}"
    return Told(row.title, address, _("a message of this thread was moved there."), "arrow-right")


def move_thread(thread, target, voice):
    """To another workspace with all that was said in it: there it is read, here no longer.

    `arrived_at` marks its messages: a guest of the other workspace reads those written since she came, wherever.
    """
    origin, now = thread.workspace, utc_now()
    origin.check_at_work()
    target.check_at_work()
    if target is origin:
        raise RuleBroken(_l("The thread is in this workspace already."), field="workspace", status=422)
    db.session.add(ThreadMove(thread=thread, origin_id=origin.id, target=target, title=thread.title, at=now, by=voice))
    thread.workspace = target
    db.session.execute(update(Message).where(Message.thread_id == thread.id).values(arrived_at=now))
    announce(origin, "thread-moved", thread, voice=voice)
    announce(target, "thread-arrived", thread, voice=voice)


def moved_away(thread_id, workspace_id):
    """Did a thread of this number once stand in this workspace? A select of the moves by which it left."""
    return select(ThreadMove).where(ThreadMove.thread_id == thread_id, ThreadMove.origin_id == workspace_id)
