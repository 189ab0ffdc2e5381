"""The room of a sitting: one page that all follow together, its parts one by one, what is projected, and its course."""

from hashlib import sha256
from urllib.parse import urlsplit

from flask import Blueprint, abort, request, url_for
from flask_babel import get_locale
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.http import quote_etag

from app.database import commit, writing
from app.doors import answer, done, wants_json
from app.errors import RuleBroken
from app.forms import CHOOSE, Form
from app.happenings import current_log, head_of, last_happening
from app.meetings.forms import PauseForm, TakeUpForm
from app.meetings.models import Meeting
from app.meetings.queries.course import COURSE, clock_of, course_json, spent_of
from app.meetings.queries.meetings import DECIDED
from app.meetings.queries.places import MARKED
from app.meetings.routes.pages import context_of, meeting_page
from app.meetings.routes.parts import PARTS, Followed, part
from app.membership.models import Table
from app.permissions import can_conduct, find, me, moment, require, seen_meetings, voice
from app.permissions.membership import KEEPERS

bp = Blueprint("room", __name__)

KEPT = joinedload(Meeting.table).joinedload(Table.place)
PASSING = {"item-taken-up", "sitting-suspended", "sitting-resumed", "item-reworded", "item-added", "item-moved"}
SEALING = {"item-sealed", "item-released", "sealed-item-changed"}


@bp.get("/meetings/<int:id>/room")
def room(id):
    """For programs: the course of the sitting."""
    return room_page(id)


def room_page(id, **shown):
    return meeting_page(id, template="meetings/room.html", told=course_told, **shown)


def course_told(meeting, head, log):
    return course_json(meeting, moment()) | {"stream": meeting.stream, "head": head, "log": log}


@bp.get("/meetings/<int:id>/room/parts")
def parts(id):
    """Some parts by their names (`part`, many times), as the room shows them; 404 where one has no such name."""
    names = list(dict.fromkeys(request.args.getlist("part")))
    if not names or any(name not in PARTS for name in names):
        abort(404)
    tag = revision()
    if tag in request.if_none_match:
        find(seen_meetings, id)
        return "", 304, {"ETag": quote_etag(tag)}
    meeting = find(seen_meetings, id, KEPT, *{option for name in names for option in PARTS[name].options})
    followed = Followed(meeting, request.args.get("item", type=int))
    head = head_of(meeting.stream)
    reply = answer("meetings/_parts_of_room.html", {"meeting": id, "head": head}, head=head, **context_of(followed, names))
    reply.set_etag(tag)
    return reply


def revision():
    """What this reader is shown stays the same while this does: nothing happened anywhere, and the minute is the same.

    Rights begin and end by the clock as well, and so do the sentences about what is late.
    """
    minute = moment().replace(second=0, microsecond=0)
    asked = (me().id, str(get_locale()), wants_json(), request.query_string, minute, last_happening())
    return sha256(repr(asked).encode()).hexdigest()[:32]


@bp.get("/meetings/<int:id>/projector")
def projector(id):
    """What everybody in the hall may read: the item at hand, its clock, the seats, the words of its outputs."""
    meeting = find(seen_meetings, id, KEPT, *COURSE, DECIDED, MARKED)
    head, log, now = head_of(meeting.stream), current_log(), moment()
    context = {"clock": clock_of(meeting, now), "followed": Followed(meeting), "item": meeting.current_item, "now": now}
    return answer("meetings/projector.html", course_told(meeting, head, log), meeting=meeting, head=head, log=log, **context)


@part("course", "meetings/_course.html", PASSING | SEALING, "now", [selectinload(Meeting.items), *COURSE])
def course(followed):
    at = moment()
    return {"clock": clock_of(followed.meeting, at), "spent": spent_of(followed.meeting, at), "now": at}


@bp.post("/meetings/<int:id>/course")
def take_up(id):
    """The sitting passes to an item."""
    form = TakeUpForm.sent(lambda form: room_page(id, refused=form))
    meeting = conducted(id)
    item = next((each for each in meeting.items if each.id == form.item.data), None)
    if item is None:
        raise RuleBroken(CHOOSE, field="item", status=422)
    passage = meeting.take_up(item, speaker(meeting))
    commit()
    return done(room_of(meeting), {"id": passage.id, "item": item.id}, status=200)


@bp.post("/meetings/<int:id>/suspension")
def suspend(id):
    form = PauseForm.sent(lambda form: room_page(id, refused=form))
    meeting = conducted(id)
    pause = meeting.suspend(form.reason.data or "", speaker(meeting))
    commit()
    return done(room_of(meeting), {"id": pause.id})


@bp.post("/meetings/<int:id>/resumption")
def resume(id):
    Form.sent(lambda form: room_page(id, refused=form))
    meeting = conducted(id)
    pause = meeting.resume(speaker(meeting))
    commit()
    return done(room_of(meeting), {"id": pause.id}, status=200)


def conducted(id):
    """The meeting, where I may conduct it; the order of what is said about it is held."""
    writing(f"meeting/{id}")
    meeting = find(seen_meetings, id)
    require(can_conduct, meeting)
    return meeting


def speaker(meeting):
    return voice(meeting.table.place, KEEPERS)


def room_of(meeting):
    return url_for("room.room", id=meeting.id)


@bp.after_app_request
def stay_in_the_room(reply):
    """Who sent a form from the room, or from the lectern, comes back there and not to the page of the meeting."""
    if request.method != "POST" or reply.status_code != 303:
        return reply
    page, _, name = urlsplit(request.referrer or "").path.rpartition("/")
    target = urlsplit(reply.location)
    if name in ("room", "projector") and target.path in (page, f"{page}/room"):
        reply.location = target._replace(path=f"{page}/{name}").geturl()
    return reply
