"""Minutes in view with contestations: one that waits, one upheld; and published minutes rectified."""

from app.database import db
from app.meetings.models import Minutes, Rectification
from app.membership.models import Mandate, Seat, Table
from app.rendering import render
from tests.browser.stage_presence import keeper, sat

TEXT = "# Verbale\n\nIl Tavolo decide di aprire la biblioteca alle 8.\n\nLa seduta si chiude alle 12.\n"
RIGHT = TEXT.replace("alle 8", "alle 9")


def minutes_states():
    """{place: path}; call inside a writing transaction."""
    table = db.session.scalar(db.select(Table).where(Table.code == "TAV-UNI"))
    voice = keeper(table)
    speaking = db.select(Mandate).join(Mandate.seat).where(Seat.place_id == table.place_id, Mandate.role == "delegate")
    delegate = db.session.scalar(speaking.order_by(Mandate.id))
    minutes = drafted(table, voice, "Biblioteche e mense")
    minutes.circulate(1, voice)
    first = minutes.contest("aprire la biblioteca alle 8", "Era alle 9.", delegate)
    waiting = minutes.contest("La seduta si chiude alle 12.", "Si è chiusa alle 12:30.", delegate)
    db.session.flush()
    first.rectify(RIGHT, render(RIGHT), 1, "Ha ragione.", voice)
    published = drafted(table, voice, "Trasporti serali")
    published.approve(1, voice)
    published.publish(voice)
    Rectification.publish(published, RIGHT, render(RIGHT), 1, "L'ora di apertura era sbagliata.", voice)
    db.session.flush()
    return {
        "contested_minutes": f"/meetings/{minutes.meeting_id}/minutes",
        "compared_minutes": f"/meetings/{minutes.meeting_id}/minutes?version=2&against=1",
        "contestation": f"/contestations/{waiting.id}",
        "contestation_upheld": f"/contestations/{first.id}",
        "rectified_minutes": f"/meetings/{published.meeting_id}/minutes",
        "rectified_public": f"/public/meetings/{published.meeting_id}",
    }


def drafted(table, voice, title):
    sitting = sat(table, voice, title, ["Orari"])
    sitting.items[0].conclude("noted", "", voice)
    sitting.close(voice)
    minutes = Minutes.draft(sitting, TEXT, render(TEXT), voice)
    db.session.flush()
    return minutes
