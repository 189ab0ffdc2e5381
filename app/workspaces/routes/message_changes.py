"""Changing what was said: other words, with those before kept; taking it away, and back within ten minutes."""

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.database import commit, db, writing
from app.doors import answer, done
from app.forms import Form, listed
from app.limits import browser, limiter
from app.permissions import (
    can_delete_message,
    can_edit_message,
    can_move_message,
    can_read_deleted,
    can_restore_message,
    find,
    find_message,
    me,
    render_for_me,
    require,
    seen_workspaces,
)
from app.workspaces import queries
from app.workspaces.models import Thread
from app.workspaces.routes.messages import PACE, message_page
from app.workspaces.routes.speaking import author_of, leader_of, restorer_of
from app.workspaces.routes.workspaces import thread_of
from app.workspaces.talk_forms import DeleteForm, EditForm, MoveMessageForm

bp = Blueprint("message_changes", __name__)

MESSAGE = "/workspaces/<int:id>/threads/<int:thread_id>/messages/<int:message_id>"


def found(id, thread_id, message_id, *options):
    """The message at an address, among those I may read; 404 otherwise."""
    return find_message(thread_of(find(seen_workspaces, id), thread_id), message_id, *options)


@bp.get(f"{MESSAGE}/edit")
def changing(id, thread_id, message_id):
    return changing_page(id, thread_id, message_id)


def changing_page(id, thread_id, message_id, **forms):
    """One message and what this reader may do with it: other words, another thread, away with it."""
    message = found(id, thread_id, message_id)
    require(can_change, message)
    given = {"edit_form": EditForm(formdata=None, data={"body": message.body}), "delete_form": DeleteForm(formdata=None)}
    given |= {"move_form": MoveMessageForm(formdata=None)} | forms
    given["move_form"].thread.choices = other_threads(message.thread)
    shown = {"id": message.id, "revision": message.revision, "body": message.body if can_edit_message(me(), message) else None}
    return answer("workspaces/changing.html", shown, message=message, workspace=message.thread.workspace, **given)


def can_change(person, message):
    """Is there anything that she may do with it?"""
    may = can_edit_message(person, message) or can_move_message(person, message)
    return may or (message.deleted_at is None and can_delete_message(person, message))


def other_threads(thread):
    query = select(Thread.id, Thread.title).where(Thread.workspace_id == thread.workspace_id, Thread.id != thread.id)
    return listed(_("Choose…"), db.session.execute(query.order_by(Thread.title, Thread.id)))


@bp.post(MESSAGE)
@limiter.limit(PACE, key_func=browser)
def edit_message(id, thread_id, message_id):
    """Other words; 409 with the words of now where they changed under her hands."""
    form = EditForm.sent(lambda form: changing_page(id, thread_id, message_id, edit_form=form))
    rendered = render_for_me(form.body.data)
    writing(f"workspace/{id}")
    message = found(id, thread_id, message_id)
    require(can_edit_message, message)
    message.edit(author_of(message), form.body.data, rendered, form.revision.data)
    commit()
    return done(message_page(id, message), {"id": message.id, "revision": message.revision}, status=200)


@bp.get(f"{MESSAGE}/revisions")
def revisions(id, thread_id, message_id):
    """Every text that stood, for who reads the message now; of a deleted one for auditors alone."""
    message = found(id, thread_id, message_id)
    require(can_read_deleted, message)
    texts = queries.texts_of(message)
    shown = {"items": [queries.text_json(each) for each in texts], "next": None}
    return answer("workspaces/revisions.html", shown, message=message, workspace=message.thread.workspace, texts=texts)


@bp.post(f"{MESSAGE}/deletion")
@limiter.limit(PACE, key_func=browser)
def delete_message(id, thread_id, message_id):
    """Nobody reads it any more; who leads says why where it is another's."""
    form = DeleteForm.sent(lambda form: changing_page(id, thread_id, message_id, delete_form=form))
    writing(f"workspace/{id}")
    message = found(id, thread_id, message_id)
    require(can_delete_message, message)
    own = message.person_id == me().id
    message.delete(author_of(message) if own else leader_of(message.thread.workspace), form.reason.data)
    commit()
    note = _l("It is gone from the talk. You can take it back for ten minutes.")
    return done(message_page(id, message), {"id": message.id, "deleted": True}, status=200, note=note)


@bp.post(f"{MESSAGE}/restoration")
@limiter.limit(PACE, key_func=browser)
def restore_message(id, thread_id, message_id):
    Form.sent()
    writing(f"workspace/{id}")
    message = found(id, thread_id, message_id)
    require(can_restore_message, message)
    message.restore(restorer_of(message))
    commit()
    return done(message_page(id, message), {"id": message.id}, status=200)
