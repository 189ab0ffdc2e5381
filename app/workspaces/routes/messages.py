"""Posting a message: stored once, whatever the network does, and answered after the commit; and the way to each."""

from flask import Blueprint, abort, redirect, url_for
from sqlalchemy.orm import joinedload

from app.database import commit, writing
from app.doors import answer, done
from app.happenings import iso
from app.limits import browser, limiter
from app.permissions import (
    can_post,
    find,
    me,
    only_seen,
    render_for_me,
    require,
    seen_message,
    seen_threads,
    seen_workspaces,
    voice,
)
from app.permissions.workspaces import WRITERS
from app.workspaces import queries
from app.workspaces.forms import MessageForm
from app.workspaces.models import Thread, Workspace
from app.workspaces.routes.following import followed
from app.workspaces.routes.workspaces import workspace_page
from app.workspaces.talk_forms import PreviewForm

bp = Blueprint("messages", __name__)

# One statement brings the thread, its workspace and what may have stopped the work.
AT_ONCE = joinedload(Thread.workspace).joinedload(Workspace.pauses)
PACE = "120 per minute;60 per 10 seconds"


@bp.get("/workspaces/<int:id>/threads/<int:thread_id>/messages/<int:message_id>")
def message(id, thread_id, message_id):
    """The thread around this message, wherever in it that is; where it moved, the way leads there."""
    here = only_seen(seen_workspaces, id)
    found = here and seen_message(here, message_id)
    if found is None:
        return followed(id, only_seen(seen_threads, thread_id), message_id) or abort(404)
    if found.thread_id != thread_id:
        return redirect(message_page(id, found))
    return workspace_page(id, thread_id, as_json=one_of(message_id), around=message_id)


def one_of(message_id):
    """What programs are told of one message of a page."""

    def message_json(page):
        asked = next(each for each in page.talk.messages if each.id == message_id)
        return queries.message_json(asked, page.workspace.stream, page.talk)

    return message_json


def message_page(id, message):
    where = {"id": id, "thread_id": message.thread_id, "message_id": message.id}
    return url_for("messages.message", **where, _anchor=f"message-{message.id}")


@bp.post("/workspaces/<int:id>/threads/<int:thread_id>/messages")
@limiter.limit(PACE, key_func=browser)
def post_message(id, thread_id):
    """201 for a new message, 200 with the same answer for one that was stored before."""
    form = MessageForm.sent(lambda form: workspace_page(id, thread_id, message_form=form))
    rendered = render_for_me(form.body.data)
    if form.preview.data:
        return previewed(id, thread_id, form, rendered)
    writing(f"workspace/{id}")
    thread = find(seen_threads, thread_id, AT_ONCE)
    workspace = thread.workspace if thread.workspace_id == id else abort(404)
    require(can_post, workspace)
    speaks = voice(workspace.place, seat_roles=WRITERS)
    quoted = form.quoted.data and seen_message(workspace, form.quoted.data)
    message_id, said = thread.post(speaks, form.body.data, rendered, form.nonce.data, quoted and quoted.id)
    told = said or queries.happening_of("message-posted", message_id)
    commit()
    address = url_for("threads.thread", id=id, thread_id=thread_id, _anchor=f"message-{message_id}")
    shown = {"id": message_id, "stream": workspace.stream, "seq": told.seq, "at": iso(told.at)}
    return done(address, shown, status=201 if said else 200)


def previewed(id, thread_id, form, rendered):
    """The page again, with how the message will read and what was typed; nothing is stored."""
    return workspace_page(id, thread_id, as_json=lambda _: {"html": rendered.html}, message_form=form, preview=rendered.html)


@bp.post("/preview")
@limiter.limit(PACE, key_func=browser)
def preview():
    """How a text will read, for who writes anywhere here; nothing is stored."""
    me()
    form = PreviewForm.sent(preview_page)
    rendered = render_for_me(form.body.data)
    return answer("workspaces/preview.html", {"html": rendered.html}, form=form, html=rendered.html)


def preview_page(form):
    return answer("workspaces/preview.html", {}, form=form, html="")
