"""A workspace: joint work of any set of organisations, born of a decision, tied to objectives of the plan."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.meetings.models import Decision
from app.meetings.models.decision import check_responsible
from app.membership.models import Guest, Mandate, Place
from app.membership.models.rules import overlap
from app.plan.models import Objective

PARTICIPATION_ROLES = ("lead", "partner", "observer")


class Workspace(db.Model):
    """Its participations are the seats of its place; `kind` is `joint_project`, `pilot_project` or `sub_area`.

    One with a `parent` is a circle of it: a group of those who take part there, with a talk, files and tasks of its own.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("workspace.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(Text)
    purpose_html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(20), default="joint_project")
    opened_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)

    place: Mapped[Place] = relationship()
    parent: Mapped["Workspace | None"] = relationship(remote_side="Workspace.id")
    decision: Mapped[Decision | None] = relationship()
    contributions: Mapped[list["Contribution"]] = relationship(back_populates="workspace", order_by="Contribution.id")
    threads: Mapped[list["Thread"]] = relationship(back_populates="workspace")  # noqa: F821

    @classmethod
    def launch(cls, decision, name, purpose, rendered, objective, why, lead, voice):
        """Open a workspace from a decision; the person `lead` leads it in the name of the body that answers for the decision.

        `voice` is the mandate at the table that speaks, or None where the person answers without one.
        """
        if not decision.adopted_at:
            raise RuleBroken(_l("A workspace is opened from a decision that was adopted: close the meeting first."))
        body = decision.answering(utc_now())
        check_responsible(body, lead)
        check_new_name(decision, name)
        workspace = cls(place=Place(noun="workspace"), decision=decision, name=name, opened_at=utc_now())
        workspace.purpose, workspace.purpose_html, workspace.renderer = purpose, rendered.html, rendered.version
        db.session.add(workspace)
        db.session.flush()
        workspace.place.noun_id = workspace.id
        begun = {"since": workspace.opened_at, "voice": voice, "by": lead}
        own = workspace.place.seat(body, "lead", **begun).appoint(lead, "delegate", **begun)
        announce(workspace, "workspace-opened", workspace, voice=own, decision=decision)
        workspace.serve(objective, why, own)
        return workspace

    @property
    def stream(self):
        return f"workspace/{self.id}"

    def welcome(self, organisation, role, *, since=None, until=None, voice=None):
        """An organisation joins from a moment on, also one that sits at no table; returns its seat."""
        self.check_at_work()
        if role not in PARTICIPATION_ROLES:
            raise RuleBroken(_l("Choose a role: lead, partner or observer."), field="role", status=422)
        self.check_no_guest(organisation, since or utc_now(), until)
        return self.place.seat(organisation, role, since=since, until=until, voice=voice)

    def welcome_guest(self, address, organisation, *, sponsor, purpose, until):
        """A person of a body that does not take part comes in until a day; see Guest.welcome."""
        self.check_at_work()
        return Guest.welcome(self.place, address, organisation, sponsor=sponsor, purpose=purpose, until=until)

    def check_no_guest(self, organisation, since, until):
        """A body is either a guest or takes part: its people get mandates in its seat once their visits have ended."""
        here = [seat for seat in self.place.seats if seat.organisation_id == organisation.id and seat.role == "guest"]
        if any(overlap(seat, since, until) for seat in here):
            sentence = _l("%(name)s has guests here in those days: end their stay, then welcome it.", name=organisation.name)
            raise RuleBroken(sentence, field="organisation", status=422)

    def serve(self, objective, why, voice):
        """Say in a sentence how the work serves an objective of the plan."""
        self.check_at_work()
        if any(each.objective_id == objective.id and each.until is None for each in self.contributions):
            raise RuleBroken(_l("The workspace already serves this objective."), field="objective", status=422)
        contribution = Contribution(workspace=self, objective=objective, why=why, since=utc_now(), by=voice)
        db.session.add(contribution)
        announce(self, "contribution-declared", contribution, voice=voice, objective=objective)
        return contribution

    @property
    def at_work(self):
        """May anything be written here?"""
        return self.closed_at is None

    def check_at_work(self):
        if not self.at_work:
            raise RuleBroken(_l("This workspace is closed."))


def check_new_name(decision, name):
    """The same form sent twice opens one workspace."""
    same = select(Workspace.id).where(Workspace.decision_id == decision.id, Workspace.name == name, Workspace.closed_at.is_(None))
    if db.session.scalar(same):
        raise RuleBroken(_l("A workspace of this name was already opened from this decision."), field="name", status=422)


class Contribution(Dated, db.Model):
    """The workspace's own word on how it serves an objective (an opinion on coherence is another thing)."""

    __table_args__ = (Index(None, "workspace_id", "objective_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"), index=True)
    why: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    workspace: Mapped[Workspace] = relationship(back_populates="contributions")
    objective: Mapped[Objective] = relationship()
    by: Mapped[Mandate | None] = relationship()

    def withdraw(self, voice):
        """The work no longer serves the objective; that it did stays on record."""
        if self.until is not None:
            raise RuleBroken(_l("This has already ended."))
        self.until = utc_now()
        announce(self.workspace, "contribution-withdrawn", self, voice=voice, objective=self.objective_id)
