"""What workspaces hold about a person in their tasks: those given to her, and those she opened."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from app.happenings import iso
from app.membership.models.holdings import holds
from app.workspaces.models import Task
from app.workspaces.models.task_news import TaskNews


def tasks(person_id):
    given = Task.id.in_(select(TaskNews.task_id).where(TaskNews.person_id == person_id))
    mine = or_(Task.person_id == person_id, given, Task.opened_by.has(person_id=person_id))
    return select(Task).where(mine).order_by(Task.id)


@holds("tasks", _l("Tasks you had or opened"), _l("They are the record of joint work."), _l("As long as the workspace."), tasks)
def task_json(row):
    return {
        "opened_at": iso(row.opened_at),
        "title": row.title,
        "due_on": row.due_on.isoformat(),
        "done_at": row.done_at and iso(row.done_at),
        "address": f"/tasks/{row.id}",
    }
