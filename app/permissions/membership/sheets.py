"""Who brings sheets in and out: the platform administrator all of them, an office the one that is its own."""

from app.permissions.membership.offices import offices_of
from app.permissions.membership.people import can_administer


def can_exchange(person, sheet):
    """May this person import and export a kind of sheet?"""
    return can_administer(person) or bool(offices_of(person) & set(sheet.offices))
