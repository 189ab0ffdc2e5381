"""The closing dossier: what a workspace was and what came of it, frozen when its lead closes it; and who may read it."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models import Mandate
from app.workspaces.models.lineage import reopen_circles
from app.workspaces.models.workspace import Workspace

OUTCOMES = ("reached", "partly", "missed")
LEVELS = ("private", "table", "public")
REOPENS = timedelta(days=30)
LONGEST_REASON, LONGEST_SENTENCE = 1000, 500


class Dossier(db.Model):
    """`facts` are the ids and figures of the day of the closing (see gathering.py); names are joined when it is read.

    A workspace that was opened again has this one no longer in force, and gets another when it is closed again.
    """

    __table_args__ = (Index(None, "workspace_id", "reopened_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    facts: Mapped[dict] = mapped_column(JSON)
    reopened_at: Mapped[datetime | None] = mapped_column(Instant)
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    reopened_reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")

    workspace: Mapped[Workspace] = relationship()
    by: Mapped[Mandate] = relationship(foreign_keys=by_id)
    reopened_by: Mapped[Mandate | None] = relationship(foreign_keys=reopened_by_id)
    levels: Mapped[list["DossierLevel"]] = relationship(back_populates="dossier", order_by="DossierLevel.id")

    def reopens_until(self):
        """Until when who leads may take the closing back."""
        return self.at + REOPENS

    def reopen(self, reason, voice):
        """The work goes on as it was; the dossier stays on record and is read by nobody outside any more."""
        now = utc_now()
        if self.reopened_at is not None:
            raise RuleBroken(_l("The work was opened again already."))
        if now >= self.reopens_until():
            raise RuleBroken(_l("The thirty days are over: what comes next begins in a workspace of its own."))
        self.reopened_at, self.reopened_by, self.reopened_reason = now, voice, reason
        self.workspace.closed_at = None
        for each in self.levels:
            if each.until is None:
                each.until = now
        db.session.flush()
        reopen_circles(self.workspace, self.at, voice)
        announce(self.workspace, "workspace-reopened", self, voice=voice)

    def level(self, at=None):
        """One of LEVELS, at a moment (now unless said)."""
        at = at or utc_now()
        row = next((each for each in self.levels if each.in_force(at)), None)
        return row.level if row else LEVELS[0]

    def publish(self, level, voice):
        """From now on it is read by who may read at this level."""
        if level not in LEVELS or level == self.level():
            raise RuleBroken(_l("Choose another level."), field="level", status=422)
        if self.reopened_at is not None:
            raise RuleBroken(_l("The work was opened again: this dossier is no longer published."))
        now = utc_now()
        for each in self.levels:
            if each.until is None:
                each.until = now
        row = DossierLevel(dossier=self, level=level, since=now, by=voice)
        db.session.add(row)
        announce(self.workspace, "dossier-published", self, voice=voice, level=level)
        return row


class DossierLevel(Dated, db.Model):
    """Who may read a dossier from when to when, and who said so; one without such a row is private."""

    __table_args__ = (Index(None, "dossier_id", "level"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"))
    level: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    dossier: Mapped[Dossier] = relationship(back_populates="levels")
    by: Mapped[Mandate] = relationship()


def dossier_of(workspace):
    """Of a closed workspace the one in force, or None (an open one, and one that was split or merged)."""
    query = select(Dossier).where(Dossier.workspace_id == workspace.id, Dossier.reopened_at.is_(None))
    return db.session.scalar(query.order_by(Dossier.id.desc()).limit(1))
