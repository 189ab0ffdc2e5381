"""Where a workspace comes from and what it went on as, as far as the reader may follow; what a split has to place."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import joinedload

from app.database import db
from app.happenings import iso
from app.membership.models import told_organisation
from app.permissions import seen_linked, seen_workspaces, visible
from app.workspaces.models import SharedReference, SharedVersion, Workspace, lines_from, lines_to


@dataclass
class Kin:
    """A workspace beside this one in the lineage; `address` is None where the reader does not see it."""

    id: int
    name: str
    address: str | None
    kind: str
    at: datetime

    def as_json(self):
        known = {"id": self.id, "address": self.address} if self.address else {}
        return {"name": self.name, "kind": self.kind, "at": iso(self.at)} | known


@dataclass
class Family:
    came_from: list
    went_on_as: list

    def __bool__(self):
        return bool(self.came_from or self.went_on_as)

    def as_json(self):
        return {"from": [each.as_json() for each in self.came_from], "into": [each.as_json() for each in self.went_on_as]}

    def drawn(self):
        """(height, y of this one, [y of those before], [y of those after]) of the drawing, in units of its own."""
        rows = max(len(self.came_from), len(self.went_on_as), 1)
        return rows * 40, rows * 20, heights(len(self.came_from), rows), heights(len(self.went_on_as), rows)


def heights(count, rows):
    """The middles of so many boxes, spread over the height of `rows`."""
    return [round(rows * 40 * (place + 0.5) / count) for place in range(count)]


def family_of(workspace):
    """Three queries, however large it is."""
    before, after = db.session.scalars(lines_to(workspace.id)).all(), db.session.scalars(lines_from(workspace.id)).all()
    ids = [each.parent_id for each in before] + [each.child_id for each in after]
    mine = visible(seen_workspaces, Workspace.id.in_(ids)).with_only_columns(Workspace.id) if ids else None
    seen = set(db.session.scalars(mine)) if ids else set()
    return Family([kin(each, each.parent, seen) for each in before], [kin(each, each.child, seen) for each in after])


def kin(line, other, seen):
    address = url_for("workspaces.workspace", id=other.id) if other.id in seen else None
    return Kin(other.id, other.name, address, line.kind, line.at)


def linked_of(workspace):
    """The last version read here of each of the documents that went elsewhere, as far as the reader may read them."""
    query = visible(seen_linked, SharedReference.workspace_id == workspace.id).options(joinedload(SharedVersion.file))
    newest = {}
    for version in db.session.scalars(query.order_by(SharedVersion.number)):
        newest[version.shared_id] = version
    return sorted(newest.values(), key=lambda each: (each.file.name.casefold(), each.id))


def linked_json(version):
    address = url_for("documents.file", id=version.file_id)
    return {"name": version.file.name, "version": version.number, "address": address, "at": iso(version.at)}


def apart_json(seats, tasks, units):
    """What there is to place when a workspace is split."""
    return {
        "participations": [
            {"id": each.id, "organisation": told_organisation(each.organisation), "role": each.role} for each in seats
        ],
        "tasks": [{"id": each.id, "title": each.title, "organisation": told_organisation(each.organisation)} for each in tasks],
        "documents": [{"noun": each.noun, "id": each.id, "name": each.name, "files": len(each.files)} for each in units],
    }
