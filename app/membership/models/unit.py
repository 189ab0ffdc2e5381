"""A unit of a body: a department, a sector, an office; it ends, with what lies below it."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.membership.models.organisation import Organisation
from app.membership.models.rules import check_dates, end_row


class Unit(Dated, db.Model):
    """`code` is the one that the body itself uses, or that of the IPA (UO)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    code: Mapped[str] = mapped_column(String(40), default="")

    organisation: Mapped[Organisation] = relationship()
    parent: Mapped["Unit | None"] = relationship(remote_side=id, back_populates="units")
    units: Mapped[list["Unit"]] = relationship(back_populates="parent", order_by=name)

    @classmethod
    def begin(cls, organisation, name, code="", *, parent=None, since=None, until=None, by=None):
        """A unit of a body from a moment on; one below another lies within its days."""
        since = since or utc_now()
        check_dates(since, until)
        if not organisation.lives(since):
            raise RuleBroken(_l("%(name)s is not active on that day.", name=organisation.name), field="since", status=422)
        if parent is not None:
            check_within(parent, organisation, since)
            until = earlier(until, parent.until)
        unit = cls(organisation=organisation, name=name, code=code, parent=parent, since=since, until=until)
        db.session.add(unit)
        announce(organisation, "unit-begun", unit, person=by)
        return unit

    def end(self, until=None, *, by=None):
        """End the unit and every unit below it that lasts longer."""
        end_row(self, until)
        for each in self.units:
            if each.until is None or each.until > self.until:
                each.end(self.until, by=by)
        announce(self.organisation, "unit-ended", self, person=by, until=iso(self.until))


def check_within(parent, organisation, since):
    if parent.organisation is not organisation or not parent.in_force(since):
        sentence = _l("Choose a unit of %(name)s that is there on that day.", name=organisation.name)
        raise RuleBroken(sentence, field="parent", status=422)


def earlier(one, other):
    """The earlier of two ends, None being no end."""
    return min((each for each in (one, other) if each is not None), default=None)
