"""How the outputs of the sitting that was held were agreed: by consensus, one body with a reservation. An example."""

from datetime import timedelta

from app.database import db
from app.meetings.models import Poll

RESERVATION = "Serve più tempo per i dati delle residenze convenzionate."


def seek_consensus(decision, voice):
    """Put to the seats, answered by everybody in the room, signed into the minutes."""
    rule = {"kind": "consensus", "majority": "consensus", "of": "present"}
    poll = Poll.prepare(decision.item, voice, decision=decision, **rule)
    db.session.flush()
    poll.open(voice)
    for elector in poll.electors:
        told = ("reserves", RESERVATION) if elector is poll.electors[-1] else ("assents", "")
        poll.cast({elector: told}, [elector.mandate, elector.holder])
    poll.close(voice)
    poll.record(voice)


def move_polls_back(item, at):
    """They were held on the day of the sitting, just before the outcome of their item."""
    for poll in item.polls:
        poll.prepared_at = poll.opened_at = at - timedelta(minutes=4)
        poll.closed_at = poll.recorded_at = at - timedelta(minutes=2)
        for elector in poll.electors:
            elector.cast_at = at - timedelta(minutes=3)
