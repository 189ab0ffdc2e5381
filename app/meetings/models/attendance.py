"""Who sat in a seat at a meeting; quorum and presence are counted on seats, not persons."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db
from app.membership.models import Mandate, Seat


class Attendance(db.Model):
    """`mandate` is empty where the seat was marked absent."""

    __table_args__ = (UniqueConstraint("meeting_id", "seat_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    marked_at: Mapped[datetime] = mapped_column(Instant)

    meeting: Mapped["Meeting"] = relationship(back_populates="attendance")  # noqa: F821
    seat: Mapped[Seat] = relationship()
    mandate: Mapped[Mandate | None] = relationship()
