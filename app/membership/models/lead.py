"""Leads: who is in charge of an area or a theme in a zone, from when to when; and the list of areas and themes."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, db, hold, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.membership.models.act import Act
from app.membership.models.person import Person
from app.membership.models.rules import check_dates, end_row
from app.membership.models.zone import Zone

KINDS = ("area", "theme")


class Remit(Dated, db.Model):
    """Something to be in charge of: an area of policy or a theme of projects; it is retired, never deleted."""

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")

    @classmethod
    def add(cls, kind, name, name_en="", code=None, *, since=None):
        """RuleBroken where the list has this name or this code already."""
        since = since or utc_now()
        standing = or_(cls.until.is_(None), cls.until > since)
        if db.session.scalar(select(cls.id).where(cls.kind == kind, cls.name == name, standing).limit(1)):
            raise RuleBroken(_l("The list has this name already."), field="name", status=422)
        if code and db.session.scalar(select(cls.id).where(cls.code == code).limit(1)):
            raise RuleBroken(_l("The list has this code already."), field="code", status=422)
        remit = cls(kind=kind, name=name, name_en=name_en, code=code, since=since)
        db.session.add(remit)
        return remit

    def end(self, by=None):
        """Retired: nobody is named for it any more, and who was in charge of it no longer is."""
        end_row(self)
        query = select(Lead).where(Lead.remit_id == self.id, or_(Lead.until.is_(None), Lead.until > self.until))
        for lead in db.session.scalars(query):
            lead.end(self.until, by=by)


class Lead(Dated, db.Model):
    """A person in charge of one remit in one zone; she may hold several, and each remit has one at a time."""

    __table_args__ = (Index(None, "zone_id", "remit_id", "since"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    remit_id: Mapped[int] = mapped_column(ForeignKey("remit.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"), index=True)
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")

    zone: Mapped[Zone] = relationship()
    remit: Mapped[Remit] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    named_by: Mapped[Person | None] = relationship(foreign_keys=named_by_id)
    act: Mapped[Act | None] = relationship()

    @classmethod
    def name(cls, zone, remit, person, *, since=None, until=None, act=None, by=None):
        """Put a person in charge; RuleBroken where somebody is in that time, or the remit is retired by then."""
        since = since or utc_now()
        check_dates(since, until)
        if not remit.in_force(since):
            raise RuleBroken(_l("%(name)s is not on the list in those days.", name=remit.name), field="remit", status=422)
        no_second_lead(zone, remit, since, until)
        lead = cls(zone=zone, remit=remit, person=person, since=since, until=until, act=act, named_by=by)
        db.session.add(lead)
        announce(zone, "lead-named", lead, person=by, of=person, remit=remit.id)
        return lead

    def end(self, until=None, *, reason="", by=None):
        end_row(self, until)
        self.reason = reason
        return announce(self.zone, "lead-ended", self, person=by, of=self.person_id, until=iso(self.until))


def no_second_lead(zone, remit, since, until):
    hold(Zone, zone.id)
    here = (Lead.zone_id == zone.id, Lead.remit_id == remit.id)
    lasting = or_(Lead.until.is_(None), Lead.until > Lead.since)
    clash = or_(Lead.until.is_(None), Lead.until > since)
    query = select(Person.name).join(Lead, Lead.person_id == Person.id).where(*here, lasting, clash)
    name = db.session.scalar((query.where(Lead.since < until) if until else query).limit(1))
    if name is not None:
        sentence = _l("%(name)s is in charge in those days: end that first.", name=name)
        raise RuleBroken(sentence, field="remit", status=422)
