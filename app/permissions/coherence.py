"""Assessments of coherence: asked by who leads the work, given by who was asked, concluded by the plan office.

Who was asked and the plan office read the request, which holds the name, the purpose and the objectives of the work; that
opens nothing of the work itself.
"""

from sqlalchemy import and_, or_, select

from app.permissions.membership.offices import administered, administers, holds_office, leads, offices_of
from app.permissions.workspaces import can_manage, workspace_ids
from app.plan.models import OFFICES, CoherenceOpinion, CoherenceRequest
from app.workspaces.models import AssessedWorkspace, Workspace, workspace_assessed


def seen_coherence(person_id, at):
    """Requests: who sees the work, the plan office, and whose opinion was asked."""
    here = select(AssessedWorkspace.request_id).where(AssessedWorkspace.workspace_id.in_(workspace_ids(person_id, at)))
    asked = select(CoherenceOpinion.request_id).where(of_mine(person_id, at))
    office = holds_office(person_id, at, "plan_office")
    return select(CoherenceRequest).where(or_(office, CoherenceRequest.id.in_(here), CoherenceRequest.id.in_(asked)))


def seen_coherence_opinions(person_id, at):
    requests = seen_coherence(person_id, at).with_only_columns(CoherenceRequest.id)
    return select(CoherenceOpinion).where(CoherenceOpinion.request_id.in_(requests))


def of_mine(person_id, at):
    """A condition: an opinion asked of this person, of an office that she holds, of a body that she administers."""
    by_office = [and_(CoherenceOpinion.office == kind, holds_office(person_id, at, kind)) for kind in OFFICES]
    by_body = CoherenceOpinion.organisation_id.in_(administered(person_id, at))
    return and_(CoherenceOpinion.withdrawn_at.is_(None), or_(CoherenceOpinion.person_id == person_id, by_body, *by_office))


def seen_assessed(person_id, at):
    """Workspaces as the matrix tells them, by name and objectives: those I see; for the plan office those it was asked about."""
    asked = select(AssessedWorkspace.workspace_id).where(holds_office(person_id, at, "plan_office"))
    mine = Workspace.id.in_(workspace_ids(person_id, at))
    return select(Workspace).where(Workspace.parent_id.is_(None), or_(mine, Workspace.id.in_(asked)))


def can_ask_coherence(person, workspace):
    """Who leads the work; a circle is assessed with its whole."""
    return workspace.parent_id is None and can_manage(person, workspace)


def can_steer_coherence(person, request):
    """Ask further opinions, take the request back, ask anew: who leads the work, and the plan office."""
    if "plan_office" in offices_of(person):
        return True
    workspace = workspace_assessed(request)
    return workspace is not None and leads(person, workspace.place_id)


def can_conclude_coherence(person, _request):
    """The outcome is the plan office's."""
    return "plan_office" in offices_of(person)


def can_give_coherence(person, opinion):
    """Who was asked: in person, as an office, as administrator of the body that was asked."""
    if opinion.withdrawn_at or opinion.own:
        return False
    asked = opinion.office in offices_of(person) or opinion.person_id == person.id
    return asked or administers(person, opinion.organisation_id)
