"""Sittings with a question before the seats: one open, one secret, one counted and not carried."""

from datetime import timedelta

from app.database import db, utc_now
from app.meetings.models import Meeting, Poll
from app.membership.models import Mandate, Table

QUESTION = (
    "Si apre un solo sportello per chi cerca casa, con i dati di tutti gli atenei e delle strutture ricettive convenzionate?"
)
VOTE = {"kind": "vote", "majority": "two_thirds", "of": "present", "question": QUESTION}


def poll_states():
    """{place: path}; call inside a writing transaction."""
    table = db.session.scalar(db.select(Table).where(Table.code == "TAV-UNI"))
    kept = db.select(Mandate).where(Mandate.role == "secretary", Mandate.seat.has(place_id=table.place_id))
    voice = db.session.scalar(kept.order_by(Mandate.id))
    seeking = {"kind": "consensus", "majority": "consensus", "of": "present", "question": QUESTION}
    asked = put_at(table, voice, **seeking)
    for elector in asked.electors[1:]:
        asked.cast({elector: ("reserves", "Il reparto tecnico non è stato sentito." * 4)}, [elector.mandate])
    secret = put_at(table, voice, **VOTE, secret=True)
    failed = put_at(table, voice, **VOTE)
    for elector in failed.electors:
        failed.cast({elector: ("no" if elector.id % 2 else "abstain", "")}, [elector.mandate])
    failed.close(voice)
    weighed = db.session.scalar(db.select(Table).where(Table.code != "TAV-UNI", Table.parity_since.is_(None)).order_by(Table.id))
    weighed.weighted = True
    return {
        "poll_open": page_of(asked),
        "poll_secret": page_of(secret),
        "poll_counted": page_of(failed),
        "poll": f"/polls/{asked.id}",
        "weights": f"/tables/{weighed.id}/rules",
    }


def put_at(table, voice, **rule):
    """A question at a sitting of its own, with the seats that have somebody in the room."""
    meeting = Meeting.plan(table, "Seduta con un voto", utc_now() + timedelta(days=3), "", voice)
    item = meeting.add_item("Sportello unico per gli alloggi", "", voice)
    meeting.convene(voice)
    meeting.open(voice)
    for seat in table.place.seats:
        there = next((each for each in seat.mandates if each.role in ("delegate", "chair") and each.holds(utc_now())), None)
        if there:
            meeting.mark(seat, there, voice)
    poll = Poll.prepare(item, voice, **rule)
    db.session.flush()
    poll.open(voice)
    db.session.flush()
    return poll


def page_of(poll):
    return f"/meetings/{poll.item.meeting_id}?item={poll.item_id}"
