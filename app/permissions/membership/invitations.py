"""Who invites people into a body and ends their belonging to it; who sees the outbox."""

from sqlalchemy import or_, select

from app.membership.models import Affiliation, Invitation
from app.outbox import Mail
from app.permissions.membership.offices import administered, administers, holds_office, offices_of
from app.permissions.membership.people import can_administer


def can_invite(person, organisation):
    """The administrator of a body into her own, the platform administrator into any."""
    return administers(person, organisation.id) or can_administer(person)


def can_read_people(person, organisation):
    """Who belongs to a body: who invites into it, and auditors, who read everything."""
    return can_invite(person, organisation) or "auditor" in offices_of(person)


def can_keep_invitation(person, invitation):
    return can_invite(person, invitation.organisation)


def can_end_affiliation(person, affiliation):
    return can_invite(person, affiliation.organisation)


def seen_invitations(person_id, at):
    own = Invitation.organisation_id.in_(administered(person_id, at))
    return select(Invitation).where(or_(own, holds_office(person_id, at, "administrator")))


def seen_affiliations(person_id, at):
    """Who belongs to a body: its administrators and the platform's."""
    own = Affiliation.organisation_id.in_(administered(person_id, at))
    return select(Affiliation).where(or_(own, holds_office(person_id, at, "administrator")))


def seen_mails(person_id, at):
    """The outbox: the platform administrator."""
    return select(Mail).where(holds_office(person_id, at, "administrator"))
