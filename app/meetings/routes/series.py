"""Series of meetings: begun at a table, revised for all to come, their template, their end."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.database import commit, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import CHOOSE, Form
from app.meetings.forms.points import ItemForm
from app.meetings.forms.series import EndSeriesForm, SeriesForm
from app.meetings.models import MeetingSeries
from app.meetings.queries.agenda import fill
from app.meetings.queries.series import SERIES_WHOLE, coming_of, series_json, series_line, series_of, told_rhythm
from app.meetings.routes.pages import meeting_page
from app.permissions import (
    can_keep_series,
    can_plan_meeting,
    can_write_agenda,
    chosen,
    find,
    only_seen,
    require,
    seen_mandates,
    seen_meetings,
    seen_series,
    seen_tables,
    voice,
)
from app.permissions.membership import KEEPERS

bp = Blueprint("series", __name__)


@bp.get("/tables/<int:id>/series")
def all_series(id):
    """The series of a table, and the form of a new one."""
    return table_page(id)


def table_page(id, form=None):
    table = find(seen_tables, id)
    require(can_plan_meeting, table)
    rows = series_of(table)
    form = form or SeriesForm(formdata=None)
    return answer(
        "meetings/all_series.html",
        [series_line(each) for each in rows],
        table=table,
        rows=rows,
        form=form,
        told_rhythm=told_rhythm,
    )


@bp.post("/tables/<int:id>/series")
def begin_series(id):
    """A new series; its first meetings stand in the calendar of who keeps the table."""
    form = SeriesForm.sent(lambda form: table_page(id, form))
    writing()
    table = find(seen_tables, id)
    require(can_plan_meeting, table)
    series = MeetingSeries.begin(table, voice(table.place, KEEPERS), **form.facts())
    commit()
    shown = {"id": series.id, "address": address_of(series), "meetings": [each.id for each in series.meetings]}
    return done(address_of(series), shown, note=_l("The series runs: write the template of its agenda next."))


@bp.get("/series/<int:id>")
def series(id):
    return series_page(id)


def series_page(id, form=None, end_form=None, new_item=None, refused=None):
    series = find(seen_series, id, *SERIES_WHOLE)
    coming = coming_of(series)
    context = {"series": series, "coming": coming, "refused": refused, "told_rhythm": told_rhythm}
    context["form"] = (form or SeriesForm(formdata=None, obj=series)).at("series")
    context["end_form"] = (end_form or EndSeriesForm(formdata=None)).at("end")
    context["new_item"] = fill(new_item or ItemForm(formdata=None), series.table).at("new")
    return answer("meetings/series.html", series_json(series, coming), **context)


@bp.post("/series/<int:id>")
def revise_series(id):
    """Another rhythm, time, place, length or title for all meetings to come that were not convened."""
    form = SeriesForm.sent(lambda form: series_page(id, form=form))
    writing()
    series = find(seen_series, id)
    require(can_keep_series, series)
    series.revise(voice(series.table.place, KEEPERS), **form.facts())
    commit()
    return done(address_of(series), {"id": id}, 200, _l("Saved for all meetings to come that were not convened yet."))


@bp.post("/series/<int:id>/end")
def end_series(id):
    """No more meetings after a day; the ones that somebody worked on stay."""
    form = EndSeriesForm.sent(lambda form: series_page(id, end_form=form))
    writing()
    series = find(seen_series, id)
    require(can_keep_series, series)
    staying = series.end(voice(series.table.place, KEEPERS), form.last_on.data)
    commit()
    return done(address_of(series), {"id": id, "staying": [each.id for each in staying]}, 200, told_end(staying))


def told_end(staying):
    if not staying:
        return _l("The series ends. What was planned after it and nobody had touched is gone.")
    return ngettext(
        "The series ends. One meeting stays, because somebody worked on it: call it off by itself.",
        "The series ends. %(num)s meetings stay, because somebody worked on them: call them off by themselves.",
        len(staying),
    )


@bp.post("/series/<int:id>/items")
def add_point(id):
    """One more point of the template."""
    form = ItemForm.sent(lambda form: series_page(id, new_item=form))
    writing()
    series = find(seen_series, id)
    require(can_keep_series, series)
    said, layout = voice(series.table.place, KEEPERS), form.layout(chosen(seen_mandates, form.rapporteur))
    point = series.add_point(form.title.data, form.note.data or "", said, **layout)
    commit()
    return done(address_of(series), {"id": point.id})


@bp.post("/series/<int:id>/items/<int:point>/withdrawal")
def remove_point(id, point):
    """Take a point off the template."""
    Form.sent(lambda form: series_page(id, refused=form))
    writing()
    series = find(seen_series, id)
    require(can_keep_series, series)
    named = next((each for each in series.items if each.id == point), None)
    if named is None:
        raise RuleBroken(CHOOSE, status=422)
    series.remove_point(named, voice(series.table.place, KEEPERS))
    commit()
    return done(address_of(series), {"id": point}, 200)


@bp.post("/meetings/<int:id>/template")
def learn(id):
    """Take the agenda of this meeting as the template of its series."""
    Form.sent(lambda form: meeting_page(id, refused=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_write_agenda, meeting)
    series = only_seen(seen_series, meeting.series_id)
    if series is None:
        raise RuleBroken(_l("This meeting belongs to no series."))
    series.learn(meeting, voice(meeting.table.place, KEEPERS))
    commit()
    return done(address_of(series), {"id": series.id}, 200, _l("The template is this agenda now."))


def address_of(series):
    return url_for("series.series", id=series.id)
