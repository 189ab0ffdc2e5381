"""The discussion of a workspace: threads of messages, each message in one organisation's name."""

import hashlib
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, insert, select
from sqlalchemy.orm import Mapped, lazyload, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import Announcement, announce
from app.membership.models import Mandate
from app.workspaces.models.message import Message
from app.workspaces.models.workspace import Workspace


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
    resolved_at: Mapped[datetime | None] = mapped_column(Instant)
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    workspace: Mapped[Workspace] = relationship(back_populates="threads")
    opened_by: Mapped[Mandate] = relationship(foreign_keys=opened_by_id)
    resolved_by: Mapped[Mandate | None] = relationship(foreign_keys=resolved_by_id)

    @classmethod
    def begin(cls, workspace, title, voice):
        workspace.check_at_work()
        thread = cls(workspace=workspace, title=title, opened_at=utc_now(), opened_by=voice)
        db.session.add(thread)
        announce(workspace, "thread-opened", thread, voice=voice)
        return thread

    def post(self, voice, body, rendered, nonce, quoted_id=None):
        """Store a message once; returns (id, announcement or None where the same nonce stored it before).

        Who writes in a thread that was resolved opens it again. Written with SQLAlchemy core, since this is the path that
        must be short.
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
            body_hash=hash_of(self.id, body), html=rendered.html, renderer=rendered.version, quoted_id=quoted_id,
        )  # fmt: skip
        message = db.session.scalar(row.returning(Message).options(lazyload("*")))
        said = self._tell(message, voice, at)
        if self.resolved_at:
            self.reopen(voice)
        return message.id, said

    def _tell(self, message, voice, at) -> Announcement:
        return announce(self.workspace, "message-posted", message, voice=voice, at=at, thread=self.id)

    def resolve(self, voice):
        """What it was about is settled: it folds away below the others, and stays readable."""
        self.workspace.check_at_work()
        if self.resolved_at is None:
            self.resolved_at, self.resolved_by = utc_now(), voice
            announce(self.workspace, "thread-resolved", self, voice=voice)

    def reopen(self, voice):
        self.workspace.check_at_work()
        if self.resolved_at is not None:
            self.resolved_at = self.resolved_by = None
            announce(self.workspace, "thread-reopened", self, voice=voice)

    def rename(self, title, voice):
        self.workspace.check_at_work()
        if title != self.title:
            self.title = title
            announce(self.workspace, "thread-renamed", self, voice=voice)


def hash_of(thread_id, body):
    """What one nonce stands for: this body in this thread."""
    return hashlib.sha256(f"{thread_id}\n{body}".encode()).hexdigest()
