"""A seat: an organisation in a place, for a time."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, db, utc_now
from app.happenings import announce, iso
from app.membership.models.act import Act
from app.membership.models.mandate import Mandate
from app.membership.models.organisation import Organisation
from app.membership.models.rules import check_dates, check_one_delegate, check_within_seat, end_row


class Seat(Dated, db.Model):
    """`role` is `member` at a table, `lead`, `partner`, `observer` or `guest` in a workspace, `guest` at an agenda item.

    `side` is `a` or `b` at a parity table; `title` tells the seats of one body apart; `reason` says why it ended.
    """

    __table_args__ = (Index(None, "place_id", "organisation_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[str] = mapped_column(String(20), default="member")
    side: Mapped[str | None] = mapped_column(String(1))
    title: Mapped[str] = mapped_column(String(200), default="", server_default="")
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")

    place: Mapped["Place"] = relationship(back_populates="seats")  # noqa: F821
    organisation: Mapped[Organisation] = relationship()
    act: Mapped[Act | None] = relationship()
    mandates: Mapped[list[Mandate]] = relationship(back_populates="seat", order_by=Mandate.since)

    def appoint(self, person, role, *, since=None, until=None, act=None, confirmed=True, voice=None, by=None):
        """Give a person a mandate in this seat; RuleBroken where the seat has ended by then, or has a delegate already.

        One that is not `confirmed` gives no right until the secretariat confirms it.
        """
        now = utc_now()
        since, until = max(since or now, self.since), until or self.until
        check_dates(since, until)
        check_within_seat(self, since, until)
        check_one_delegate(self, person, role, since, until)
        mandate = Mandate(seat=self, person=person, role=role, act=act, since=since, until=until)
        mandate.named_by_id, mandate.confirmed_at = by and by.id, now if confirmed else None
        db.session.add(mandate)
        announce(self.place, "mandate-given", mandate, voice=voice, person=by, of=person, role=role)
        return mandate

    def end(self, until=None, *, reason="", voice=None, by=None):
        """End the seat, and with it every mandate in it; what was said and done in it stays."""
        end_row(self, until)
        self.reason = reason
        for mandate in self.mandates:
            if mandate.until is None or mandate.until > self.until:
                mandate.until = max(self.until, mandate.since)
        return announce(
            self.place, "seat-ended", self, voice=voice, person=by, organisation=self.organisation_id, until=iso(self.until)
        )
