"""Who is known under which identity of a gateway, and who was invited under which address."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.database import db
from app.membership.models import Identity, Invitation


def identity_of(issuer, subject):
    """The identity under which a gateway names somebody, with its person; or None."""
    query = select(Identity).join(Identity.person).options(contains_eager(Identity.person))
    return db.session.scalar(query.where(Identity.issuer == issuer, Identity.subject == subject))


def identities_of(person):
    return db.session.scalars(select(Identity).where(Identity.person_id == person.id)).all()


def pending_invitations(email):
    """Those to an address that were neither accepted nor taken back, the oldest first."""
    query = select(Invitation).where(Invitation.email == email, Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    return db.session.scalars(query.order_by(Invitation.id)).all()
