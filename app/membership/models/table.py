"""A table: a standing body where organisations sit; zones, conferences and working groups are tables too."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, PartialDate, PartialDateColumn, db
from app.membership.models.place import Place


class Table(db.Model):
    """`established` is empty for a table that is only proposed; a `reserved` one is seen by its own mandates only."""

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("table.id"), index=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(40))
    legal_basis: Mapped[str] = mapped_column(String(300), default="")
    established: Mapped[PartialDate | None] = mapped_column(PartialDateColumn)
    proposed: Mapped[bool] = mapped_column(default=False)
    composition_rule: Mapped[str] = mapped_column(Text, default="")
    composition_illustrative: Mapped[bool] = mapped_column(default=False)
    decision_rule: Mapped[str] = mapped_column(Text, default="")
    outputs: Mapped[str] = mapped_column(Text, default="")
    reserved_at: Mapped[datetime | None] = mapped_column(Instant)

    place: Mapped[Place] = relationship()
    parent: Mapped["Table | None"] = relationship(remote_side=id)

    @classmethod
    def establish(cls, **facts):
        """A new table with its place."""
        table = cls(place=Place(noun="table"), **facts)
        db.session.add(table)
        db.session.flush()
        table.place.noun_id = table.id
        return table

    @property
    def stream(self):
        return f"table/{self.id}"
