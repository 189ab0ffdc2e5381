"""What happened to a workspace from its beginning on, the newest first: its course, its people, its aims, its results."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from app.database import day_of, db, last_day
from app.happenings import Happening, iso
from app.membership.models import Mandate, Person, Seat, Zone
from app.permissions import first_seq, moment, seen_shared_files, seen_tasks, seen_threads, visible
from app.plan.models import Objective
from app.words import titled, word
from app.workspaces.models import Contribution, NamedZone, SharedFile, TalkLine, Task, Thread

GROUPS = {
    "course": (
        "workspace-opened", "workspace-submitted", "submission-ended", "workspace-mandated", "workspace-suspended",
        "workspace-resumed", "workspace-split", "workspace-merged", "workspace-closed", "workspace-reopened", "dossier-published",
        "merger-proposed", "merger-agreed", "merger-ended",
    ),
    "people": ("seat-given", "seat-ended", "mandate-given", "mandate-ended"),
    "aims": ("contribution-declared", "contribution-withdrawn", "zone-named", "zone-unnamed"),
    "results": ("task-done", "task-dropped", "file-added", "file-arrived", "file-withdrawn", "thread-resolved"),
}  # fmt: skip
BROUGHT = ("proposal", "decision-executed", "decision-amended", "decision-revoked")
# {noun: kinds whose subject it is}
ABOUT = {
    Seat: ("seat-given", "seat-ended"), Mandate: ("mandate-given", "mandate-ended"),
    Contribution: ("contribution-declared", "contribution-withdrawn"), NamedZone: ("zone-named", "zone-unnamed"),
    Task: ("task-done", "task-dropped"), SharedFile: ("file-added", "file-arrived", "file-withdrawn"),
    Thread: ("thread-resolved",),
}  # fmt: skip
KINDS = {kind: noun for noun, kinds in ABOUT.items() for kind in kinds}


@dataclass
class Past:
    """One thing that happened: `what` as a sentence, `about` its subject by name where it has one, `who` did it."""

    at: datetime
    kind: str
    group: str
    what: str
    about: str
    who: str

    def as_json(self):
        return {
            "at": iso(self.at),
            "kind": self.kind,
            "group": self.group,
            "about": self.about or None,
            "person": self.who or None,
        }


def history_query(workspace, person_id, group=None):
    """A select of the happenings of a workspace that make its history, of which a guest reads those since she came."""
    groups = [group] if group else list(GROUPS)
    kinds = [kind for each in groups for kind in GROUPS[each]]
    told = Happening.kind.in_(kinds)
    if "results" in groups:
        lines = select(TalkLine.id).join(TalkLine.thread).where(Thread.workspace_id == workspace.id, TalkLine.kind.in_(BROUGHT))
        told = or_(told, and_(Happening.kind == "thread-line-added", Happening.subject_id.in_(lines)))
    query = select(Happening).where(Happening.stream == workspace.stream, told)
    query = query.where(Happening.seq >= first_seq(workspace.stream, person_id, moment()))
    return query.order_by(Happening.seq.desc())


def pasts_of(rows):
    """How happenings of a workspace read; a fixed number of queries, one a noun."""
    people = dict(db.session.execute(select(Person.id, Person.name).where(Person.id.in_({row.person_id for row in rows}))).all())
    names = names_of(rows)
    return [past(row, names.get((KINDS.get(row.kind), row.subject_id), ""), people.get(row.person_id, "")) for row in rows]


def past(row, about, who):
    kind = "proposal-brought" if row.kind == "thread-line-added" else row.kind
    group = next((name for name, kinds in GROUPS.items() if row.kind in kinds), "results")
    return Past(row.at, kind, group, word(kind, "history"), about, who)


def names_of(rows):
    """{(noun, id): how it is named}"""
    found = {}
    for noun, read in READ.items():
        ids = {row.subject_id for row in rows if KINDS.get(row.kind) is noun}
        if ids:
            found |= {(noun, id): name for id, name in read(ids)}
    return found


def seats(ids):
    query = select(Seat).where(Seat.id.in_(ids)).options(joinedload(Seat.organisation))
    return [(each.id, f"{titled(each.organisation)}, {span(each)}") for each in db.session.scalars(query)]


def mandates(ids):
    query = (
        select(Mandate)
        .where(Mandate.id.in_(ids))
        .options(joinedload(Mandate.person), joinedload(Mandate.seat).joinedload(Seat.organisation))
    )
    return [(each.id, f"{each.person.name}, {titled(each.seat.organisation)}") for each in db.session.scalars(query)]


def span(seat):
    """“partner, from 6 May 2019 to 31 July 2019”"""
    role, since = word(seat.role, "seat"), format_date(day_of(seat.since), "d MMMM y")
    if seat.until is None:
        return _("%(role)s from %(since)s", role=role, since=since)
    return _("%(role)s from %(since)s to %(until)s", role=role, since=since, until=format_date(last_day(seat.until), "d MMMM y"))


def contributions(ids):
    query = select(Contribution.id, Objective).join(Contribution.objective).where(Contribution.id.in_(ids))
    return [(id, titled(objective)) for id, objective in db.session.execute(query)]


def plain(column, noun, seen):
    """The names of today are told to who sees the thing today, wherever it went."""
    return lambda ids: db.session.execute(visible(seen, noun.id.in_(ids)).with_only_columns(noun.id, column)).all()


def zones(ids):
    return db.session.execute(select(NamedZone.id, Zone.name).join(NamedZone.zone).where(NamedZone.id.in_(ids))).all()


READ = {
    Seat: seats,
    Mandate: mandates,
    Contribution: contributions,
    NamedZone: zones,
    Task: plain(Task.title, Task, seen_tasks),
    SharedFile: plain(SharedFile.name, SharedFile, seen_shared_files),
    Thread: plain(Thread.title, Thread, seen_threads),
}
