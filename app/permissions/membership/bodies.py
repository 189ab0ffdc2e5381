"""Who keeps bodies: the platform administrator all of it, a body's own administrator its units and how to reach it."""

from sqlalchemy import select

from app.membership.models import Alias, Shareholding, Unit
from app.permissions.membership.offices import administers
from app.permissions.membership.people import can_administer


def seen_units(_person_id, _at):
    return select(Unit)


def seen_aliases(_person_id, _at):
    return select(Alias)


def seen_shares(_person_id, _at):
    """Who owns what is public by law (D.Lgs. 33/2013, art. 22)."""
    return select(Shareholding)


def can_keep_body(person, _organisation=None):
    """Name, kind, codes, other names, shares and successions: the platform administrator."""
    return can_administer(person)


def can_keep_contacts(person, organisation):
    """How to reach a body, and its units: its own administrator too."""
    return can_keep_body(person) or administers(person, organisation.id)


def can_keep_units(person, organisation):
    return can_keep_contacts(person, organisation)
