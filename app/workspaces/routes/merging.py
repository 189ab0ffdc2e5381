"""A merger of workspaces: proposed by who leads one, answered by who leads each of the others; the last yes merges them."""

from flask import Blueprint, current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, db, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import CHOOSE, Form
from app.panels import shows_on
from app.permissions import (
    can_answer_merger,
    can_merge,
    can_take_back_merger,
    find,
    only_seen,
    proven,
    render_for_me,
    require,
    seen_merger_parts,
    seen_mergers,
    seen_workspaces,
    visible,
    voice,
    voices_in,
)
from app.permissions.membership import SPEAKERS
from app.workspaces.merging_forms import DeclineForm, MergerForm
from app.workspaces.models import MOST_MERGED, Merger, Workspace, agree, open_merger_of
from app.workspaces.queries.listed import with_origin
from app.workspaces.queries.mergers import asked_of, mergeable_with, waiting_for, waiting_json, whole_merger
from app.workspaces.routes.frame import framed
from app.workspaces.routes.workspaces import first_title

bp = Blueprint("merging", __name__)

shows_on("desk", "mergers", "workspaces/_mergers_waiting.html", waiting_for, waiting_json)


@bp.get("/workspaces/<int:id>/mergers/new")
def merging(id):
    return merging_page(id)


def merging_page(id, form=None):
    workspace = find(seen_workspaces, id, *with_origin())
    require(can_merge, workspace)
    others = mergeable_with(workspace)
    context = {"form": form or MergerForm(formdata=None), "others": others, "merger": open_merger_of(workspace)}
    context |= {"most": MOST_MERGED, "leads": leads_of(workspace)}
    shown = {"workspaces": [{"id": each.id, "name": each.name} for each in others], "most": MOST_MERGED}
    return answer("workspaces/merging.html", shown, **context, **framed(workspace, "history"))


def leads_of(workspace):
    return voices_in(workspace.place, roles=SPEAKERS, seat_roles=("lead",))


@bp.post("/workspaces/<int:id>/mergers")
def propose(id):
    """Who leads one workspace asks who leads the others; nothing changes before all of them have agreed."""
    form = MergerForm.sent(lambda form: merging_page(id, form))
    rendered = render_for_me(form.purpose.data)
    writing(f"workspace/{id}", *streams_among(form.workspaces.data))
    workspace = find(seen_workspaces, id)
    require(can_merge, workspace)
    proven()
    words = (form.name.data, form.purpose.data, rendered)
    proposed = Merger.propose(workspace, others_in(form), *words, speaks_for(workspace))
    commit()
    return done(page_of(proposed), {"id": proposed.id}, note=_l("The merger is proposed: who leads the others answers it."))


def streams_among(ids):
    """The streams of the workspaces with these numbers that I see."""
    found = db.session.scalars(visible(seen_workspaces, Workspace.id.in_(ids)).with_only_columns(Workspace.id)) if ids else ()
    return [f"workspace/{each}" for each in found]


def others_in(form):
    """The workspaces that were chosen; RuleBroken beside the field for one that I do not see."""
    others = [only_seen(seen_workspaces, each) for each in dict.fromkeys(form.workspaces.data)]
    if None in others:
        raise RuleBroken(CHOOSE, field="workspaces", status=422)
    return others


def speaks_for(workspace):
    return voice(workspace.place, SPEAKERS, seat_roles=("lead",))


@bp.get("/mergers/<int:id>")
def merger(id):
    return merger_page(id)


def merger_page(id, refused=None, part_id=None):
    """`refused` is the form that was refused, of a part where it was an answer."""
    found = find(seen_mergers, id, *whole_merger())
    asked = asked_of([found])[0]
    here = next(each for each in [*found.workspaces, found.child] if each and each.id in asked.addresses)
    workspace = find(seen_workspaces, here.id, *with_origin())
    forms = {each.id: DeclineForm(formdata=None).at(f"decline-{each.id}") for each in found.parts}
    if part_id is not None and isinstance(refused, DeclineForm):
        forms[part_id] = refused.at(f"decline-{part_id}")
    context = {"asked": asked, "merger": found, "forms": forms, "refused": refused}
    context["leads"] = {each.id: leads_of(each.workspace) for each in found.parts}
    return answer("workspaces/merger.html", asked.as_json(), **context, **framed(workspace, "history"))


@bp.post("/mergers/<int:id>/withdrawal")
def take_back(id):
    Form.sent(lambda form: merger_page(id, form))
    writing(*find(seen_mergers, id).streams)
    merger = find(seen_mergers, id)
    require(can_take_back_merger, merger)
    merger.take_back(speaks_for(merger.parts[0].workspace))
    commit()
    return done(page_of(merger), {"id": id}, 200, _l("The proposal is taken back."))


@bp.post("/merger-parts/<int:id>/agreement")
def agree_to(id):
    """The last of them to agree merges them."""
    Form.sent(lambda form: part_page(id, form))
    writing(*find(seen_merger_parts, id).merger.streams)
    part = find(seen_merger_parts, id)
    require(can_answer_merger, part)
    proven()
    child = agree(part, speaks_for(part.workspace), title=first_title(), reason=circle_reason())
    commit()
    if child is None:
        return done(page_of(part.merger), {"id": id, "merged": None}, 200, _l("You have agreed. The others answer too."))
    note = _l("The workspaces are merged: the work goes on here.")
    return done(url_for("workspaces.workspace", id=child.id), {"id": id, "merged": child.id}, 200, note)


@bp.post("/merger-parts/<int:id>/refusal")
def decline(id):
    form = DeclineForm.sent(lambda form: part_page(id, form))
    writing(*find(seen_merger_parts, id).merger.streams)
    part = find(seen_merger_parts, id)
    require(can_answer_merger, part)
    part.decline(form.reason.data, speaks_for(part.workspace))
    commit()
    return done(page_of(part.merger), {"id": id}, 200, _l("You have declined: nothing is merged."))


def part_page(id, form):
    part = find(seen_merger_parts, id)
    return merger_page(part.merger_id, form, id)


def page_of(merger):
    return url_for("merging.merger", id=merger.id)


def circle_reason():
    """In the language of the house: it is stored, and everybody in the circle reads the same."""
    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        return _("The circle ended when the workspaces were merged.")
