"""The private space of one side of a parity table, and the way there from a meeting of it."""

from flask import Blueprint, request, url_for

from app.database import commit, writing
from app.doors import answer, as_items, done
from app.happenings import current_log, head_of
from app.meetings.forms.circles import CircleNoteForm
from app.meetings.models import CircleNote
from app.meetings.queries.circles import TABLE, bodies_of, circles_at, items_for, note_json, notes_in
from app.meetings.routes.parts import part
from app.paging import paged
from app.permissions import (
    can_write_in_circle,
    chosen,
    circle_voice,
    find,
    me,
    render_for_me,
    require,
    seen_circles,
    seen_items,
)

bp = Blueprint("circles", __name__)


@bp.get("/circles/<int:id>")
def circle(id):
    return circle_page(id)


def circle_page(id, form=None):
    circle = find(seen_circles, id, *TABLE)
    head, log = head_of(circle.stream), current_log()
    sheet = paged(notes_in(circle))
    writes = can_write_in_circle(me(), circle)
    if writes:
        form = form or CircleNoteForm(formdata=None, data={"item": request.args.get("item", type=int)})
        form.item.choices = items_for(circle)
    line = {"stream": circle.stream, "head": head, "log": log}
    shown = as_items([note_json(each) for each in sheet.rows], sheet.next) | line | {"id": id, "table": circle.table_id}
    context = {"circle": circle, "sheet": sheet, "form": form if writes else None, "bodies": bodies_of(circle)}
    return answer("meetings/circle.html", shown, **context, **line)


@bp.post("/circles/<int:id>/notes")
def write_note(id):
    """A note to one's own side."""
    form = CircleNoteForm.sent(lambda form: circle_page(id, form))
    rendered = render_for_me(form.body.data)
    writing(f"circle/{id}")
    circle = find(seen_circles, id)
    require(can_write_in_circle, circle)
    note = CircleNote.write(circle, form.body.data, rendered, circle_voice(me(), circle), chosen(seen_items, form.item))
    commit()
    return done(url_for("circles.circle", id=id, _anchor=f"note-{note.id}"), {"id": note.id})


@part("circle", "meetings/_circle.html", column="side")
def own_side(followed):
    """For who sits on a side of a parity table: the way to its private space."""
    circles = circles_at(followed.meeting.table)
    return {"circles": circles} if circles else None
