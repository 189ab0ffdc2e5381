"""An idea of joint work: opened by who speaks at a table, before any decision; it goes before the table for its mandate."""

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.forms import listed
from app.permissions import (
    can_imagine,
    can_submit,
    chosen,
    find,
    me,
    proven,
    render_for_me,
    require,
    seen_decisions,
    seen_objectives,
    seen_tables,
    seen_workspaces,
    voice,
)
from app.permissions.membership import SPEAKERS
from app.workspaces.geometry_forms import IdeaForm, MandateForm, SubmissionForm
from app.workspaces.models import Thread, Workspace, give_mandate, submit
from app.workspaces.queries.mandating import speaking_tables
from app.workspaces.routes.choosing import objectives
from app.workspaces.routes.workspaces import first_title, workspace_page

bp = Blueprint("ideas", __name__)


@bp.get("/workspaces/new")
def new_idea():
    return idea_page(IdeaForm(formdata=None))


@bp.post("/workspaces")
def open_idea():
    """Who opens it leads it for the body she speaks for at that table."""
    form = IdeaForm.sent(idea_page)
    rendered = render_for_me(form.purpose.data)
    writing()
    require(can_imagine, None)
    table = chosen(seen_tables, form.table)
    require(can_imagine, table)
    objective = chosen(seen_objectives, form.objective)
    speaks = voice(table.place, SPEAKERS, seat_roles=("member",))
    words = (form.name.data, form.purpose.data, rendered)
    workspace = Workspace.imagine(table, form.kind.data, *words, objective, form.why.data or "", speaks)
    Thread.begin(workspace, first_title(), workspace.place.seats[0].mandates[0])
    commit()
    note = _l("The idea is open. Welcome who should discuss it, then send it before the table.")
    return done(url_for("workspaces.workspace", id=workspace.id), {"id": workspace.id}, note=note)


@bp.post("/workspaces/<int:id>/submissions")
def send(id):
    """The idea goes before a table, as a proposal to decide on."""
    form = SubmissionForm.sent(lambda form: workspace_page(id, submission_form=form))
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_submit, workspace)
    table = chosen(seen_tables, form.table)
    sent = submit(workspace, table, form.title.data, form.note.data, voice(workspace.place, SPEAKERS, seat_roles=("lead",)))
    commit()
    shown = {"id": sent.id, "proposal": sent.proposal_id}
    return done(life_of(workspace), shown, note=_l("It waits for the table. You read here what it decides."))


@bp.post("/workspaces/<int:id>/mandate")
def receive(id):
    """The decision that gives the mandate, named by hand: it was taken without a proposal of this idea."""
    form = MandateForm.sent(lambda form: workspace_page(id, mandate_form=form))
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_submit, workspace)
    proven()
    decision = chosen(seen_decisions, form.decision)
    give_mandate(workspace, decision, voice(workspace.place, SPEAKERS, seat_roles=("lead",)))
    commit()
    return done(life_of(workspace), {"id": id}, 200, _l("The work has its mandate."))


def idea_page(form):
    require(can_imagine, None)
    tables = speaking_tables(me())
    form.table.choices = listed(_("Choose…"), tables)
    if len(tables) == 1 and form.table.data is None:
        form.table.data = tables[0][0]
    form.objective.choices = {"": [("", _("None yet"))], **objectives()}
    return answer("workspaces/new_idea.html", {"tables": [{"id": id, "name": name} for id, name in tables]}, form=form)


def life_of(workspace):
    return url_for("workspaces.workspace", id=workspace.id, _anchor="life")
