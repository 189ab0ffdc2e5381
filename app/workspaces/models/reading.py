"""How far a person has read a thread, how far she followed a workspace, and what she has begun to write: hers alone."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, head_of
from app.workspaces.models.discussion import Thread
from app.workspaces.models.message import Message

LONGEST_DRAFT = 20_000


class ReadMark(db.Model):
    """Everything in the thread up to `message_id` is read; the number need not be that of a message of the thread.

    Ids grow over all threads, so that the mark stays true when messages move. `at` is when she last moved it.
    """

    __table_args__ = (UniqueConstraint("person_id", "thread_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), index=True)
    message_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)

    thread: Mapped[Thread] = relationship()

    @classmethod
    def of(cls, person, thread):
        return db.session.scalar(select(cls).where(cls.person_id == person.id, cls.thread_id == thread.id))

    @classmethod
    def read(cls, person, thread, up_to=None):
        """She has read up to a message, the last one where none is named; never goes back. True where that was news."""
        up_to = check_in_thread(thread, up_to)
        mark = cls.of(person, thread)
        if up_to is None or (mark and mark.message_id >= up_to):
            return False
        cls.put(person.id, thread.id, up_to)
        Followed.put(person.id, thread.workspace)
        cls._tell(person, thread, up_to)
        return True

    @classmethod
    def leave_unread(cls, person, thread, from_message):
        """From this message on she wants to read again, on all her devices."""
        from_message = check_in_thread(thread, from_message)
        mark = cls.of(person, thread)
        if from_message is None or (mark and mark.message_id == from_message - 1):
            return False
        cls.put(person.id, thread.id, from_message - 1, back=True)
        cls._tell(person, thread, from_message - 1)
        return True

    @classmethod
    def put(cls, person_id, thread_id, message_id, back=False):
        """One statement, for the path that posts a message too; goes back only where it is asked to."""
        row = inserts()(cls).values(person_id=person_id, thread_id=thread_id, message_id=message_id, at=utc_now())
        step = {"message_id": row.excluded.message_id, "at": row.excluded.at}
        forward = None if back else cls.message_id < row.excluded.message_id
        row = row.on_conflict_do_update(index_elements=["person_id", "thread_id"], set_=step, where=forward)
        db.session.execute(row, execution_options={"synchronize_session": False})

    @classmethod
    def _tell(cls, person, thread, up_to):
        facts = {"thread": thread.id, "workspace": thread.workspace_id, "up_to": up_to}
        announce(person, "thread-read", thread, person=person, **facts)


class Followed(db.Model):
    """Up to which seq of the log of a workspace a person has followed it: what came later is what she has missed."""

    __table_args__ = (UniqueConstraint("person_id", "workspace_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"), index=True)
    seq: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)

    @classmethod
    def put(cls, person_id, workspace):
        row = inserts()(cls).values(person_id=person_id, workspace_id=workspace.id, seq=head_of(workspace.stream), at=utc_now())
        step = {"seq": row.excluded.seq, "at": row.excluded.at}
        db.session.execute(row.on_conflict_do_update(index_elements=["person_id", "workspace_id"], set_=step))


def read_all(person, workspace, threads, up_to):
    """She has read these threads of a workspace up to a message, and all that happened there until now.

    What is not written yet is not read: a later number stands for the last message there is.
    """
    up_to = min(up_to, db.session.scalar(select(func.max(Message.id))) or 0)
    for thread_id in threads:
        ReadMark.put(person.id, thread_id, up_to)
    Followed.put(person.id, workspace)
    announce(person, "workspace-read", workspace, person=person, up_to=up_to)


class Draft(db.Model):
    """What a person has begun to write in a thread; nobody else reads it."""

    __table_args__ = (
        UniqueConstraint("person_id", "thread_id"),
        Index(None, "thread_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Instant)

    thread: Mapped[Thread] = relationship()

    @classmethod
    def keep(cls, person, thread, body):
        """Keep these words for later on any device, in place of those kept before; blank ones drop them. When, or None."""
        thread.workspace.check_at_work()
        if not body.strip():
            cls.drop(person.id, thread.id)
            return None
        row = inserts()(cls).values(person_id=person.id, thread_id=thread.id, body=body, at=utc_now())
        step = {"body": row.excluded.body, "at": row.excluded.at}
        row = row.on_conflict_do_update(index_elements=["person_id", "thread_id"], set_=step).returning(cls.at)
        return db.session.scalar(row, execution_options={"synchronize_session": False})

    @classmethod
    def drop(cls, person_id, thread_id):
        gone = delete(cls).where(cls.person_id == person_id, cls.thread_id == thread_id)
        db.session.execute(gone, execution_options={"synchronize_session": False})


def check_in_thread(thread, message_id):
    """The id of a message of this thread; of its last one where none is named, None where there is none yet."""
    if message_id is None:
        return db.session.scalar(select(func.max(Message.id)).where(Message.thread_id == thread.id))
    if db.session.scalar(select(Message.id).where(Message.id == message_id, Message.thread_id == thread.id)) is None:
        raise RuleBroken(_l("This message is not in this thread."), field="up_to", status=422)
    return message_id


def inserts():
    """The INSERT of this database that knows what to do where the row is there already."""
    return (postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite).insert
