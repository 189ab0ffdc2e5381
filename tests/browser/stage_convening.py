"""A sitting called with answers of each kind and moved since, one called off, and the link of a mail."""

from datetime import timedelta

from flask import current_app

from app.database import db, utc_now
from app.meetings.models import Meeting, Notice, Reply
from app.membership.models import Mandate
from app.membership.models.table_rules import COVERING
from app.permissions import answer_token

REASON = "La sala è allagata e l'impianto elettrico dell'edificio resta spento fino a nuova comunicazione dell'ufficio tecnico"
ANSWERS = ("yes", "maybe", "no")


def convening_states():
    """{place: path}; call inside a writing transaction. Links are signed with the key of the demo that is served."""
    current_app.secret_key = (current_app.config["INSTANCE"] / "secret.key").read_text().strip()
    story = db.session.scalar(db.select(Meeting).where(Meeting.convened_at.is_not(None), Meeting.opened_at.is_(None)))
    voice = story.convened_by
    called, off = (sitting_of(story.table, title, voice) for title in ("Bilancio delle residenze", "Visita ai cantieri"))
    people = [
        each for seat in story.table.place.seats for each in seat.mandates if each.role in COVERING and each.holds(utc_now())
    ]
    for number, mandate in enumerate(people):
        tell(called, mandate, number % 3)
        if number % 4 < 3:
            Reply.give(called, mandate, ANSWERS[number % 4], way="told", by=voice.person)
    called.move(starts_at=called.starts_at, location="Sala delle conferenze", voice=voice)
    off.call_off(REASON, voice)
    db.session.flush()
    delegate = next(each for each in people if each.person.email == "delegate@example.org")
    return {
        "called": f"/meetings/{called.id}",
        "called_off": f"/meetings/{off.id}",
        "answer_link": f"/answers/{answer_token('link', called.id, delegate.id)}",
    }


def sitting_of(table, title, voice):
    meeting = Meeting.plan(table, title, utc_now() + timedelta(days=3), "Sala", voice)
    meeting.add_item("Stato dei lavori", "", voice)
    meeting.convene(voice)
    db.session.flush()
    return meeting


def tell(meeting, mandate: Mandate, state):
    """Sent, refused or on its way."""
    now, moments = utc_now(), ({"sent_at": utc_now()}, {"failed_at": utc_now()}, {})[state]
    told = {"mandate": mandate, "person": mandate.person, "address": mandate.person.email, "mail_key": f"stage/{mandate.id}"}
    db.session.add(Notice(meeting_id=meeting.id, method="REQUEST", sequence=0, made_at=now, **told, **moments))
