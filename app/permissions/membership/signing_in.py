"""Who needs a second factor to sign in, and who helps those who lost theirs."""

from flask import current_app
from sqlalchemy import select, true

from app.database import db
from app.membership.models import Affiliation, Person
from app.membership.models.second_factor import Factor, factors_of
from app.permissions.membership.offices import KEEPERS, holds_office, offices_of
from app.permissions.membership.people import can_administer
from app.permissions.who import mandates_of, moment


def needs_factor(person):
    """Secretariat and chair, every office, and the administrators of bodies: who publishes, grants or sees a great deal."""
    if not current_app.config["SECOND_FACTOR"]:
        return False
    if offices_of(person) or any(each.role in KEEPERS for each in mandates_of(person)):
        return True
    administers = (Affiliation.person_id == person.id, Affiliation.administrator == true(), Affiliation.in_force(moment()))
    return db.session.scalar(select(Affiliation.id).where(*administers).limit(1)) is not None


def is_asked_factor(person):
    """Is a second factor asked at her sign-in: because she needs one, or because she added one?"""
    return needs_factor(person) or bool(factors_of(person))


def can_reset_factors(person, other):
    """Whoever lost her factors and codes turns to the platform administrator, who cannot do it for herself."""
    return can_administer(person) and person.id != other.id


def seen_accounts(person_id, at):
    """How people sign in is seen by the platform administrator."""
    return select(Person).where(holds_office(person_id, at, "administrator"))


def seen_factors(person_id, _at):
    """My own factors, and nobody else's."""
    return select(Factor).where(Factor.person_id == person_id, Factor.ended_at.is_(None))
