"""States of agendas: an item that waits, a series that runs, a later meeting to which items may go."""

from datetime import date, time, timedelta

from app.database import commit, db, utc_now, writing
from app.meetings.models import AgendaItem, Meeting, MeetingSeries, Minutes
from app.rendering import render
from tests.states.meetings import with_meeting
from tests.states.membership import start


def later_meeting(cast):
    writing()
    meeting = Meeting.plan(cast.table(), "Seduta seguente", utc_now() + timedelta(days=30), "", cast.mandate("secretary"))
    commit()
    return {"later": meeting.id}


def next_planned(cast):
    return with_meeting(cast, cast.convened_meeting()) | later_meeting(cast)


def deferred(cast):
    names = with_meeting(cast, cast.open_meeting())
    writing()
    db.session.get(AgendaItem, names["item"]).conclude("deferred", "", cast.mandate("secretary"))
    commit()
    return names | later_meeting(cast)


def drafted_with_next(cast):
    meeting, decision = cast.closed_meeting()
    writing()
    Minutes.draft(meeting, "Testo", render("Testo"), cast.mandate("secretary"))
    commit()
    return with_meeting(cast, meeting, decision) | later_meeting(cast)


def waiting(cast):
    """An item waits, and a meeting was convened that could take it."""
    names = with_meeting(cast, cast.convened_meeting())
    writing()
    item = AgendaItem.wait(cast.table(), "Regolamento", "", cast.mandate("secretary"))
    commit()
    return names | {"waiting": item.id}


def series_runs(cast):
    names = start(cast)
    writing()
    said = cast.mandate("secretary")
    rhythm = {"unit": "week", "every": 2, "weekday": 0, "nth": None, "first_on": date(2026, 1, 5), "time": time(10), "ahead": 2}
    series = MeetingSeries.begin(cast.table(), said, title="Serie", location="", planned_minutes=90, **rhythm)
    point = series.add_point("Varie", "", said)
    commit()
    return names | {"series": series.id, "point": point.id, "meeting": series.meetings[0].id}


STATES = {
    "next planned": next_planned,
    "deferred": deferred,
    "drafted, next planned": drafted_with_next,
    "item waiting": waiting,
    "series runs": series_runs,
}
