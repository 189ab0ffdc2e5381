"""What happened in a workspace beside the talk while one was away: who came and left, tasks, files, threads."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.database import db
from app.happenings import Happening, iso
from app.membership.models import Mandate, Organisation, Person, Seat
from app.permissions import first_seq, moment, seen_shared_files, seen_tasks, visible
from app.workspaces.models import Followed, SharedFile, Task, Thread

MOST = 50
# {kind: what it is about}; messages are told thread by thread.
KINDS = {
    "seat-given": Seat, "seat-ended": Seat, "mandate-given": Mandate, "mandate-ended": Mandate,
    "task-opened": Task, "task-done": Task, "task-dropped": Task, "thread-opened": Thread, "thread-resolved": Thread,
    "file-added": SharedFile, "file-revised": SharedFile,
}  # fmt: skip


@dataclass
class Event:
    """`name` is that of its subject, or None where it is gone; `person` did it, or None."""

    kind: str
    at: datetime
    person: str | None
    name: str | None

    def as_json(self):
        return {"kind": self.kind, "at": iso(self.at), "person": self.person, "name": self.name}


@dataclass
class Events:
    """The newest first, of others; `since` is when she last followed the workspace, or None."""

    rows: list
    since: datetime | None

    def since_json(self):
        return self.since and iso(self.since)


def missed_in(workspace, person_id):
    """What others did in a workspace since this person last read it, at most `MOST`."""
    last = db.session.scalar(select(Followed).where(Followed.person_id == person_id, Followed.workspace_id == workspace.id))
    query = select(Happening).where(Happening.stream == workspace.stream, Happening.kind.in_(KINDS))
    came = last.seq if last else entry_of(person_id, workspace)
    query = query.where(Happening.seq > came, Happening.seq >= first_seq(workspace.stream, person_id, moment()))
    rows = db.session.scalars(query.order_by(Happening.seq.desc()).limit(MOST)).all()
    rows = [row for row in rows if row.person_id != person_id]
    people = dict(db.session.execute(select(Person.id, Person.name).where(Person.id.in_({row.person_id for row in rows}))).all())
    names = names_of(rows, workspace)
    told = [Event(row.kind, row.at, people.get(row.person_id), names.get((KINDS[row.kind], row.subject_id))) for row in rows]
    return Events(told, last.at if last else None)


def entry_of(person_id, workspace):
    """The seq at which she came in: what the workspace did before is not news to her."""
    query = select(Happening.seq).join(Mandate, Mandate.id == Happening.subject_id).join(Seat, Seat.id == Mandate.seat_id)
    query = query.where(Happening.kind.in_(("mandate-given", "mandate-confirmed")), Mandate.person_id == person_id)
    query = query.where(Seat.place_id == workspace.place_id, Happening.stream == workspace.stream)
    return db.session.scalar(query.order_by(Happening.seq).limit(1)) or 0


def names_of(rows, workspace):
    """{(noun, id): name} of what happenings are about, as far as I see it and it is here still; one query a noun."""
    found = {}
    for noun, query in (
        (Seat, select(Seat.id, Organisation.name).join(Seat.organisation)),
        (Mandate, select(Mandate.id, Person.name).join(Mandate.person)),
        (Task, visible(seen_tasks, Task.workspace_id == workspace.id).with_only_columns(Task.id, Task.title)),
        (Thread, select(Thread.id, Thread.title).where(Thread.workspace_id == workspace.id)),
        (SharedFile, named_files(workspace)),
    ):
        ids = {row.subject_id for row in rows if KINDS[row.kind] is noun}
        found |= {(noun, id): name for id, name in db.session.execute(query.where(noun.id.in_(ids)))}
    return found


def named_files(workspace):
    here = visible(seen_shared_files, SharedFile.workspace_id == workspace.id)
    return here.with_only_columns(SharedFile.id, SharedFile.name)
