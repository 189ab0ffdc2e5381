"""How coherent workspaces are with the plan: what one was told, what its page warns of, what the matrix compares."""

from dataclasses import dataclass, field

from flask import url_for
from sqlalchemy import func, select

from app.database import db
from app.permissions import moment, seen_assessed, seen_workspaces, visible
from app.plan.models import (
    CoherenceMark,
    CoherenceOpinion,
    CoherenceRequest,
    Compared,
    edition_in_force,
    lines_of,
    opinions_asked,
    opinions_given,
    read_whole,
    version_of,
    waits_for,
    whole_request,
)
from app.workspaces.models import AssessedWorkspace, Contribution, Workspace, requests_of, subject_of

MOST = 300  # workspaces in a matrix


@dataclass
class Note:
    """The last assessment of a workspace: `lines` by objective id, what it `waits` for, and what moved on since (`outdated`)."""

    request: CoherenceRequest | None = None
    lines: dict = field(default_factory=dict)
    asked: int = 0
    given: int = 0
    waits: CoherenceOpinion | None = None
    outdated: list = field(default_factory=list)
    edition: object = None

    @property
    def warns(self):
        return self.request is not None and self.request.outcome == "not_coherent"


def note_of(workspace):
    """What stands on the page of a workspace; a fixed number of queries."""
    at = moment()
    edition = edition_in_force(at)
    kept = requests_of(workspace).where(CoherenceRequest.withdrawn_at.is_(None)).options(*whole_request())
    request = db.session.scalar(kept.limit(1))
    if request is None:
        return Note(edition=edition)
    return Note(
        request=request,
        lines={line.objective.id: line for line in lines_of(request)},
        asked=len(opinions_asked(request)),
        given=len(opinions_given(request)),
        waits=waits_for(request),
        outdated=outdated_of(request, workspace, edition, at),
        edition=edition,
    )


def outdated_of(request, workspace, edition, at):
    version = version_of(edition) if edition else request.edition_version
    return request.outdated(edition, version, subject_of(workspace, at).version)


def every_request(workspace):
    """All requests for a workspace, the newest first."""
    return db.session.scalars(requests_of(workspace)).all()


def touched_choices(workspace, edition, at):
    """The objectives of the edition that the work does not serve: it may touch them and say that it is neutral to them."""
    served = {each.id for each in subject_of(workspace, at).serves}
    return [each for each in edition.objectives if each.id not in served] if edition else []


# --- Beside the plan -------------------------------------------------------------------------------------------------


def compared_with(edition):
    """The workspaces that I may know of, by name, beside the objectives of an edition; those that are over are left out."""
    query = visible(seen_assessed, Workspace.closed_at.is_(None)).order_by(Workspace.name, Workspace.id).limit(MOST)
    workspaces = db.session.scalars(query).all()
    ids = [each.id for each in workspaces]
    serves, requests, mine = serving_of(ids, edition), last_requests(ids, edition), seen_ids(ids)
    return [compared(each, serves.get(each.id, {}), requests.get(each.id), each.id in mine) for each in workspaces]


def compared(workspace, serves, request, is_mine):
    """The plan office comes to the assessment, who takes part to the workspace."""
    page = url_for("workspace_coherence.coherence", id=workspace.id)
    if not is_mine and request is not None:
        page = url_for("coherence.assessment", id=request.id)
    return Compared(workspace.name, page if is_mine or request else "", serves, request)


def serving_of(ids, edition):
    """{workspace id: {objective id: why}} of what is served now."""
    query = select(Contribution).join(Contribution.objective).where(Contribution.workspace_id.in_(ids))
    query = query.where(Contribution.in_force(moment()), Contribution.objective.has(edition_id=edition.id))
    serves = {}
    for each in db.session.scalars(query):
        serves.setdefault(each.workspace_id, {})[each.objective_id] = each.why
    return serves


def last_requests(ids, edition=None):
    """{workspace id: its last request that was not taken back}, of an edition where one is named."""
    last = select(AssessedWorkspace.workspace_id, func.max(AssessedWorkspace.request_id))
    last = last.join(AssessedWorkspace.request).where(AssessedWorkspace.workspace_id.in_(ids))
    last = last.where(CoherenceRequest.withdrawn_at.is_(None)).group_by(AssessedWorkspace.workspace_id)
    if edition is not None:
        last = last.where(CoherenceRequest.edition_id == edition.id)
    found = dict(db.session.execute(last).all())
    requests = {each.id: each for each in read_whole(list(found.values()))}
    return {workspace: requests[id] for workspace, id in found.items()}


def seen_ids(ids):
    return set(db.session.scalars(visible(seen_workspaces, Workspace.id.in_(ids)).with_only_columns(Workspace.id)))


def marked_on(objective):
    """[(workspace as compared, line)] of the workspaces that I may know of whose last assessment marks an objective."""
    marked = select(AssessedWorkspace.workspace_id).join(
        CoherenceOpinion, CoherenceOpinion.request_id == AssessedWorkspace.request_id
    )
    marked = marked.join(CoherenceMark).where(CoherenceMark.objective_id == objective.id, CoherenceOpinion.given_at.is_not(None))
    query = visible(seen_assessed, Workspace.closed_at.is_(None), Workspace.id.in_(marked)).order_by(Workspace.name, Workspace.id)
    workspaces = db.session.scalars(query.limit(MOST)).all()
    ids = [each.id for each in workspaces]
    requests, mine = last_requests(ids), seen_ids(ids)
    rows = [compared(each, {}, requests.get(each.id), each.id in mine) for each in workspaces]
    marks = [(row, row.lines.get(objective.id)) for row in rows]
    return [(row, line) for row, line in marks if line and line.stands]


def marked_json(row):
    work, line = row
    mark = line.stands
    return {"title": work.title, "address": work.page, "sign": mark.sign, "score": mark.score, "reason": mark.reason}


def compared_json(row):
    return {"title": row.title, "address": row.page, "objectives": sorted(row.signs())}
