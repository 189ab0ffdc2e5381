"""The promises of an organisation on one page, and who wants which reminders of her own."""

from flask import Blueprint, url_for
from flask_babel import lazy_gettext as _l

from app.database import commit, writing
from app.doors import answer, done
from app.meetings.forms.actions import RemindersForm
from app.meetings.models import ReminderChoice
from app.meetings.queries.promises import promises_of
from app.permissions import find, me, note_readings, seen_organisations

bp = Blueprint("promises", __name__)


@bp.get("/organisations/<int:id>/promises")
def promises(id):
    """What this body promised, at which sitting, and what came of it."""
    promised = promises_of(find(seen_organisations, id))
    note_readings([each.thing for each in promised.rows])
    return answer("meetings/promises.html", promised.as_json(), promised=promised)


@bp.get("/me/reminders")
def reminders():
    return reminders_page()


@bp.post("/me/reminders")
def choose_reminders():
    """Whether to be told before a deadline; what is late is always told."""
    form = RemindersForm.sent(reminders_page)
    writing()
    choice = ReminderChoice.of(me())
    choice.soon = form.soon.data
    commit()
    return done(url_for("promises.reminders"), {"soon": choice.soon}, status=200, note=_l("Noted."))


def reminders_page(form=None):
    soon = ReminderChoice.soon_for(me())
    form = form or RemindersForm(formdata=None, data={"soon": soon})
    return answer("meetings/reminders.html", {"soon": soon}, form=form)
