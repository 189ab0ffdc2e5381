"""Who took part: each seat at each sitting that was held, in what capacity, and the share of a body over its sittings."""

from collections import Counter
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.meetings.models import Attendance, Meeting, Presence, Proxy
from app.membership.models import Mandate, Organisation, Seat, Table
from app.permissions import seen_meetings, visible
from app.words import titled

MOST = 20
THERE = ("delegate", "chair", "substitute", "proxy")
# Who makes a seat count first; a technician alone is somebody in the room, and no voice.
BEFORE = ("delegate", "chair", "substitute", "secretary", "technician")


@dataclass(frozen=True)
class Participation:
    """A seat at a sitting, and as what it took part: the role of who sat there, `proxy`, `excused`, `absent` or `unmarked`.

    `whole` says that somebody was there from the first item to the end.
    """

    meeting: Meeting
    seat: Seat
    as_what: str
    whole: bool = True

    @property
    def there(self):
        return self.as_what in THERE

    @property
    def called(self):
        return self.seat.organisation.called(self.meeting.closed_at)


def participations_of(organisation):
    """The latest sittings that I see of the tables at which a body has, or had, a seat."""
    seats = select(Seat.place_id).where(Seat.organisation_id == organisation.id)
    return participations(latest(seats), Seat.organisation_id == organisation.id)


def participations_in(seat):
    """The same for one seat."""
    return participations(latest([seat.place_id]), Seat.id == seat.id)


def latest(places):
    held = visible(seen_meetings, Meeting.closed_at.is_not(None), Table.place_id.in_(places))
    return db.session.scalars(held.options(joinedload(Meeting.table)).order_by(Meeting.starts_at.desc()).limit(MOST)).all()


def participations(meetings, *which):
    """[Participation, …] of these closed meetings, meeting by meeting, seat by seat; six queries for any number of them."""
    if not meetings:
        return []
    seats, ids = seats_of_tables(meetings, which), [meeting.id for meeting in meetings]
    times, marks, proxies = times_at(ids), marks_at(ids), proxies_at(ids)
    rows = []
    for meeting in meetings:
        here = {each.mandate_id for (at, _seat), some in times.items() if at == meeting.id for each in some}
        given = {seat for seat, holder in proxies.get(meeting.id, ()) if holder in here}
        for seat in seats:
            if seat.place_id == meeting.table.place_id and seat.in_force(meeting.closed_at):
                key = (meeting.id, seat.id)
                rows.append(participation(meeting, seat, times.get(key, ()), marks.get(key), seat.id in given))
    return rows


def participation(meeting, seat, times, excused, by_proxy):
    """How this seat took part: the highest of those who sat in it, else its proxy, else how it was marked."""
    came = sorted((each.mandate.role for each in times if each.mandate.role in BEFORE), key=BEFORE.index)
    if came and (came[0] in THERE or not by_proxy):
        return Participation(meeting, seat, came[0], not any(each.moved() for each in times))
    if by_proxy:
        return Participation(meeting, seat, "proxy")
    return Participation(meeting, seat, {None: "unmarked", True: "excused", False: "absent"}[excused])


def seats_of_tables(meetings, which):
    places = {meeting.table.place_id for meeting in meetings}
    query = select(Seat).where(Seat.place_id.in_(places), *which).order_by(Seat.id)
    return db.session.scalars(query.options(joinedload(Seat.organisation).selectinload(Organisation.aliases))).all()


def times_at(ids):
    """{(meeting, seat): presences}."""
    found = {}
    query = select(Presence).where(Presence.meeting_id.in_(ids)).order_by(Presence.id)
    for each in db.session.scalars(query.options(joinedload(Presence.mandate), selectinload(Presence.meeting))):
        found.setdefault((each.meeting_id, each.seat_id), []).append(each)
    return found


def marks_at(ids):
    """{(meeting, seat): excused} of every seat that was marked."""
    query = select(Attendance.meeting_id, Attendance.seat_id, Attendance.excused).where(Attendance.meeting_id.in_(ids))
    return {(row.meeting_id, row.seat_id): row.excused for row in db.session.execute(query)}


def proxies_at(ids):
    """{meeting: [(seat that gave, mandate that holds)]} of the proxies for whole meetings that were not withdrawn."""
    query = select(Proxy.meeting_id, Mandate.seat_id, Proxy.holder_id).join(Proxy.giver)
    query = query.where(Proxy.meeting_id.in_(ids), Proxy.item_id.is_(None), Proxy.withdrawn_at.is_(None))
    found = {}
    for row in db.session.execute(query):
        found.setdefault(row.meeting_id, []).append((row.seat_id, row.holder_id))
    return found


@dataclass(frozen=True)
class Share:
    """How often the seats of a body took part: `held` sittings of its seats, of which `there`, `proxy` and `excused`."""

    organisation: Organisation
    held: int
    there: int
    substitute: int
    proxy: int
    excused: int


def shares(rows):
    """[Share, …] by body, in the order of their names."""
    bodies, counts = {}, {}
    for row in rows:
        body = bodies.setdefault(row.seat.organisation_id, row.seat.organisation)
        counts.setdefault(body.id, Counter()).update(["held", row.as_what, *(["there"] if row.there else [])])
    named = sorted(bodies.values(), key=lambda body: (titled(body).casefold(), body.id))
    kept = ("held", "there", "substitute", "proxy", "excused")
    return [Share(body, **{name: counts[body.id][name] for name in kept}) for body in named]


def participation_json(row):
    return {
        "meeting": {"id": row.meeting.id, "title": row.meeting.title, "address": url_for("meetings.meeting", id=row.meeting.id)},
        "day": iso(row.meeting.starts_at),
        "table": titled(row.meeting.table),
        "seat": row.seat.id,
        "as": row.as_what,
        "there": row.there,
        "whole": row.whole,
    }
