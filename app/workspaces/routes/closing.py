"""The end of joint work: the lead closes it with its dossier, opens it again within thirty days, says who reads the dossier."""

from flask import Blueprint, abort, current_app, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, db, writing
from app.doors import answer, as_file, done
from app.errors import RuleBroken
from app.forms import CHOOSE
from app.permissions import (
    can_end_work,
    can_open_task,
    can_publish_dossier,
    can_reopen_work,
    find,
    me,
    only_seen,
    proven,
    require,
    seen_dossiers,
    seen_workspaces,
    visible,
    voice,
    voices_in,
)
from app.permissions.membership import SPEAKERS
from app.workspaces.closing_forms import ClosingForm, LevelForm, ReopenForm
from app.workspaces.models import Dossier, Workspace, close_work, dossier_of, open_tasks, served_now
from app.workspaces.queries.coherence import note_of
from app.workspaces.queries.dossier import dossier_json, read_dossier
from app.workspaces.queries.listed import with_life, with_origin
from app.workspaces.routes.frame import framed

bp = Blueprint("closing", __name__)

MARKDOWN = "text/markdown; charset=utf-8"
MOST_OTHERS = 100


@bp.get("/workspaces/<int:id>/closure")
def closing(id):
    return closing_page(id)


def closing_page(id, form=None):
    workspace = find(seen_workspaces, id, *with_origin())
    require(can_end_work, workspace)
    tasks, served = open_tasks(workspace), served_now(workspace)
    shown = {
        "tasks": [{"id": each.id, "title": each.title} for each in tasks],
        "objectives": [{"id": each.id} for each in served],
    }
    context = {"form": form or ClosingForm(formdata=None), "tasks": tasks, "contributions": served, "note": note_of(workspace)}
    context |= {"others": others(workspace), "leads": voices_in(workspace.place, roles=SPEAKERS, seat_roles=("lead",))}
    return answer("workspaces/closing.html", shown, **context, **framed(workspace, "history"))


def others(workspace):
    """The workspaces that may take a task over: those in which I open tasks."""
    query = visible(seen_workspaces, Workspace.closed_at.is_(None), Workspace.id != workspace.id, Workspace.parent_id.is_(None))
    found = db.session.scalars(query.options(*with_life()).order_by(Workspace.name, Workspace.id).limit(MOST_OTHERS)).all()
    return [each for each in found if can_open_task(me(), each)]


@bp.post("/workspaces/<int:id>/closure")
def close(id):
    """Nothing that waits is forgotten: each task is done, dropped or handed on, and each objective has its outcome."""
    form = ClosingForm.sent(lambda form: closing_page(id, form))
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_end_work, workspace)
    speaks = voice(workspace.place, SPEAKERS, seat_roles=("lead",))
    outcomes = {each: form.outcome(each.id) for each in served_now(workspace)}
    fates = {task.id: fate_of(form, task) for task in open_tasks(workspace)}
    dossier = close_work(workspace, form.reason.data, outcomes, speaks, fates=fates, circle_reason=circle_reason())
    commit()
    return done(url_for("closing.dossier", id=id), {"id": dossier.id}, note=_l("The work is closed. This is its dossier."))


def fate_of(form, task):
    """What was chosen for a task; of a workspace, one in which I open tasks."""
    fate = form.fate(task.id)
    if not isinstance(fate, int):
        return fate
    other = only_seen(seen_workspaces, fate)
    if other is None or other.id == task.workspace_id or not can_open_task(me(), other):
        raise RuleBroken(CHOOSE, field=f"task-{task.id}", status=422)
    return other


def circle_reason():
    """In the language of the house: it is stored, and everybody in the circle reads the same."""
    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        return _("The circle ended with the work around it.")


@bp.get("/workspaces/<int:id>/dossier")
def dossier(id):
    return dossier_page(id)


@bp.get("/workspaces/<int:id>/dossier.md")
def dossier_as_text(id):
    """The same to keep, as Markdown."""
    read = read_of(id)
    text = render_template("workspaces/dossier.md", read=read)
    return as_file(text, f"dossier-{id}.md", MARKDOWN)


def read_of(id):
    """The dossier of a workspace that I may read; 404 for any other."""
    query = visible(seen_dossiers, Dossier.workspace_id == id, Dossier.reopened_at.is_(None)).order_by(Dossier.id.desc())
    found = db.session.scalar(query.limit(1)) or abort(404)
    return read_dossier(found, only_seen(seen_workspaces, id) is not None)


def dossier_page(id, level_form=None, reopen_form=None):
    read = read_of(id)
    publishes, reopens = can_publish_dossier(me(), read.dossier), can_reopen_work(me(), read.dossier)
    forms = {
        "level_form": (level_form or LevelForm(formdata=None, data={"level": read.dossier.level()})) if publishes else None,
        "reopen_form": (reopen_form or ReopenForm(formdata=None)) if reopens else None,
    }
    leads = voices_in(read.workspace.place, roles=SPEAKERS, seat_roles=("lead",))
    return answer("workspaces/dossier.html", dossier_json(read), read=read, leads=leads, **forms)


@bp.post("/workspaces/<int:id>/reopening")
def reopen(id):
    """Within thirty days the closing is taken back, with a reason that everybody there reads."""
    form = ReopenForm.sent(lambda form: dossier_page(id, reopen_form=form))
    writing(f"workspace/{id}")
    workspace, dossier = closed(id)
    require(can_reopen_work, dossier)
    dossier.reopen(form.reason.data, voice(workspace.place, SPEAKERS, seat_roles=("lead",)))
    commit()
    return done(url_for("workspaces.workspace", id=id), {"id": dossier.id}, 200, _l("The work goes on."))


@bp.post("/workspaces/<int:id>/dossier/level")
def publish(id):
    form = LevelForm.sent(lambda form: dossier_page(id, level_form=form))
    writing(f"workspace/{id}")
    workspace, dossier = closed(id)
    require(can_publish_dossier, dossier)
    if form.level.data == "public":
        proven()
    row = dossier.publish(form.level.data, voice(workspace.place, SPEAKERS, seat_roles=("lead",)))
    commit()
    return done(url_for("closing.dossier", id=id), {"id": row.id}, note=_l("From now on it is read as you said."))


def closed(id):
    """(workspace, its dossier) of one that I see and that was closed; who only reads the dossier does nothing with it."""
    read = find(seen_dossiers, read_of(id).dossier.id)
    return read.workspace, dossier_of(read.workspace) or abort(404)
