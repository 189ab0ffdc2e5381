"""Circles of a workspace: who knows of which, opening one, closing it."""

from flask import Blueprint, abort, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import CHOOSE, Form
from app.permissions import (
    can_close_circle,
    can_open_circle,
    find,
    me,
    moment,
    proven,
    render_for_me,
    require,
    seen_workspaces,
    voice,
    voices_in,
)
from app.permissions.membership import SPEAKERS
from app.permissions.workspaces import PARTNERS
from app.workspaces.circle_forms import CircleForm
from app.workspaces.models import Thread, close_circle, open_circle
from app.workspaces.queries.circles import circle_json, circle_lines, inviting
from app.workspaces.routes.frame import framed, tab
from app.workspaces.routes.workspaces import first_title

bp = Blueprint("workspace_circles", __name__)

tab("circles", _l("Circles"), "workspace_circles.circles", 50, shown=lambda workspace: workspace.parent_id is None)


@bp.get("/workspaces/<int:id>/circles")
def circles(id):
    return circles_page(id)


def circles_page(id, form=None):
    workspace = around(id)
    lines = circle_lines(workspace, me().id, moment())
    sponsors = voices_in(workspace.place, roles=SPEAKERS, seat_roles=PARTNERS)
    shown = {"lines": lines, "form": form, "circle_form": form or CircleForm(formdata=None), "sponsors": sponsors}
    if can_open_circle(me(), workspace):
        shown["inviting"] = inviting(workspace, moment())
    return answer("workspaces/circles.html", [circle_json(each) for each in lines], **shown, **framed(workspace, "circles"))


@bp.post("/workspaces/<int:id>/circles")
def open_one(id):
    """Who opens it leads it for her body; the chosen people of the chosen bodies are in, and nobody else."""
    form = CircleForm.sent(lambda form: circles_page(id, form))
    rendered = render_for_me(form.purpose.data)
    writing(f"workspace/{id}")
    workspace = around(id)
    require(can_open_circle, workspace)
    proven()
    speaks = voice(workspace.place, SPEAKERS, seat_roles=PARTNERS)
    bodies, people = asked_in(form, inviting(workspace, moment()))
    asked = {"people": people, "hidden": form.hidden.data}
    circle = open_circle(workspace, form.name.data, form.purpose.data, rendered, bodies, speaks, **asked)
    opener = next(each for each in circle.place.seats[0].mandates if each.person is speaks.person)
    Thread.begin(circle, first_title(), opener)
    commit()
    address = url_for("workspaces.workspace", id=circle.id)
    shown = {"id": circle.id, "stream": circle.stream, "address": address}
    return done(address, shown, note=_l("The circle is open: only those in it read what is written here."))


@bp.post("/workspaces/<int:id>/circle/closure")
def close_one(id):
    """Nobody adds to the circle any more; who is in it keeps reading."""
    Form.sent()
    writing(f"workspace/{id}")
    circle = find(seen_workspaces, id)
    require(can_close_circle, circle)
    close_circle(circle, voice(circle.place, SPEAKERS, seat_roles=("lead",)))
    commit()
    address = url_for("workspaces.workspace", id=id)
    return done(address, {"id": id}, 200, _l("The circle is closed: what was written stays to those in it."))


def around(id):
    """The workspace with this number that I see; a circle has no circles."""
    workspace = find(seen_workspaces, id)
    return workspace if workspace.parent_id is None else abort(404)


def asked_in(form, sitting):
    """(bodies, mandates or None for all) that were chosen among those who sit here."""
    seats = {seat.organisation_id: (seat.organisation, mandates) for seat, mandates in sitting}
    if not set(form.bodies.data) <= seats.keys():
        raise RuleBroken(CHOOSE, field="bodies", status=422)
    known = {each.id: each for _, mandates in seats.values() for each in mandates}
    if not set(form.people.data) <= known.keys():
        raise RuleBroken(CHOOSE, field="people", status=422)
    people = [known[id] for id in form.people.data]
    return [seats[id][0] for id in form.bodies.data], people if people or form.named.data else None
