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

    @property
    def called(self):
        """What bears the name that the body of the seat had when it was marked."""
        return self.seat.organisation.called(self.marked_at)


# Who speaks where several people of one seat are there: the delegate before her substitutes, these in their order.
FIRST = ("delegate", "chair", "substitute")


def one_voice(marked):
    """[(seat, mandate or None)], each seat once: a substitute counts only without the delegate."""
    chosen = {}
    for seat, mandate in marked:
        known = chosen.get(seat)
        chosen[seat] = min((each for each in (known, mandate) if each), key=turn, default=None)
    return list(chosen.items())


def turn(mandate):
    role = FIRST.index(mandate.role) if mandate.role in FIRST else len(FIRST)
    return role, mandate.rank, mandate.id
