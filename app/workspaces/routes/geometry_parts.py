"""The forms of the life and the shape of a workspace, on its page: each only for who may send it."""

from flask_babel import gettext as _

from app.database import db
from app.forms import listed
from app.membership.models import Zone
from app.permissions import can_name_zone, can_resume_work, can_stop_work, can_submit, me, seen_zones, visible
from app.workspaces.geometry_forms import MandateForm, NameZoneForm, RoleForm, StopForm, SubmissionForm
from app.workspaces.queries.mandating import own_decisions, own_tables


def geometry_forms(page, given):
    """What the page shows beside `given`, the forms to show again with what was typed."""
    workspace, person = page.workspace, me()
    forms = {"submission_form": None, "mandate_form": None, "stop_form": None, "zone_form": None}
    if can_submit(person, workspace):
        forms |= {"submission_form": submission_form(page, given), "mandate_form": mandate_form(workspace, given)}
    if can_stop_work(person, workspace):
        forms["stop_form"] = given.get("stop_form") or StopForm(formdata=None)
    if can_name_zone(person, workspace):
        forms["zone_form"] = zone_form(page, given)
    blank = {"blank_role": RoleForm(formdata=None), "role_form": given.get("role_form"), "recast": given.get("recast")}
    return forms | blank | {"resumes": can_resume_work(person, workspace)}


def submission_form(page, given):
    """None while a table has the idea before it."""
    workspace = page.workspace
    if workspace.state(page.at) != "idea":
        return None
    blank = {"table": workspace.table_id, "title": workspace.name, "note": workspace.purpose[:5000]}
    form = given.get("submission_form") or SubmissionForm(formdata=None, data=blank)
    form.table.choices = listed(_("Choose…"), own_tables(workspace))
    return form


def mandate_form(workspace, given):
    form = given.get("mandate_form") or MandateForm(formdata=None)
    form.decision.choices = listed(_("Choose…"), own_decisions(workspace))
    return form


def zone_form(page, given):
    """The zones that are not named yet."""
    form = given.get("zone_form") or NameZoneForm(formdata=None)
    named = {each.zone.id for each in page.zones if each.named}
    zones = db.session.scalars(visible(seen_zones, Zone.id.not_in(named)).order_by(Zone.name))
    form.zone.choices = listed(_("Choose…"), [(each.id, each.name) for each in zones])
    return form
