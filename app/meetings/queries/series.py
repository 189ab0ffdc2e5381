"""Series of meetings as they are read: the rhythm in words, what stands in the calendar, the template."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.meetings.models import Meeting, MeetingSeries, SeriesItem
from app.meetings.queries.agenda import layout_json
from app.meetings.queries.meetings import meeting_line
from app.membership.models import Mandate, Table
from app.permissions import moment, seen_series, visible
from app.words import titled, word

REPORTED = (
    selectinload(MeetingSeries.items).joinedload(SeriesItem.rapporteur).joinedload(Mandate.person),
    selectinload(MeetingSeries.items).joinedload(SeriesItem.rapporteur).joinedload(Mandate.seat),
)
SERIES_WHOLE = (joinedload(MeetingSeries.table).joinedload(Table.place), *REPORTED)
MOST = 20


def series_of(table):
    """The series of a table that the reader sees: those that run first, then the ended ones, the latest first."""
    query = visible(seen_series, MeetingSeries.table_id == table.id).options(joinedload(MeetingSeries.table))
    ended = MeetingSeries.ended_at
    return db.session.scalars(query.order_by(ended.is_not(None), ended.desc(), MeetingSeries.id).limit(MOST)).all()


def coming_of(series):
    """The meetings of a series that are to come, the nearest first."""
    query = select(Meeting).where(Meeting.series_id == series.id, Meeting.starts_at > moment(), Meeting.closed_at.is_(None))
    query = query.options(joinedload(Meeting.table), joinedload(Meeting.minutes)).order_by(Meeting.starts_at).limit(MOST)
    return db.session.scalars(query).all()


def told_rhythm(series):
    """“Every second Tuesday of the month at 10:30”, in the words of the reader."""
    day = str(word(series.weekday, "weekday"))
    hour = series.time.strftime("%H:%M")
    if series.unit == "week":
        every = ngettext("every week", "every %(num)s weeks", series.every)
        return _("%(day)s, %(every)s, at %(time)s", day=day, every=every, time=hour)
    every = ngettext("every month", "every %(num)s months", series.every)
    nth = str(word(series.nth, "nth"))
    return _("%(nth)s %(day)s, %(every)s, at %(time)s", nth=nth, day=day, every=every, time=hour)


def series_line(series):
    return {
        "id": series.id,
        "address": url_for("series.series", id=series.id),
        "title": series.title,
        "rhythm": told_rhythm(series),
        "ended": series.ended_at is not None,
    }


def series_json(series, coming):
    names = ("location", "planned_minutes", "unit", "every", "weekday", "nth", "ahead")
    return series_line(series) | {
        **{name: getattr(series, name) for name in names},
        "time": series.time.strftime("%H:%M"),
        "first_on": series.first_on.isoformat(),
        "last_on": series.last_on and series.last_on.isoformat(),
        "table": {"id": series.table_id, "name": titled(series.table)},
        "template": [{"id": each.id, "title": each.title, "note": each.note, **layout_json(each)} for each in series.items],
        "meetings": [meeting_line(each) for each in coming],
    }
