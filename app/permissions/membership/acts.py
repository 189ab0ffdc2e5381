"""Who sees acts and who records them."""

from sqlalchemy import select

from app.database import db
from app.membership.models import Act
from app.permissions.membership.offices import administered, administers, offices_of
from app.permissions.membership.people import can_administer
from app.permissions.who import mandates_of, moment

RECORDERS = {"administrator", "zones_office"}


def seen_acts(_person_id, _at):
    """Deliberations and decrees are public facts: everybody signed in sees them."""
    return select(Act)


def can_record_any_act(person, _thing=None):
    """Acts of whatever body: the platform administrator, the zones office, the secretariat of any table."""
    return bool(offices_of(person) & RECORDERS) or any(
        each.role == "secretary" and each.seat.place.noun == "table" for each in mandates_of(person)
    )


def can_record_act(person, _thing=None):
    """And the administrator of a body, for acts of her own body."""
    return can_record_any_act(person) or bool(bodies_recorded(person))


def can_file_act(person, act):
    """The papers of an act: who may record it."""
    return can_record_any_act(person) or (act.organisation_id is not None and administers(person, act.organisation_id))


def can_correct_act(person, act):
    """Who recorded it while nothing rests on it; later the platform administrator."""
    return can_administer(person) or (act.recorded_by_id == person.id and can_file_act(person, act) and not act.carries())


def bodies_recorded(person):
    """The ids of the bodies whose acts an administrator may record."""
    return set(db.session.scalars(administered(person.id, moment())))
