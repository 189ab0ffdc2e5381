"""The convocation of a meeting: who was told what and when, another date or place, the calling off, the answers."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import ROME, commit, writing
from app.doors import answer, as_file, done
from app.forms import listed
from app.meetings.forms.calling import AnswerForm, CancellationForm, MoveForm, ToldForm
from app.meetings.invitation import calendar_of, event_of
from app.meetings.models import Reply
from app.meetings.queries.answers import overview_of
from app.meetings.queries.called import called_to, notices_of
from app.meetings.queries.convocations import CALLED, convocation_json
from app.meetings.routes.pages import meeting_page
from app.meetings.routes.parts import Followed
from app.membership.models.table_rules import COVERING
from app.permissions import (
    can_answer,
    can_convene,
    can_note_answer,
    chosen,
    find,
    me,
    moment,
    require,
    seen_mandates,
    seen_meetings,
    voice,
)
from app.permissions.membership import KEEPERS

bp = Blueprint("convocations", __name__)


@bp.get("/meetings/<int:id>/convocation")
def convocation(id):
    return convocation_page(id)


def convocation_page(id, move_form=None, cancel_form=None, told_form=None):
    """For who keeps the table: before the call who will get it, afterwards who got it when, and what can still be changed."""
    meeting = find(seen_meetings, id, *CALLED)
    require(can_convene, meeting)
    followed, notices = Followed(meeting), notices_of(meeting)
    called, overview = called_to(meeting, moment()), overview_of(meeting, followed.places, followed.proxies)
    starts = meeting.starts_at.astimezone(ROME)
    typed = {"day": starts.date(), "time": starts.time(), "location": meeting.location}
    people = [
        (each, f"{each.person.name} · {seat.seat.organisation.name}") for seat in overview.seats for each, _said in seat.said
    ]
    told_form = (told_form or ToldForm(formdata=None)).at("told")
    told_form.mandate.choices = listed(_l("Choose…"), [(mandate.id, words) for mandate, words in people])
    context = {"meeting": meeting, "notices": notices, "called": called, "overview": overview, "told_form": told_form}
    context["move_form"] = (move_form or MoveForm(formdata=None, data=typed)).at("move")
    context["cancel_form"] = (cancel_form or CancellationForm(formdata=None)).at("cancel")
    return answer(
        "meetings/convocation.html",
        convocation_json(meeting, notices, called) | {"answers": overview.as_json()},
        late=not meeting.convened_at and meeting.is_late_notice(moment()),
        **context,
    )


@bp.get("/meetings/<int:id>/calendar.ics")
def calendar(id):
    """The meeting as a file for a calendar, which leaves this house: of a confidential item its neutral title."""
    meeting = find(seen_meetings, id, *CALLED)
    agenda = [(item.position, item.words(moment()).title) for item in meeting.items]
    event = event_of(meeting, title=meeting.title, agenda=agenda, link=url_for("meetings.meeting", id=id))
    return as_file(calendar_of([event], method="PUBLISH"), f"seduta-{id}.ics", "text/calendar; charset=utf-8")


@bp.post("/meetings/<int:id>/date")
def move(id):
    """Another date or place; once it was convened, the mails follow after a minute."""
    form = MoveForm.sent(lambda form: convocation_page(id, move_form=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_convene, meeting)
    speaking = voice(meeting.table.place, KEEPERS)
    meeting.move(starts_at=form.starts_at(), location=form.location.data or "", voice=speaking)
    commit()
    note = _l("Moved. Who was called is told in a minute.") if meeting.convened_at else _l("Moved. Nobody was told yet.")
    return done(page_of(meeting), {"id": id, "sequence": meeting.sequence}, status=200, note=note)


@bp.post("/meetings/<int:id>/cancellation")
def call_off(id):
    """It does not take place."""
    form = CancellationForm.sent(lambda form: convocation_page(id, cancel_form=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_convene, meeting)
    meeting.call_off(form.reason.data, voice(meeting.table.place, KEEPERS))
    commit()
    return done(page_of(meeting), {"id": id, "state": meeting.state}, status=200, note=_l("The meeting is called off."))


@bp.post("/meetings/<int:id>/answer")
def reply(id):
    """Do I come? For the mandate that speaks."""
    form = AnswerForm.sent(lambda form: meeting_page(id, refused=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_answer, meeting)
    Reply.give(meeting, voice(meeting.table.place, COVERING), form.answer.data, way="page", by=me())
    commit()
    address = url_for("meetings.meeting", id=id, _anchor="answers")
    return done(address, {"id": id, "answer": form.answer.data}, status=200, note=_l("Your answer is noted."))


@bp.post("/meetings/<int:id>/answers")
def note_answer(id):
    """What somebody told the secretariat."""
    form = ToldForm.sent(lambda form: convocation_page(id, told_form=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_note_answer, meeting)
    mandate = chosen(seen_mandates, form.mandate)
    meeting.check_calls(mandate, moment())
    Reply.give(meeting, mandate, form.answer.data, way="told", by=me())
    commit()
    return done(
        page_of(meeting) + "#answers", {"id": id, "answer": form.answer.data}, status=200, note=_l("The answer is noted.")
    )


def page_of(meeting):
    return url_for("convocations.convocation", id=meeting.id)
