"""The private space of one side of a parity table: its drafts stay hidden from the other (study of the domain, 1.22, 2c)."""

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import db
from app.happenings import react
from app.membership.models.table import Table


class Circle(db.Model):
    """`side` is that of its seats at the table: who sits there under them is in the circle, and nobody else is ever let in."""

    __table_args__ = (UniqueConstraint("table_id", "side"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("table.id"))
    side: Mapped[str] = mapped_column(String(1))

    table: Mapped[Table] = relationship()

    @property
    def stream(self):
        return f"circle/{self.id}"


def open_circle(said):
    """With the first seat of a side its circle is there."""
    seat = said.subject
    if not seat.side or seat.place.table is None:
        return
    table = seat.place.table
    if not db.session.scalar(select(Circle.id).where(Circle.table_id == table.id, Circle.side == seat.side)):
        db.session.add(Circle(table=table, side=seat.side))


react("seat-given", open_circle)
