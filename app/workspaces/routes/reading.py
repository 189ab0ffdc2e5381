"""Reading: how far one has read a thread, what one has begun to write there, whom one may call by name."""

from flask import Blueprint, jsonify, request, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import done
from app.happenings import iso
from app.limits import browser, limiter
from app.permissions import can_post, find, me, moment, require, seen_workspaces
from app.workspaces import queries
from app.workspaces.forms import MessageForm
from app.workspaces.models import Draft, ReadMark, nameable
from app.workspaces.reading_forms import DraftForm, ReadingForm
from app.workspaces.routes.workspaces import thread_of, workspace_page

bp = Blueprint("reading", __name__)

PACE = "240 per minute"
LONGEST_WORD = 100
MOST_NAMED = 10


@bp.get("/unread")
def unread():
    """What I have not read yet, by workspace and thread."""
    return jsonify(queries.unread_of(me().id, moment()).as_json())


@bp.post("/workspaces/<int:id>/threads/<int:thread_id>/reading")
@limiter.limit(PACE, key_func=browser)
def read(id, thread_id):
    """I have read this thread up to a message; or want to read again from it on. Nothing is written where nothing changes."""
    form = ReadingForm.sent(lambda form: workspace_page(id, thread_id))
    writing()
    thread = thread_of(find(seen_workspaces, id), thread_id)
    mark = ReadMark.leave_unread if form.unread.data else ReadMark.read
    mark(me(), thread, form.up_to.data)
    commit()
    return done(thread_page(thread), where_i_am(thread), 200, _l("Unread from there on.") if form.unread.data else _l("Read."))


@bp.post("/workspaces/<int:id>/threads/<int:thread_id>/draft")
@limiter.limit(PACE, key_func=browser)
def keep_draft(id, thread_id):
    """What I have begun to write here, kept for all my devices; an empty one is dropped."""
    form = DraftForm.sent(lambda form: workspace_page(id, thread_id, message_form=as_message(form)))
    writing()
    workspace = find(seen_workspaces, id)
    thread = thread_of(workspace, thread_id)
    require(can_post, workspace)
    at = Draft.keep(me(), thread, form.body.data or "")
    commit()
    kept = _l("Your draft is kept: only you read it, and who takes over your mandate.")
    note = kept if at else _l("There is no draft here any more.")
    return done(thread_page(thread), {"thread": thread_id, "at": at and iso(at)}, 200, note)


def as_message(draft):
    """The composer again, with the words that were too many for a draft."""
    form = MessageForm(formdata=None, data={"body": draft.body.data})
    form.body.errors = draft.body.errors
    return form


@bp.get("/workspaces/<int:id>/mentionable")
def mentionable(id):
    """Whom I may call here by name: people, bodies and circles, by the beginning of a word of the name."""
    workspace = find(seen_workspaces, id)
    asked = request.args.get("q", "")[:LONGEST_WORD].strip().lstrip("@").casefold()
    found = [each for each in nameable(workspace, me().id) if begins(each.name.casefold(), asked)]
    return jsonify(items=[named_json(each) for each in found[:MOST_NAMED]], next=None)


def begins(name, asked):
    return name.startswith(asked) or f" {asked}" in name


def named_json(named):
    return {"kind": named.kind, "id": named.id, "name": named.name, "text": f"@{named.text}", "note": named.note}


def where_i_am(thread):
    """How this thread stands for me after the commit."""
    mark, news = ReadMark.of(me(), thread), queries.unread_of(me().id, moment()).thread(thread.id)
    return {
        "thread": thread.id,
        "workspace": thread.workspace_id,
        "up_to": mark.message_id if mark else 0,
        "unread": news.unread,
        "mentions": news.mentions,
    }


def thread_page(thread):
    return url_for("threads.thread", id=thread.workspace_id, thread_id=thread.id, _anchor="talk")
