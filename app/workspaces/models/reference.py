"""A link to a document that went elsewhere: read as it was on that day, and never changed from here."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.workspaces.models.shelf import SharedFile
from app.workspaces.models.workspace import Workspace


class SharedReference(db.Model):
    """`workspace` reads the versions of a file of another one's shelf up to number `up_to`; later ones are not its business."""

    __table_args__ = (UniqueConstraint("workspace_id", "shared_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    shared_id: Mapped[int] = mapped_column(ForeignKey("shared_file.id"), index=True)
    up_to: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)

    workspace: Mapped[Workspace] = relationship()
    shared: Mapped[SharedFile] = relationship()

    @classmethod
    def leave(cls, workspace, shared):
        db.session.add(cls(workspace=workspace, shared=shared, up_to=shared.latest.number, at=utc_now()))
