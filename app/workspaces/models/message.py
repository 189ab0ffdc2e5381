"""A message of a thread: what was said, by whom and in whose name; changed and taken away under rules, never without trace."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import Happening, announce
from app.membership.models import Mandate

LONGEST_MESSAGE = 20_000
LONGEST_REASON = 300
UNDO = timedelta(minutes=10)
MOST_PINNED = 10


class StaleEdit(RuleBroken):
    """Somebody (or the same person elsewhere) changed the message since this text was begun; `now` is the message as it is."""

    def __init__(self, message):
        sentence = _l("Meanwhile the message was changed elsewhere. Below is how it reads now; join the two and save again.")
        super().__init__(sentence, "body")
        self.now = message
        self.told = {"now": {"body": message.body, "html": message.html, "revision": message.revision}}


class Message(db.Model):
    """`mandate` is the voice that spoke: it keeps saying in which role and for which body, whatever came later.

    `revision` counts the texts that stood before this one; `edited_by` is the mandate under which this one was written.
    A deleted message keeps its row and its place; its text is no longer shown to anybody. `arrived_at` is set where the
    message came with its thread from another workspace: then the log there does not say when it was posted.
    """

    __table_args__ = (
        UniqueConstraint("person_id", "nonce"),
        Index(None, "thread_id", "id", "person_id", "deleted_at"),  # counts what is unread without the rows themselves
        Index(None, "at"),
        Index(None, "thread_id", "pinned_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    nonce: Mapped[str] = mapped_column(String(32))
    body: Mapped[str] = mapped_column(Text)
    body_hash: Mapped[str] = mapped_column(String(64))
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    quoted_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    edited_at: Mapped[datetime | None] = mapped_column(Instant)
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    deleted_at: Mapped[datetime | None] = mapped_column(Instant)
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    deleted_why: Mapped[str | None] = mapped_column(String(LONGEST_REASON))
    pinned_at: Mapped[datetime | None] = mapped_column(Instant)
    pinned_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    arrived_at: Mapped[datetime | None] = mapped_column(Instant)

    thread: Mapped["Thread"] = relationship()  # noqa: F821
    mandate: Mapped[Mandate] = relationship(foreign_keys=mandate_id)
    deleted_by: Mapped[Mandate | None] = relationship(foreign_keys=deleted_by_id)
    revisions: Mapped[list["MessageRevision"]] = relationship(order_by="MessageRevision.number")

    @property
    def removed(self):
        """Was it taken away by somebody else than who wrote it?"""
        return self.deleted_at is not None and self.deleted_by.person_id != self.person_id

    def edit(self, voice, body, rendered, revision):
        """Other words in its place; those that stood are kept. StaleEdit where they are not those the writer had before her."""
        self.check_stands()
        if body == self.body:
            return None
        if revision != self.revision:
            raise StaleEdit(self)
        self.keep_text()
        self.body, self.html, self.renderer = body, rendered.html, rendered.version
        self.edited_at, self.edited_by_id, self.revision = utc_now(), voice.id, self.revision + 1
        return self.tell("message-edited", voice)

    def keep_text(self):
        since, by = (self.edited_at, self.edited_by_id) if self.revision else (self.at, self.mandate_id)
        text = {"body": self.body, "html": self.html, "renderer": self.renderer}
        db.session.add(MessageRevision(message_id=self.id, number=self.revision, at=since, by_id=by, **text))

    def delete(self, voice, why=None):
        """Nobody reads it any more; its place in the talk stays. Who takes away another's words says why."""
        self.check_stands()
        if voice.person_id != self.person_id and not why:
            raise RuleBroken(_l("Say why you take it away: who wrote it reads the reason."), field="reason", status=422)
        self.deleted_at, self.deleted_by, self.deleted_why = utc_now(), voice, why or None
        return self.tell("message-deleted", voice)

    def restore(self, voice):
        """Taken back by who deleted it, within ten minutes."""
        if self.deleted_at is None:
            raise RuleBroken(_l("This message was not taken away."))
        if self.deleted_at + UNDO < utc_now():
            raise RuleBroken(_l("More than ten minutes have passed: it stays deleted. Write it again if it is needed."))
        self.deleted_at = self.deleted_by = self.deleted_why = None
        return self.tell("message-restored", voice)

    def pin(self, voice):
        """Keep it in view above the talk; at most ten of a thread."""
        self.check_stands()
        pinned = Message.thread_id == self.thread_id, Message.pinned_at.is_not(None), Message.deleted_at.is_(None)
        if self.pinned_at is None and db.session.scalar(select(func.count(Message.id)).where(*pinned)) >= MOST_PINNED:
            raise RuleBroken(_l("Ten messages are in view already: take one down first."))
        if self.pinned_at is None:
            self.pinned_at, self.pinned_by_id = utc_now(), voice.id
            self.tell("message-pinned", voice)

    def unpin(self, voice):
        if self.pinned_at is not None:
            self.pinned_at = self.pinned_by_id = None
            self.tell("message-unpinned", voice)

    def check_stands(self):
        self.thread.workspace.check_at_work()
        if self.deleted_at is not None:
            raise RuleBroken(_l("This message was deleted."))

    def tell(self, kind, voice, **facts):
        """`of` is the seq at which it was posted: who reads from later on hears only that something changed."""
        workspace = self.thread.workspace
        return announce(workspace, kind, self, voice=voice, thread=self.thread_id, of=self.posted_seq(workspace), **facts)

    def posted_seq(self, workspace):
        """The seq at which it was posted in this workspace, or None where it came from another."""
        posted = select(Happening.seq).where(Happening.kind == "message-posted", Happening.subject_id == self.id)
        return db.session.scalar(posted.where(Happening.stream == workspace.stream))


class MessageRevision(db.Model):
    """A text that stood before: since when, and under which mandate it was written. The number of the first is 0."""

    __table_args__ = (UniqueConstraint("message_id", "number"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    number: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    by: Mapped[Mandate] = relationship()
