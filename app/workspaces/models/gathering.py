"""What a closing dossier holds: ids and figures of the day, and no name, so that what is renamed or erased is so here too."""

from collections import Counter

from sqlalchemy import select

from app.database import db
from app.documents.models import File
from app.happenings import iso
from app.meetings.models import Decision, Proposal
from app.membership.models import Seat
from app.workspaces.models.assessed import last_request
from app.workspaces.models.bridge import Brought
from app.workspaces.models.discussion import Thread
from app.workspaces.models.lineage import Lineage
from app.workspaces.models.message import Message
from app.workspaces.models.shelf import SharedFile, SharedVersion
from app.workspaces.models.task import Task


def facts_of(workspace, outcomes, at):
    """Participations over time, decisions it came from and brought, documents with versions, tasks, objectives, lineage."""
    request = last_request(workspace)
    return {
        "participations": participations(workspace),
        "decision": workspace.decision_id,
        "brought": brought(workspace),
        "documents": documents(workspace),
        "tasks": tasks(workspace),
        "bodies": done_by_body(workspace),
        "objectives": objectives(workspace, outcomes),
        "coherence": request and {"id": request.id, "outcome": request.outcome},
        "from": list(db.session.scalars(select(Lineage.parent_id).where(Lineage.child_id == workspace.id).order_by(Lineage.id))),
        "threads": count(select(Thread.id).where(Thread.workspace_id == workspace.id)),
        "messages": count(select(Message.id).join(Message.thread).where(Thread.workspace_id == workspace.id)),
        "closed_at": iso(at),
    }


def count(query):
    return db.session.scalar(select(db.func.count()).select_from(query.subquery()))


def participations(workspace):
    """Who took part from when to when; an end that was only planned is told as planned."""
    query = select(Seat).where(Seat.place_id == workspace.place_id, Seat.role != "guest").order_by(Seat.since, Seat.id)
    return [
        {
            "id": each.id,
            "organisation": each.organisation_id,
            "role": each.role,
            "since": iso(each.since),
            "until": each.until and iso(each.until),
        }
        for each in db.session.scalars(query)
    ]


def brought(workspace):
    """The decisions that came of what was brought to a table from its talk."""
    query = (
        select(Decision.id)
        .join(Proposal, Proposal.became_id == Decision.item_id)
        .join(Brought, Brought.proposal_id == Proposal.id)
    )
    query = query.join(Thread, Thread.id == Brought.thread_id).where(
        Thread.workspace_id == workspace.id, Decision.adopted_at.is_not(None)
    )
    return list(db.session.scalars(query.distinct().order_by(Decision.id)))


def documents(workspace):
    query = select(SharedFile.id, SharedVersion.number, File.id.label("file"), File.sha256).join(
        SharedVersion, SharedVersion.shared_id == SharedFile.id
    )
    query = query.join(File, File.id == SharedVersion.file_id)
    query = query.where(SharedFile.workspace_id == workspace.id, SharedFile.withdrawn_at.is_(None))
    found = {}
    for row in db.session.execute(query.order_by(SharedFile.id, SharedVersion.number)):
        found[row.id] = {"id": row.id, "versions": row.number, "file": row.file, "sha256": row.sha256}
    return list(found.values())


def tasks(workspace):
    query = select(Task.done_at, Task.dropped_at).where(Task.workspace_id == workspace.id)
    return dict(Counter("done" if done else "dropped" if dropped else "open" for done, dropped in db.session.execute(query)))


def done_by_body(workspace):
    query = select(Task.organisation_id, db.func.count()).where(Task.workspace_id == workspace.id, Task.done_at.is_not(None))
    rows = db.session.execute(query.group_by(Task.organisation_id).order_by(Task.organisation_id)).all()
    return [{"organisation": organisation, "done": done} for organisation, done in rows]


def objectives(workspace, outcomes):
    """Those served on the day with what came of them, and those that it served before."""
    rows = []
    for each in workspace.contributions:
        outcome, sentence = outcomes.get(each, (None, ""))
        rows.append({"id": each.objective_id, "contribution": each.id, "outcome": outcome, "sentence": sentence})
    return rows
