"""Who takes part in a workspace: organisations join, from a day on, and leave; nobody is edited."""

from flask import Blueprint, abort, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.database import commit, day_after, db, utc_now, writing
from app.doors import done
from app.permissions import (
    can_end_seat,
    can_manage,
    chosen,
    find,
    me,
    proven,
    require,
    seen_organisations,
    seen_seats,
    seen_workspaces,
    voice,
    voices_in,
)
from app.permissions.membership import SPEAKERS
from app.workspaces import queries
from app.workspaces.forms import LeaveForm, ParticipationForm
from app.workspaces.models import Workspace
from app.workspaces.routes.choosing import first_moment
from app.workspaces.routes.workspaces import workspace_page

bp = Blueprint("participations", __name__)


@bp.post("/workspaces/<int:id>/participations")
def welcome(id):
    """An organisation joins, also one that sits at no table."""
    form = ParticipationForm.sent(lambda form: workspace_page(id, participation_form=form))
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    require(can_manage, workspace)
    proven()
    organisation = chosen(seen_organisations, form.organisation)
    span = {"since": first_moment(form.since.data), "until": form.until.data and day_after(form.until.data)}
    speaks = voice(workspace.place, SPEAKERS, seat_roles=("lead",))
    seat = workspace.welcome(organisation, form.role.data, voice=speaks, **span)
    commit()
    said = queries.happening_of("seat-given", seat.id)
    return done(
        page_of(workspace),
        {"id": seat.id, "stream": said.stream, "seq": said.seq},
        note=_l("It takes part. Next: name its people."),
    )


@bp.post("/participations/<int:id>/end")
def end_participation(id):
    """An organisation leaves: from that moment its people neither read nor write here, and hear nothing more."""
    form = LeaveForm.sent(lambda form: leave_page(id, form))
    writing()
    seat = find(seen_seats, id)
    workspace = workspace_of(seat)
    require(can_end_seat, seat)
    leads = voices_in(workspace.place, roles=SPEAKERS, seat_roles=("lead",))
    speaks = voice(workspace.place, SPEAKERS, seat_roles=("lead",)) if leads else None
    until = form.until.data and day_after(form.until.data)
    said = seat.end(until, reason=form.reason.data or "", voice=speaks, by=me())
    commit()
    return done(
        page_after(workspace),
        {"id": seat.id, "stream": said.stream_name, "seq": said.seq},
        200,
        _l("The participation has its end."),
    )


def workspace_of(seat):
    """The workspace that a participation belongs to; the seats of a table are no participations."""
    return db.session.scalar(select(Workspace).where(Workspace.place_id == seat.place_id)) or abort(404)


def page_of(workspace):
    return url_for("workspaces.workspace", id=workspace.id, _anchor="participations")


def page_after(workspace):
    """The workspace, or my list where I have just left it."""
    mine = seen_workspaces(me().id, utc_now()).where(Workspace.id == workspace.id)
    return page_of(workspace) if db.session.scalar(mine) else url_for("workspaces.workspaces")


def leave_page(id, form):
    """The workspace again, with what was typed beside the participation."""
    seat = find(seen_seats, id)
    return workspace_page(workspace_of(seat).id, leave_form=form, left=seat.id)
