"""A sitting in course, with a clock that runs over and a record."""

from datetime import timedelta

from app.database import db, utc_now
from app.meetings.models import Note
from app.membership.models import Table
from tests.browser.stage_presence import keeper, sat


def room_states():
    """{place: path}; call inside a writing transaction."""
    table = db.session.scalar(db.select(Table).where(Table.code == "TAV-UNI"))
    voice = keeper(table)
    meeting = sat(table, voice, "Una seduta dal vivo", ["Alloggi per studenti fuori sede", "Mobilità", "Varie"])
    meeting.items[0].planned_minutes = 20
    meeting.take_up(meeting.items[0], voice).since = utc_now() - timedelta(minutes=22, seconds=40)
    Note.write(meeting, "La Vicesindaca illustra i dati sugli alloggi.", voice, meeting.items[0])
    Note.write(meeting, "Il Politecnico chiede un elenco comune.", voice, meeting.items[0])
    db.session.flush()
    return {"room": f"/meetings/{meeting.id}/room", "projector": f"/meetings/{meeting.id}/projector"}
