"""Papers as pages and programs read them: each with its versions, which of them are late, and what the reader has opened."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db, last_day
from app.happenings import iso
from app.meetings.models import AgendaItem, Paper, PaperReading, PaperVersion, papers_due
from app.membership.models import Mandate, Seat, told_organisation, told_person
from app.membership.models.holdings import holds
from app.permissions import me, seen_papers, visible

VERSIONS = selectinload(Paper.versions)
BY = VERSIONS.joinedload(PaperVersion.by)
WHOLE = (
    VERSIONS.joinedload(PaperVersion.file),
    BY.joinedload(Mandate.person),
    BY.joinedload(Mandate.seat).joinedload(Seat.organisation),
    joinedload(Paper.item),
)


@dataclass
class ShownPaper:
    """A paper as its reader sees it; `read` says whether she was given its latest version, or brought it."""

    paper: Paper
    read: bool

    @property
    def latest(self):
        return self.paper.latest


def papers_of(*items):
    """The papers of these items that I see, in the order in which they came."""
    query = visible(seen_papers, Paper.item_id.in_([item.id for item in items])).options(*WHOLE)
    papers = db.session.scalars(query.order_by(Paper.item_id, Paper.id)).all()
    opened = opened_by_me(papers)
    return [ShownPaper(paper, is_read(paper.latest, opened)) for paper in papers]


def is_read(version, opened):
    return version.id in opened or version.by.person_id == me().id


def opened_by_me(papers):
    """The ids of the versions that I was given."""
    latest = [paper.latest.id for paper in papers]
    if not latest:
        return set()
    query = select(PaperReading.version_id).where(PaperReading.person_id == me().id, PaperReading.version_id.in_(latest))
    return set(db.session.scalars(query))


def papers_of_meeting(meeting):
    return papers_of(*meeting.items)


def due_on(meeting):
    """The last day on which a paper comes in time."""
    return last_day(papers_due(meeting))


def read_by(person_id):
    query = select(PaperReading).where(PaperReading.person_id == person_id).order_by(PaperReading.id)
    return query.options(joinedload(PaperReading.version))


@holds(
    "paper_readings",
    _l("Papers you opened"),
    _l("So that you see which ones you still have to read. Nobody else sees it."),
    _l("Until your data are erased."),
    read_by,
)
def reading_json(row):
    return {"paper": row.version.paper_id, "version": row.version.number, "at": iso(row.at)}


def by_number(item: AgendaItem, paper, version):
    """The name of a paper in an archive of all of them: the number of its item, then its own."""
    return f"{item.position:02d}-{paper.id} {version.file.name}"


def paper_json(shown):
    paper = shown.paper
    facts = {"id": paper.id, "item": paper.item_id, "title": paper.title, "withdrawn": paper.withdrawn_at is not None}
    return facts | {"read": shown.read, "versions": [version_json(each) for each in reversed(paper.versions)]}


def version_json(version):
    file, given = version.file, version.file.withdrawn_at is None
    return {
        "number": version.number,
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "address": url_for("documents.file", id=file.id) if given else None,
        "at": iso(version.at),
        "late": version.late,
        "person": told_person(version.by.person),
        "organisation": told_organisation(version.by.seat.organisation),
    }
