"""The shelf of a workspace: read by who sees it, filled by who writes in its talk, put in order by the bodies that take part.

A guest finds what was shared from her entry on, as with messages: of a file that was there before, only its later versions.
Observers and auditors read.
"""

from sqlalchemy import or_, select

from app.permissions.membership import holds_office
from app.permissions.who import mandates_of
from app.permissions.workspaces import PARTNERS, can_post, sits_as, was_in, workspace_ids
from app.workspaces.models import Folder, SharedFile, SharedVersion


def seen_folders(person_id, at):
    return select(Folder).where(Folder.workspace_id.in_(workspace_ids(person_id, at)))


def seen_versions(person_id, at):
    """The versions of files in the workspaces I see; to a guest those that came after her."""
    query = select(SharedVersion).join(SharedVersion.shared)
    inside = SharedFile.workspace_id.in_(workspace_ids(person_id, at))
    since_entry = was_in(person_id, at, SharedFile.workspace_id, SharedVersion.at)
    return query.where(inside, or_(since_entry, holds_office(person_id, at, "auditor")))


def seen_shared_files(person_id, at):
    """Files of which I see a version; one that was withdrawn is still told of, without its bytes."""
    return select(SharedFile).where(SharedFile.id.in_(seen_versions(person_id, at).with_only_columns(SharedVersion.shared_id)))


def files_of_shelves(person_id, at):
    """A select of the ids of the files behind the versions that this person may be given."""
    return seen_versions(person_id, at).where(SharedFile.withdrawn_at.is_(None)).with_only_columns(SharedVersion.file_id)


def can_share(person, workspace):
    """Who writes in the talk, guests too."""
    return can_post(person, workspace)


def can_keep_folders(person, workspace):
    """Folders are made and named by the bodies that take part."""
    return workspace.at_work and sits_as(person, workspace, PARTNERS)


def can_revise_shared(person, shared):
    return can_share(person, shared.workspace)


def can_place_shared(person, shared):
    """Names and folders: the bodies that take part; a guest for what she brought."""
    return can_keep_folders(person, shared.workspace) or (can_share(person, shared.workspace) and brought(person, shared))


def can_withdraw_shared(person, shared):
    """The body that brought the first version of it, or the body that leads: a later version takes nobody's file from her."""
    leads = shared.workspace.at_work and sits_as(person, shared.workspace, ("lead",))
    return leads or (can_share(person, shared.workspace) and brought(person, shared))


def brought(person, shared):
    """Does she speak here for the body that brought it? Of guests, each for herself."""
    own = [each for each in mandates_of(person) if each.seat.place_id == shared.workspace.place_id]
    bodies = {each.seat.organisation_id for each in own if each.seat.role in PARTNERS}
    by = shared.versions[0].by
    return bool(own and by.person_id == person.id) or by.seat.organisation_id in bodies
