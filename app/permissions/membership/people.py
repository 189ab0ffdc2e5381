"""Who administers the platform and its people."""

from app.permissions.membership.offices import offices_of


def can_administer(person, _thing=None):
    """Rosters, taxonomies and users: the platform administrator."""
    return "administrator" in offices_of(person)


def can_end_sign_in(person, sign_in):
    return sign_in.person_id == person.id or can_administer(person)
