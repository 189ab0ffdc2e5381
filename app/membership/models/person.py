"""A person who signs in; she is nobody's voice until a mandate makes her so."""

import unicodedata
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import lazy_gettext as _l
from flask_login import UserMixin
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, Instant, db
from app.errors import RuleBroken
from app.membership.models.organisation import Organisation

# OWASP's second argon2id setting: 19 MiB, two passes, one lane.
HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
# Verified where no account answers to the address, so that the time of the answer tells nothing.
NOBODYS_HASH = HASHER.hash("nobody signs in with this")


class Person(UserMixin, db.Model):
    """`name` is how the person is called; in the demo world it is a role, never a name of anyone."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(120))
    language: Mapped[str | None] = mapped_column(String(2))
    until: Mapped[datetime | None] = mapped_column(Instant)

    affiliations: Mapped[list["Affiliation"]] = relationship(back_populates="person")

    @property
    def stream(self):
        return f"person/{self.id}"


class Affiliation(Dated, db.Model):
    """A person belongs to a body; an `administrator` names its delegates. It gives no seat by itself."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    administrator: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(back_populates="affiliations")
    organisation: Mapped[Organisation] = relationship()


class Office(Dated, db.Model):
    """An office of the platform held by a person: `administrator`, `plan_office`, `zones_office` or `auditor`."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))

    person: Mapped[Person] = relationship()


def normal_email(text):
    """One spelling for one address: NFKC, trimmed, case folded."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def hash_password(password):
    """The argon2id hash of a password; RuleBroken where it is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        sentence = _l("A password has %(least)s to %(most)s characters.", least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)
        raise RuleBroken(sentence, field="password", status=422)
    return HASHER.hash(password)


def is_password(password_hash, password):
    """Does the password fit? Without a hash the work is done all the same and the answer is always no."""
    try:
        HASHER.verify(password_hash or NOBODYS_HASH, password[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None and len(password) <= LONGEST_PASSWORD
