"""Proxies: seen by who sees the meeting, given and withdrawn by the delegate whose voice it is."""

from sqlalchemy import select

from app.meetings.models import Proxy
from app.permissions.meetings import meeting_ids
from app.permissions.who import mandates_of

GIVERS = ("delegate",)


def seen_proxies(person_id, at):
    return select(Proxy).where(Proxy.meeting_id.in_(meeting_ids(person_id, at)))


def can_give_proxy(person, meeting):
    """The delegate of a seat of the table, for her own voice."""
    return any(each.seat.place_id == meeting.table.place_id and each.role in GIVERS for each in mandates_of(person))


def can_withdraw_proxy(person, proxy):
    """Who gave it, while her mandate holds."""
    return any(each.id == proxy.giver_id for each in mandates_of(person))
