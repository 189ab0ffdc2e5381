"""Minutes in view: who keeps the table puts them in view and answers; delegates and substitutes contest a passage."""

from sqlalchemy import select

from app.meetings.models import Contestation, Minutes
from app.permissions.meetings import seen_minutes
from app.permissions.membership import SPEAKERS, keeps
from app.permissions.who import mandates_of


def seen_contestations(person_id, at):
    """Those of the minutes that I see: what was asked, and what came of it, is everybody's at the table."""
    mine = seen_minutes(person_id, at).with_only_columns(Minutes.id)
    return select(Contestation).where(Contestation.minutes_id.in_(mine))


def can_circulate(person, meeting):
    return keeps(person, meeting.table.place_id)


def can_contest(person, meeting):
    """Who speaks for a seat of the table, there at the sitting or not."""
    return any(each.seat.place_id == meeting.table.place_id and each.role in SPEAKERS for each in mandates_of(person))


def can_answer_contestation(person, meeting):
    """The secretariat, or the chair."""
    return keeps(person, meeting.table.place_id)


def can_rectify(person, meeting):
    return keeps(person, meeting.table.place_id)
