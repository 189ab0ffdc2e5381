"""Who administers the platform and its people."""

from sqlalchemy import or_, select

from app.membership.models import Office
from app.permissions.membership.offices import holds_office, offices_of


def can_administer(person, _thing=None):
    """Rosters, taxonomies and users: the platform administrator."""
    return "administrator" in offices_of(person)


def can_end_sign_in(person, sign_in):
    return sign_in.person_id == person.id or can_administer(person)


def seen_offices(person_id, at):
    """My own, and for an administrator everybody's."""
    return select(Office).where(or_(Office.person_id == person_id, holds_office(person_id, at, "administrator")))


def can_end_office(person, office):
    """Who gives them ends them; and everybody may lay down an office of her own."""
    return office.person_id == person.id or can_administer(person)
