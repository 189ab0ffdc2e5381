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
    """My own; for administrators and auditors everybody's."""
    all_of_them = or_(holds_office(person_id, at, "administrator"), holds_office(person_id, at, "auditor"))
    return select(Office).where(or_(Office.person_id == person_id, all_of_them))


def can_read_offices(person, _thing=None):
    """Who holds which office: who gives them, and auditors, who read everything."""
    return bool(offices_of(person) & {"administrator", "auditor"})


def can_end_office(person, office):
    """Who gives them ends them; and everybody may lay down an office of her own."""
    return office.person_id == person.id or can_administer(person)
