"""The backlog of a table: items that wait for a later meeting."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import Form, listed
from app.meetings.forms.points import TargetForm, WaitingForm
from app.meetings.models import AgendaItem
from app.meetings.queries.agenda import backlog_of, fill, line_of, series_choices, to_come
from app.meetings.queries.meetings import address_of_item
from app.permissions import (
    can_keep_backlog,
    can_write_agenda,
    chosen,
    find,
    require,
    seen_mandates,
    seen_meetings,
    seen_series,
    seen_tables,
    seen_waiting,
    voice,
    words_of,
)
from app.permissions.membership import KEEPERS

bp = Blueprint("backlog", __name__)


@bp.get("/tables/<int:id>/backlog")
def backlog(id):
    return backlog_page(id)


def backlog_page(id, form=None, refused=None):
    table = find(seen_tables, id)
    require(can_keep_backlog, table)
    rows = backlog_of(table)
    form = filled(form or WaitingForm(formdata=None), table).at("new")
    context = {"table": table, "backlog": rows, "form": form, "refused": refused, "targets": to_come(table)}
    return answer("meetings/backlog.html", rows.as_json(), **context)


def filled(form, table):
    form.series.choices = listed(_l("Any meeting of this table"), series_choices(table))
    return fill(form, table)


@bp.post("/tables/<int:id>/backlog")
def add_waiting(id):
    """One more item for a later meeting."""
    form = WaitingForm.sent(lambda form: backlog_page(id, form))
    writing()
    table = find(seen_tables, id)
    require(can_keep_backlog, table)
    item = AgendaItem.wait(table, form.title.data, form.note.data or "", voice(table.place, KEEPERS), **written(form))
    commit()
    return done(url_for("backlog.backlog", id=id), {"id": item.id}, note=_l("It waits in the backlog now."))


@bp.get("/backlog/<int:id>")
def waiting(id):
    return waiting_page(id)


def waiting_page(id, form=None):
    item = find(seen_waiting, id)
    words = words_of(item)
    form = form or WaitingForm(formdata=None, obj=item, data={"title": words.title, "note": words.note})
    if not form.is_submitted():
        form.title.data, form.note.data = words.title, words.note
        form.rapporteur.data, form.series.data = item.rapporteur_id, item.series_id
    shown = {"id": item.id, "title": words.title, "note": words.note}
    return answer("meetings/waiting.html", shown, item=item, table=item.table, form=filled(form, item.table))


@bp.post("/backlog/<int:id>")
def rewrite_waiting(id):
    """Other words for an item that waits."""
    form = WaitingForm.sent(lambda form: waiting_page(id, form))
    writing()
    item = find(seen_waiting, id)
    require(can_keep_backlog, item.table)
    said = voice(item.table.place, KEEPERS)
    item.rewrite(form.title.data, form.note.data or "", said, **written(form))
    commit()
    return done(url_for("backlog.backlog", id=item.table_id), {"id": id}, 200, _l("Saved."))


@bp.post("/backlog/<int:id>/placing")
def place(id):
    """From the backlog onto the agenda of a meeting."""
    form = TargetForm.sent(lambda form: backlog_page(find(seen_waiting, id).table_id, refused=form))
    writing()
    item = find(seen_waiting, id)
    table = item.table
    require(can_keep_backlog, table)
    meeting = chosen(seen_meetings, form.meeting) or next_of(table)
    require(can_write_agenda, meeting)
    item.place_on(meeting, voice(table.place, KEEPERS))
    commit()
    note = _l("It is on the agenda of %(meeting)s.", meeting=line_of(meeting))
    return done(address_of_item(item), {"id": id, "meeting": meeting.id, "position": item.position}, 200, note)


@bp.post("/backlog/<int:id>/withdrawal")
def discard(id):
    """Take an item that waits away for good."""
    Form.sent(lambda form: backlog_page(find(seen_waiting, id).table_id, refused=form))
    writing()
    item = find(seen_waiting, id)
    table = item.table
    require(can_keep_backlog, table)
    item.discard(voice(table.place, KEEPERS))
    commit()
    return done(url_for("backlog.backlog", id=table.id), {"id": id}, 200)


def next_of(table):
    """The next meeting of a table; 409 where none is planned."""
    coming = to_come(table)
    if not coming:
        raise RuleBroken(_l("No meeting of this table is planned: plan one first."))
    return coming[0]


def written(form):
    """Series and layout as the models take them; 422 where a choice names nothing that I see."""
    return {"series": chosen(seen_series, form.series), **form.layout(chosen(seen_mandates, form.rapporteur))}
