"""A seat: an organisation in a place, for a time."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from app.database import Dated, db, hold, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.membership.models.act import Act
from app.membership.models.mandate import Mandate
from app.membership.models.organisation import Organisation
from app.membership.models.rules import (
    check_changes_one_by_one,
    check_dates,
    check_not_resting,
    check_one_delegate,
    check_within_seat,
    end_row,
    overlap,
)
from app.membership.models.suspension import Suspension
from app.membership.models.table_rules import COVERING


class Seat(Dated, db.Model):
    """`role` is `member` at a table, `lead`, `partner`, `observer` or `guest` in a workspace, `guest` at an agenda item.

    `side` is `a` or `b` at a parity table; `title` tells the seats of one body apart; `reason` says why it ended.
    `weight` is how much its vote counts where the table weighs votes, a whole number from 1 on.
    """

    __table_args__ = (Index(None, "place_id", "organisation_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    role: Mapped[str] = mapped_column(String(20), default="member")
    side: Mapped[str | None] = mapped_column(String(1))
    title: Mapped[str] = mapped_column(String(200), default="", server_default="")
    weight: Mapped[int] = mapped_column(default=1, server_default="1")
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")

    place: Mapped["Place"] = relationship(back_populates="seats")  # noqa: F821
    organisation: Mapped[Organisation] = relationship()
    act: Mapped[Act | None] = relationship()
    mandates: Mapped[list[Mandate]] = relationship(back_populates="seat", order_by=Mandate.since)
    # those of its body; what suspends one mandate stands with that mandate
    suspensions: Mapped[list[Suspension]] = relationship(
        primaryjoin=lambda: foreign(Suspension.organisation_id) == Seat.organisation_id,
        order_by=Suspension.since,
        uselist=True,
        viewonly=True,
    )

    def appoint(
        self, person, role, *, since=None, until=None, act=None, rank=None, confirmed=True, after=None, voice=None, by=None
    ):
        """Give a person a mandate in this seat; RuleBroken where the seat has ended by then, or has a delegate already.

        One that is not `confirmed` gives no right until it is. `after` is the mandate that gives way to this one.
        """
        since, until = max(since or utc_now(), self.since), until or self.until
        hold(Seat, self.id)  # named from two sides at once, by a form and by an invitation
        if self.place.table is not None:
            self.place.table.check_lives()
        check_dates(since, until)
        check_within_seat(self, since, until)
        check_one_delegate(self, person, role, since, until, beside=(after,), named=not confirmed)
        check_not_resting(self, person, since, until)
        mandate = Mandate(seat=self, person=person, role=role, act=act, since=since, until=until, predecessor=after)
        mandate.rank = rank or self.next_rank(role, mandate)
        mandate.named_by, mandate.confirmed_at = by, utc_now() if confirmed else None
        db.session.add(mandate)
        kind = "mandate-given" if confirmed else "mandate-named"
        announce(self.place, kind, mandate, voice=voice, person=by, of=person, role=role)
        if confirmed:
            mandate.succeed(voice=voice, by=by)
        return mandate

    def next_rank(self, role, mandate):
        """The place in the row of those who hold one role here at the same time: the first named stands first."""
        others = [each for each in self.mandates if each is not mandate and each.role == role]
        return 1 + max((each.rank or 1 for each in others if overlap(each, mandate.since, mandate.until)), default=0)

    def weigh(self, weight, *, voice=None, by=None):
        """How much its vote counts from now on; a poll that is open keeps the weights it was opened with."""
        if self.place.table is None or not self.place.table.weighted:
            raise RuleBroken(_l("Votes are not weighed at this table: its rules say so."))
        self.place.table.check_lives()
        self.weight = weight
        return announce(self.place, "seat-weighed", self, voice=voice, person=by, weight=weight)

    def delegate_at(self, at):
        """Who is its delegate at a moment, suspended or not; None while the seat is vacant."""
        delegates = (each for each in self.mandates if each.role == "delegate")
        return next((each for each in delegates if each.state(at) in ("active", "suspended")), None)

    def end(self, until=None, *, reason="", voice=None, by=None):
        """End the seat, and with it every mandate in it; what was said and done in it stays."""
        check_changes_one_by_one(self.place.table)
        return self.vacate(until, reason=reason, voice=voice, by=by)

    def is_vacant(self, at):
        """Does nobody speak in it at a moment: neither delegate nor chair, nor a substitute?"""
        return not any(each.role in COVERING and each.holds(at) for each in self.mandates)

    def vacate(self, until=None, *, reason="", voice=None, by=None):
        """The end itself; at a parity table only a roster, which changes both sides together, calls it."""
        end_row(self, until)
        self.reason = reason
        for mandate in self.mandates:
            if mandate.until is None or mandate.until > self.until:
                mandate.until = max(self.until, mandate.since)
        return announce(
            self.place, "seat-ended", self, voice=voice, person=by, organisation=self.organisation_id, until=iso(self.until)
        )
