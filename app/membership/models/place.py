"""A place: a table, a workspace, a circle, where organisations sit."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import db, utc_now
from app.happenings import announce
from app.membership.models.rules import check_changes_one_by_one, check_dates, no_seat_for_ended, no_second_seat
from app.membership.models.seat import Seat


class Place(db.Model):
    """`noun` and `noun_id` name the table, workspace, circle or agenda item that has it, as its stream does.

    A place `within` another narrows it: a mandate counts here only beside one in force there, of the same person for the same
    body.
    """

    __table_args__ = (Index(None, "noun", "noun_id", unique=True), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    noun: Mapped[str] = mapped_column(String(20))
    noun_id: Mapped[int | None]
    within_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)

    within: Mapped["Place | None"] = relationship(remote_side=id)
    seats: Mapped[list[Seat]] = relationship(back_populates="place")
    table: Mapped["Table | None"] = relationship(back_populates="place")  # noqa: F821

    @property
    def stream(self):
        return f"{self.noun}/{self.noun_id}"

    @property
    def parity(self):
        """Do both sides change together here, by a roster?"""
        return self.table is not None and self.table.parity

    def seat(self, organisation, role, *, since=None, until=None, side=None, title="", act=None, voice=None, by=None):
        """Give an organisation a seat here from a moment on.

        `title` names the seat where a body holds several ("Assessore al territorio"). RuleBroken for an ended
        organisation, for dates the wrong way round, or where it holds this seat in that time already.
        """
        since = since or utc_now()
        check_changes_one_by_one(self.table, since)
        check_dates(since, until)
        no_seat_for_ended(organisation, since)
        no_second_seat(self, organisation, title, since, until)
        seat = Seat(place=self, organisation=organisation, role=role, side=side, title=title, act=act, since=since, until=until)
        db.session.add(seat)
        announce(self, "seat-given", seat, voice=voice, person=by, organisation=organisation, role=role)
        return seat
