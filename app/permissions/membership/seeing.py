"""Who sees tables, bodies, seats, mandates and sign-ins."""

from sqlalchemy import or_, select

from app.membership.models import Mandate, Organisation, Seat, SignIn, Table
from app.permissions.membership.offices import administered, holds_office
from app.permissions.who import places_of


def seen_organisations(_person_id, _at):
    """Every signed-in person sees every body: who is who is no secret of a convening house."""
    return select(Organisation)


def seen_tables(person_id, at):
    """Name, composition and calendar of a table: everybody signed in, unless it is reserved."""
    mine = Table.place_id.in_(places_of(person_id, at))
    return select(Table).where(or_(Table.reserved_at.is_(None), mine, holds_office(person_id, at, "auditor")))


def seen_seats(person_id, at):
    """The seats of the places I see, and those of the bodies that I administer; auditors see all."""
    tables = seen_tables(person_id, at).with_only_columns(Table.place_id)
    here = or_(Seat.place_id.in_(tables), Seat.place_id.in_(places_of(person_id, at)))
    own = Seat.organisation_id.in_(administered(person_id, at))
    return select(Seat).where(or_(here, own, holds_office(person_id, at, "auditor")))


def seen_mandates(person_id, at):
    seats = seen_seats(person_id, at).with_only_columns(Seat.id)
    return select(Mandate).where(or_(Mandate.seat_id.in_(seats), Mandate.person_id == person_id))


def seen_sign_ins(person_id, at):
    """My own sign-ins, and for an administrator everybody's."""
    return select(SignIn).where(or_(SignIn.person_id == person_id, holds_office(person_id, at, "administrator")))
