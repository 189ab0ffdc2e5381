"""Where joint work comes from and goes on: who splits a workspace, and who reads a document that went elsewhere."""

from sqlalchemy import or_, select

from app.membership.models import Mandate, Organisation, Person, Seat
from app.permissions.membership import holds_office
from app.permissions.who import holds
from app.permissions.workspaces import can_manage, workspace_ids
from app.workspaces.models import SharedFile, SharedReference, SharedVersion, Workspace


def can_split(person, workspace):
    """The body that leads; a circle is not split."""
    return workspace.parent_id is None and can_manage(person, workspace)


def seen_linked(person_id, at):
    """The versions that a workspace I see still reads of a document that went elsewhere; to a guest those since she came."""
    query = select(SharedVersion).join(SharedVersion.shared)
    query = query.join(SharedReference, SharedReference.shared_id == SharedFile.id).where(
        SharedVersion.number <= SharedReference.up_to,
        SharedReference.workspace_id.in_(workspace_ids(person_id, at)),
        or_(came_before_link(person_id, at), holds_office(person_id, at, "auditor")),
    )
    return query.where(SharedFile.withdrawn_at.is_(None))


def came_before_link(person_id, at):
    here = select(Mandate.id).join(Mandate.seat).join(Organisation, Organisation.id == Seat.organisation_id)
    here = here.join(Workspace, Workspace.place_id == Seat.place_id).where(Workspace.id == SharedReference.workspace_id)
    here = here.where(Mandate.person_id == person_id, *holds(at))
    here = here.where(or_(Seat.role != "guest", Mandate.since <= SharedVersion.at))
    return here.correlate(SharedReference, SharedVersion, Person).exists()


def linked_files(person_id, at):
    """A select of the ids of the files behind them."""
    return seen_linked(person_id, at).with_only_columns(SharedVersion.file_id)
