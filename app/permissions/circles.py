"""Circles: one side of a parity table among itself. Neither the other side nor secretariat, chair or administrator comes in.

An auditor reads, and does not write (2c); a note on an item is read by who reads the item too, so that what is sealed by law
stays closed to auditors here as well.
"""

from sqlalchemy import or_, select

from app.meetings.models import AgendaItem, CircleNote
from app.membership.models import Circle, Mandate, Organisation, Person, Seat, Table
from app.permissions.meetings import seen_items
from app.permissions.membership import SPEAKERS, holds_office
from app.permissions.who import holds, mandates_of

INSIDE = (*SPEAKERS, "technician")


def seen_circles(person_id, at):
    """The circle of the side on whose seat this person speaks or works; auditors."""
    mine = select(Mandate.id).join(Mandate.seat).join(Organisation, Organisation.id == Seat.organisation_id)
    mine = mine.where(Seat.place_id == Table.place_id, Seat.side == Circle.side, Mandate.person_id == person_id)
    mine = mine.where(Mandate.role.in_(INSIDE), *holds(at)).correlate(Circle, Table, Person).exists()
    return select(Circle).join(Circle.table).where(or_(mine, holds_office(person_id, at, "auditor")))


def seen_circle_notes(person_id, at):
    circles = seen_circles(person_id, at).with_only_columns(Circle.id)
    items = seen_items(person_id, at).with_only_columns(AgendaItem.id)
    read = or_(CircleNote.item_id.is_(None), CircleNote.item_id.in_(items))
    return select(CircleNote).where(CircleNote.circle_id.in_(circles), read)


def can_write_in_circle(person, circle):
    """Who is in it by a seat of that side."""
    return circle_voice(person, circle) is not None


def circle_voice(person, circle):
    """Her mandate on a seat of that side, or None."""
    here = (each for each in mandates_of(person) if each.seat.place_id == circle.table.place_id and each.role in INSIDE)
    return next((each for each in here if each.seat.side == circle.side), None)
