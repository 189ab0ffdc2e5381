"""Arranging the threads of a workspace: a title that says more, what is settled folded away, a thread where it belongs."""

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, db, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import CHOOSE, Form, listed
from app.limits import browser, limiter
from app.permissions import (
    can_manage,
    can_move_thread,
    can_receive_thread,
    can_rename_thread,
    can_resolve_thread,
    chosen,
    confined_to,
    find,
    me,
    moment,
    require,
    seen_workspaces,
    visible,
)
from app.workspaces import queries
from app.workspaces.models import Workspace, move_thread
from app.workspaces.routes.messages import PACE
from app.workspaces.routes.speaking import leader_of, partner_in
from app.workspaces.routes.workspaces import thread_of
from app.workspaces.talk_forms import MoveThreadForm, TitleForm

bp = Blueprint("thread_changes", __name__)

THREAD = "/workspaces/<int:id>/threads/<int:thread_id>"


def found(id, thread_id):
    return thread_of(find(seen_workspaces, id), thread_id)


@bp.get(f"{THREAD}/edit")
def arranging(id, thread_id):
    return arranging_page(id, thread_id)


def arranging_page(id, thread_id, **forms):
    """A thread, and what this reader may do with it: another title, another place."""
    thread = found(id, thread_id)
    require(can_rename_thread, thread)
    given = {
        "title_form": TitleForm(formdata=None, data={"title": thread.title}),
        "move_form": MoveThreadForm(formdata=None),
    } | forms
    targets = targets_of(thread)
    given["move_form"].workspace.choices = listed(_("Choose…"), [(each.id, name_of(each)) for each in targets])
    shown = {"id": thread.id, "title": thread.title, "targets": [{"id": each.id, "name": each.name} for each in targets]}
    return answer("workspaces/arranging.html", shown, thread=thread, workspace=thread.workspace, targets=targets, **given)


def targets_of(thread):
    """The workspaces and circles that would take this thread from me."""
    mine = visible(seen_workspaces, Workspace.id != thread.workspace_id).order_by(Workspace.name, Workspace.id)
    only = confined_to(me(), thread)
    if only is not None:
        mine = mine.where(Workspace.id.in_(only))
    return [each for each in db.session.scalars(mine) if can_receive_thread(me(), thread, each)]


def name_of(workspace):
    return f"{workspace.parent.name}: {workspace.name}" if workspace.parent_id else workspace.name


@bp.post(f"{THREAD}/title")
@limiter.limit(PACE, key_func=browser)
def rename(id, thread_id):
    form = TitleForm.sent(lambda form: arranging_page(id, thread_id, title_form=form))
    writing(f"workspace/{id}")
    thread = found(id, thread_id)
    require(can_rename_thread, thread)
    thread.rename(form.title.data, speaker(thread.workspace))
    commit()
    return done(page_of(thread), {"id": thread.id}, status=200)


@bp.post(f"{THREAD}/resolution")
@limiter.limit(PACE, key_func=browser)
def resolve(id, thread_id):
    """What it was about is settled; it folds away below the others."""
    Form.sent()
    writing(f"workspace/{id}")
    thread = found(id, thread_id)
    require(can_resolve_thread, thread)
    thread.resolve(partner_in(thread.workspace))
    commit()
    return done(page_of(thread), {"id": thread.id}, status=200)


@bp.post(f"{THREAD}/reopening")
@limiter.limit(PACE, key_func=browser)
def reopen(id, thread_id):
    Form.sent()
    writing(f"workspace/{id}")
    thread = found(id, thread_id)
    require(can_resolve_thread, thread)
    thread.reopen(partner_in(thread.workspace))
    commit()
    return done(page_of(thread), {"id": thread.id}, status=200)


@bp.post(f"{THREAD}/move")
@limiter.limit(PACE, key_func=browser)
def move(id, thread_id):
    """To another workspace or circle: its readers are then those of that place, and nobody else's."""
    form = MoveThreadForm.sent(lambda form: arranging_page(id, thread_id, move_form=form))
    writing(*sorted({f"workspace/{id}", f"workspace/{form.workspace.data}"}))
    thread = found(id, thread_id)
    require(can_move_thread, thread)
    target = chosen(seen_workspaces, form.workspace)
    check_taken(thread, target)
    check_meant(thread, target, form.sure.data)
    move_thread(thread, target, speaker(thread.workspace))
    commit()
    return done(
        page_of(thread), {"id": thread.id, "workspace": target.id}, 200, _l("The thread is here now, with all that was said.")
    )


def check_taken(thread, target):
    if not can_receive_thread(me(), thread, target):
        raise RuleBroken(CHOOSE, field="workspace", status=422)
    only = confined_to(me(), thread)
    if only is not None and target.id not in only:
        sentence = _l("Others wrote in it, in the confidence of this circle: it stays here.")
        raise RuleBroken(sentence, field="workspace", status=422)


def check_meant(thread, target, sure):
    """Whoever would newly read it is named first."""
    gained = queries.new_readers(thread.workspace, target, moment())
    if gained and not sure:
        sentence = _l(
            "People of %(names)s will read it who do not today. Tick the box if that is meant.", names=", ".join(gained)
        )
        raise RuleBroken(sentence, field="sure", status=422)


def speaker(workspace):
    return leader_of(workspace) if can_manage(me(), workspace) else partner_in(workspace)


def page_of(thread):
    return url_for("threads.thread", id=thread.workspace_id, thread_id=thread.id, _anchor="talk")
