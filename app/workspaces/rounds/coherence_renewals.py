"""Assessments that no longer say how things stand: the plan or the work moved on, so a new one is proposed, once."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import commit, db, writing
from app.plan.models import CoherenceRequest, edition_in_force, version_of
from app.rounds import round_of
from app.workspaces.models import AssessedWorkspace, Workspace, last_request, subject_of

HOUR = 3600


@round_of("coherence-renewals", every=HOUR)
def find_outdated(now):
    """Say it of the last outcome given to each workspace that is at work; the page says so at once, without this round."""
    edition = edition_in_force(now)
    if edition is None:
        return
    found = outdated_now(edition, now)
    writing()
    for request in db.session.scalars(
        select(CoherenceRequest).where(CoherenceRequest.id.in_(found)).order_by(CoherenceRequest.id)
    ):
        request.find_outdated(now)
    commit()


def outdated_now(edition, now):
    """The numbers of the requests to tell of, found while nobody waits for the writer's turn."""
    version, found = version_of(edition), []
    for link in db.session.scalars(given_and_not_told()):
        request, subject = link.request, subject_of(link.workspace, now)
        if request.outdated(edition, version, subject.version) and last_request(link.workspace) is request:
            found.append(request.id)
    return found


def given_and_not_told():
    given = CoherenceRequest.given_at.is_not(None), CoherenceRequest.renewal_due_at.is_(None), Workspace.closed_at.is_(None)
    query = select(AssessedWorkspace).join(AssessedWorkspace.request).join(AssessedWorkspace.workspace).where(*given)
    whole = joinedload(AssessedWorkspace.request), joinedload(AssessedWorkspace.workspace)
    return query.options(*whole).order_by(AssessedWorkspace.id)
