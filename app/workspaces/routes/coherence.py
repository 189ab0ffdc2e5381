"""The coherence of a workspace with the plan: its page, asking for an assessment, asking anew."""

from flask import Blueprint, abort, request, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, db, writing
from app.doors import answer, as_number, done
from app.permissions import (
    can_ask_coherence,
    can_steer_coherence,
    find,
    me,
    moment,
    require,
    seen_coherence,
    seen_objectives,
    seen_workspaces,
    visible,
    voice,
    voices_in,
)
from app.permissions.membership import SPEAKERS
from app.plan.models import CoherenceRequest, Objective, edition_in_force, lines_of, whole_request
from app.words import titled
from app.workspaces.coherence_forms import CoherenceForm
from app.workspaces.models import AssessedWorkspace, requests_of, workspace_assessed
from app.workspaces.queries.coherence import every_request, note_of, touched_choices
from app.workspaces.queries.listed import with_origin
from app.workspaces.routes.frame import framed, tab

bp = Blueprint("workspace_coherence", __name__)

tab("coherence", _l("Coherence"), "workspace_coherence.coherence", 60, lambda workspace: workspace.parent_id is None)


@bp.get("/workspaces/<int:id>/coherence")
def coherence(id):
    """The last assessment, or the earlier one that is asked for, beside another where two are compared."""
    return coherence_page(id)


@bp.post("/workspaces/<int:id>/coherence")
def ask(id):
    """Who leads asks the plan office."""
    form = CoherenceForm.sent(lambda form: coherence_page(id, form))
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_ask_coherence, workspace)
    speaks = voice(workspace.place, SPEAKERS, seat_roles=("lead",))
    made = AssessedWorkspace.ask(workspace, *said(form), by=me(), touches=touched(form), voice=speaks)
    commit()
    return done(page_of(id), {"id": made.id}, note=_l("Asked: the plan office has a mail. You can ask others too."))


@bp.get("/coherence/<int:id>/renewal")
def renewing(id):
    return renewing_page(id)


@bp.post("/coherence/<int:id>/renewal")
def renew(id):
    """The assessment is asked for anew, on the plan and the work as they are now: by who leads, or by the plan office."""
    form = CoherenceForm.sent(lambda form: renewing_page(id, form))
    workspace = workspace_assessed(find(seen_coherence, id)) or abort(404)
    writing(workspace.stream)
    earlier = find(seen_coherence, id)
    require(can_steer_coherence, earlier)
    speaks = voice(workspace.place, SPEAKERS, seat_roles=("lead",)) if workspace.at_work and leads_of(workspace) else None
    made = AssessedWorkspace.ask(workspace, *said(form), by=me(), touches=touched(form), voice=speaks)
    commit()
    return done(url_for("coherence.assessment", id=made.id), {"id": made.id}, note=_l("A new assessment is asked for."))


def leads_of(workspace):
    return voices_in(workspace.place, roles=SPEAKERS, seat_roles=("lead",))


def renewing_page(id, form=None):
    earlier = find(seen_coherence, id)
    require(can_steer_coherence, earlier)
    workspace = workspace_assessed(earlier) or abort(404)
    form = with_touches(form or CoherenceForm(formdata=None), workspace, edition_in_force(moment()))
    return answer(
        "workspaces/renewing.html", {"renews": id, "title": earlier.title}, assessed=earlier, form=form, leads=leads_of(workspace)
    )


def with_touches(form, workspace, edition):
    objectives = touched_choices(workspace, edition, moment())
    form.touches.choices = [(each.id, titled(each)) for each in objectives]
    return form


def said(form):
    return form.question.data or "", form.due_on.data


def touched(form):
    """The objectives named as touched, among those of the edition in force."""
    edition = edition_in_force(moment())
    ids = [id for id in form.touches.data or () if id]
    if edition is None or not ids:
        return []
    return db.session.scalars(visible(seen_objectives, Objective.id.in_(ids), Objective.edition_id == edition.id)).all()


def page_of(id):
    return url_for("workspace_coherence.coherence", id=id)


def coherence_page(id, form=None):
    workspace = find(seen_workspaces, id, *with_origin())
    note, every = note_of(workspace), every_request(workspace)
    shown = one_of(workspace, "request") or note.request
    against = one_of(workspace, "against") if shown else None
    asks = can_ask_coherence(me(), workspace) and (note.request is None or not note.request.open)
    if asks:
        form = with_touches(form or CoherenceForm(formdata=None), workspace, note.edition)
    context = {"note": note, "every": every, "assessed": shown, "against": against, "now": moment()}
    context["lines"] = lines_of(shown, against) if shown else []
    context["leads"] = leads_of(workspace)
    context["steers"] = bool(shown) and can_steer_coherence(me(), shown)
    told = coherence_json(note, every)
    return answer("workspaces/coherence.html", told, form=form if asks else None, **context, **framed(workspace, "coherence"))


def one_of(workspace, name):
    """The request of this workspace whose number the address gives, or None; 404 for one that is not of it."""
    number = as_number(request.args.get(name, "")) if request.method == "GET" else None
    if not number:
        return None
    query = requests_of(workspace).where(CoherenceRequest.id == number).options(*whole_request())
    return db.session.scalar(query) or abort(404)


def coherence_json(note, every):
    """The assessments by their numbers: each is told whole at its own address."""
    last = note.request
    return {
        "assessment": last and {"id": last.id, "address": f"/coherence/{last.id}", "state": last.state},
        "opinions": {"asked": note.asked, "given": note.given},
        "outdated": note.outdated,
        "warns": note.warns,
        "objectives": [
            {"id": id, "sign": line.shown.sign, "given": bool(line.stands)} for id, line in note.lines.items() if line.shown
        ],
        "every": [{"id": each.id, "address": f"/coherence/{each.id}", "state": each.state} for each in every],
    }
