"""Who reads a personal calendar: whoever holds its address, while its person keeps it and may sign in (HMAC-SHA256, 160 bits)."""

import base64
import hmac
import re

from flask import current_app

from app.database import db
from app.meetings.models import CalendarAddress

SHAPE = re.compile(r"([1-9][0-9]{0,8})-([a-z2-7]{32})", re.ASCII)


def calendar_token(row):
    """What stands in the address."""
    return f"{row.id}-{proof(row.id)}"


def proof(number):
    said = hmac.new(current_app.secret_key.encode(), f"calendar-address/{number}".encode(), "sha256").digest()
    return base64.b32encode(said).decode().lower()[:32]


def calendar_reader(token, at):
    """The person whose calendar this token opens at a moment, else None: nobody learns why not."""
    shape = SHAPE.fullmatch(token)
    given = shape is not None and hmac.compare_digest(shape[2], proof(int(shape[1])))
    # A forged one costs what an ended one does: neither tells by its time which it is.
    row = db.session.get(CalendarAddress, int(shape[1]) if given else 0)
    return row.person if row and row.ended_at is None and row.person.lives(at) else None
