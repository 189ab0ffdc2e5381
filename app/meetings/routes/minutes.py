"""The minutes of a meeting: drafted from what was recorded, edited with a conflict check, approved, published."""

from flask import Blueprint, abort, request, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.forms import Form
from app.happenings import current_log, head_of
from app.meetings.drafting import drafted
from app.meetings.forms import ApprovalForm, MinutesForm
from app.meetings.forms.minutes import ContestForm, RectificationForm
from app.meetings.models import Minutes
from app.meetings.queries.changes import changes, told_changes
from app.meetings.queries.meetings import WHOLE
from app.meetings.queries.minutes import VERSIONED, asks_approval, minutes_json, version_asked
from app.meetings.queries.places import places_at
from app.meetings.routes.pages import meeting_page
from app.permissions import (
    can_approve_minutes,
    can_draft_minutes,
    can_publish_minutes,
    find,
    proven,
    render_for_me,
    require,
    seen_meetings,
    seen_minutes,
    voice,
)
from app.permissions.membership import KEEPERS

bp = Blueprint("minutes", __name__)


@bp.post("/meetings/<int:id>/minutes")
def draft(id):
    """The first version, written from what was recorded."""
    Form.sent(lambda form: meeting_page(id, refused=form))
    meeting = find(seen_meetings, id, *WHOLE)
    require(can_draft_minutes, meeting)
    source = drafted(meeting, places_at(meeting))
    rendered = render_for_me(source)
    writing()
    meeting = find(seen_meetings, id)
    require(can_draft_minutes, meeting)
    minutes = Minutes.draft(meeting, source, rendered, voice(meeting.table.place, KEEPERS))
    commit()
    return done(url_for("minutes.minutes", id=id), {"id": minutes.id, "version": minutes.latest.number})


@bp.post("/minutes/<int:id>/draft")
def draft_again(id):
    """Once more from what was recorded, after the sitting was opened again; never over what was written by hand."""
    Form.sent(lambda form: minutes_page(meeting_of(id).id, refused=form))
    meeting = meeting_of(id, *WHOLE)
    require(can_draft_minutes, meeting)
    source = drafted(meeting, places_at(meeting))
    rendered = render_for_me(source)
    writing()
    meeting = meeting_of(id)
    require(can_draft_minutes, meeting)
    version = meeting.minutes.draft_again(source, rendered, voice(meeting.table.place, KEEPERS))
    commit()
    return done(url_for("minutes.minutes", id=meeting.id), {"id": id, "version": version.number}, note=_l("Drafted again."))


@bp.get("/meetings/<int:id>/minutes")
def minutes(id):
    return minutes_page(id)


def minutes_page(id, form=None, theirs=None, refused=None, **forms):
    """The text, or what changed since another version; its editor where it is open, what was contested, its history."""
    meeting = find(seen_meetings, id, *VERSIONED)
    minutes = meeting.minutes
    version = asked_version(minutes) if minutes else None
    if minutes and form is None:
        form = MinutesForm(formdata=None, data={"source": minutes.latest.source, "version": minutes.latest.number})
    context = {"meeting": meeting, "minutes": minutes, "version": version, "form": form and form.at("minutes")}
    context |= {"head": head_of(meeting.stream), "log": current_log(), "theirs": theirs, "refused": refused}
    told = minutes_json(meeting)
    if minutes:
        context |= asked_forms(minutes, **forms) | {"asking": asks_approval(meeting), "against": asked_against(minutes)}
        context["changes"] = context["against"] and changes(context["against"].source, version.source)
        told |= {"changes": told_changes(context["against"].source, version.source)} if context["against"] else {}
    return answer("meetings/minutes.html", told, **context)


def asked_forms(minutes, contesting=None, rectifying=None):
    """The forms to contest a passage, and to rectify what is published."""
    latest = {"source": minutes.latest.source, "version": minutes.latest.number}
    rectifying = rectifying or RectificationForm(formdata=None, data=latest)
    return {"contesting": (contesting or ContestForm(formdata=None)).at("contest"), "rectifying": rectifying.at("rectify")}


def asked_against(minutes):
    """The version with which the one on the page is compared; None where none was asked for."""
    number = request.args.get("against", type=int)
    return number and (version_asked(minutes, number) or abort(404))


def asked_version(minutes):
    return version_asked(minutes, request.args.get("version", type=int)) or abort(404)


@bp.post("/minutes/<int:id>/versions")
def save(id):
    """A new version; 409 with both texts where somebody saved another one in between."""
    form = MinutesForm.sent(lambda form: compared(id, form))
    rendered = render_for_me(form.source.data)
    writing()
    meeting = meeting_of(id)
    require(can_draft_minutes, meeting)
    in_view = meeting.minutes.circulated_at
    version = meeting.minutes.revise(form.source.data, rendered, form.version.data, voice(meeting.table.place, KEEPERS))
    commit()
    return done(
        url_for("minutes.minutes", id=meeting.id),
        {"id": version.id, "version": version.number},
        note=out_of_view(in_view, meeting.minutes) or _l("This version is saved."),
    )


def out_of_view(before, minutes):
    """What to say of a text that was in view before the saving and is so no more."""
    if before and not minutes.circulated_at:
        return _l("This version is saved. It reads otherwise than the one in view: put it in view again.")
    return None


def compared(id, form):
    """The page again: where another version came in between, theirs beside mine, and the next saving builds on theirs."""
    theirs = getattr(getattr(form, "refusal", None), "theirs", None)
    if theirs:
        form.version.raw_data, form.version.data = None, theirs.number
    return minutes_page(meeting_of(id).id, form=form, theirs=theirs)


@bp.post("/minutes/<int:id>/approval")
def approve(id):
    """Freeze the text that was read."""
    form = ApprovalForm.sent(lambda form: minutes_page(meeting_of(id).id, refused=form))
    writing()
    meeting = meeting_of(id)
    require(can_approve_minutes, meeting)
    meeting.minutes.approve(form.version.data, voice(meeting.table.place, KEEPERS))
    commit()
    return done(
        url_for("minutes.minutes", id=meeting.id),
        {"id": id, "state": meeting.state},
        200,
        _l("Approved: the text is frozen. Next: publish it."),
    )


@bp.post("/minutes/<int:id>/publication")
def publish(id):
    """Show minutes and decisions to everybody, and enter them in the register."""
    Form.sent(lambda form: minutes_page(meeting_of(id).id, refused=form))
    writing()
    meeting = meeting_of(id, *WHOLE)
    require(can_publish_minutes, meeting)
    proven()
    meeting.minutes.publish(voice(meeting.table.place, KEEPERS))
    commit()
    entry = meeting.minutes.entry
    shown = {"id": id, "state": meeting.state, "entry": {"number": entry.number, "digest": entry.digest}}
    return done(
        url_for("minutes.minutes", id=meeting.id), shown, 200, _l("Published: anybody can read it, and the register holds it.")
    )


def meeting_of(id, *options):
    """The meeting whose minutes these are; 404 where I see none."""
    return find(seen_meetings, find(seen_minutes, id).meeting_id, *options)
