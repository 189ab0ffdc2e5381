"""An identity: how the gateway of a public body (SPID, CIE) names a person; never her fiscal number."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.person import Person

LONGEST_SUBJECT = 255  # OpenID Connect Core 1.0, section 2


class Identity(db.Model):
    """`issuer` and `subject` are the pair by which OpenID Connect names one person for ever (Core 1.0, section 5.7)."""

    __table_args__ = (UniqueConstraint("issuer", "subject"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    since: Mapped[datetime] = mapped_column(Instant)

    person: Mapped[Person] = relationship()

    @classmethod
    def link(cls, person, issuer, subject, known):
        """Tie a person to a gateway's name for her; RuleBroken where she has another name there already (`known`)."""
        if any(each.issuer == issuer for each in known):
            raise RuleBroken(_l("This account is tied to another identity of the same service. Ask the secretariat."), status=403)
        identity = cls(person=person, issuer=issuer, subject=subject, since=utc_now())
        db.session.add(identity)
        announce(person, "identity-linked", identity, person=person)
        return identity
