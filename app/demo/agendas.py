"""How the coming agenda of the example is laid out, what waits for a later one, and the rhythm of the Universities' table."""

from datetime import time, timedelta

from app.database import day_of, utc_now
from app.meetings.models import AgendaItem, MeetingSeries
from app.membership.models import Table

LENGTH = 90  # minutes
KINDS = ("information", "decision", "discussion")
WAITING = (
    ("Alloggi per chi lavora in università: chi non è studente", "Chiesto dai delegati nell'ultima seduta."),
    ("Orari dei servizi serali nelle zone universitarie", ""),
)
TEMPLATE = (
    ("Verbale della seduta precedente", "approval", "In apertura", 5),
    ("Stato degli impegni presi", "information", "In apertura", 15),
    ("Varie ed eventuali", "discussion", "In chiusura", 10),
)


def lay_out_agenda(meeting, voice, deferred):
    """Kinds, minutes and who reports, before the convocation; the last item is the one that the sitting before deferred."""
    meeting.set_length(LENGTH, voice)
    for at, item in enumerate(list(meeting.items)):
        parts = {"kind": KINDS[at % len(KINDS)], "planned_minutes": 20, "rapporteur": voice if at == 0 else None}
        words = item.true_words()
        item.reword(words.title, words.note, voice, **parts)
    meeting.items[-1].carried_from = deferred


def write_down_what_waits(table: Table, voice):
    for title, note in WAITING:
        AgendaItem.wait(table, title, note, voice)


def begin_series(table: Table, voice, title, location):
    """Every second month, on the third Thursday, four months from now on: two meetings stand in the calendar."""
    first = day_of(utc_now()) + timedelta(days=120)
    rhythm = {"unit": "month", "every": 2, "weekday": 3, "nth": 3, "first_on": first, "time": time(10, 30), "ahead": 2}
    series = MeetingSeries.begin(table, voice, title=title, location=location, planned_minutes=LENGTH, **rhythm)
    for words, kind, section, minutes in TEMPLATE:
        series.add_point(words, "", voice, kind=kind, section=section, planned_minutes=minutes)
