"""A workspace: joint work of any set of organisations, born of a decision, tied to objectives of the plan."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.meetings.models import Decision
from app.meetings.models.decision import check_responsible
from app.membership.models import Guest, Mandate, Place, Table
from app.membership.models.rules import end_row, from_now_on, overlap
from app.plan.models import Objective
from app.workspaces.models.life import Lived, Submission, WorkPause

PARTICIPATION_ROLES = ("lead", "partner", "observer")
KINDS = ("joint_project", "pilot_project", "sub_area", "liaison_group", "dossier", "eu_application")


class Workspace(Lived, db.Model):
    """Its participations are the seats of its place; `kind` is one of KINDS.

    It rests on a `decision`; one without is an idea, opened by who speaks at the `table` whose mandate it seeks, and gets
    its decision at `mandated_at`.
    One with a `parent` is a circle of it: a group of those who take part there, with a talk, files and tasks of its own.
    Of a `hidden` circle only those in it know that it exists.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("workspace.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    table_id: Mapped[int | None] = mapped_column(ForeignKey("table.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(Text)
    purpose_html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(20), default="joint_project")
    opened_at: Mapped[datetime] = mapped_column(Instant)
    mandated_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    hidden: Mapped[bool] = mapped_column(default=False, server_default=false())

    place: Mapped[Place] = relationship()
    parent: Mapped["Workspace | None"] = relationship(remote_side="Workspace.id")
    decision: Mapped[Decision | None] = relationship()
    table: Mapped[Table | None] = relationship()
    pauses: Mapped[list[WorkPause]] = relationship(back_populates="workspace", order_by=WorkPause.id)
    submissions: Mapped[list[Submission]] = relationship(back_populates="workspace", order_by=Submission.id)
    contributions: Mapped[list["Contribution"]] = relationship(back_populates="workspace", order_by="Contribution.id")
    threads: Mapped[list["Thread"]] = relationship(back_populates="workspace")  # noqa: F821

    @classmethod
    def launch(cls, decision, name, purpose, rendered, objective, why, lead, voice, kind=KINDS[0]):
        """Open a workspace from a decision; the person `lead` leads it in the name of the body that answers for the decision.

        `voice` is the mandate at the table that speaks, or None where the person answers without one.
        """
        if not decision.adopted_at:
            raise RuleBroken(_l("A workspace is opened from a decision that was adopted: close the meeting first."))
        body = decision.answering(utc_now())
        check_responsible(body, lead)
        check_new_name(name, decision)
        workspace = cls.begin(kind, name, purpose, rendered, decision=decision)
        own = workspace._led_by(body, lead, voice, decision=decision)
        workspace.serve(objective, why, own)
        return workspace

    @classmethod
    def imagine(cls, table, kind, name, purpose, rendered, objective, why, voice):
        """An idea, opened by a mandate that speaks at a table before any decision: its bodies discuss it, and do not act yet."""
        table.check_lives()
        check_responsible(voice.organisation, voice.person)
        check_new_name(name, None, table)
        workspace = cls.begin(kind, name, purpose, rendered, table=table)
        own = workspace._led_by(voice.organisation, voice.person, voice)
        if objective is not None:
            workspace.serve(objective, why, own)
        return workspace

    @classmethod
    def begin(cls, kind, name, purpose, rendered, **origin):
        """One in which nobody sits yet; `origin` is its decision, or its table, or both."""
        if kind not in KINDS:
            raise RuleBroken(_l("Choose what kind of work it is."), field="kind", status=422)
        workspace = cls(place=Place(noun="workspace"), kind=kind, name=name, opened_at=utc_now(), **origin)
        workspace.purpose, workspace.purpose_html, workspace.renderer = purpose, rendered.html, rendered.version
        db.session.add(workspace)
        db.session.flush()
        workspace.place.noun_id = workspace.id
        return workspace

    def _led_by(self, body, lead, voice, **facts):
        """The seat of the lead with its first mandate, which is told of as who opened the workspace."""
        begun = {"since": self.opened_at, "voice": voice, "by": lead}
        own = self.place.seat(body, "lead", **begun).appoint(lead, "delegate", **begun)
        announce(self, "workspace-opened", self, voice=own, **facts)
        return own

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

    def recast(self, seat, role, since, reason, voice):
        """A body goes on in another role: its participation ends and the next begins at the same instant, with its people.

        Someone always leads: the last lead changes role after another one has come.
        """
        self.check_at_work()
        since = from_now_on(since)
        if role not in PARTICIPATION_ROLES or role == seat.role:
            raise RuleBroken(_l("Choose another role: lead, partner or observer."), field="role", status=422)
        if seat.role == "guest":
            raise RuleBroken(_l("A guest does not take part: welcome the organisation instead."))
        self.check_someone_leads(seat, since)
        return self.change_role(seat, role, since, reason, voice)

    def change_role(self, seat, role, since, reason, voice):
        """The same without asking whether it may be."""
        going = [(each, max(each.since, since), each.until) for each in seat.mandates if not each.until or each.until > since]
        again = self._go_on(seat, role, since, reason, voice)
        for each, begins, ends in going:
            carry_over(each, again, begins, ends, voice)
        return again

    def _go_on(self, seat, role, since, reason, voice):
        """The seat ends where the next begins; what hears of it knows from `again` that the body has not left."""
        until = seat.until
        end_row(seat, since)
        seat.reason = reason
        for each in seat.mandates:
            if each.until is None or each.until > seat.until:
                each.until = max(seat.until, each.since)
        again = self.place.seat(seat.organisation, role, since=seat.until, until=until, voice=voice)
        told = {"organisation": seat.organisation_id, "until": iso(seat.until), "again": again}
        announce(self.place, "seat-ended", seat, voice=voice, **told)
        db.session.flush()
        return again

    def check_someone_leads(self, seat, at):
        others = [each for each in self.place.seats if each is not seat and each.role == "lead" and each.in_force(at)]
        if seat.role == "lead" and not others:
            raise RuleBroken(_l("Somebody must lead: give another organisation the lead first."), field="role", status=422)


def carry_over(mandate, seat, since, until, voice):
    """The same mandate in the body's next seat: confirmed and suspended as it was."""
    goes_on = {"since": since, "until": until, "rank": mandate.rank, "act": mandate.act, "by": mandate.named_by}
    again = seat.appoint(mandate.person, mandate.role, confirmed=mandate.confirmed_at is not None, voice=voice, **goes_on)
    again.suspensions = mandate.suspensions_from(since)


def check_new_name(name, decision, table=None, *, beside=(), field="name"):
    """The same form sent twice opens one workspace: one of a name from a decision, or among the ideas of a table.

    Those of `beside` may bear it. A circle has its name within the workspace around it.
    """
    same = select(Workspace.id).where(Workspace.name == name, Workspace.closed_at.is_(None), Workspace.parent_id.is_(None))
    same = same.where(Workspace.id.not_in([each.id for each in beside]))
    if decision is not None:
        sentence = _l("A workspace of this name was already opened from this decision.")
        same = same.where(Workspace.decision_id == decision.id)
    else:
        sentence = _l("An idea of this name was already opened at this table.")
        same = same.where(Workspace.decision_id.is_(None), Workspace.table_id == table.id)
    if db.session.scalar(same.limit(1)):
        raise RuleBroken(sentence, field=field, status=422)


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
