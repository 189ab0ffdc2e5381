"""States of the tasks of a workspace."""

from datetime import timedelta

from app.database import commit, day_of, db, utc_now, writing
from app.workspaces.models import Task, TaskStep, Workspace
from tests.states import workspaces


def tasked(cast):
    """One task of the partner's delegate, with a step."""
    names = workspaces.workspace(cast)
    writing()
    space = db.session.get(Workspace, names["workspace"])
    voice = cast.mandate("delegate", space.place)
    owner = {"organisation": cast.body("US"), "person": cast.person("other_delegate")}
    parts = {"title": "Elenco", "due_on": day_of(utc_now()) + timedelta(days=9), "decision": None, "action": None}
    task = Task.open(space, voice, **owner, **parts)
    step = TaskStep.add(task, "Chiedere i dati", voice)
    commit()
    return names | {"task": task.id, "step": step.id, "lead_body": cast.body("PM").id, "table_at": cast.table().id}


STATES = {"tasked": tasked}
