"""Who is called to a meeting: the delegates, chairs and substitutes of its table, and the guests of its items."""

from itertools import groupby

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.database import db
from app.meetings.models import Notice
from app.meetings.models.attendance import turn
from app.membership.models import Mandate, Person, Place, Seat
from app.membership.models.table_rules import COVERING
from app.permissions.who import holds


def called_to(meeting, at):
    """{person: her mandates, the one that speaks first first} of all who are called, and will still be there at its start.

    Nobody to a meeting that was called off.
    """
    if meeting.cancelled_at:
        return {}
    own = (Seat.place_id == meeting.table.place_id) & Mandate.role.in_(COVERING)
    items = [item.id for item in meeting.items]
    visits = select(Place.id).where(Place.noun == "item", Place.noun_id.in_(items))
    query = select(Mandate).join(Mandate.seat).join(Seat.organisation).join(Mandate.person).options(*WITH_SEAT)
    query = query.where(or_(own, Seat.place_id.in_(visits)), *holds(at), Person.lives(at))
    mandates = [each for each in db.session.scalars(query) if each.ends_at is None or each.ends_at > meeting.starts_at]
    mandates.sort(key=lambda each: (each.person_id, turn(each)))
    return {person: list(mine) for person, mine in groupby(mandates, key=lambda each: each.person)}


WITH_SEAT = (
    contains_eager(Mandate.person),
    contains_eager(Mandate.seat).contains_eager(Seat.organisation),
    contains_eager(Mandate.seat).joinedload(Seat.place),
)


def notices_of(meeting):
    """Every mail by which somebody was called or called off, the first first."""
    query = select(Notice).where(Notice.meeting_id == meeting.id).order_by(Notice.id)
    seat = joinedload(Notice.mandate).joinedload(Mandate.seat)
    whole = (joinedload(Notice.person), seat.joinedload(Seat.organisation), seat.joinedload(Seat.place))
    return db.session.scalars(query.options(*whole)).all()


def standing(notices):
    """{person: the mandates by which she was called and not called off since}."""
    latest = {}
    for each in notices:
        latest[each.mandate_id] = each
    found = {}
    for each in latest.values():
        if each.method == "REQUEST":
            found.setdefault(each.person, []).append(each.mandate)
    return found


def substitutes_of(seat_id, at):
    """Who steps in for the delegate of a seat now, in their order."""
    query = select(Mandate).join(Mandate.seat).join(Seat.organisation).join(Mandate.person).options(*WITH_SEAT)
    query = query.where(Mandate.seat_id == seat_id, Mandate.role == "substitute", *holds(at), Person.lives(at))
    return db.session.scalars(query.order_by(Mandate.rank, Mandate.id).options(selectinload(Mandate.suspensions))).all()
