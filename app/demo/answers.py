"""Who was told of the next sitting and who has answered: seats answer in turn, so that each kind of answer is seen."""

from itertools import cycle

from app.database import db, utc_now
from app.meetings.models import Notice, Reply
from app.membership.models.table_rules import COVERING

ANSWERS = ("yes", "yes", "maybe", None)


def show_answers(meeting):
    """As if the mails had left: nothing leaves the demonstration."""
    now = utc_now()
    meeting.convocations[0].told_at = now
    for seat, answer in zip(meeting.table.place.seats, cycle(ANSWERS), strict=False):
        for mandate in [each for each in seat.mandates if each.role in COVERING and each.holds(now)]:
            told = {
                "mandate": mandate,
                "person": mandate.person,
                "address": mandate.person.email,
                "mail_key": f"demo/{mandate.id}",
            }
            db.session.add(Notice(meeting_id=meeting.id, method="REQUEST", sequence=0, made_at=now, sent_at=now, **told))
            if answer and mandate.role == "delegate":
                Reply.give(meeting, mandate, answer, way="calendar")
