"""Who answers a call: who holds a mandate of the table, who has the link of her mail, whose calendar answers for her.

A token names a meeting and a mandate and proves that this house gave it (HMAC-SHA256, cut to 160 bits for the link and to
100 for the address to which calendars answer, whose local part is short: RFC 5321, 4.5.3.1.1). What it may do is asked
when it is used: the mandate must hold, and the meeting must still be awaited.
"""

import base64
import hmac
import re

from flask import current_app
from sqlalchemy.orm import joinedload

from app.database import db
from app.meetings.models import AgendaItem, Meeting
from app.membership.models import Mandate, Seat
from app.membership.models.table_rules import COVERING
from app.permissions.membership import keeps
from app.permissions.who import mandates_of

# Characters of base32 (5 bits each) in the proof, by what the token is for.
LENGTHS = {"link": 32, "calendar": 20}
SHAPE = re.compile(r"([1-9][0-9]{0,8})-([1-9][0-9]{0,8})-([a-z2-7]+)", re.ASCII)


def can_answer(person, meeting):
    """Who sits at the table as delegate, chair or substitute, for herself."""
    return any(each.seat.place_id == meeting.table.place_id and each.role in COVERING for each in mandates_of(person))


def can_note_answer(person, meeting):
    """The secretariat and the chair write down what somebody told them."""
    return keeps(person, meeting.table.place_id)


def answer_token(purpose, meeting_id, mandate_id):
    """The token of a mandate for a meeting; `purpose` is `link` or `calendar`, and one is worth nothing as the other."""
    said = f"answer/{purpose}/{meeting_id}/{mandate_id}".encode()
    proof = hmac.new(current_app.secret_key.encode(), said, "sha256").digest()
    return f"{meeting_id}-{mandate_id}-{base64.b32encode(proof).decode().lower()[: LENGTHS[purpose]]}"


def answering(purpose, token, at):
    """(meeting, mandate) for a token of ours that may answer at a moment, else None: nobody learns why not."""
    shape = SHAPE.fullmatch(token)
    if shape is None or not hmac.compare_digest(token, answer_token(purpose, shape[1], shape[2])):
        return None
    meeting = db.session.get(Meeting, int(shape[1]), options=[joinedload(Meeting.table)])
    whole = joinedload(Mandate.seat).joinedload(Seat.place), joinedload(Mandate.person)
    mandate = db.session.get(Mandate, int(shape[2]), options=list(whole))
    if not (meeting and mandate and meeting.takes_answers(at)):
        return None
    return (meeting, mandate) if is_called(meeting, mandate, at) else None


def is_called(meeting, mandate, at):
    """Does this mandate hold, and is it one of those who are called to this meeting?"""
    if not (mandate.holds(at) and mandate.person.lives(at)):
        return False
    place = mandate.seat.place
    if place.noun == "item" and mandate.role == "guest":
        item = db.session.get(AgendaItem, place.noun_id)
        return item is not None and item.meeting_id == meeting.id
    return place.id == meeting.table.place_id and mandate.role in COVERING
