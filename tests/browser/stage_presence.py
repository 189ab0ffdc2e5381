"""A sitting in which people came, ask for the floor and declared a conflict, and one of a parity table."""

from app.database import db, utc_now
from app.meetings.models import Arrival, Conflict, Hand, Meeting
from app.membership.models import Table


def presence_states():
    """{place: path}; call inside a writing transaction."""
    return {"attended": attended(), "parity_sits": parity_sits()}


def attended():
    """Three seats are there, one speaks, one waits, one has a conflict; a fourth says that she is there."""
    table = db.session.scalar(db.select(Table).where(Table.code == "TAV-UNI"))
    voice = keeper(table)
    table.quorum, table.speech_seconds = "majority", 180
    meeting = sat(table, voice, "Una seduta con molta gente", ["Alloggi e conflitti", "Varie"])
    meeting.take_up(meeting.items[0], voice)
    there = [
        next((each for each in seat.mandates if each.role == "delegate" and each.holds(utc_now())), None)
        for seat in table.place.seats
    ]
    there = [each for each in there if each is not None]
    for mandate in there[:3]:
        meeting.mark(mandate.seat, mandate, voice)
    for mandate, kind in zip(there[:3], ("contribution", "question", "order"), strict=False):
        Hand.put_up(meeting, mandate, kind, mandate)
        db.session.flush()
    db.session.query(Hand).filter_by(meeting_id=meeting.id).order_by(Hand.id).first().give_floor(voice)
    Conflict.declare(
        meeting.items[0], there[1], "financial", "abstains", "Ha una quota di una società che partecipa al bando", voice
    )
    for mandate in there[3:4]:
        Arrival.say(meeting, mandate)
    db.session.flush()
    return f"/meetings/{meeting.id}"


def parity_sits():
    """The first parity table of the demo, with one side there."""
    table = db.session.scalar(db.select(Table).where(Table.parity_since.is_not(None)).order_by(Table.id))
    voice = keeper(table)
    meeting = sat(table, voice, "Conferenza in seduta", ["Intesa"])
    meeting.call_row([each for each in table.place.seats if each.side == "a"], voice)
    db.session.flush()
    return f"/meetings/{meeting.id}"


def sat(table, voice, title, items):
    meeting = Meeting.plan(table, title, utc_now(), "Palazzo Isimbardi", voice)
    for item in items:
        meeting.add_item(item, "", voice)
        db.session.flush()
    meeting.convene(voice)
    meeting.open(voice)
    db.session.flush()
    return meeting


def keeper(table):
    return next(
        each for seat in table.place.seats for each in seat.mandates if each.role == "secretary" and each.holds(utc_now())
    )
