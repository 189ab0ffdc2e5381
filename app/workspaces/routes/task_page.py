"""The page of one task, with its checklist and its history; who takes part changes it, who does it ticks its steps."""

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, day_of, writing
from app.doors import answer, done
from app.forms import Form
from app.happenings import current_log, head_of
from app.permissions import (
    can_change_task,
    can_report,
    can_report_task,
    find,
    me,
    moment,
    only_seen,
    render_for_me,
    require,
    seen_actions,
    seen_decisions,
    seen_tasks,
    seen_threads,
    voice,
    voice_for_task,
)
from app.permissions.workspaces import PARTNERS
from app.workspaces.models import TaskStep
from app.workspaces.queries import task_choices as choices
from app.workspaces.queries import tasks as queries
from app.workspaces.routes.frame import framed
from app.workspaces.routes.task_parts import message_here, owner_chosen, tie_chosen, tie_of
from app.workspaces.task_forms import DropForm, StepForm, TaskChangeForm

bp = Blueprint("task_page", __name__)


def task_page(id, change=None, drop_form=None, step_form=None, refused=None):
    """One task; the forms are those to show again with what was typed."""
    task = find(seen_tasks, id, *queries.WHOLE)
    workspace = task.workspace
    context = framed(workspace, "tasks") | {"task": task, "refused": refused, "today": day_of(moment())}
    context |= {"owned": queries.owners_of(workspace, [task]), "head": head_of(workspace.stream), "log": current_log()}
    context |= {"message": task.message_id and message_here(workspace, task.message_id), **promise_of(task)}
    context["talk"] = only_seen(seen_threads, task.thread_id) if task.thread_id else None
    context |= {"drop_form": drop_form or DropForm(formdata=None), "step_form": step_form or StepForm(formdata=None)}
    context |= {"change": change_form(task, change) if can_change_task(me(), task) and not task.ended else None}
    return answer("workspaces/task.html", queries.whole_task_json(task), **context)


def promise_of(task):
    """The decision and the action it carries out, as far as I see them; and whether it is time to report the action."""
    decision = only_seen(seen_decisions, task.decision_id) if task.decision_id else None
    action = only_seen(seen_actions, task.action_id) if task.action_id else None
    ready = action is not None and not action.ended and queries.all_done_of(task) and can_report(me(), action)
    return {"decision": decision, "action": action, "ready": ready}


def change_form(task, form):
    owner = f"{task.organisation_id}-{task.person_id}" if task.person_id else f"{task.organisation_id}"
    data = {"title": task.title, "text": task.text, "owner": owner, "due_on": task.due_on, "tie": tie_of(task)}
    form = form or TaskChangeForm(formdata=None, data=data)
    form.owner.choices = choices.owner_choices(task.workspace, _("Choose…"))
    kept = [(tie_of(task), _("What it carries out now"))] if tie_of(task) else []
    form.tie.choices = choices.tie_choices(task.workspace, kept)
    return form


@bp.post("/tasks/<int:id>/revision")
def revise(id):
    """Other words, another owner or another day, with the reason."""
    form = TaskChangeForm.sent(lambda form: task_page(id, change=form))
    rendered = render_for_me(form.text.data or "")
    task = open_task(id, can_change_task)
    parts = {"title": form.title.data, "text": form.text.data or "", "html": rendered.html, "renderer": rendered.version}
    parts |= owner_kept(task, form) | tie_chosen(task.workspace, form, task) | {"due_on": form.due_on.data}
    task.change(voice(task.workspace.place, seat_roles=PARTNERS), form.reason.data or "", **parts)
    return noted(task, _l("Changed."))


def owner_kept(task, form):
    """Who is chosen; the owner it has may stay although she left: then nothing of it changes."""
    if form.owner.data == change_form(task, None).owner.data:
        return {"organisation": task.organisation, "person": task.person}
    return owner_chosen(task.workspace, form)


@bp.post("/tasks/<int:id>/dropping")
def drop(id):
    """It will not be done, and everybody here reads why."""
    form = DropForm.sent(lambda form: task_page(id, drop_form=form))
    task = open_task(id, can_change_task)
    task.drop(voice(task.workspace.place, seat_roles=PARTNERS), form.reason.data)
    return noted(task, _l("Dropped, with its reason."))


@bp.post("/tasks/<int:id>/steps")
def add_step(id):
    form = StepForm.sent(lambda form: task_page(id, step_form=form))
    task = open_task(id, changes_or_does)
    step = TaskStep.add(task, form.text.data, voice_for_task(me(), task))
    commit()
    return done(page_of(task, "steps"), {"id": step.id})


@bp.post("/tasks/<int:id>/steps/<int:step_id>/tick")
def tick(id, step_id):
    """Done; a second time, not done after all."""
    Form.sent(lambda form: task_page(id, refused=form))
    task = open_task(id, can_report_task)
    step_of(task, step_id).tick(voice_for_task(me(), task))
    return noted(task, None, "steps")


@bp.post("/tasks/<int:id>/steps/<int:step_id>/removal")
def remove_step(id, step_id):
    Form.sent(lambda form: task_page(id, refused=form))
    task = open_task(id, changes_or_does)
    step_of(task, step_id).remove(voice_for_task(me(), task))
    return noted(task, None, "steps")


def open_task(id, sentence):
    """The task for writing, once the right to do so is there."""
    writing()
    task = find(seen_tasks, id)
    require(sentence, task)
    return task


def changes_or_does(person, task):
    return can_change_task(person, task) or can_report_task(person, task)


def step_of(task, id):
    return next((each for each in task.steps if each.id == id), None) or abort(404)


def noted(task, note, part=None):
    commit()
    return done(page_of(task, part), {"id": task.id}, 200, note)


def page_of(task, part=None):
    return url_for("tasks.task", id=task.id, _anchor=part)
