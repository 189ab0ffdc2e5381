"""Files that came with a message: they lie on the shelf of its workspace, in the folder of the discussion."""

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from app.database import db
from app.happenings import announce
from app.workspaces.models.discussion import Thread
from app.workspaces.models.line import Told, add_line, tells_line
from app.workspaces.models.message import Message
from app.workspaces.models.shelf import Folder, SharedFile, SharedVersion, among


class MessageFile(db.Model):
    __table_args__ = (UniqueConstraint("message_id", "version_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("shared_version.id"), index=True)

    # Loaded with every page of messages, in one query for all of them.
    message: Mapped[Message] = relationship(backref=backref("files", lazy="selectin", order_by="MessageFile.id"))
    version: Mapped[SharedVersion] = relationship(lazy="joined", innerjoin=True)


def come_with(message_id, file, folder, voice, quota, seen=None):
    """A file comes with a message: a new one, or where its name lies in the folder already the next version of that one.

    `seen` as for `SharedFile.add`: a guest's file is no version of one that she does not see.
    """
    here = SharedFile.folder_id == folder.id, SharedFile.withdrawn_at.is_(None)
    known = select(SharedFile).where(*here, func.lower(SharedFile.name) == file.name.lower()).order_by(SharedFile.id.desc())
    known = db.session.scalar(among(seen, known).limit(1))
    if known is None:
        version = SharedFile.add(folder.workspace, folder, file, voice, quota, seen).latest
    elif known.latest.file.sha256 == file.sha256:
        db.session.delete(file)
        version = known.latest
    else:
        version = known.revise(file, voice, quota)
    attach(message_id, version, voice)


def attach(message_id, version, voice):
    """A version came with a message; the same one twice in a message stands once."""
    db.session.flush()
    known = select(MessageFile.id).where(MessageFile.message_id == message_id, MessageFile.version_id == version.id)
    if db.session.scalar(known):
        return
    db.session.add(MessageFile(message_id=message_id, version_id=version.id))
    announce(version.shared.workspace, "file-attached", version.shared, voice=voice, message=message_id, version=version.number)


def folder_of_talk(workspace, voice, locale):
    """The folder into which what comes with messages is put; made at the first one, in the language of the house."""
    with force_locale(locale):
        name = _("Discussion")
    here = select(Folder).where(Folder.workspace_id == workspace.id, Folder.parent_id.is_(None), Folder.name == name)
    return db.session.scalar(here) or Folder.make(workspace, name, None, voice)


def tell_in_its_thread(shared, voice):
    """A file that came with a message has a new version: the thread is told."""
    came = select(Thread).join(Message, Message.thread_id == Thread.id).join(MessageFile, MessageFile.message_id == Message.id)
    came = came.join(SharedVersion, SharedVersion.id == MessageFile.version_id).where(SharedVersion.shared_id == shared.id)
    thread = db.session.scalar(came.where(Thread.workspace_id == shared.workspace_id).order_by(MessageFile.id).limit(1))
    if thread:
        add_line(thread, "file-revised", shared.latest, voice)


@tells_line("file-revised")
def tell_versions(lines):
    query = select(SharedVersion.id, SharedVersion.number, SharedFile.id.label("shared"), SharedFile.name)
    query = query.add_columns(SharedFile.workspace_id).join(SharedVersion.shared)
    query = query.where(SharedVersion.id.in_([each.subject_id for each in lines]))
    found = {row.id: row for row in db.session.execute(query.where(SharedFile.withdrawn_at.is_(None)))}
    near = [(each, found[each.subject_id]) for each in lines if each.subject_id in found]
    return {each.id: told_version(row) for each, row in near if row.workspace_id == each.thread.workspace_id}


def told_version(row):
    return Told(row.name, f"/shared-files/{row.shared}", _("has a new version, number %(number)s.", number=row.number))
