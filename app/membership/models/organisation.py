"""An organisation: any body that can hold a seat, from the metropolitan city to an association."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, PartialDate, PartialDateColumn, db

# Words that carry no letter of a monogram.
SMALL_WORDS = {
    "di", "del", "della", "dei", "delle", "degli", "dell", "la", "le", "il", "lo", "e", "a", "con",
    "per", "università", "comune", "provincia", "s.p.a.", "the", "of", "and",
}  # fmt: skip


class Organisation(db.Model):
    """`until` is the moment at which the body ceased to exist (empty while it lives)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    name_en: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(40), index=True)
    tax_code: Mapped[str] = mapped_column(String(16), default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    until: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(Text, default="")

    parent: Mapped["Organisation | None"] = relationship(foreign_keys=parent_id, remote_side=id)
    owner: Mapped["Organisation | None"] = relationship(foreign_keys=owner_id, remote_side=id)
    municipality: Mapped["Municipality | None"] = relationship(back_populates="organisation")

    @property
    def stream(self):
        return f"organisation/{self.id}"

    def lives(self, at):
        return self.until is None or at < self.until

    def initials(self):
        """Two letters for the square that stands for this body."""
        words = [word.strip("()\"'") for word in self.name.replace("-", " ").replace("'", " ").split()]
        told = [word for word in words if word and word.lower() not in SMALL_WORDS] or words
        if len(told) == 1 or told[0].isupper():
            return told[0][:2].upper()
        return (told[0][0] + told[1][0]).upper()


class Municipality(db.Model):
    """What only a municipality has; `istat_code` is six digits with leading zero, `area` is in square kilometres."""

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    istat_code: Mapped[str] = mapped_column(String(6), unique=True)
    cadastral_code: Mapped[str] = mapped_column(String(4), default="")
    population: Mapped[int | None]
    area: Mapped[Decimal | None] = mapped_column(Numeric(9, 4))

    organisation: Mapped[Organisation] = relationship(back_populates="municipality")


class Succession(db.Model):
    """A body that came out of another: merger, split, rename, detachment.

    `effective_on` and `registered_on` may differ, since registers give two dates for one change.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    from_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    effective_on: Mapped[PartialDate | None] = mapped_column(PartialDateColumn)
    registered_on: Mapped[PartialDate | None] = mapped_column(PartialDateColumn)
    note: Mapped[str] = mapped_column(Text, default="")

    before: Mapped[Organisation] = relationship(foreign_keys=from_id)
    after: Mapped[Organisation] = relationship(foreign_keys=to_id)
