"""The work stops and starts again: each stop with its reason, each on record."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import done
from app.forms import Form
from app.permissions import can_resume_work, can_stop_work, find, require, seen_workspaces, voice
from app.permissions.membership import SPEAKERS
from app.workspaces.geometry_forms import StopForm
from app.workspaces.routes.ideas import life_of
from app.workspaces.routes.workspaces import workspace_page

bp = Blueprint("life", __name__)


@bp.post("/workspaces/<int:id>/suspension")
def suspend(id):
    form = StopForm.sent(lambda form: workspace_page(id, stop_form=form))
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_stop_work, workspace)
    stop = workspace.suspend(form.reason.data, form.end(), voice(workspace.place, SPEAKERS, seat_roles=("lead",)))
    commit()
    return done(life_of(workspace), {"id": stop.id}, note=_l("The work is suspended. All that was said stays to be read."))


@bp.post("/workspaces/<int:id>/resumption")
def resume(id):
    Form.sent(lambda _form: workspace_page(id))
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_resume_work, workspace)
    stop = workspace.resume(voice(workspace.place, SPEAKERS, seat_roles=("lead",)))
    commit()
    return done(life_of(workspace), {"id": stop.id}, 200, _l("The work goes on."))
