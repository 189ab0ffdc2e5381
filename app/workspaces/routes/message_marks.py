"""Marks under messages, messages kept in view, messages that move to another thread."""

from flask import Blueprint

from app.database import commit, writing
from app.doors import done
from app.forms import Form
from app.limits import browser, limiter
from app.permissions import can_move_message, can_pin, can_react, chosen, me, require, seen_threads
from app.workspaces.models import counts_of, move_message, react_to
from app.workspaces.routes.message_changes import MESSAGE, changing_page, found
from app.workspaces.routes.messages import PACE, message_page
from app.workspaces.routes.speaking import author_of, leader_of, partner_in, writer_in
from app.workspaces.routes.workspaces import workspace_page
from app.workspaces.talk_forms import MoveMessageForm, ReactionForm

bp = Blueprint("message_marks", __name__)


@bp.post(f"{MESSAGE}/reactions")
@limiter.limit(PACE, key_func=browser)
def react(id, thread_id, message_id):
    """A mark is given or taken back."""
    form = ReactionForm.sent(lambda _form: workspace_page(id, thread_id, around=message_id))
    writing(f"workspace/{id}")
    message = found(id, thread_id, message_id)
    require(can_react, message)
    given = react_to(message, form.mark.data, writer_in(message.thread.workspace), form.wish())
    commit()
    shown = {"mark": form.mark.data, "given": given, "counts": counts_of([message.id]).get(message.id, {})}
    return done(message_page(id, message), shown, status=200)


@bp.post(f"{MESSAGE}/pin")
@limiter.limit(PACE, key_func=browser)
def pin(id, thread_id, message_id):
    """It is kept in view above the talk."""
    Form.sent()
    writing(f"workspace/{id}")
    message = found(id, thread_id, message_id)
    require(can_pin, message)
    message.pin(partner_in(message.thread.workspace))
    commit()
    return done(message_page(id, message), {"id": message.id}, status=200)


@bp.post(f"{MESSAGE}/pin/end")
@limiter.limit(PACE, key_func=browser)
def unpin(id, thread_id, message_id):
    Form.sent()
    writing(f"workspace/{id}")
    message = found(id, thread_id, message_id)
    require(can_pin, message)
    message.unpin(partner_in(message.thread.workspace))
    commit()
    return done(message_page(id, message), {"id": message.id}, status=200)


@bp.post(f"{MESSAGE}/move")
@limiter.limit(PACE, key_func=browser)
def move(id, thread_id, message_id):
    """To another thread of the same workspace; a line stays behind."""
    form = MoveMessageForm.sent(lambda form: changing_page(id, thread_id, message_id, move_form=form))
    writing(f"workspace/{id}")
    message = found(id, thread_id, message_id)
    require(can_move_message, message)
    workspace = message.thread.workspace
    speaks = author_of(message) if message.person_id == me().id else leader_of(workspace)
    move_message(message, chosen(seen_threads, form.thread), speaks)
    commit()
    return done(message_page(id, message), {"id": message.id, "thread": message.thread_id}, status=200)
