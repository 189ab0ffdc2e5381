"""What goes on elsewhere when joint work is split or merged: each open task and each document into exactly one workspace."""

from collections import defaultdict
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models import Mandate, Seat
from app.workspaces.models.reference import SharedReference
from app.workspaces.models.shelf import Folder, SharedFile, SharedVersion
from app.workspaces.models.task import DOERS, Task


@dataclass
class Unit:
    """What goes as one piece: a folder of the shelf with all in it, or a file that lies in none."""

    noun: str
    id: int
    name: str
    organisation_id: int
    files: list = field(default_factory=list)
    folders: list = field(default_factory=list)

    @property
    def key(self):
        return (self.noun, self.id)


def open_tasks(workspace):
    query = select(Task).where(Task.workspace_id == workspace.id, Task.waits()).order_by(Task.due_on, Task.id)
    return db.session.scalars(query.options(joinedload(Task.organisation), joinedload(Task.person))).all()


def units_of(workspace):
    """The folders and files of a shelf as they go on; a fixed number of queries."""
    by = joinedload(SharedVersion.by).joinedload(Mandate.seat)
    query = (
        select(SharedFile).where(SharedFile.workspace_id == workspace.id).options(selectinload(SharedFile.versions).options(by))
    )
    files = db.session.scalars(query.order_by(SharedFile.name, SharedFile.id)).all()
    made = select(Folder, Seat.organisation_id).join(Mandate, Mandate.id == Folder.by_id).join(Seat, Seat.id == Mandate.seat_id)
    folders = db.session.execute(made.where(Folder.workspace_id == workspace.id).order_by(Folder.name, Folder.id)).all()
    above = {folder.id: folder for folder, _body in folders}
    units = {each.id: Unit("folder", each.id, each.name, body) for each, body in folders if each.parent_id is None}
    for folder, _body in folders:
        units[top_of(folder, above).id].folders.append(folder)
    loose = []
    for shared in files:
        if shared.folder_id is None:
            loose.append(Unit("file", shared.id, shared.name, shared.latest.by.seat.organisation_id, [shared]))
        else:
            units[top_of(above[shared.folder_id], above).id].files.append(shared)
    return [*units.values(), *loose]


def top_of(folder, above):
    """The folder of the shelf itself in which a folder lies."""
    while folder.parent_id is not None:
        folder = above[folder.parent_id]
    return folder


def default_part(organisation_id, parts):
    """The place of the first part into which a body goes with a voice of its own, else of the first one of all."""
    bodies = [{seat.organisation_id for seat in part.seats if seat.role in DOERS} for part in parts]
    return next((place for place, here in enumerate(bodies) if organisation_id in here), 0)


def hand_on_task(task, child, voice):
    """Its one owner stays who it was, where that body takes part in `child`; else the body that leads there takes it over."""
    people, now = defaultdict(set), utc_now()
    seats = [each for each in child.place.seats if each.role in DOERS and each.in_force(now)]
    for seat in seats:
        people[seat.organisation].update(each.person_id for each in seat.mandates if each.state(now) in ("active", "suspended"))
    if task.organisation not in people:
        leading = [each.organisation for each in seats if each.role == "lead"]
        if not leading:
            sentence = _l("Nobody leads “%(name)s” now: it cannot take a task over.", name=child.name)
            raise RuleBroken(sentence, field=f"task-{task.id}", status=422)
        task.organisation = leading[0]
    task.workspace = child
    if task.person_id not in people[task.organisation]:
        task.person = None
    task.tell("moved", voice)


def hand_on_documents(parent, unit, child, others, voice):
    """They lie in `child` from now on; the parent keeps reading them as they are now, and so do the `others`."""
    for folder in unit.folders:
        folder.workspace = child
    for shared in unit.files:
        shared.workspace = child
        announce(child, "file-arrived", shared, voice=voice)
        if not shared.withdrawn_at:
            for reader in (parent, *(each for each in others if each is not child)):
                SharedReference.leave(reader, shared)
