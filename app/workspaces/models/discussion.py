"""The discussion of a workspace: threads of messages, each message in one organisation's name."""

import hashlib
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, insert, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import Announcement, announce
from app.membership.models import Mandate
from app.workspaces.models.workspace import Workspace

LONGEST_MESSAGE = 20_000


class NonceReused(RuleBroken):
    """The same nonce came with another body; the first message stands."""

    def __init__(self):
        super().__init__(_l("This message was already sent with other words. Send the new words as a new message."), "body")


class Thread(db.Model):
    __table_args__ = (Index(None, "workspace_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    title: Mapped[str] = mapped_column(String(200))
    opened_at: Mapped[datetime] = mapped_column(Instant)
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    workspace: Mapped[Workspace] = relationship(back_populates="threads")
    opened_by: Mapped[Mandate] = relationship()

    @classmethod
    def begin(cls, workspace, title, voice):
        workspace.check_at_work()
        thread = cls(workspace=workspace, title=title, opened_at=utc_now(), opened_by=voice)
        db.session.add(thread)
        announce(workspace, "thread-opened", thread, voice=voice)
        return thread

    def post(self, voice, body, rendered, nonce):
        """Store a message once; returns (id, announcement or None where the same nonce stored it before).

        Written with SQLAlchemy core, since this is the path that must be short.
        """
        self.workspace.check_at_work()
        known = db.session.execute(
            select(Message.id, Message.body_hash).where(Message.person_id == voice.person_id, Message.nonce == nonce)
        ).first()
        if known:
            if known.body_hash != hash_of(self.id, body):
                raise NonceReused
            return known.id, None
        at = utc_now()
        row = insert(Message).values(
            thread_id=self.id, person_id=voice.person_id, mandate_id=voice.id, nonce=nonce, body=body, at=at,
            body_hash=hash_of(self.id, body), html=rendered.html, renderer=rendered.version,
        )  # fmt: skip
        message_id = db.session.scalar(row.returning(Message.id))
        return message_id, self._tell(message_id, voice, at)

    def _tell(self, message_id, voice, at) -> Announcement:
        return announce(self.workspace, "message-posted", message_id, voice=voice, at=at, thread=self.id)


class Message(db.Model):
    """`mandate` is the voice that spoke: it keeps saying in which role and for which body, whatever came later."""

    __table_args__ = (
        UniqueConstraint("person_id", "nonce"),
        Index(None, "thread_id", "id"),
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

    thread: Mapped[Thread] = relationship()
    mandate: Mapped[Mandate] = relationship()


def hash_of(thread_id, body):
    """What one nonce stands for: this body in this thread."""
    return hashlib.sha256(f"{thread_id}\n{body}".encode()).hexdigest()
