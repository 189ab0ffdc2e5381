"""My meetings in a calendar program: an address that needs no signing in, made, renewed and ended on my page.

It leaves this house, so it tells of a confidential item the neutral title alone.
"""

from flask import Blueprint, abort, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.database import commit, hold, utc_now, writing
from app.doors import as_file, done
from app.forms import Form
from app.limits import limiter
from app.meetings.deadlines import whole_day
from app.meetings.invitation import calendar_of, event_of
from app.meetings.models import CalendarAddress
from app.meetings.queries.calendars import address_json, address_of, meetings_of
from app.membership.models import Person
from app.panels import more_in_calendar, shows_on
from app.permissions import calendar_reader, me

bp = Blueprint("calendars", __name__)


@bp.get("/calendar/<token>.ics")
@limiter.limit("60 per minute")
def calendar(token):
    now = utc_now()
    person = calendar_reader(token, now) or abort(404)
    events = [event_in_calendar(meeting, now) for meeting in meetings_of(person, now)]
    events += [whole_day(*deadline, now) for more in more_in_calendar for deadline in more(person, now)]
    with force_locale(person.language or "it"):
        name = _("My meetings in Tavolo")
    return as_file(calendar_of(events, name=name), "sedute.ics", "text/calendar; charset=utf-8")


def event_in_calendar(meeting, now):
    agenda = [(item.position, item.words(now).title) for item in meeting.items]
    return event_of(meeting, title=meeting.title, agenda=agenda, link=url_for("meetings.meeting", id=meeting.id))


@bp.post("/me/calendar")
def renew():
    """A new address; the one before opens nothing any more."""
    Form.sent()
    writing()
    hold(Person, me().id)
    row = CalendarAddress.renew(me())
    commit()
    note = _l("Here is the address of your calendar: give it to nobody.")
    return done(url_for("people.my_page") + "#calendar", address_json(row), note=note)


@bp.post("/me/calendar/end")
def end():
    Form.sent()
    writing()
    hold(Person, me().id)
    CalendarAddress.end(me())
    commit()
    return done(url_for("people.my_page") + "#calendar", {}, status=200, note=_l("The address opens nothing any more."))


def my_address(person):
    row = CalendarAddress.of(person)
    return [(row, address_of(row))] if row else []


shows_on("person", "calendar", "meetings/_my_calendar.html", my_address, lambda shown: address_json(shown[0]))
