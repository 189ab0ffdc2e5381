"""Minutes in view: put there, contested by a seat, answered by the secretariat; rectified once they are published."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.meetings.forms.minutes import ApprovalForm, ContestForm, RectificationForm, RectifyForm, RefusalForm
from app.meetings.models import Rectification
from app.meetings.queries.changes import changes
from app.meetings.queries.meetings import WHOLE
from app.meetings.queries.minutes import VERSIONED, contestation_json
from app.meetings.routes.minutes import meeting_of, minutes_page
from app.permissions import (
    can_answer_contestation,
    can_circulate,
    can_contest,
    can_rectify,
    find,
    proven,
    render_for_me,
    require,
    seen_contestations,
    seen_meetings,
    voice,
)
from app.permissions.membership import KEEPERS, SPEAKERS

bp = Blueprint("contestations", __name__)


@bp.post("/minutes/<int:id>/circulation")
def circulate(id):
    """Put the text that was read in view of those who attended; they are told by mail."""
    form = ApprovalForm.sent(lambda form: minutes_page(meeting_of(id).id, refused=form))
    writing()
    meeting = meeting_of(id)
    require(can_circulate, meeting)
    meeting.minutes.circulate(form.version.data, voice(meeting.table.place, KEEPERS))
    commit()
    note = _l("In view: who attended is told by mail, and delegates may contest a passage.")
    return done(url_for("minutes.minutes", id=meeting.id), {"id": id, "state": meeting.minutes.state}, 200, note)


@bp.post("/minutes/<int:id>/contestations")
def contest(id):
    """A passage is contested in the name of a seat."""
    form = ContestForm.sent(lambda form: minutes_page(meeting_of(id).id, contesting=form))
    writing()
    meeting = meeting_of(id)
    require(can_contest, meeting)
    made = meeting.minutes.contest(form.passage.data, form.text.data, voice(meeting.table.place, SPEAKERS))
    commit()
    note = _l("Contested: the minutes are not approved before the secretariat answers.")
    return done(url_for("contestations.contestation", id=made.id), {"id": made.id}, note=note)


@bp.get("/contestations/<int:id>")
def contestation(id):
    return contestation_page(id)


def contestation_page(id, rectifying=None, refusing=None, theirs=None):
    """What was contested, in whose name, and the answer, or the two forms to give it."""
    contestation = find(seen_contestations, id)
    meeting = find(seen_meetings, contestation.minutes.meeting_id, *VERSIONED)
    latest, made = meeting.minutes.latest, contestation.rectified_in
    asked = RectifyForm(formdata=None, data={"source": latest.source, "version": latest.number})
    context = {
        "rectifying": (rectifying or asked).at("rectify"),
        "refusing": (refusing or RefusalForm(formdata=None)).at("refuse"),
    }
    context |= {"meeting": meeting, "minutes": meeting.minutes, "theirs": theirs, "version": contestation.version}
    context["changes"] = made and changes(before(meeting.minutes, made).source, made.source)
    return answer("meetings/contestation.html", contestation_json(contestation), contestation=contestation, **context)


def before(minutes, version):
    return next(each for each in minutes.versions if each.number == version.number - 1)


@bp.post("/contestations/<int:id>/rectification")
def rectify(id):
    """Upheld: a new version of the text; 409 with both where somebody saved another one in between."""
    form = RectifyForm.sent(lambda form: compared(id, form))
    rendered = render_for_me(form.source.data)
    writing()
    contestation = find(seen_contestations, id)
    meeting = contestation.minutes.meeting
    require(can_answer_contestation, meeting)
    said = voice(meeting.table.place, KEEPERS)
    version = contestation.rectify(form.source.data, rendered, form.version.data, form.answer.data or "", said)
    commit()
    note = _l("Rectified: version %(number)s is in view, and the one before stays to be read.", number=version.number)
    return done(url_for("contestations.contestation", id=id), {"id": id, "version": version.number}, 200, note)


def compared(id, form):
    """The page again: where another version came in between, theirs is shown, and the next saving builds on it."""
    theirs = getattr(getattr(form, "refusal", None), "theirs", None)
    if theirs:
        form.version.raw_data, form.version.data = None, theirs.number
    return contestation_page(id, rectifying=form, theirs=theirs)


@bp.post("/contestations/<int:id>/refusal")
def refuse(id):
    """Not upheld, with the reason."""
    form = RefusalForm.sent(lambda form: contestation_page(id, refusing=form))
    writing()
    contestation = find(seen_contestations, id)
    meeting = contestation.minutes.meeting
    require(can_answer_contestation, meeting)
    contestation.refuse(form.reason.data, voice(meeting.table.place, KEEPERS))
    commit()
    note = _l("Answered: the text stays, and your reason stands beside what was asked.")
    return done(url_for("contestations.contestation", id=id), {"id": id, "verdict": contestation.verdict}, 200, note)


@bp.post("/minutes/<int:id>/rectifications")
def publish_rectification(id):
    """Another version of published minutes, public at once beside the first one, with an entry of its own."""
    form = RectificationForm.sent(lambda form: minutes_page(meeting_of(id).id, rectifying=form))
    rendered = render_for_me(form.source.data)
    writing()
    meeting = meeting_of(id, *WHOLE)
    require(can_rectify, meeting)
    proven()
    said = voice(meeting.table.place, KEEPERS)
    made = Rectification.publish(meeting.minutes, form.source.data, rendered, form.version.data, form.reason.data, said)
    commit()
    shown = {"id": made.id, "version": made.version.number, "entry": {"number": made.entry.number, "digest": made.entry.digest}}
    note = _l("Rectified: anybody reads the new text first, and the one before beneath it.")
    return done(url_for("minutes.minutes", id=meeting.id), shown, note=note)
