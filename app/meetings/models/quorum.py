"""Is the sitting valid at a moment? Its seats are counted as people come and go, at a parity table on each side.

`check_quorate` is for what needs a valid sitting: a vote, the taking of a decision.
"""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.database import db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.meetings.models.presence import Assembly
from app.membership.models import Seat
from app.membership.models.table_rules import is_quorate, quorum


@dataclass(frozen=True)
class Turn:
    """From a moment on the sitting was valid, or was not."""

    at: datetime
    valid: bool
    counts: list


def counts_at(assembly, item=None, at=None, seats=None):
    """[Count, …] of the seats that are there at a moment; whether one in conflict on the item counts is set by the table."""
    at = at or assembly.at
    table = assembly.meeting.table
    there = assembly.in_the_room(item, at) if table.conflicts_count else assembly.voices(item, at)
    seats = [seat for seat in (seats or seats_of(table)) if seat.in_force(at)]
    return quorum(table.quorum_rule, seats, [(voice.seat.id, "delegate") for voice in there])


def is_valid(meeting, item=None, at=None):
    """Does the sitting have its quorum at a moment, by seats, for this item?"""
    return is_quorate(counts_at(Assembly(meeting), item, at))


def check_quorate(meeting, item=None):
    """RuleBroken while too few seats are there: the sitting may go on, and cannot vote or decide."""
    for count in counts_at(Assembly(meeting), item):
        if not count.reached:
            facts = {"present": count.present, "needed": count.needed}
            raise RuleBroken(_l("The sitting is not valid now: %(present)s seats are there and %(needed)s are needed.", **facts))


def history_of(assembly):
    """[Turn, …] since the opening: how it began, and each time at which the sitting became valid or ceased to be."""
    meeting = assembly.meeting
    if meeting.opened_at is None:
        return []
    seats, turns = seats_of(meeting.table), []
    for at in edges_of(assembly):
        counts = counts_at(assembly, item_at(meeting, at), at, seats)
        if not turns or turns[-1].valid != is_quorate(counts):
            turns.append(Turn(at, is_quorate(counts), counts))
    return turns


def edges_of(assembly):
    """The moments of a sitting at which who is there, or the item at hand, may have changed."""
    meeting = assembly.meeting
    edges = {meeting.opened_at, *(each.since for each in meeting.passages)}
    edges |= {edge for each in assembly.presences for edge in (each.since, each.until, each.mandate.ends_at)}
    edges |= {edge for each in assembly.presences for rest in each.mandate.suspensions for edge in (rest.since, rest.until)}
    edges |= {edge for each in assembly.proxies for edge in (each.given_at, each.withdrawn_at)}
    edges |= {edge for each in assembly.conflicts for edge in (each.declared_at, each.withdrawn_at)}
    until = meeting.closed_at or utc_now()
    return sorted(edge for edge in edges if edge is not None and meeting.opened_at <= edge < until)


def item_at(meeting, at):
    """The item that the sitting treated at a moment, or treated last before it; None before the first."""
    return next((each.item for each in reversed(meeting.passages) if each.since <= at), None)


def seats_of(table):
    """Every seat that the table ever had."""
    return db.session.scalars(select(Seat).where(Seat.place_id == table.place_id).order_by(Seat.id)).all()


def tell_quorum(meeting, was, voice):
    """Say on the line of the meeting that the quorum was lost, or reached, since it was asked (`was`)."""
    counts = counts_at(Assembly(meeting), meeting.current_item)
    if was != is_quorate(counts):
        facts = {"present": sum(each.present for each in counts), "needed": sum(each.needed for each in counts)}
        announce(meeting, "quorum-lost" if was else "quorum-reached", meeting, voice=voice, **facts)
