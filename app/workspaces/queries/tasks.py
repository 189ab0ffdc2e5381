"""Tasks as they are read: those of a workspace as a list, a board and a month; those of a person, of a body, of a decision."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import url_for
from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import day_of, db
from app.happenings import iso
from app.membership.models import Mandate, Seat, told_organisation, told_person
from app.panels import more_in_calendar
from app.permissions import mandates_of, moment, only_seen, seen_decisions, seen_tasks, visible
from app.permissions.membership import SPEAKERS
from app.workspaces.models import Task, TaskNews, TaskStep, Workspace, has_owner

MOST = 20
MOST_ON_BOARD = 100
LATEST_DONE = 20
LISTED = (joinedload(Task.organisation), joinedload(Task.person), selectinload(Task.steps), joinedload(Task.workspace))
WHOLE = (
    *LISTED,
    joinedload(Task.thread),
    joinedload(Task.message),
    joinedload(Task.decision),
    joinedload(Task.action),
    selectinload(Task.steps).joinedload(TaskStep.done_by).joinedload(Mandate.person),
    selectinload(Task.news).joinedload(TaskNews.organisation),
    selectinload(Task.news).joinedload(TaskNews.person),
    selectinload(Task.news).joinedload(TaskNews.by).joinedload(Mandate.person),
    selectinload(Task.news).joinedload(TaskNews.by).joinedload(Mandate.seat).joinedload(Seat.organisation),
)
GROUPS = ("late", "begun", "open", "done", "dropped")


def tasks_of(workspace, asked):
    """A select of the tasks of a workspace that I see, narrowed: what waits first, by its day; then what ended last."""
    query = visible(seen_tasks, Task.workspace_id == workspace.id).options(*LISTED)
    if "organisation" in asked:
        query = query.where(Task.organisation_id == asked["organisation"])
    if "person" in asked:
        query = query.where(Task.person_id == asked["person"])
    query = query.where(*in_state(asked.get("state")))
    ended = case((Task.waits(), 0), else_=1)
    return query.order_by(ended, case((Task.waits(), Task.due_on)), Task.id.desc())


def in_state(state):
    """Conditions for a state that was asked for; without one, what is neither done nor dropped."""
    if state == "all":
        return []
    return [Task.waits()] if state is None else [Task.state(day_of(moment())) == state]


def grouped(tasks):
    """[(state, tasks)] in the order of GROUPS, the empty ones left out."""
    found = defaultdict(list)
    for each in tasks:
        found[each.state_now].append(each)
    return [(state, found[state]) for state in GROUPS if found[state]]


def board_of(workspace, asked):
    """{column: tasks} as far as a board holds them: all that waits up to a hundred, and what was done last."""
    asked = {name: value for name, value in asked.items() if name != "state"}
    waiting = db.session.scalars(tasks_of(workspace, asked).limit(MOST_ON_BOARD)).all()
    done = tasks_of(workspace, asked | {"state": "done"}).order_by(None).order_by(Task.done_at.desc(), Task.id.desc())
    columns = {"open": [], "begun": [], "done": db.session.scalars(done.limit(LATEST_DONE)).all()}
    for each in waiting:
        columns[each.column].append(each)
    return columns


@dataclass
class Month:
    """A month as weeks from Monday to Sunday; `days` holds the tasks that are due on each day."""

    first: date
    weeks: list
    days: dict = field(default_factory=dict)

    @property
    def before(self):
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self):
        return f"{self.first + timedelta(days=31):%Y-%m}"


def month_of(workspace, asked, first):
    """The month that begins on a day, with what is due in it and was not dropped."""
    monday = first - timedelta(days=first.weekday())
    following = (first + timedelta(days=31)).replace(day=1)
    weeks = []
    while monday < following:
        weeks.append([monday + timedelta(days=number) for number in range(7)])
        monday += timedelta(days=7)
    state = [] if "state" in asked else [Task.dropped_at.is_(None)]
    query = tasks_of(workspace, {"state": "all"} | asked).where(*state, Task.due_on >= weeks[0][0], Task.due_on <= weeks[-1][-1])
    month = Month(first, weeks)
    for each in db.session.scalars(query.limit(MOST_ON_BOARD * 3)):
        month.days.setdefault(each.due_on, []).append(each)
    return month


def owners_of(workspace, tasks):
    """The ids of the tasks of one workspace whose body still takes part, and whose person still works here for it."""
    query = select(Task.id).where(Task.id.in_([each.id for each in tasks]), has_owner(moment()))
    return set(db.session.scalars(query)) if tasks else set()


def panel_of(workspace):
    """(tasks, how many wait) for the page of a workspace: what waits, the first days first, and one that was done last."""
    waiting = db.session.scalars(tasks_of(workspace, {}).limit(6)).all()
    done = tasks_of(workspace, {"state": "done"}).order_by(None).order_by(Task.done_at.desc(), Task.id.desc())
    count = visible(seen_tasks, Task.workspace_id == workspace.id, Task.waits()).with_only_columns(func.count(Task.id))
    return [*waiting, *db.session.scalars(done.limit(1))], db.session.scalar(count)


def all_done_of(task):
    """Does no task that I see wait any more for the promise that this one carries out?"""
    if task.action_id is None or not task.done_at:
        return False
    waits = visible(seen_tasks, Task.action_id == task.action_id, Task.waits()).with_only_columns(Task.id)
    return db.session.scalar(waits.limit(1)) is None


# --- On other pages --------------------------------------------------------------------------------------------------


def waiting_for(person):
    """On the desk: my tasks that wait, and those of the workspaces I lead that nobody has any more; the first day first."""
    led = [each.seat.place_id for each in mandates_of(person) if each.seat.role == "lead" and each.role in SPEAKERS]
    lost = and_(Task.workspace_id.in_(select(Workspace.id).where(Workspace.place_id.in_(led))), ~has_owner(moment()))
    mine = Task.person_id == person.id
    query = visible(seen_tasks, Task.waits(), or_(mine, lost) if led else mine).options(*LISTED)
    return db.session.scalars(query.order_by(Task.due_on, Task.id).limit(MOST)).all()


def waiting_of(organisation):
    query = visible(seen_tasks, Task.waits(), Task.organisation_id == organisation.id).options(*LISTED)
    return db.session.scalars(query.order_by(Task.due_on, Task.id).limit(MOST)).all()


def carrying_out(decision):
    query = visible(seen_tasks, Task.decision_id == decision.id, Task.dropped_at.is_(None)).options(*LISTED)
    return db.session.scalars(query.order_by(Task.due_on, Task.id).limit(MOST)).all()


def in_calendar(person, at):
    """The days of her own tasks, for her calendar program, whose request is nobody's sign-in."""
    query = seen_tasks(person.id, at).where(Task.waits(), Task.person_id == person.id).order_by(Task.due_on, Task.id)
    found = db.session.scalars(query.limit(MOST_ON_BOARD)).all()
    return [("task", each.id, each.due_on, each.title, url_for("tasks.task", id=each.id)) for each in found]


more_in_calendar.append(in_calendar)


# --- For programs ----------------------------------------------------------------------------------------------------


def task_json(task):
    return {
        "id": task.id,
        "title": task.title,
        "address": url_for("tasks.task", id=task.id),
        "workspace": {"id": task.workspace_id, "name": task.workspace.name},
        "organisation": told_organisation(task.organisation),
        "person": task.person and told_person(task.person),
        "due_on": task.due_on.isoformat(),
        "state": task.state_now,
        "steps": [{"id": each.id, "text": each.text, "done": bool(each.done_at)} for each in task.steps],
    }


def whole_task_json(task):
    seen = task.decision_id and only_seen(seen_decisions, task.decision_id)
    return task_json(task) | {
        "text": task.text,
        "opened_at": iso(task.opened_at),
        "done_at": task.done_at and iso(task.done_at),
        "reason": task.dropped_reason or None,
        "thread": task.thread_id,
        "message": task.message_id,
        "decision": task.decision_id if seen else None,
        "action": task.action_id if seen else None,
        "history": [news_json(each) for each in task.news],
    }


def news_json(news):
    return {
        "kind": news.kind,
        "at": iso(news.at),
        "by": news.by and told_person(news.by.person),
        "reason": news.reason or None,
        "organisation": told_organisation(news.organisation),
        "person": news.person and told_person(news.person),
        "due_on": news.due_on.isoformat(),
    }
