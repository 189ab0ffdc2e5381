"""States of a personal calendar: an address that works, and one that was ended."""

from app.database import commit, db, writing
from app.meetings.models import CalendarAddress
from app.permissions import calendar_token


def subscribed(cast):
    writing()
    row = CalendarAddress.renew(cast.person("delegate"))
    db.session.flush()
    token = calendar_token(row)
    commit()
    return {"calendar": token}


def unsubscribed(cast):
    names = subscribed(cast)
    writing()
    CalendarAddress.end(cast.person("delegate"))
    commit()
    return names


STATES = {"subscribed": subscribed, "unsubscribed": unsubscribed}
