"""Workspaces: the list of mine, opening one from a decision, and the page of one."""

import secrets

from flask import Blueprint, abort, current_app, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, as_items, as_number, done
from app.forms import AsOfForm
from app.meetings.models.proposal_told import told_news
from app.paging import paged
from app.permissions import (
    can_launch,
    can_manage,
    can_welcome_guest,
    chosen,
    find,
    me,
    moment,
    render_for_me,
    require,
    seen_decisions,
    seen_message,
    seen_objectives,
    seen_threads,
    seen_workspaces,
    voices_in,
)
from app.permissions.membership import SPEAKERS
from app.permissions.workspaces import PARTNERS, WRITERS
from app.workspaces import queries
from app.workspaces.forms import ContributionForm, GuestForm, LeaveForm, MessageForm, ParticipationForm, ThreadForm
from app.workspaces.geometry_forms import LaunchForm, WorkspacesAsked
from app.workspaces.models import Thread, Workspace
from app.workspaces.queries.catching_up import draft_in
from app.workspaces.queries.circles import my_circles
from app.workspaces.queries.coherence import note_of
from app.workspaces.queries.narrowed import narrowed, offer
from app.workspaces.queries.then import then_of
from app.workspaces.queries.zones import touched_by
from app.workspaces.routes.choosing import objectives, organisations
from app.workspaces.routes.frame import framed, tab
from app.workspaces.routes.geometry_parts import geometry_forms

bp = Blueprint("workspaces", __name__)

tab("whole", _l("Together"), "workspaces.workspace", 10)


@bp.get("/workspaces")
def workspaces():
    """The workspaces I see, narrowed by the address, the newest first."""
    form = WorkspacesAsked.asked()
    asked = form.asked_for()
    sheet = paged(narrowed(asked))
    rows = queries.rows_of(sheet.rows)
    shown = as_items([queries.as_json(row) for row in rows], sheet.next)
    form = offer(form, _("Any")).at("asked")
    return answer("workspaces/workspaces.html", shown, rows=rows, sheet=sheet, form=form, asked=asked)


@bp.get("/decisions/<int:id>/workspaces/new")
def new_workspace(id):
    return new_page(id, LaunchForm(formdata=None))


@bp.post("/decisions/<int:id>/workspaces")
def launch(id):
    """A workspace is born of a decision; who opens it leads it for the body that answers."""
    form = LaunchForm.sent(lambda form: new_page(id, form))
    rendered = render_for_me(form.purpose.data)
    writing()
    decision = find(seen_decisions, id)
    require(can_launch, decision)
    objective = chosen(seen_objectives, form.objective)
    words = (form.name.data, form.purpose.data, rendered)
    led = (me(), speaking_for(decision), form.kind.data)
    workspace = Workspace.launch(decision, *words, objective, form.why.data, *led)
    Thread.begin(workspace, first_title(), workspace.place.seats[0].mandates[0])
    commit()
    return done(
        url_for("workspaces.workspace", id=workspace.id),
        {"id": workspace.id},
        note=_l("The workspace is open. Next: who takes part."),
    )


@bp.get("/workspaces/<int:id>")
def workspace(id):
    return workspace_page(id, whole("thread"))


def new_page(id, form):
    decision = find(seen_decisions, id)
    require(can_launch, decision)
    if form.objective.data is None:
        form.objective.data = decision.objective_id
    form.objective.choices = objectives()
    shown = {"decision": queries.decision_json(decision)}
    return answer("workspaces/new_workspace.html", shown, decision=decision, leader=decision.answering(moment()), form=form)


def speaking_for(decision):
    """My mandate at the table for the body that answers, or None where I answer without one."""
    voices = voices_in(decision.item.meeting.table.place, roles=SPEAKERS)
    return next((each for each in voices if each.seat.organisation is decision.answering(moment())), None)


def first_title():
    """In the language of the house: it is stored, and everybody reads the same."""
    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        return _("General discussion")


def workspace_page(id, thread_id=None, as_json=queries.workspace_json, around=None, **forms):
    """The page of a workspace, open at a thread, maybe `around` a message; `forms` are those to show again as typed."""
    workspace = find(seen_workspaces, id, *queries.with_origin())
    thread = thread_of(workspace, thread_id) if thread_id is not None else None
    asof = AsOfForm.asked()
    asked = None if asof.errors else asof.al.data
    opened = {"thread": thread, "before": whole("before"), "after": whole("after"), "around": around, "page": whole("page") or 1}
    page = queries.shown(workspace, me().id, moment(), asked=asked, **opened)
    page.zones = touched_by(workspace, page.at)
    page.then = then_of(workspace, asked, page.at) if asked else None
    circles = my_circles(workspace, me().id, moment()) if workspace.parent_id is None else []
    shown = {"told_news": told_news, "page": page, "asof": asof, "circles": circles} | framed(workspace, "whole")
    shown["coherence"] = note_of(workspace)
    return answer("workspaces/workspace.html", as_json(page), **shown, **writing_of(workspace), **choices(page, forms))


def thread_of(workspace, thread_id):
    thread = find(seen_threads, thread_id)
    return thread if thread.workspace_id == workspace.id else abort(404)


def writing_of(workspace):
    """In whose name the reader may write here, and a fresh mark for what is written without scripts."""
    place = workspace.place
    writers = voices_in(place, seat_roles=WRITERS) if workspace.at_work else []
    leads = voices_in(place, roles=SPEAKERS, seat_roles=("lead",))
    sponsors = voices_in(place, roles=SPEAKERS, seat_roles=PARTNERS)
    mine = {"voices": voices_in(place), "writers": writers, "leads": leads, "sponsors": sponsors}
    return mine | {"nonce": secrets.token_hex(16)}


def choices(page, forms):
    """The forms of the page, with what they let one choose; those of the lead are filled only for the lead."""
    given = {"thread_form": ThreadForm(formdata=None), "message_form": None, "leave_form": None, "left": None} | forms
    given["answered"] = answered(page.workspace, given["message_form"])
    given["message_form"] = given["message_form"] or begun(page)
    manages = can_manage(me(), page.workspace)
    appoints = queries.appointing(me().id, page, manages)
    given["guest_form"] = guest_form(page.workspace, given.get("guest_form"))
    people = queries.people_of(appoints, page.at, page.workspace.place.within_id)
    given |= {"manages": manages, "appoints": appoints, "people": people}
    given.setdefault("participation_form", ParticipationForm(formdata=None))
    given.setdefault("contribution_form", ContributionForm(formdata=None))
    if manages:
        given["participation_form"].organisation.choices = organisations(page.workspace)
        given["contribution_form"].objective.choices = objectives()
    return given | {"blank_leave": LeaveForm(formdata=None)} | geometry_forms(page, given)


def begun(page):
    """What the reader has begun to write in the thread that is open, on whatever device."""
    words = page.talk and draft_in(me().id, page.talk.thread)
    return MessageForm(formdata=None, data={"body": words}) if words else None


def answered(workspace, form):
    """The message that the reader is about to answer: named in the address, or in what was typed."""
    asked = form.quoted.data if form else whole("quote")
    return asked and seen_message(workspace, asked)


def guest_form(workspace, form):
    """The form for who may bring in a guest, else None."""
    if not can_welcome_guest(me(), workspace):
        return None
    form = form or GuestForm(formdata=None)
    form.organisation.choices = organisations(workspace, guests=True)
    return form


def whole(name):
    """A whole number above zero of the address that is read, or None."""
    return as_number(request.args.get(name, "")) or None if request.method == "GET" else None
