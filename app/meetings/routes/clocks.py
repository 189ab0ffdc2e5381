"""The secretariat's clock of a meeting, and the days that a table gives to each step."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.meetings.forms.calling import TimetableForm
from app.meetings.models import Timetable
from app.meetings.models.timetable import DEFAULTS
from app.meetings.queries.clock import WHOLE, clock_of
from app.permissions import can_convene, can_rewrite_table, find, me, require, seen_meetings, seen_tables, voices_in
from app.permissions.membership import KEEPERS

bp = Blueprint("clocks", __name__)


@bp.get("/meetings/<int:id>/clock")
def clock(id):
    meeting = find(seen_meetings, id, *WHOLE)
    require(can_convene, meeting)
    shown = clock_of(meeting)
    return answer("meetings/clock.html", shown.as_json(), meeting=meeting, clock=shown)


@bp.get("/tables/<int:id>/timetable")
def timetable(id):
    return timetable_page(id)


def timetable_page(id, form=None):
    table = find(seen_tables, id)
    require(can_rewrite_table, table)
    rules = Timetable.of(id)
    facts = {name: getattr(rules, name) for name in DEFAULTS}
    typed = facts | {"reminder_days": ", ".join(str(each) for each in rules.reminder_days)}
    form = form or TimetableForm(formdata=None, data=typed)
    return answer("meetings/timetable.html", facts | {"reminder_days": list(rules.reminder_days)}, table=table, form=form)


@bp.post("/tables/<int:id>/timetable")
def set_timetable(id):
    """How many days each step around a sitting has."""
    form = TimetableForm.sent(lambda form: timetable_page(id, form))
    writing()
    table = find(seen_tables, id)
    require(can_rewrite_table, table)
    mine = voices_in(table.place, roles=KEEPERS)
    Timetable.set_for(table, **form.facts(), voice=mine[0] if mine else None, by=me())
    commit()
    note = _l("Deadlines are counted in this way from now on.")
    return done(url_for("tables.table", id=id), {"id": id}, status=200, note=note)
