"""Which mandates are about to end, and which wait for a word: for the desk, the pages and the reminders alike."""

from datetime import timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from app.database import db
from app.membership.models import Mandate, Organisation, Seat, Table
from app.permissions import seen_tables, visible
from app.permissions.membership import KEEPERS
from app.permissions.who import holds

# Days before the end on which it is said: the first warning, the second, the last.
WARNINGS = (90, 30, 7)


def ending_within(days, at, *conditions):
    """The mandates in force at a moment whose end, or that of their seat or body, comes within so many days.

    The nearest first, with person, seat, organisation and place. One that somebody goes on from (a renewal or a
    successor, be it only named) is not told, nor the stay of a guest, of whom her sponsor is asked.
    """
    limit = at + timedelta(days=days)
    near = [each.until.is_not(None) & (each.until <= limit) for each in (Mandate, Seat, Organisation)]
    query = mandates_with_seats().where(*holds(at), or_(*near), ~is_followed(), Mandate.role != "guest", *conditions)
    return sorted(db.session.scalars(query).all(), key=lambda each: (each.ends_at, each.id))


def waiting_at(at, *conditions):
    """The nominations that wait for confirmation, the oldest first."""
    query = mandates_with_seats().where(still_waits(at), Seat.until.is_(None) | (Seat.until > at), *conditions)
    return db.session.scalars(query.order_by(Mandate.id)).all()


def waiting_for(mandates, at, everywhere=False):
    """What waits for who holds these mandates: at the tables whose secretariat or chair is among them, or at all she sees."""
    kept = {each.seat.place_id for each in mandates if each.role in KEEPERS}
    if not kept and not everywhere:
        return []
    return waiting_at(at, Seat.place_id.in_(visible(seen_tables).with_only_columns(Table.place_id) if everywhere else kept))


def mandates_with_seats():
    seat = contains_eager(Mandate.seat)
    whole = (
        joinedload(Mandate.person), seat.contains_eager(Seat.organisation), seat.joinedload(Seat.place),
        seat.selectinload(Seat.suspensions), seat.selectinload(Seat.mandates).selectinload(Mandate.suspensions),
        selectinload(Mandate.suspensions),
    )  # fmt: skip
    return select(Mandate).join(Mandate.seat).join(Seat.organisation).options(*whole)


def still_waits(at):
    open_end = and_(or_(Mandate.until.is_(None), Mandate.until > at), or_(Mandate.until.is_(None), Mandate.until > Mandate.since))
    return and_(Mandate.confirmed_at.is_(None), open_end)


def is_followed():
    later = aliased(Mandate)
    lives = or_(later.until.is_(None), later.until > later.since)
    return select(later.id).where(later.predecessor_id == Mandate.id, lives).exists()
