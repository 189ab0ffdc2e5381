"""Who gives and ends seats and mandates."""

from app.membership.models import Place
from app.membership.models.table_rules import NAMED_BY_BODIES
from app.permissions.membership.offices import KEEPERS, administers, keeps, leads
from app.permissions.membership.people import can_administer


def can_give_seat(person, table):
    """Seats of a table are given by its secretariat and by the platform administrator."""
    return keeps(person, table.place_id) or can_administer(person)


def can_end_seat(person, seat):
    """A seat is ended by who gives it; a body may also leave by its own administrator."""
    return gives_seats_in(person, seat.place) or administers(person, seat.organisation_id)


def can_appoint(person, seat):
    """A body's administrator names its own people; in a workspace also the lead, at a table the platform administrator.

    Guests come by their own door, each with a sponsor: nobody is named into their seat.
    """
    if seat.role == "guest":
        return False
    if administers(person, seat.organisation_id):
        return True
    return leads(person, seat.place_id) if seat.place.noun == "workspace" else can_administer(person)


def leaves_role(person, seat, role):
    """Does the rule of the place leave it to this person to name this role in a seat?

    At a table what its rule lets a body name, and every role to the platform administrator; in a workspace nobody names a
    chair or a secretariat.
    """
    table = seat.place.table
    if table is None:
        return role in NAMED_BY_BODIES
    return role in table.appointable or can_administer(person)


def may_nominate(person, seat, role):
    return leaves_role(person, seat, role) and can_appoint(person, seat)


def can_end_mandate(person, mandate):
    """Who names may end (no body names the chair or the secretariat); and everybody may lay down a mandate of her own."""
    if mandate.person_id == person.id:
        return True
    return can_administer(person) if mandate.role in KEEPERS else can_appoint(person, mandate.seat)


def gives_seats_in(person, place: Place):
    if place.noun == "workspace":
        return leads(person, place.id)
    return keeps(person, place.id) or can_administer(person)
