"""Threads of a workspace's discussion."""

from flask import Blueprint, url_for

from app.database import commit, writing
from app.doors import done
from app.permissions import can_open_thread, find, only_seen, require, seen_threads, seen_workspaces, voice
from app.permissions.workspaces import PARTNERS
from app.workspaces import queries
from app.workspaces.forms import ThreadForm
from app.workspaces.models import Thread
from app.workspaces.routes.following import followed
from app.workspaces.routes.workspaces import workspace_page

bp = Blueprint("threads", __name__)


@bp.get("/workspaces/<int:id>/threads/<int:thread_id>")
def thread(id, thread_id):
    """The page of the workspace, open at this thread; where it left, the way leads there."""
    elsewhere = followed(id, only_seen(seen_threads, thread_id))
    return elsewhere or workspace_page(id, thread_id, as_json=thread_json)


@bp.post("/workspaces/<int:id>/threads")
def open_thread(id):
    form = ThreadForm.sent(lambda form: workspace_page(id, thread_form=form))
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_open_thread, workspace)
    thread = Thread.begin(workspace, form.title.data, voice(workspace.place, seat_roles=PARTNERS))
    commit()
    return done(url_for("threads.thread", id=id, thread_id=thread.id), {"id": thread.id})


def thread_json(page):
    """The thread, with where the live line of its workspace stands."""
    return queries.talk_json(page.talk, page.workspace.stream) | {
        "stream": page.workspace.stream,
        "head": page.head,
        "log": page.log,
    }
