"""The doors by which a thread is brought to a table."""

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, db, writing
from app.doors import answer, done
from app.forms import listed
from app.membership.models import Table
from app.permissions import can_bring, chosen, find, moment, require, seen_tables, seen_workspaces, visible, voice
from app.permissions.workspaces import PARTNERS
from app.words import titled
from app.workspaces.forms import BringForm
from app.workspaces.models import bring, tables_of
from app.workspaces.routes.workspaces import thread_of

bp = Blueprint("bridge", __name__)


@bp.get("/workspaces/<int:id>/threads/<int:thread_id>/proposals")
def bringing(id, thread_id):
    return bringing_page(id, thread_id)


def bringing_page(id, thread_id, form=None):
    workspace = find(seen_workspaces, id)
    thread = thread_of(workspace, thread_id)
    require(can_bring, workspace)
    form = form or BringForm(formdata=None, data={"title": thread.title})
    tables = tables_here(workspace)
    form.table.choices = listed(_("Choose…"), [(each.id, titled(each)) for each in tables])
    shown = {"thread": thread.id, "tables": [{"id": each.id, "name": titled(each)} for each in tables]}
    return answer("workspaces/bringing.html", shown, workspace=workspace, thread=thread, form=form)


@bp.post("/workspaces/<int:id>/threads/<int:thread_id>/proposals")
def bring_to_table(id, thread_id):
    """Propose it to a table at which one of the bodies that work here sits."""
    form = BringForm.sent(lambda form: bringing_page(id, thread_id, form))
    writing(f"workspace/{id}")
    workspace = find(seen_workspaces, id)
    thread = thread_of(workspace, thread_id)
    require(can_bring, workspace)
    table = chosen(seen_tables, form.table)
    said = voice(workspace.place, seat_roles=PARTNERS)
    made = bring(thread, table, form.title.data, form.note.data, form.kind.data, said)
    commit()
    address = url_for("threads.thread", id=id, thread_id=thread_id, _anchor="talk")
    return done(address, {"id": made.id}, note=_l("Proposed: what comes of it is told here."))


def tables_here(workspace):
    """The tables I see at which a body that works here sits."""
    sits = tables_of(workspace, moment()).with_only_columns(Table.id)
    return db.session.scalars(visible(seen_tables, Table.id.in_(sits)).order_by(Table.name)).all()
