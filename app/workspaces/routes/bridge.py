"""The doors by which a thread is brought to a table."""

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, db, writing
from app.doors import answer, as_number, done
from app.forms import listed
from app.meetings.models.proposal import LONGEST_NOTE
from app.membership.models import Table
from app.permissions import (
    can_bring,
    chosen,
    find,
    moment,
    require,
    seen_objectives,
    seen_organisations,
    seen_tables,
    seen_workspaces,
    visible,
    voice,
)
from app.permissions.workspaces import PARTNERS
from app.words import titled
from app.workspaces.models import Workspace, bring, tables_of
from app.workspaces.routes.choosing import objectives, organisations
from app.workspaces.routes.task_parts import first_line, message_here, number
from app.workspaces.routes.workspaces import thread_of
from app.workspaces.task_forms import BringMessageForm, DraftForm

bp = Blueprint("bridge", __name__)


@bp.get("/workspaces/<int:id>/threads/<int:thread_id>/proposals")
def bringing(id, thread_id):
    return bringing_page(id, thread_id)


def bringing_page(id, thread_id, form=None):
    """The form by which a thread goes before a table; from a message it begins with the words of that."""
    workspace, thread, message = talk_here(id, thread_id, form)
    if form is None:
        title, note = begun_with(thread, message)
        data = {"title": title, "note": note[:LONGEST_NOTE], "message": message and message.id}
        form = BringMessageForm(formdata=None, data=data)
    tables = offer_tables(form)
    shown = {"thread": thread.id, "message": message and message.id, "tables": tables}
    return answer("workspaces/bringing.html", shown, workspace=workspace, thread=thread, message=message, form=form)


@bp.post("/workspaces/<int:id>/threads/<int:thread_id>/proposals")
def bring_to_table(id, thread_id):
    """Propose it to a table at which one of the bodies that work here sits."""
    form = BringMessageForm.sent(lambda form: bringing_page(id, thread_id, form))
    writing(f"workspace/{id}")
    _workspace, thread, message = talk_here(id, thread_id, form)
    return brought(thread, form, form.note.data, form.kind.data, message)


@bp.get("/workspaces/<int:id>/threads/<int:thread_id>/drafts")
def drafting(id, thread_id):
    return drafting_page(id, thread_id)


def drafting_page(id, thread_id, form=None):
    """The form of a draft decision: what the table would decide, who would answer for it, by when, with which means."""
    workspace, thread, message = talk_here(id, thread_id, form)
    if form is None:
        title, words = begun_with(thread, message)
        form = DraftForm(formdata=None, data={"title": title, "text": words, "message": message and message.id})
    tables = offer_tables(form)
    form.organisation.choices, form.objective.choices = organisations(), objectives()
    shown = {"thread": thread.id, "message": message and message.id, "tables": tables}
    return answer("workspaces/drafting.html", shown, workspace=workspace, thread=thread, message=message, form=form)


@bp.post("/workspaces/<int:id>/threads/<int:thread_id>/drafts")
def lay_draft(id, thread_id):
    """A proposal to decide with a draft beside it; it decides nothing before the table does."""
    form = DraftForm.sent(lambda form: drafting_page(id, thread_id, form))
    writing(f"workspace/{id}")
    _workspace, thread, message = talk_here(id, thread_id, form)
    draft = {name: form[name].data for name in ("text", "due_on", "no_resources")}
    draft |= {"resources": form.resources.data or "", "organisation": chosen(seen_organisations, form.organisation)}
    draft |= {"objective": chosen(seen_objectives, form.objective)}
    return brought(thread, form, form.note.data or form.text.data[:LONGEST_NOTE], "decision", message, draft)


def brought(thread, form, note, kind, message, draft=None):
    table = chosen(seen_tables, form.table)
    said = voice(thread.workspace.place, seat_roles=PARTNERS)
    made = bring(thread, table, form.title.data, note, kind, said, message, draft)
    commit()
    address = url_for("threads.thread", id=thread.workspace_id, thread_id=thread.id, _anchor="talk")
    return done(address, {"id": made.id}, note=_l("Proposed: what comes of it is told here."))


def talk_here(id, thread_id, form):
    """(workspace, thread, the message that is named or None), for who may bring it to a table."""
    workspace = find(seen_workspaces, id)
    thread = thread_of(workspace, thread_id)
    require(can_bring, workspace)
    named = as_number(request.args.get("message", "")) if form is None else number(form.message)
    message = message_here(workspace, named) if named else None
    return (workspace, thread, message) if not named or message and message.thread_id == thread.id else abort(404)


def begun_with(thread, message):
    """(title, words): the thread's, or the first line of the message and the message as a quotation."""
    if message is None:
        return thread.title, ""
    return first_line(message.body) or thread.title, f"«{message.body}»\n\n{message.mandate.person.name}"


def offer_tables(form):
    tables = tables_here(db.session.get(Workspace, request.view_args["id"]))
    form.table.choices = listed(_("Choose…"), [(each.id, titled(each)) for each in tables])
    return [{"id": each.id, "name": titled(each)} for each in tables]


def tables_here(workspace):
    """The tables I see at which a body that works here sits."""
    sits = tables_of(workspace, moment()).with_only_columns(Table.id)
    return db.session.scalars(visible(seen_tables, Table.id.in_(sits)).order_by(Table.name)).all()
