"""Tasks: the tab of a workspace as a list, a board and a month; opening one, and what comes of each."""

from datetime import date

from flask import Blueprint, request, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, day_of, db, writing
from app.doors import answer, as_file, as_items, done, page_of_this_house
from app.happenings import current_log, head_of
from app.meetings.models import Decision
from app.paging import paged
from app.permissions import (
    can_open_task,
    can_report_task,
    find,
    me,
    moment,
    render_for_me,
    require,
    seen_decisions,
    seen_tasks,
    seen_workspaces,
    visible,
    voice,
    voice_for_task,
)
from app.permissions.workspaces import PARTNERS
from app.sheets import CSV, line_of, safe
from app.words import titled, word
from app.workspaces.models import Task
from app.workspaces.queries import task_choices as choices
from app.workspaces.queries import tasks as queries
from app.workspaces.routes.frame import framed, tab
from app.workspaces.routes.task_page import task_page
from app.workspaces.routes.task_parts import came_from, first_line, owner_chosen, tie_chosen
from app.workspaces.task_forms import VIEWS, MoveForm, TaskForm, TasksAsked

bp = Blueprint("tasks", __name__)
MOST_ROWS = 20_000
COLUMNS = ("task", "organisation", "person", "due_on", "state", "opened_on", "done_on", "decision", "address")

tab("tasks", _l("Tasks"), "tasks.tasks", 30)


@bp.get("/workspaces/<int:id>/tasks")
def tasks(id):
    """The tasks that I see, what is late first, as the address narrows and lays them out."""
    workspace = find(seen_workspaces, id)
    form = TasksAsked.asked()
    asked = form.narrowed()
    form.owner.choices = choices.owner_choices(workspace, _("All"))
    form.state.choices = state_choices()
    view = asked.pop("view")
    context = {"form": form, "asked": asked, "view": view, "views": VIEWS, "today": day_of(moment())}
    context |= {"head": head_of(workspace.stream), "log": current_log()}
    shown, parts = laid_out(view, workspace, asked, form)
    return answer("workspaces/tasks.html", shown, **framed(workspace, "tasks"), **context, **parts)


def laid_out(view, workspace, asked, form):
    """(the answer for programs, what the page of this view shows)."""
    if view == "board":
        board = queries.board_of(workspace, asked)
        every = [each for column in board.values() for each in column]
        return as_items([queries.task_json(each) for each in every]), {
            "board": board,
            "owned": queries.owners_of(workspace, every),
        }
    if view == "calendar":
        month = queries.month_of(workspace, asked, first_of(form.month.data))
        every = [each for due in month.days.values() for each in due]
        return as_items([queries.task_json(each) for each in every]), {
            "month": month,
            "owned": queries.owners_of(workspace, every),
        }
    sheet = paged(queries.tasks_of(workspace, asked))
    groups = queries.grouped(sheet.rows)
    return sheet.as_json(queries.task_json), {"sheet": sheet, "groups": groups, "owned": queries.owners_of(workspace, sheet.rows)}


def state_choices():
    names = ("late", "begun", "open", "done", "dropped", "all")
    return [("", _("To be done")), *((each, word(each, "task")) for each in names)]


def first_of(text):
    """The first day of a month written as 2026-11; of this month for anything else."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        asked = day_of(moment())
    return asked.replace(day=1) if 1900 < asked.year < 2200 else day_of(moment()).replace(day=1)


@bp.get("/workspaces/<int:id>/tasks.csv")
def tasks_sheet(id):
    """The tasks as the list shows them, as a file for spreadsheets."""
    workspace = find(seen_workspaces, id)
    asked = TasksAsked.asked().narrowed()
    asked.pop("view")
    rows = db.session.scalars(queries.tasks_of(workspace, asked).limit(MOST_ROWS)).all()
    mine = visible(seen_decisions, Decision.id.in_({each.decision_id for each in rows})).with_only_columns(Decision.id)
    decisions = set(db.session.scalars(mine))
    lines = [line_of(COLUMNS), *(line_of(safe(cell) for cell in row_of(each, decisions)) for each in rows)]
    return as_file("".join(lines), f"compiti-{id}.csv", CSV)


def row_of(task, decisions):
    """`decisions` are the ids of those that the reader sees."""
    done_on = task.done_at and day_of(task.done_at)
    person = task.person.name if task.person else ""
    address = url_for("tasks.task", id=task.id, _external=True)
    facts = (task.title, titled(task.organisation), person, task.due_on, task.state_now)
    decision = task.decision_id if task.decision_id in decisions else None
    return (*facts, day_of(task.opened_at), done_on, decision, address)


@bp.app_template_global()
def tasks_panel(workspace):
    """For the panel beside the talk: see queries.panel_of."""
    return queries.panel_of(workspace)


@bp.app_template_filter()
def month_name(first):
    """`novembre 2026`"""
    return format_date(first, "LLLL y")


# --- Opening one -----------------------------------------------------------------------------------------------------


@bp.get("/workspaces/<int:id>/tasks/new")
def new_task(id):
    return new_page(id)


def new_page(id, form=None):
    """The form of a new task; from a message or a thread it begins with the words of that."""
    workspace = find(seen_workspaces, id)
    require(can_open_task, workspace)
    form = form or TaskForm(request.args if "thread" in request.args else None, meta={"csrf": False})
    thread, message = came_from(workspace, form)
    if request.method == "GET" and (message or thread) and not form.title.data:
        form.title.data = first_line(message.body if message else thread.title)
    form.owner.choices = choices.owner_choices(workspace, _("Choose…"))
    form.tie.choices = choices.tie_choices(workspace)
    shown = {"title": form.title.data, "thread": thread and thread.id, "message": message and message.id}
    return answer("workspaces/new_task.html", shown, **framed(workspace, "tasks"), form=form, thread=thread, message=message)


@bp.post("/workspaces/<int:id>/tasks")
def open_task(id):
    """A step of the work, taken on by a body that takes part or by a person of it."""
    form = TaskForm.sent(lambda form: new_page(id, form))
    rendered = render_for_me(form.text.data or "")
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_open_task, workspace)
    thread, message = came_from(workspace, form)
    parts = {"title": form.title.data, "text": form.text.data or "", "html": rendered.html, "renderer": rendered.version}
    parts |= owner_chosen(workspace, form) | tie_chosen(workspace, form) | {"due_on": form.due_on.data}
    said = voice(workspace.place, seat_roles=PARTNERS)
    task = Task.open(workspace, said, thread=thread, message=message, **parts)
    commit()
    return done(url_for("tasks.task", id=task.id), {"id": task.id}, note=_l("The task is open: its owner finds it on her desk."))


# --- What comes of it ------------------------------------------------------------------------------------------------


@bp.get("/tasks/<int:id>")
def task(id):
    return task_page(id)


@bp.post("/tasks/<int:id>/state")
def move(id):
    """To do, begun or done, as who does it says."""
    form = MoveForm.sent(lambda form: task_page(id, refused=form))
    writing()
    task = find(seen_tasks, id)
    require(can_report_task, task)
    task.move(form.to.data, voice_for_task(me(), task))
    commit()
    last = task.action_id and queries.all_done_of(task)
    note = _l("Done. No task for that promise of the sitting is left: report it, if it is kept.") if last else _l("Noted.")
    here = url_for("tasks.task", id=id)
    return done(page_of_this_house(form.next.data) if form.next.data and not last else here, {"id": id}, 200, note)
