"""The tie between a workspace and the assessments of its coherence with the plan, which know nothing of workspaces."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app.database import db, utc_now
from app.errors import RuleBroken
from app.plan.models import CoherenceRequest, Subject, ask_coherence
from app.workspaces.models.workspace import Contribution, Workspace


class AssessedWorkspace(db.Model):
    """One request for an assessment of a workspace; the last one that was not taken back is the one that counts."""

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"), index=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("coherence_request.id"), unique=True)

    workspace: Mapped[Workspace] = relationship()
    request: Mapped[CoherenceRequest] = relationship()

    @classmethod
    def ask(cls, workspace, question, due_on, *, by, touches=(), voice=None):
        """Ask for a first assessment, or for a new one beside the last."""
        workspace.check_at_work()
        if workspace.parent_id is not None:
            raise RuleBroken(_l("The assessment is of the whole workspace, not of a circle."))
        subject, renews = subject_of(workspace, utc_now()), last_request(workspace)
        request = ask_coherence(subject, question, due_on, by=by, touches=touches, voice=voice, renews=renews)
        db.session.add(cls(workspace=workspace, request=request))
        return request


def subject_of(workspace, at):
    """What a workspace says of itself at a moment: its purpose and the objectives it serves, never its talk."""
    query = select(Contribution).where(Contribution.workspace_id == workspace.id, Contribution.in_force(at))
    rows = db.session.scalars(query.options(joinedload(Contribution.objective)).order_by(Contribution.id))
    page = f"/workspaces/{workspace.id}/coherence"
    return Subject(workspace.stream, workspace.name, page, workspace.purpose, {each.objective: each.why for each in rows})


def last_request(workspace):
    """The last request for this workspace that was not taken back, or None."""
    return db.session.scalar(requests_of(workspace).where(CoherenceRequest.withdrawn_at.is_(None)).limit(1))


def requests_of(workspace):
    """A select of the requests for a workspace, the newest first."""
    query = select(CoherenceRequest).join(AssessedWorkspace, AssessedWorkspace.request_id == CoherenceRequest.id)
    return query.where(AssessedWorkspace.workspace_id == workspace.id).order_by(CoherenceRequest.id.desc())


def workspace_assessed(request):
    """The workspace that a request is about, or None where it is about something else."""
    query = select(Workspace).join(AssessedWorkspace, AssessedWorkspace.workspace_id == Workspace.id)
    return db.session.scalar(query.where(AssessedWorkspace.request_id == request.id))
