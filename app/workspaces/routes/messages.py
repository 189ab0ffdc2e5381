"""Posting a message: stored once, whatever the network does, and answered after the commit."""

from flask import Blueprint, url_for

from app.database import commit, writing
from app.doors import done
from app.happenings import iso
from app.limits import browser, limiter
from app.permissions import can_post, find, render_for_me, require, seen_workspaces, voice
from app.permissions.workspaces import WRITERS
from app.workspaces import queries
from app.workspaces.forms import MessageForm
from app.workspaces.routes.workspaces import thread_of, workspace_page

bp = Blueprint("messages", __name__)


@bp.post("/workspaces/<int:id>/threads/<int:thread_id>/messages")
@limiter.limit("120 per minute;60 per 10 seconds", key_func=browser)
def post_message(id, thread_id):
    """201 for a new message, 200 with the same answer for one that was stored before."""
    form = MessageForm.sent(lambda form: workspace_page(id, thread_id, message_form=form))
    rendered = render_for_me(form.body.data)
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    thread = thread_of(workspace, thread_id)
    require(can_post, workspace)
    speaks = voice(workspace.place, seat_roles=WRITERS)
    message_id, said = thread.post(speaks, form.body.data, rendered, form.nonce.data)
    told = said or queries.happening_of("message-posted", message_id)
    commit()
    address = url_for("threads.thread", id=id, thread_id=thread_id, _anchor=f"message-{message_id}")
    shown = {"id": message_id, "stream": workspace.stream, "seq": told.seq, "at": iso(told.at)}
    return done(address, shown, status=201 if said else 200)
