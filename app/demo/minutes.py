"""A short sitting of the example whose minutes are in view of those who attended, one passage of them contested by a seat."""

from datetime import timedelta

from app.database import db
from app.meetings.models import Minutes
from app.meetings.models.timetable import days_after
from app.rendering import render

TITLE = "Servizi serali per chi studia"
ITEM = {"title": "Orari serali delle biblioteche", "note": "Si raccolgono le proposte degli atenei."}
TOLD = "Gli atenei portano le proposte di orario alla prossima seduta."
TEXT = """\
La seduta si apre alle 10.

### 1. Orari serali delle biblioteche

Gli atenei concordano di tenere aperta una biblioteca fino alle 22. Le proposte di orario arrivano alla prossima seduta.

La seduta si chiude alle 11.
"""
PASSAGE = "Gli atenei concordano di tenere aperta una biblioteca fino alle 22."
OBJECTION = "Non c'era ancora un accordo: si è parlato di una biblioteca per zona, con orari da verificare con il personale."
OBSERVATION_DAYS = 10


def show_contested(meeting, voice, came):
    """`came` says who of a seat was there. The minutes are in view since two days after the sitting."""
    sit(meeting, voice, came)
    minutes = Minutes.draft(meeting, TEXT, render(TEXT), voice)
    db.session.flush()
    minutes.circulate(1, voice)
    minutes.circulated_at = meeting.closed_at + timedelta(days=2)
    minutes.observed_until = days_after(minutes.circulated_at, OBSERVATION_DAYS)
    minutes.latest.at, minutes.latest.generated = minutes.circulated_at, False
    there = [row.mandate for row in meeting.attendance if row.mandate and row.mandate.role == "delegate"]
    by = next(each for each in there if each.organisation is not voice.organisation)
    minutes.contest(PASSAGE, OBJECTION, by).at = minutes.circulated_at + timedelta(days=2, hours=4)


def sit(meeting, voice, came):
    """Convened, held for an hour on its day, closed with its item noted."""
    began, ended = meeting.starts_at, meeting.starts_at + timedelta(hours=1)
    meeting.convene(voice)
    meeting.open(voice)
    for seat in meeting.table.place.seats:
        meeting.mark(seat, came(seat), voice)
    meeting.items[0].conclude("noted", TOLD, voice)
    meeting.close(voice)
    meeting.convened_at, meeting.opened_at, meeting.closed_at = began - timedelta(days=9), began, ended
    meeting.items[0].outcome_at = ended
    for each in meeting.presences:
        each.since, each.until = began, ended
