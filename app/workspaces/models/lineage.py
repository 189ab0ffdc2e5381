"""The lineage of joint work: which workspace was split into which, and which were merged into one."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.happenings import announce
from app.membership.models import Mandate
from app.workspaces.models.circles import close_circle
from app.workspaces.models.discussion import Thread
from app.workspaces.models.line import Told, add_line, tells_line
from app.workspaces.models.task import Task
from app.workspaces.models.workspace import Workspace

KINDS = ("split", "merge")


class Lineage(db.Model):
    """The work of `parent` goes on in `child`; `kind` is one of KINDS. The parent is read and no longer written in."""

    __table_args__ = (UniqueConstraint("parent_id", "child_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    child_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))

    parent: Mapped[Workspace] = relationship(foreign_keys=parent_id)
    child: Mapped[Workspace] = relationship(foreign_keys=child_id)
    by: Mapped[Mandate] = relationship()

    @classmethod
    def tie(cls, parent, child, kind, voice):
        line = cls(parent=parent, child=child, kind=kind, at=utc_now(), by=voice)
        db.session.add(line)
        db.session.flush()
        return line


def lines_from(workspace_id):
    """A select of what a workspace went on as."""
    return select(Lineage).where(Lineage.parent_id == workspace_id).options(joinedload(Lineage.child)).order_by(Lineage.id)


def lines_to(workspace_id):
    """A select of what a workspace came from."""
    return select(Lineage).where(Lineage.child_id == workspace_id).options(joinedload(Lineage.parent)).order_by(Lineage.id)


def close_circles(workspace, reason, voice, at=None):
    """The circles end with the workspace around them; what was open in one is dropped there, since only those in it read it.

    `at` is the moment of their end, the same for all; now unless given.
    """
    at = at or utc_now()
    circles = db.session.scalars(select(Workspace).where(Workspace.parent_id == workspace.id, Workspace.closed_at.is_(None)))
    for circle in circles.all():
        for task in db.session.scalars(select(Task).where(Task.workspace_id == circle.id, Task.waits())).all():
            task.drop(voice, reason)
        close_circle(circle, voice, at)


def reopen_circles(workspace, at, voice):
    """Those that ended with the workspace at a moment go on, with the tasks that were dropped in them then."""
    circles = select(Workspace).where(Workspace.parent_id == workspace.id, Workspace.closed_at == at)
    for circle in db.session.scalars(circles).all():
        circle.closed_at = None
        announce(circle, "circle-reopened", circle, voice=voice)
        for task in db.session.scalars(select(Task).where(Task.workspace_id == circle.id, Task.dropped_at >= at)).all():
            task.reopen(voice)


def tell_threads(workspace, voice):
    """A line in each thread says where the work goes on."""
    for thread in db.session.scalars(select(Thread).where(Thread.workspace_id == workspace.id).order_by(Thread.id)).all():
        add_line(thread, "work-goes-on", workspace, voice)


@tells_line("work-goes-on")
def tell_where(lines):
    """One sentence for a workspace, the same in all its threads; its History has the way to each of those it names."""
    went = {}
    parents = {each.subject_id for each in lines}
    for line in db.session.scalars(
        select(Lineage).where(Lineage.parent_id.in_(parents)).options(joinedload(Lineage.child)).order_by(Lineage.id)
    ):
        went.setdefault(line.parent_id, []).append(line.child.name)
    return {each.id: told_where(each.subject_id, went[each.subject_id]) for each in lines if each.subject_id in went}


def told_where(id, names):
    return Told(
        _("History"), f"/workspaces/{id}/history", _("the work goes on in %(names)s.", names=", ".join(names)), "arrow-right"
    )
