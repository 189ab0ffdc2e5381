"""A workspace is split into two or more: which bodies go where, and which of them gets each open task and each document."""

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import CHOOSE, listed
from app.permissions import can_split, find, proven, render_for_me, require, seen_workspaces, voice, voices_in
from app.permissions.membership import SPEAKERS
from app.workspaces.models import Division, Part, open_tasks, split, taking_part, units_of
from app.workspaces.queries.lineage import apart_json
from app.workspaces.queries.listed import with_origin
from app.workspaces.routes.frame import framed
from app.workspaces.routes.workspaces import first_title, whole
from app.workspaces.splitting_forms import MOST_PARTS, SplitForm

bp = Blueprint("splitting", __name__)

MOST_ROWS = 300  # tasks and documents that are placed by hand; the rest goes with its body


@bp.get("/workspaces/<int:id>/split")
def splitting(id):
    return split_page(id)


def split_page(id, form=None):
    workspace = find(seen_workspaces, id, *with_origin())
    require(can_split, workspace)
    form = form or SplitForm(formdata=None)
    seats, tasks, units = taking_part(workspace), open_tasks(workspace), units_of(workspace)
    parts = min(MOST_PARTS, max(2, whole("parts") or 0, *form.numbers()) if form.numbers() else max(2, whole("parts") or 2))
    for number in range(1, MOST_PARTS + 1):
        leading = [(each.organisation_id, each.organisation.name) for each in seats if each.role != "observer"]
        form[f"lead_{number}"].choices = listed(_("Choose…"), leading)
    shown = {"form": form, "seats": seats, "tasks": tasks[:MOST_ROWS], "units": units[:MOST_ROWS], "parts": parts}
    shown |= {"more": max(0, len(tasks) - MOST_ROWS) + max(0, len(units) - MOST_ROWS), "most": MOST_PARTS}
    shown["leads"] = voices_in(workspace.place, roles=SPEAKERS, seat_roles=("lead",))
    return answer("workspaces/splitting.html", apart_json(seats, tasks, units), **shown, **framed(workspace, "history"))


@bp.post("/workspaces/<int:id>/split")
def split_one(id):
    """The lead splits it; nobody gets more to read than she had, and the parent stays to be read."""
    form = SplitForm.sent(lambda form: split_page(id, form))
    rendered = {number: render_for_me(form[f"purpose_{number}"].data or "") for number in form.numbers()}
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_split, workspace)
    proven()
    speaks = voice(workspace.place, SPEAKERS, seat_roles=("lead",))
    words = {"title": first_title(), "reason": _("The circle ended when the workspace was split.")}
    children = split(workspace, parts_in(form, workspace, rendered), division_in(form), speaks, **words)
    commit()
    shown = {"id": id, "children": [{"id": each.id, "name": each.name, "stream": each.stream} for each in children]}
    return done(url_for("history.history", id=id), shown, note=_l("The workspace is split: the work goes on in the new ones."))


def parts_in(form, workspace, rendered):
    """The parts that were filled in, with the participations that were ticked for each."""
    seats = {seat.organisation_id: seat for seat in taking_part(workspace)}
    parts = []
    for number in form.numbers():
        name, purpose, bodies, lead = form.part(number)
        if not name.data or not purpose.data:
            raise RuleBroken(_l("Fill in this field."), field=(purpose if name.data else name).name, status=422)
        if not set(bodies.data) <= seats.keys():
            raise RuleBroken(CHOOSE, field=bodies.name, status=422)
        going = [seats[id] for id in seats if id in bodies.data]
        parts.append(Part(name.data, purpose.data, rendered[number], going, seats.get(lead.data)))
    return parts


def division_in(form):
    """What was placed by hand, by the place of the part among those that were filled in."""
    places = {number: place for place, number in enumerate(form.numbers())}
    if not set(form.placed.values()) <= places.keys():
        raise RuleBroken(CHOOSE, status=422)
    by_noun = {key: places[number] for key, number in form.placed.items()}
    tasks = {id: place for (noun, id), place in by_noun.items() if noun == "task"}
    documents = {key: place for key, place in by_noun.items() if key[0] != "task"}
    return Division(tasks, documents, form.linked.data)
