"""A merger as it is proposed: who leads one workspace asks who leads others; each agrees or declines, and all hear of it."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, hold, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.membership.models import Mandate
from app.rendering import Rendered
from app.workspaces.models.workspace import Workspace, check_new_name

OUTCOMES = ("merged", "declined", "taken_back", "fell")
MOST_MERGED = 4
LONGEST_REASON = 500
HOW_MANY = _l("Choose the workspaces it is merged with: one at least, %(most)s at most.", most=MOST_MERGED - 1)


class Merger(db.Model):
    """`name`, `purpose` and `kind` are those of the workspace to come; `outcome` is one of OUTCOMES once it has ended.

    The first of its parts is the workspace that proposed it. One workspace stands in one open merger at most.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(Text)
    purpose_html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    outcome: Mapped[str | None] = mapped_column(String(12))
    child_id: Mapped[int | None] = mapped_column(ForeignKey("workspace.id"))

    by: Mapped[Mandate] = relationship(foreign_keys=by_id)
    ended_by: Mapped[Mandate | None] = relationship(foreign_keys=ended_by_id)
    child: Mapped[Workspace | None] = relationship()
    parts: Mapped[list["MergerPart"]] = relationship(back_populates="merger", order_by="MergerPart.id")

    @classmethod
    def propose(cls, workspace, others, name, purpose, rendered, voice):
        """`workspace` asks the `others`; it has agreed itself. RuleBroken where they cannot be merged, or stand in a merger."""
        workspaces = [workspace, *sorted(others, key=lambda each: each.id)]
        check_how_many(workspaces)
        check_mergeable(workspaces, field="workspaces")
        check_name_of_child(name, workspaces)
        merger = cls(name=name, purpose=purpose, kind=workspace.kind, at=utc_now(), by=voice)
        merger.purpose_html, merger.renderer = rendered.html, rendered.version
        merger.parts = [MergerPart(workspace=each) for each in workspaces]
        merger.parts[0].agreed_at, merger.parts[0].agreed_by = merger.at, voice
        db.session.add(merger)
        db.session.flush()
        merger.tell("merger-proposed", voice)
        return merger

    @property
    def open(self):
        return self.ended_at is None

    @property
    def rendered(self):
        """The purpose as it was rendered when it was proposed."""
        return Rendered(self.purpose_html, self.renderer, False)

    @property
    def workspaces(self):
        return [each.workspace for each in self.parts]

    @property
    def streams(self):
        """Those of all its workspaces: who writes in a merger holds them, so that none of them changes meanwhile."""
        return [each.workspace.stream for each in self.parts]

    def take_back(self, voice):
        """The workspace that proposed it no longer asks."""
        self.check_open()
        self.end("taken_back", voice)

    def end(self, outcome, voice):
        """It does not come about."""
        self.ended_at, self.ended_by, self.outcome = utc_now(), voice, outcome
        self.tell("merger-ended", voice)

    def check_open(self):
        if self.outcome == "merged":
            raise RuleBroken(_l("These workspaces are merged already."))
        if not self.open:
            raise RuleBroken(_l("This merger is over: it was declined, taken back, or one of its workspaces has ended."))

    def tell(self, kind, voice):
        for each in self.workspaces:
            announce(each, kind, self, voice=voice)


class MergerPart(db.Model):
    """A workspace that is asked; who leads it agrees, or declines with a reason that everybody in the merger reads."""

    __table_args__ = (UniqueConstraint("merger_id", "workspace_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    merger_id: Mapped[int] = mapped_column(ForeignKey("merger.id"))
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"), index=True)
    agreed_at: Mapped[datetime | None] = mapped_column(Instant)
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    declined_at: Mapped[datetime | None] = mapped_column(Instant)
    declined_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="", server_default="")

    merger: Mapped[Merger] = relationship(back_populates="parts")
    workspace: Mapped[Workspace] = relationship()
    agreed_by: Mapped[Mandate | None] = relationship(foreign_keys=agreed_by_id)
    declined_by: Mapped[Mandate | None] = relationship(foreign_keys=declined_by_id)

    @property
    def proposes(self):
        return self.merger.parts[0] is self

    @property
    def waits(self):
        """Does it still have to answer?"""
        return self.merger.open and not self.agreed_at

    def agree(self, voice):
        self.merger.check_open()
        self.workspace.check_at_work()
        if self.agreed_at:
            raise RuleBroken(_l("This workspace has agreed already."))
        self.agreed_at, self.agreed_by = utc_now(), voice
        self.merger.tell("merger-agreed", voice)

    def decline(self, reason, voice):
        """The merger ends, also where it had agreed before: nobody is merged against the will of who leads it now."""
        self.merger.check_open()
        if self.proposes:
            raise RuleBroken(_l("This workspace proposed the merger: take the proposal back instead."))
        self.declined_at, self.declined_by, self.reason = utc_now(), voice, reason
        self.merger.end("declined", voice)


def check_how_many(workspaces):
    if not 2 <= len(set(workspaces)) == len(workspaces) <= MOST_MERGED:
        raise RuleBroken(HOW_MANY, field="workspaces", status=422)


def check_mergeable(workspaces, merger=None, field=None):
    """Each is at work, no circle, waits for no table, and stands in no open merger but this one."""
    status = 422 if field else 409
    for each in workspaces:
        if each.parent_id is not None:
            raise RuleBroken(_l("A circle is not merged: merge the workspaces around it."), field, status)
        if not each.at_work:
            sentence = _l("“%(name)s” is closed or suspended: only work that goes on is merged.", name=each.name)
            raise RuleBroken(sentence, field, status)
        if each.state() == "waiting":
            sentence = _l("“%(name)s” waits for the answer of a table: its proposal is taken back first.", name=each.name)
            raise RuleBroken(sentence, field, status)
        if open_merger_of(each) not in (None, merger):
            raise RuleBroken(_l("“%(name)s” stands in another open merger already.", name=each.name), field, status)
    if not workspaces[0].mandated and any(each.mandated for each in workspaces):
        sentence = _l("This is an idea still: who leads the work that has its mandate proposes the merger.")
        raise RuleBroken(sentence, field, status)


def check_name_of_child(name, workspaces):
    """It may keep the name of one of them."""
    check_new_name(name, workspaces[0].decision, workspaces[0].table, beside=workspaces)


def open_merger_of(workspace):
    """The open merger in which a workspace stands, or None."""
    here = select(MergerPart.merger_id).where(MergerPart.workspace_id == workspace.id)
    return db.session.scalar(select(Merger).where(Merger.id.in_(here), Merger.ended_at.is_(None)).limit(1))


def fall(said):
    """A workspace that is closed or split is merged no more: the others are told."""
    merger = open_merger_of(said.stream)
    if merger is not None:
        hold(Merger, merger.id)
        merger.end("fell", said.voice)


react("workspace-closed", fall)
react("workspace-split", fall)
