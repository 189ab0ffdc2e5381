"""Doors of the running record of a sitting: its lines are written, changed and deleted until the sitting is closed."""

from flask import Blueprint, url_for
from sqlalchemy.orm import joinedload

from app.database import commit, writing
from app.doors import answer, done
from app.errors import RuleBroken
from app.forms import CHOOSE, Form
from app.meetings.forms import NoteForm, RewordNoteForm
from app.meetings.models import Note
from app.meetings.queries.course import note_json, record_of
from app.meetings.routes.parts import part
from app.meetings.routes.room import room_page
from app.permissions import can_read_record, can_write_record, find, lines_read, me, require, seen_meetings, seen_notes, voice
from app.permissions.membership import KEEPERS

bp = Blueprint("notes", __name__)


@part("record", "meetings/_record.html", {"note-written", "note-reworded", "note-deleted"}, "now")
def record(followed):
    """For who keeps the table, and where the table shows it for everybody who follows the sitting."""
    if not can_read_record(me(), followed.meeting) or not followed.meeting.opened_at:
        return None
    form = followed.shown.get("note_form") or NoteForm(formdata=None, data={"item": at_hand(followed.meeting)})
    rewording = followed.shown.get("reword_note")
    lines = lines_read(record_of(followed.meeting))
    return {"lines": lines, "note_form": form.at("note"), "reword_note": rewording}


def at_hand(meeting):
    return meeting.current_item and meeting.current_item.id


@bp.get("/meetings/<int:id>/notes")
def notes(id):
    """The whole record by itself; 403 where the table keeps it to who writes it."""
    meeting = find(seen_meetings, id)
    require(can_read_record, meeting)
    lines = lines_read(record_of(meeting))
    return answer("meetings/notes.html", [note_json(each) for each in lines], meeting=meeting, lines=lines)


@bp.post("/meetings/<int:id>/notes")
def write_note(id):
    """One line more, about the item that was at hand when it was typed."""
    form = NoteForm.sent(lambda form: room_page(id, note_form=form))
    writing(f"meeting/{id}")
    meeting = find(seen_meetings, id)
    require(can_write_record, meeting)
    item = next((each for each in meeting.items if each.id == form.item.data), None)
    if form.item.data and item is None:
        raise RuleBroken(CHOOSE, field="item", status=422)
    line = Note.write(meeting, form.text.data, voice(meeting.table.place, KEEPERS), item)
    commit()
    return done(record_at(id), note_json(line))


@bp.post("/notes/<int:id>")
def reword_note(id):
    """Other words for a line; 409 with what stands there now where somebody changed it in between."""
    form = RewordNoteForm.sent(lambda form: at_line(id, form))
    writing()
    line = find(seen_notes, id, joinedload(Note.meeting))
    require(can_write_record, line.meeting)
    line.reword(form.text.data, form.revision.data, voice(line.meeting.table.place, KEEPERS))
    commit()
    return done(record_at(line.meeting_id), note_json(line), status=200)


@bp.post("/notes/<int:id>/deletion")
def delete_note(id):
    Form.sent(lambda form: at_line(id, form))
    writing()
    line = find(seen_notes, id, joinedload(Note.meeting))
    require(can_write_record, line.meeting)
    line.delete(voice(line.meeting.table.place, KEEPERS))
    commit()
    return done(record_at(line.meeting_id), {"id": id}, status=200)


def at_line(id, form):
    """The room again, with this line open as it was typed; the next sending builds on what stands there now."""
    line = find(seen_notes, id)
    if isinstance(form, RewordNoteForm):
        form.revision.raw_data, form.revision.data = None, line.revision
    form.line = id
    return room_page(line.meeting_id, reword_note=form)


def record_at(meeting_id):
    return url_for("room.room", id=meeting_id, _anchor="record")
