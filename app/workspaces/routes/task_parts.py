"""From the fields of a task's form to things: its owner, the promise it carries out, the talk it came from."""

from flask import abort

from app.database import db
from app.errors import RuleBroken
from app.forms import CHOOSE, identity
from app.permissions import me, moment, only_seen, seen_messages, seen_threads
from app.workspaces.models import Message
from app.workspaces.queries.task_choices import owners_here, promises_here
from app.workspaces.task_forms import owner_of


def owner_chosen(workspace, form):
    """{"organisation", "person"} of those who work here; RuleBroken beside the field for anybody else."""
    organisation_id, person_id = owner_of(form.owner.data)
    for seat, mandates in owners_here(workspace):
        if seat.organisation_id == organisation_id:
            people = {each.person_id: each.person for each in mandates}
            if person_id is None or person_id in people:
                return {"organisation": seat.organisation, "person": people.get(person_id)}
    raise RuleBroken(CHOOSE, field="owner", status=422)


def tie_chosen(workspace, form, kept=None):
    """{"decision", "action"}: one that I see, or that the task is tied to already."""
    if not form.tie.data:
        return {"decision": None, "action": None}
    if kept is not None and form.tie.data == tie_of(kept):
        return {"decision": kept.decision, "action": kept.action}
    decisions, actions = promises_here(workspace)
    found = {f"decision-{each.id}": {"decision": each, "action": None} for each in decisions}
    found |= {f"action-{each.id}": {"decision": None, "action": each} for each in actions}
    if form.tie.data not in found:
        raise RuleBroken(CHOOSE, field="tie", status=422)
    return found[form.tie.data]


def tie_of(task):
    """What the field `tie` says of a task."""
    return f"action-{task.action_id}" if task.action_id else f"decision-{task.decision_id}" if task.decision_id else ""


def came_from(workspace, form):
    """(thread, message) of this workspace that the form names, each None where it names none; 404 for what I do not read."""
    message_id, thread_id = number(form.message), number(form.thread)
    message = message_here(workspace, message_id) if message_id else None
    thread_id = message.thread_id if message else thread_id
    thread = only_seen(seen_threads, thread_id) if thread_id else None
    if (message_id and not message) or (thread_id and (not thread or thread.workspace_id != workspace.id)):
        abort(404)
    return thread, message


def message_here(workspace, id):
    """A message of this workspace that I may read, or None."""
    read = seen_messages(workspace, me().id, moment())
    query = db.select(Message).where(Message.id == id, Message.thread.has(workspace_id=workspace.id), read)
    return db.session.scalar(query.where(Message.deleted_at.is_(None)))


def number(field):
    """The number in a hidden field, None where it is empty; 404 for what no archive gives."""
    try:
        return identity(field.data)
    except ValueError:
        abort(404)


def first_line(text):
    """The first line of what was said, without the marks of Markdown, as a title."""
    lines = [line.strip(" #>*-_`\t") for line in text.splitlines()]
    return next((line for line in lines if line), "")[:200]
