"""An organisation: any body that can hold a seat, from the metropolitan city to an association."""

from datetime import datetime
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Numeric, String, Text, and_, false, or_, select
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.alias import Alias, initials_of


class Organisation(db.Model):
    """`since` is the moment at which the body came to be (empty where no record says), `until` at which it ceased.

    One that is only `proposed` is on no roster: it becomes active by `constitute`. `ipa_code` is its code in the Index of
    public administrations (IPA), `pec` its certified mail.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    name_en: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(40), index=True)
    tax_code: Mapped[str] = mapped_column(String(16), default="")
    ipa_code: Mapped[str] = mapped_column(String(20), default="", server_default="", index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    proposed: Mapped[bool] = mapped_column(default=False, server_default=false())
    since: Mapped[datetime | None] = mapped_column(Instant)
    until: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(Text, default="")
    pec: Mapped[str] = mapped_column(String(254), default="", server_default="")
    phone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    address: Mapped[str] = mapped_column(String(300), default="", server_default="")
    website: Mapped[str] = mapped_column(String(200), default="", server_default="")

    parent: Mapped["Organisation | None"] = relationship(foreign_keys=parent_id, remote_side=id)
    municipality: Mapped["Municipality | None"] = relationship(back_populates="organisation")
    aliases: Mapped[list[Alias]] = relationship(back_populates="organisation", order_by=Alias.id)

    @classmethod
    def add(cls, *, istat_code="", by=None, **facts):
        """A body recorded for the first time; RuleBroken where a body of this name is active or proposed already."""
        check_new(facts["name"])
        body = cls(**facts)
        db.session.add(body)
        db.session.flush()
        body.set_istat_code(istat_code)
        announce(body, "organisation-recorded", body, person=by)
        return body

    @property
    def stream(self):
        return f"organisation/{self.id}"

    @hybrid_method
    def lives(self, at):
        """Is it an active body at this moment: no mere proposal, begun and not ended?"""
        return not self.proposed and (self.since is None or self.since <= at) and (self.until is None or at < self.until)

    @lives.expression
    @classmethod
    def lives(cls, at):
        begun = or_(cls.since.is_(None), cls.since <= at)
        return and_(cls.proposed == false(), begun, or_(cls.until.is_(None), cls.until > at))

    def state(self, at):
        """`proposed`, `coming`, `active` or `ended`."""
        if self.proposed:
            return "proposed"
        if self.until is not None and self.until <= at:
            return "ended"
        return "active" if self.lives(at) else "coming"

    def called(self, at):
        """What bears the name of that moment: a former name while it lasted, else the body itself. Both have initials."""
        ended = [each for each in self.aliases if each.until is not None and each.until > at]
        return min(ended, key=lambda each: each.until, default=self)

    def called_before(self, moment):
        """What bore the name until that moment."""
        return next((each for each in self.aliases if each.until == moment), self)

    def initials(self):
        return initials_of(self.name)

    def correct(self, *, by=None, **facts):
        """Set what was recorded wrongly or not at all; a new name is no correction but a succession."""
        if "parent" in facts:
            check_parent(self, facts["parent"])
        self.set_istat_code(facts.pop("istat_code", ""))
        for name, value in facts.items():
            setattr(self, name, value)
        announce(self, "organisation-corrected", self, person=by)

    def set_istat_code(self, code):
        """A municipality is known by its ISTAT code; no two have the same. An empty one changes nothing."""
        if not code:
            return
        taken = (Municipality.istat_code == code, Municipality.organisation_id != self.id)
        if db.session.scalar(select(Municipality.organisation_id).where(*taken)):
            raise RuleBroken(_l("Another body has this ISTAT code."), field="istat_code", status=422)
        if self.municipality is None:
            self.municipality = Municipality(istat_code=code)
        self.municipality.istat_code = code

    def constitute(self, since, *, by=None):
        """What was only proposed becomes a body, from a moment on."""
        if not self.proposed:
            raise RuleBroken(_l("%(name)s is not a proposal any more.", name=self.name))
        self.proposed, self.since = False, since
        announce(self, "organisation-constituted", self, person=by)


def check_new(name):
    """Two bodies of one name at one time are a mistake; one that ended may have an heir of its name."""
    same = select(Organisation.id).where(Organisation.name == name, Organisation.until.is_(None))
    if db.session.scalar(same.limit(1)):
        raise RuleBroken(_l("There is a body of this name already."), field="name", status=422)


def check_parent(organisation, parent):
    """RuleBroken where a body would be a part of itself, however far down."""
    above = parent
    while above is not None:
        if above is organisation:
            raise RuleBroken(_l("A body cannot be a part of itself."), field="parent", status=422)
        above = above.parent


class Municipality(db.Model):
    """What only a municipality has; `istat_code` is six digits with leading zero, `area` is in square kilometres."""

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    istat_code: Mapped[str] = mapped_column(String(6), unique=True)
    cadastral_code: Mapped[str] = mapped_column(String(4), default="")
    population: Mapped[int | None]
    area: Mapped[Decimal | None] = mapped_column(Numeric(9, 4))

    organisation: Mapped[Organisation] = relationship(back_populates="municipality")
