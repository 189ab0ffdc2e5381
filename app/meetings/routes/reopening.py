"""A closed sitting is opened again, with a reason."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import done
from app.meetings.forms.links import ReopenForm
from app.meetings.routes.pages import meeting_page
from app.permissions import can_reopen, find, proven, require, seen_meetings, voice
from app.permissions.membership import KEEPERS

bp = Blueprint("reopening", __name__)


@bp.post("/meetings/<int:id>/reopening")
def reopen(id):
    """Never once the minutes are approved; the decisions keep their numbers."""
    form = ReopenForm.sent(lambda form: meeting_page(id, reopen_form=form))
    writing()
    meeting = find(seen_meetings, id)
    require(can_reopen, meeting)
    proven()
    meeting.reopen(form.reason.data, voice(meeting.table.place, KEEPERS))
    commit()
    note = _l("The sitting is open again: close it once the outputs are right.")
    return done(url_for("meetings.meeting", id=id), {"id": id, "state": meeting.state}, 200, note)
