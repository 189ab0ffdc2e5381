"""Deadlines as an iCalendar file (RFC 5545): a whole day each, with a UID that stays the same from one export to the next."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask_babel import gettext as _
from icalendar import Calendar, Event

from app.outbox import absolute

KIND = "text/calendar; charset=utf-8"


def calendar_of(deadlines, now):
    """The file with (kind, id, day, title, path) of each deadline; `now` is the moment at which it was made."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tavolo//Deadlines//IT")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Deadlines"))
    for deadline in deadlines:
        calendar.add_component(whole_day(*deadline, now))
    return calendar.to_ical()


def whole_day(kind, id, day, title, path, now):
    """A deadline as an event of a whole day, which leaves its reader free."""
    event = Event()
    event.add("uid", f"{kind}-{id}@{urlsplit(absolute('/')).hostname}")
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("url", absolute(path))
    event.add("transp", "TRANSPARENT")
    return event
