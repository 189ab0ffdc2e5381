"""Doors of papers: bringing one, a new version of it, withdrawing it; all those of a meeting in one archive."""

import tempfile
import zipfile
from pathlib import PurePosixPath

from flask import Blueprint, send_file, url_for
from flask_babel import lazy_gettext as _l

from app.aside import aside
from app.database import commit, writing
from app.documents.models import AROUND, LIMIT, File, given_out, safe_name, storage_here, take
from app.doors import done, large_doors
from app.errors import RuleBroken
from app.forms import Form
from app.limits import browser, limiter
from app.meetings.forms.papers import PaperForm, VersionForm
from app.meetings.queries.meetings import WHOLE
from app.meetings.queries.papers import by_number, due_on, papers_of_meeting
from app.meetings.routes.items import item_alone
from app.meetings.routes.parts import part
from app.permissions import (
    can_add_paper,
    can_change_paper,
    can_read_item,
    find,
    me,
    note_readings,
    require,
    seen_items,
    seen_meetings,
    seen_papers,
    voice_for_papers,
)

bp = Blueprint("papers", __name__)

BROUGHT = {"paper-added", "paper-revised", "paper-withdrawn", "item-sealed", "item-released", "sealed-item-changed"}
MOST_TOGETHER = 300 * 1024 * 1024  # bytes of one archive

for door in ("papers.add_paper", "papers.add_version"):
    large_doors[door] = LIMIT + AROUND


@bp.post("/items/<int:id>/papers")
@limiter.limit("60 per minute", key_func=browser)
def add_paper(id):
    """A new paper for an item, taken in also after its deadline: then it is marked as late."""
    form = PaperForm.sent(lambda form: item_alone(id, paper=form))
    require(can_add_paper, find(seen_items, id))  # nothing reaches the disk for who has no right to it
    stored, kind = take(form.file.data)
    writing()
    item = find(seen_items, id)
    require(can_add_paper, item)
    name = safe_name(form.file.data.filename, kind)
    title = form.title.data or PurePosixPath(name).stem
    paper = item.add_paper(title, File.keep(name, kind, stored, me()), voice_for_papers(item))
    commit()
    return came_in(paper, _l("The paper is here."))


@bp.post("/papers/<int:id>/versions")
@limiter.limit("60 per minute", key_func=browser)
def add_version(id):
    """A new version of the same paper; the earlier ones stay."""
    form = VersionForm.sent(lambda form: item_alone(find(seen_papers, id).item_id, version=(id, form)))
    require(can_change_paper, find(seen_papers, id))
    stored, kind = take(form.file.data)
    writing()
    paper = find(seen_papers, id)
    require(can_change_paper, paper)
    name = safe_name(form.file.data.filename, kind)
    paper.revise(File.keep(name, kind, stored, me()), voice_for_papers(paper.item))
    commit()
    return came_in(paper, _l("The new version is here."))


@bp.post("/papers/<int:id>/withdrawal")
def withdraw_paper(id):
    """Take a paper back, with all its versions."""
    Form.sent(lambda form: item_alone(find(seen_papers, id).item_id, refused=form))
    writing()
    paper = find(seen_papers, id)
    require(can_change_paper, paper)
    paper.withdraw(voice_for_papers(paper.item))
    commit()
    return done(page_of(paper), {"id": id}, 200, _l("Withdrawn: the paper is given to nobody any more."))


@bp.get("/meetings/<int:id>/papers.zip")
@limiter.limit("20 per minute", key_func=browser)
def all_papers(id):
    """The latest versions of all the papers of a meeting that I see."""
    meeting = find(seen_meetings, id, *WHOLE)
    papers = [each.paper for each in papers_of_meeting(meeting) if not each.paper.withdrawn_at]
    note_readings(papers)
    if sum(paper.latest.file.size for paper in papers) > MOST_TOGETHER:
        raise RuleBroken(_l("These papers are too large to go together: download them one by one."))
    named = [(by_number(paper.item, paper, paper.latest), paper.latest.file) for paper in papers]
    archive = aside(packed, storage_here(), named)
    reply = send_file(archive, mimetype="application/zip", as_attachment=True, download_name=f"carte-seduta-{id}.zip")
    reply.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return reply


@part("papers", "meetings/_papers.html", BROUGHT, "now")
def papers(followed):
    """Those of the item at hand, and the way to all of them."""
    item = followed.item
    if item is None or not can_read_item(me(), item):
        return None
    here = [each for each in followed.papers if each.paper.item_id == item.id]
    return {"papers": here, "all_papers": followed.papers, "due": due_on(followed.meeting)}


def packed(storage, named):
    """A file on disk, open at its beginning, with these files in it as they are."""
    into = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as archive:
        for name, file in named:
            with given_out(storage, file) as source, archive.open(name, "w") as target:
                while piece := source.read(64 * 1024):
                    target.write(piece)
    into.seek(0)
    return into


def came_in(paper, note):
    version = paper.latest
    told = {"id": paper.id, "version": version.number, "sha256": version.file.sha256, "late": version.late}
    return done(page_of(paper), told, note=note)


def page_of(paper):
    return url_for("items.item", id=paper.item_id, _anchor="papers")
