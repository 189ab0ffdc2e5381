"""The shelf of a workspace as pages and programs read it: one folder at a time, and one file with its versions."""

from dataclasses import dataclass

from flask import url_for
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.database import db
from app.happenings import iso
from app.membership.models import Mandate, Seat, told_person
from app.permissions import moment, seen_shared_files, seen_versions, seen_workspaces, visible
from app.workspaces.models import Folder, SharedFile, SharedVersion, Workspace, space_used

ORDERS = ("name", "date", "size")
MOST_SHOWN = 500


@dataclass
class Lying:
    """A file with the versions that the reader sees, the last first."""

    shared: SharedFile
    versions: list

    @property
    def latest(self):
        return self.versions[0]


@dataclass
class Shelf:
    """One folder of a shelf (None is the shelf itself); `folders` are those in it, `path` leads to it."""

    workspace: Workspace
    folder: Folder | None
    path: list
    folders: list
    files: list
    all_folders: list
    counts: dict
    used: int
    order: str
    circles: list


def shelf_of(workspace, folder, order):
    all_folders = db.session.scalars(select(Folder).where(Folder.workspace_id == workspace.id).order_by(Folder.name)).all()
    here = folder and folder.id
    return Shelf(
        workspace=workspace,
        folder=folder,
        path=path_to(folder, all_folders),
        folders=[each for each in all_folders if each.parent_id == here],
        files=ordered(files_in(workspace, folder), order),
        all_folders=all_folders,
        counts=counts_in(workspace),
        used=space_used(workspace),
        order=order,
        circles=circles_of(workspace),
    )


def path_to(folder, folders):
    """From the shelf down to a folder, by the folders already read."""
    known, path = {each.id: each for each in folders}, []
    while folder is not None:
        path, folder = [folder, *path], known.get(folder.parent_id)
    return path


def files_in(workspace, folder):
    """What lies in a folder, and what was withdrawn from it, as far as the reader sees."""
    inside = SharedFile.folder_id.is_(None) if folder is None else SharedFile.folder_id == folder.id
    return lying(SharedFile.workspace_id == workspace.id, inside)


def lying(*conditions):
    """Files with the versions that the reader sees, by name; three queries however many there are."""
    query = visible(seen_versions, *conditions).order_by(SharedVersion.number.desc())
    by, shared = joinedload(SharedVersion.by), contains_eager(SharedVersion.shared)
    versions = db.session.scalars(
        query.options(
            shared.joinedload(SharedFile.folder),
            shared.joinedload(SharedFile.withdrawn_by).joinedload(Mandate.person),
            joinedload(SharedVersion.file),
            by.joinedload(Mandate.person),
            by.joinedload(Mandate.seat).joinedload(Seat.organisation),
        ).limit(MOST_SHOWN * 10)
    ).all()
    found = {}
    for version in versions:
        found.setdefault(version.shared_id, Lying(version.shared, [])).versions.append(version)
    return sorted(found.values(), key=lambda each: (each.shared.name.casefold(), each.shared.id))


def ordered(files, order):
    """By name, the newest first, or the largest first; what was withdrawn comes last."""
    keys = {"date": lambda each: -each.latest.at.timestamp(), "size": lambda each: -each.latest.file.size}
    by = sorted(files, key=keys[order]) if order in keys else files
    return sorted(by, key=lambda each: each.shared.withdrawn_at is not None)


def counts_in(workspace):
    """{folder id: how many files lie in it} of those the reader sees."""
    query = visible(seen_shared_files, SharedFile.workspace_id == workspace.id, SharedFile.withdrawn_at.is_(None))
    query = query.with_only_columns(SharedFile.folder_id, func.count(SharedFile.id)).group_by(SharedFile.folder_id)
    return dict(db.session.execute(query).all())


def circles_of(workspace):
    """The circles of this workspace in which the reader is, each with a shelf of its own."""
    query = visible(seen_workspaces, Workspace.parent_id == workspace.id).order_by(Workspace.name)
    return db.session.scalars(query).all()


def beneath(shelf):
    """[(path of names, version)] of all that lies in a folder and in those within it, the latest versions."""
    wanted = {shelf.folder and shelf.folder.id: []}
    for each in sorted(shelf.all_folders, key=lambda each: len(path_to(each, shelf.all_folders))):
        if each.parent_id in wanted:
            wanted[each.id] = [*wanted[each.parent_id], each.name]
    files = lying(SharedFile.workspace_id == shelf.workspace.id, SharedFile.withdrawn_at.is_(None))
    return [
        ([*wanted[each.shared.folder_id], each.shared.name], each.latest) for each in files if each.shared.folder_id in wanted
    ]


def one_lying(shared):
    """A file that the reader sees, with its versions."""
    return lying(SharedFile.id == shared.id)[0]


def shelved(file):
    """The version that a file is, as far as the reader sees it."""
    query = visible(seen_versions, SharedVersion.file_id == file.id)
    shared = contains_eager(SharedVersion.shared).joinedload(SharedFile.workspace)
    return db.session.scalars(query.options(shared)).all()


def shelved_json(version):
    return {"id": version.shared_id, "number": version.number, "address": url_for("shelf.shared_file", id=version.shared_id)}


def lying_json(each):
    shared = each.shared
    return {
        "id": shared.id,
        "name": shared.name,
        "address": url_for("shelf.shared_file", id=shared.id),
        "folder": shared.folder_id,
        "version": each.latest.number,
        "size": each.latest.file.size,
        "at": iso(each.latest.at),
        "by": told_person(each.latest.by.person),
        "withdrawn_at": shared.withdrawn_at and iso(shared.withdrawn_at),
        "reason": shared.reason,
        "restorable": shared.restorable(moment()),
        "versions": [version_json(version, shared) for version in each.versions],
    }


def version_json(version, shared):
    file = version.file
    given = None if shared.withdrawn_at else url_for("documents.file", id=file.id)
    facts = {"id": version.id, "number": version.number, "file": file.id, "name": file.name, "media_type": file.media_type}
    return facts | {"size": file.size, "sha256": file.sha256, "at": iso(version.at), "address": given}


def shelf_json(shelf, quota):
    return {
        "folder": shelf.folder and folder_json(shelf.folder),
        "folders": [folder_json(each) for each in shelf.folders],
        "items": [lying_json(each) for each in shelf.files],
        "circles": [{"id": each.id, "name": each.name, "address": url_for("shelf.shelf", id=each.id)} for each in shelf.circles],
        "used": shelf.used,
        "room": quota,
    }


def folder_json(folder):
    address = url_for("shelf.shelf", id=folder.workspace_id, folder=folder.id)
    return {"id": folder.id, "name": folder.name, "parent": folder.parent_id, "address": address}
