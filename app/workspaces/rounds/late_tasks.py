"""The worker writes once a week: to each person her tasks that are late or come due, to who leads those that nobody has."""

from collections import defaultdict
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import commit, day_of, db, writing
from app.membership.models import Mandate, Person, Seat
from app.outbox import absolute, post_mail
from app.permissions import seen_tasks
from app.rounds import round_of
from app.workspaces.models import Task, Workspace, has_owner

SOON = timedelta(days=7)
WHOLE = (joinedload(Task.workspace), joinedload(Task.organisation), joinedload(Task.person))


@round_of("tasks-late", every=6 * 3600)
def remind(now):
    """One mail a person a week: the key holds the week, so that a second round sends nothing."""
    writing()
    year, week, _day = day_of(now).isocalendar()
    for person_id, tasks in sorted(by_person(now).items()):
        person = db.session.get(Person, person_id)
        readable = set(db.session.scalars(seen_tasks(person_id, now).with_only_columns(Task.id).where(Task.id.in_(tasks))))
        lines = [(each, absolute(f"/tasks/{id}")) for id, each in tasks.items() if id in readable and each.workspace.at_work]
        if lines:
            key, context = f"tasks/{person_id}/{year}-{week}", {"lines": lines, "desk": absolute("/"), "today": day_of(now)}
            post_mail("workspaces/mail/tasks", to=person.email, language=person.language, key=key, person_id=person_id, **context)
    commit()


def by_person(now):
    """{person id: {task id: task}} of her own that are late or due in a week, and of those without owner where she leads."""
    found = defaultdict(dict)
    due = select(Task).where(Task.waits(), Task.person_id.is_not(None), Task.due_on <= day_of(now) + SOON, has_owner(now))
    for task in db.session.scalars(due.options(*WHOLE).order_by(Task.due_on, Task.id)):
        found[task.person_id][task.id] = task
    lost = select(Task, Mandate.person_id).join(Workspace, Workspace.id == Task.workspace_id)
    lost = lost.join(Seat, Seat.place_id == Workspace.place_id).join(Mandate, Mandate.seat_id == Seat.id)
    lost = lost.where(Task.waits(), ~has_owner(now), Seat.role == "lead", Seat.in_force(now), Mandate.in_force(now))
    lost = lost.where(Mandate.role == "delegate", Mandate.confirmed_at.is_not(None)).options(*WHOLE)
    for task, person_id in db.session.execute(lost.order_by(Task.due_on, Task.id)):
        found[person_id][task.id] = task
    return found
