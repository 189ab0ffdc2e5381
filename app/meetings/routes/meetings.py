"""Meetings: planned at a table, convened, opened, attended, closed."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import CHOOSE, Form
from app.meetings.forms import EXCUSED, AttendanceForm, MeetingForm
from app.meetings.models import Meeting
from app.meetings.models.attendance import one_voice
from app.meetings.queries.meetings import listed_meetings, meeting_line
from app.meetings.routes.pages import meeting_page
from app.paging import paged
from app.permissions import (
    can_close,
    can_convene,
    can_mark,
    can_open,
    can_plan_meeting,
    find,
    only_seen,
    require,
    seen_mandates,
    seen_meetings,
    seen_seats,
    seen_tables,
    voice,
)
from app.permissions.membership import KEEPERS

bp = Blueprint("meetings", __name__)


@bp.get("/meetings")
def meetings():
    sheet = paged(listed_meetings())
    return answer("meetings/meetings.html", sheet.as_json(meeting_line), sheet=sheet)


@bp.get("/tables/<int:id>/meetings/new")
def new_meeting(id):
    return planning_page(id, MeetingForm())


def planning_page(id, form):
    table = find(seen_tables, id)
    require(can_plan_meeting, table)
    return answer("meetings/new_meeting.html", {"table": table.id}, table=table, form=form)


@bp.post("/tables/<int:id>/meetings")
def plan_meeting(id):
    """A meeting to come; who keeps the table sees it from now on, the delegates once it is convened."""
    form = MeetingForm.sent(lambda form: planning_page(id, form))
    writing()
    table = find(seen_tables, id)
    require(can_plan_meeting, table)
    said = voice(table.place, KEEPERS)
    meeting = Meeting.plan(table, form.title.data, form.starts_at(), form.location.data or "", said)
    meeting.planned_minutes = form.planned_minutes.data
    commit()
    return done(address_of(meeting), {"id": meeting.id, "address": address_of(meeting)})


@bp.get("/meetings/<int:id>")
def meeting(id):
    return meeting_page(id)


@bp.post("/meetings/<int:id>/convocation")
def convene(id):
    """Call the delegates."""
    Form.sent(lambda form: meeting_page(id, refused=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_convene, meeting)
    meeting.convene(voice(meeting.table.place, KEEPERS))
    commit()
    return moved_on(meeting, _l("Convened: the delegates see the meeting and its agenda now."))


@bp.post("/meetings/<int:id>/opening")
def open_sitting(id):
    """Begin the sitting."""
    Form.sent(lambda form: meeting_page(id, refused=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_open, meeting)
    meeting.open(voice(meeting.table.place, KEEPERS))
    commit()
    return moved_on(meeting, _l("The sitting is open: mark who is there and record what comes of each item."))


@bp.post("/meetings/<int:id>/attendance")
def mark(id):
    """Who sits where: `seat` and `mandate` (empty is absent), once or many times in the same order."""
    form = AttendanceForm.sent(lambda form: meeting_page(id, refused=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_mark, meeting)
    said = voice(meeting.table.place, KEEPERS)
    excused = {seat for seat, mandate in form.pairs() if mandate == EXCUSED}
    marked = one_voice(found(seat, mandate if mandate != EXCUSED else None) for seat, mandate in form.pairs())
    rows = meeting.call_roll(marked, said, excused=[seat for seat, _mandate in marked if seat.id in excused])
    commit()
    return done(address_of(meeting) + "#attendance", {"ids": [row.id for row in rows], "id": rows[-1].id if rows else None}, 200)


def found(seat_id, mandate_id):
    """The seat and the mandate that were named; 422 for what is not among those I see."""
    seat, mandate = only_seen(seen_seats, seat_id), mandate_id and only_seen(seen_mandates, mandate_id)
    if seat is None or (mandate_id and mandate is None):
        raise RuleBroken(CHOOSE, field="seat", status=422)
    return seat, mandate


@bp.post("/meetings/<int:id>/closure")
def close(id):
    """End the sitting; 409 with the list of what is missing while there is any."""
    Form.sent(lambda form: meeting_page(id, refused=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_close, meeting)
    meeting.close(voice(meeting.table.place, KEEPERS))
    commit()
    return moved_on(meeting, _l("The sitting is closed and its outputs have their numbers. Next: the minutes."))


def moved_on(meeting, note):
    return done(address_of(meeting), {"id": meeting.id, "state": meeting.state}, status=200, note=note)


def address_of(meeting):
    return url_for("meetings.meeting", id=meeting.id)
