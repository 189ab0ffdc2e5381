"""Doors of the roll call beside the marking of seats: a row at once, guests, and who says herself that she is there."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import done
from app.forms import Form
from app.meetings.forms import RowForm, VisitForm
from app.meetings.models import Arrival
from app.meetings.queries.places import seats_at
from app.meetings.routes.pages import meeting_page
from app.permissions import can_mark, can_say_here, chosen, find, require, seen_arrivals, seen_guests, seen_meetings, voice
from app.permissions.floor import RAISERS
from app.permissions.membership import KEEPERS

bp = Blueprint("attendance", __name__)


@bp.post("/meetings/<int:id>/attendance/rows")
def mark_row(id):
    """Everybody of one side, or of the whole table, who was not marked yet is there."""
    form = RowForm.sent(lambda form: meeting_page(id, refused=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_mark, meeting)
    row = [seat for seat in seats_at(meeting) if not form.side.data or form.side.data == seat.side]
    marked = meeting.call_row(row, voice(meeting.table.place, KEEPERS))
    commit()
    return done(page_of(meeting), {"ids": [each.id for each in marked]}, status=200)


@bp.post("/meetings/<int:id>/visits")
def receive(id):
    """A guest of one of its items enters the room, or leaves it."""
    form = VisitForm.sent(lambda form: meeting_page(id, refused=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_mark, meeting)
    guest = chosen(seen_guests, form.guest)
    meeting.receive(guest.mandate, form.way.data == "in", voice(meeting.table.place, KEEPERS))
    commit()
    return done(page_of(meeting), {"id": guest.id}, status=200)


@bp.post("/meetings/<int:id>/arrivals")
def say_here(id):
    """“I am here”; the secretariat confirms it."""
    Form.sent(lambda form: meeting_page(id, refused=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_say_here, meeting)
    arrival = Arrival.say(meeting, voice(meeting.table.place, RAISERS))
    commit()
    return done(page_of(meeting), {"id": arrival.id}, note=_l("Said: the secretariat confirms it."))


@bp.post("/arrivals/<int:id>/confirmation")
def confirm(id):
    Form.sent()
    writing()
    arrival = find(seen_arrivals, id)
    require(can_mark, arrival.meeting)
    row = arrival.confirm(voice(arrival.meeting.table.place, KEEPERS))
    commit()
    return done(page_of(arrival.meeting), {"id": row.id}, status=200)


def page_of(meeting):
    return url_for("meetings.meeting", id=meeting.id, _anchor="attendance")
