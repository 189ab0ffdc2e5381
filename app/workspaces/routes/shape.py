"""The shape of joint work: a body goes on in another role, and the lead says for which zones the work is."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import done
from app.forms import Form
from app.permissions import (
    can_manage,
    can_name_zone,
    chosen,
    find,
    proven,
    require,
    seen_named_zones,
    seen_seats,
    seen_workspaces,
    seen_zones,
    voice,
)
from app.permissions.membership import SPEAKERS
from app.workspaces.geometry_forms import NameZoneForm, RoleForm
from app.workspaces.models import NamedZone
from app.workspaces.routes.choosing import first_moment
from app.workspaces.routes.participations import page_of, workspace_of
from app.workspaces.routes.workspaces import workspace_page

bp = Blueprint("shape", __name__)


@bp.post("/participations/<int:id>/role")
def change_role(id):
    """Its participation ends and goes on in another role from the same moment, with the same people."""
    form = RoleForm.sent(lambda form: role_page(id, form))
    writing()
    seat = find(seen_seats, id)
    workspace = workspace_of(seat)
    require(can_manage, workspace)
    proven()
    speaks = voice(workspace.place, SPEAKERS, seat_roles=("lead",))
    again = workspace.recast(seat, form.role.data, first_moment(form.since.data), form.reason.data or "", speaks)
    commit()
    return done(page_of(workspace), {"id": again.id}, note=_l("The participation goes on in its new role."))


def role_page(id, form):
    """The workspace again, with what was typed beside the participation."""
    seat = find(seen_seats, id)
    return workspace_page(workspace_of(seat).id, role_form=form, recast=seat.id)


@bp.post("/workspaces/<int:id>/zones")
def name_zone(id):
    """A zone the work is for, beside those that its municipalities bring."""
    form = NameZoneForm.sent(lambda form: workspace_page(id, zone_form=form))
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_name_zone, workspace)
    named = NamedZone.name(workspace, chosen(seen_zones, form.zone), voice(workspace.place, SPEAKERS, seat_roles=("lead",)))
    commit()
    return done(zones_of(workspace), {"id": named.id})


@bp.post("/named-zones/<int:id>/end")
def unname_zone(id):
    Form.sent()
    writing()
    named = find(seen_named_zones, id)
    require(can_name_zone, named.workspace)
    named.end(voice(named.workspace.place, SPEAKERS, seat_roles=("lead",)))
    commit()
    return done(zones_of(named.workspace), {"id": id}, 200)


def zones_of(workspace):
    return url_for("workspaces.workspace", id=workspace.id, _anchor="zones")
