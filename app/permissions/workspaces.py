"""Workspaces: seen by the mandates in it, steered by its lead, written in by all who take part and do not only observe."""

from sqlalchemy import or_, select

from app.permissions.membership import holds_office, leads
from app.permissions.who import mandates_of, places_of
from app.workspaces.models import Thread, Workspace

# The roles of a body in a workspace under which its people write; who observes reads.
WRITERS = ("lead", "partner")


def seen_workspaces(person_id, at):
    """Who has a mandate in it now, and auditors; a right that ended leaves nothing behind."""
    mine = Workspace.place_id.in_(places_of(person_id, at))
    return select(Workspace).where(or_(mine, holds_office(person_id, at, "auditor")))


def seen_threads(person_id, at):
    return select(Thread).where(Thread.workspace_id.in_(seen_workspaces(person_id, at).with_only_columns(Workspace.id)))


def can_manage(person, workspace):
    """Purpose, objectives and who takes part: the body that leads."""
    return workspace.closed_at is None and leads(person, workspace.place_id)


def can_post(person, workspace):
    """Everybody in the workspace whose body takes part, not those who observe."""
    return workspace.closed_at is None and any(
        each.seat.place_id == workspace.place_id and each.seat.role in WRITERS for each in mandates_of(person)
    )


def can_open_thread(person, workspace):
    return can_post(person, workspace)
