"""Who reads the access log, and who carries out an erasure."""

from sqlalchemy import or_, select

from app.access_log import AccessEntry
from app.membership.models import AccessToken, Erasure, SignIn
from app.permissions.membership.offices import holds_office, offices_of
from app.permissions.membership.people import can_administer


def can_read_access_log(person, _thing=None):
    """The auditor and the platform administrator."""
    return bool(offices_of(person) & {"administrator", "auditor"})


def can_read_erasures(person, _thing=None):
    """Who asked to be forgotten and was not yet: who carries it out, and auditors, who read everything."""
    return bool(offices_of(person) & {"administrator", "auditor"})


def can_erase(person, _erasure=None):
    """The platform administrator carries out what a person asked; nobody erases whom nobody asked to."""
    return can_administer(person)


def can_withdraw_erasure(person, erasure):
    """Who asked for it."""
    return erasure.person_id == person.id


def seen_accesses(person_id, at):
    """What I did, and what was done to my account; auditor and administrator read all."""
    mine = or_(AccessEntry.person_id == person_id, AccessEntry.subject == f"person/{person_id}")
    all_of_it = or_(holds_office(person_id, at, "administrator"), holds_office(person_id, at, "auditor"))
    return select(AccessEntry).where(or_(mine, all_of_it))


def seen_tokens(person_id, _at):
    """My own, whatever became of them: nobody else reads or revokes the programs of a person."""
    return select(AccessToken).join(AccessToken.sign_in).where(SignIn.person_id == person_id)


def seen_erasures(person_id, at):
    """My own requests, and for an administrator everybody's."""
    return select(Erasure).where(or_(Erasure.person_id == person_id, holds_office(person_id, at, "administrator")))
