"""Guests of a workspace: people of bodies that do not take part, for a purpose and until a day."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, day_after, writing
from app.doors import done
from app.permissions import can_welcome_guest, chosen, find, proven, require, seen_organisations, seen_workspaces, voice
from app.permissions.membership import SPEAKERS
from app.permissions.workspaces import PARTNERS
from app.workspaces import queries
from app.workspaces.forms import GuestForm
from app.workspaces.routes.workspaces import workspace_page

bp = Blueprint("workspace_guests", __name__)


@bp.post("/workspaces/<int:id>/guests")
def welcome_guest(id):
    """A guest comes in; who lets her in answers for her."""
    form = GuestForm.sent(lambda form: workspace_page(id, guest_form=form))
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_welcome_guest, workspace)
    proven()
    organisation = chosen(seen_organisations, form.organisation)
    sponsor = voice(workspace.place, SPEAKERS, seat_roles=PARTNERS)
    stay = {"sponsor": sponsor, "purpose": form.purpose.data, "until": day_after(form.until.data)}
    guest = workspace.welcome_guest(form.email.data, organisation, **stay)
    commit()
    said = queries.happening_of("guest-welcomed", guest.id)
    return done(
        url_for("workspaces.workspace", id=id, _anchor="guests"),
        {"id": guest.id, "stream": said.stream, "seq": said.seq},
        note=_l("Your guest is in, and reads what is written from now on."),
    )
