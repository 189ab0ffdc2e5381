"""Since you were here: what one missed, in one workspace or in all of one's own, and to have read it all."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.permissions import find, mandates_of, me, moment, seen_workspaces
from app.workspaces import queries
from app.workspaces.models import read_all
from app.workspaces.queries import catching_up, events
from app.workspaces.reading_forms import ReadAllForm
from app.workspaces.routes.frame import framed, tab

bp = Blueprint("catching_up", __name__)

tab("catch-up", _l("Since you were here"), "catching_up.workspace", 20)


@bp.get("/catch-up")
def everywhere():
    """What I missed in all my workspaces, by thread."""
    page = caught_up()
    return answer("workspaces/catch_up.html", page.as_json(), **shown_on(page))


@bp.get("/workspaces/<int:id>/catch-up")
def workspace(id):
    """What I missed in one: the talk, and what happened beside it."""
    room = find(seen_workspaces, id, *queries.with_origin())
    page, told = caught_up(room), events.missed_in(room, me().id)
    shown = page.as_json() | {"events": [each.as_json() for each in told.rows], "since": told.since_json()}
    return answer("workspaces/workspace_catch_up.html", shown, **shown_on(page, told), **framed(room, "catch-up"))


@bp.post("/workspaces/<int:id>/catch-up")
def read_workspace(id):
    """I have read all of this workspace that was there when my page was made."""
    form = ReadAllForm.sent(lambda form: workspace(id))
    writing()
    room = find(seen_workspaces, id)
    unread = mine().of(id)
    read_all(me(), room, unread.threads, form.up_to.data)
    commit()
    return done(url_for("catching_up.workspace", id=id), mine().of(id).counts(), 200, _l("You have read everything here."))


@bp.post("/catch-up")
def read_everywhere():
    """The same for all my workspaces with something unread."""
    form = ReadAllForm.sent(lambda form: everywhere())
    writing()
    for id, unread in mine().workspaces().items():
        read_all(me(), find(seen_workspaces, id), unread.threads, form.up_to.data)
    commit()
    return done(url_for("catching_up.everywhere"), mine().counts(), 200, _l("You have read everything."))


def shown_on(page, told=None):
    return {"page": page, "told": told, "begins": catching_up.begins, "draft_begins": catching_up.first_line}


def caught_up(room=None):
    unread = mine() if room is None else mine().of(room.id)
    mandates = [each for each in mandates_of(me()) if each.seat.place.noun == "workspace"]
    return catching_up.catch_up(me().id, moment(), mandates, unread, room)


def mine():
    return queries.unread_of(me().id, moment(), mandates_of(me()))
