"""A person who signs in; she is nobody's voice until a mandate makes her so."""

import unicodedata
from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import ForeignKey, String, or_
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, Instant, db
from app.membership.models.organisation import Organisation


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

    @hybrid_method
    def lives(self, at):
        """Has she not left by this moment?"""
        return self.until is None or at < self.until

    @lives.expression
    @classmethod
    def lives(cls, at):
        return or_(cls.until.is_(None), cls.until > at)


class Affiliation(Dated, db.Model):
    """A person belongs to a body; an `administrator` names its delegates. It gives no seat by itself."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    administrator: Mapped[bool] = mapped_column(default=False)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)

    person: Mapped[Person] = relationship(back_populates="affiliations")
    organisation: Mapped[Organisation] = relationship()
    unit: Mapped["Unit | None"] = relationship()  # noqa: F821


class Office(Dated, db.Model):
    """An office of the platform held by a person: `administrator`, `plan_office`, `zones_office` or `auditor`."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))

    person: Mapped[Person] = relationship()


def normal_email(text):
    """One spelling for one address: NFKC, trimmed, case folded."""
    return unicodedata.normalize("NFKC", text).strip().casefold()
