"""A suspension: a time in which one mandate, or every mandate of a body, gives no right without being ended."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, db
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.membership.models.organisation import Organisation
from app.membership.models.person import Person
from app.membership.models.rules import check_dates, end_row, from_now_on, overlap


class Suspension(Dated, db.Model):
    """Exactly one of `mandate_id` and `organisation_id` is set; `reason` says why it began."""

    id: Mapped[int] = mapped_column(primary_key=True)
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    mandate: Mapped["Mandate | None"] = relationship(back_populates="suspensions")  # noqa: F821
    organisation: Mapped[Organisation | None] = relationship()
    by: Mapped[Person | None] = relationship()

    @classmethod
    def of_body(cls, organisation, reason, *, since=None, until=None, by=None):
        """Every mandate of a body rests from a moment on; RuleBroken where that time is suspended already."""
        since = from_now_on(since)
        known = db.session.scalars(select(cls).where(cls.organisation_id == organisation.id)).all()
        check_not_suspended(known, since, until)
        row = cls(organisation=organisation, reason=reason, since=since, until=until, by=by)
        db.session.add(row)
        announce(organisation, "organisation-suspended", organisation, person=by, since=iso(since))
        return row

    def lift(self, *, voice=None, by=None):
        """The rights come back at this moment; what was done before the suspension stands."""
        end_row(self)
        if self.mandate:
            return announce(
                self.mandate.seat.place, "mandate-resumed", self.mandate, voice=voice, person=by, of=self.mandate.person_id
            )
        return announce(self.organisation, "organisation-resumed", self.organisation, person=by)


def check_not_suspended(known, since, until):
    """RuleBroken where one of these suspensions shares a moment with the time asked for."""
    check_dates(since, until)
    if any(overlap(each, since, until) for each in known):
        raise RuleBroken(_l("This is suspended already in those days."))
