"""How the work of a workspace serves the plan: said by its lead, in a sentence."""

from flask import Blueprint, url_for

from app.database import commit, writing
from app.doors import done
from app.forms import Form
from app.permissions import can_manage, chosen, find, require, seen_contributions, seen_objectives, seen_workspaces, voice
from app.permissions.membership import SPEAKERS
from app.workspaces.forms import ContributionForm
from app.workspaces.routes.workspaces import workspace_page

bp = Blueprint("contributions", __name__)


@bp.post("/workspaces/<int:id>/contributions")
def serve(id):
    form = ContributionForm.sent(lambda form: workspace_page(id, contribution_form=form))
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_manage, workspace)
    objective = chosen(seen_objectives, form.objective)
    contribution = workspace.serve(objective, form.why.data, voice(workspace.place, SPEAKERS, seat_roles=("lead",)))
    commit()
    return done(page_of(workspace), {"id": contribution.id})


@bp.post("/contributions/<int:id>/end")
def withdraw(id):
    """The work no longer serves this objective; that it did stays on record."""
    Form.sent()
    writing()
    contribution = find(seen_contributions, id)
    workspace = contribution.workspace
    require(can_manage, workspace)
    contribution.withdraw(voice(workspace.place, SPEAKERS, seat_roles=("lead",)))
    commit()
    return done(page_of(workspace), {"id": id}, status=200)


def page_of(workspace):
    return url_for("workspaces.workspace", id=workspace.id, _anchor="objectives")
