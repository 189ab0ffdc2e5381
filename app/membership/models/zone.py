"""A zone of municipalities, with memberships that begin and end by an act."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, db, hold, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.membership.models.act import Act
from app.membership.models.organisation import Organisation
from app.membership.models.rules import end_row, from_now_on, no_seat_for_ended, overlap
from app.membership.models.table import Table


class Zone(db.Model):
    """Its table, where there is one, has the same code; the seats there follow the zone's municipalities."""

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    agenda_title: Mapped[str] = mapped_column(String(200), default="")
    agenda_title_en: Mapped[str] = mapped_column(String(200), default="")

    memberships: Mapped[list["ZoneMembership"]] = relationship(back_populates="zone")

    @classmethod
    def draw(cls, code, name, agenda_title="", agenda_title_en="", *, by=None):
        """A new zone, with no municipality yet; RuleBroken where another has this code or this name."""
        for field, taken in (("code", cls.code == code), ("name", func.lower(cls.name) == name.lower())):
            if db.session.scalar(select(cls.id).where(taken).limit(1)):
                raise RuleBroken(_l("Another zone has this already."), field=field, status=422)
        zone = cls(code=code, name=name, agenda_title=agenda_title, agenda_title_en=agenda_title_en)
        db.session.add(zone)
        db.session.flush()
        announce(zone, "zone-drawn", zone, person=by)
        return zone

    @property
    def stream(self):
        return f"zone/{self.id}"

    def table(self):
        return db.session.scalar(select(Table).where(Table.code == self.code))

    def admit(self, organisation, act, *, since=None, by=None):
        """A municipality enters the zone by an act, and takes its seat at the zone's table at the same instant.

        RuleBroken for a body that is no municipality or has ended, and where it belongs to any zone in that time. Where a
        zone lies is not asked: San Colombano al Lambro is an exclave of its own.
        """
        since = since or utc_now()
        only_municipalities(organisation)
        no_seat_for_ended(organisation, since)
        no_second_zone(organisation, since)
        membership = ZoneMembership(zone=self, organisation=organisation, act=act, since=since, until=organisation.until)
        db.session.add(membership)
        self._seat(membership, by)
        announce(self, "municipality-admitted", membership, person=by, of=organisation, since=iso(since))
        return membership

    def _seat(self, membership, by):
        """A seat that the body has there already goes on."""
        table = self.table()
        since, until = membership.since, membership.until
        if table is None or not table.lives(since):
            return
        held = [seat for seat in table.place.seats if seat.organisation is membership.organisation and not seat.title]
        if not any(overlap(seat, since, until) for seat in held):
            table.place.seat(membership.organisation, "member", since=since, until=until, act=membership.act, by=by)

    def _unseat(self, organisation, until, reason, by):
        table = self.table()
        for seat in table.place.seats if table and table.lives(until) else ():
            if seat.organisation_id == organisation.id and (seat.until is None or seat.until > until):
                seat.end(until, reason=reason, by=by)


class ZoneMembership(Dated, db.Model):
    """A municipality in a zone; `act` made it enter, `ended_by` made it leave."""

    __table_args__ = (Index(None, "organisation_id", "since"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"), index=True)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300), default="", server_default="")

    zone: Mapped[Zone] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship()
    act: Mapped[Act | None] = relationship(foreign_keys=act_id)
    ended_by: Mapped[Act | None] = relationship(foreign_keys=ended_by_id)

    def end(self, act, *, until=None, reason="", by=None):
        """The municipality leaves the zone by an act, and its seat at the zone's table at the same instant."""
        end_row(self, until)
        self.ended_by, self.reason = act, reason
        self.zone._unseat(self.organisation, self.until, reason, by)
        return announce(self.zone, "municipality-left", self, person=by, of=self.organisation, until=iso(self.until))

    def move(self, zone, act, *, since=None, reason="", by=None):
        """One act ends this membership and begins the one in another zone, at the same instant; returns the new one.

        Workspaces and what was decided in the former zone are not rewritten.
        """
        if zone is self.zone:
            raise RuleBroken(_l("It belongs to this zone already: choose another one."), field="zone", status=422)
        self.end(act, until=from_now_on(since), reason=reason, by=by)
        return zone.admit(self.organisation, act, since=self.until, by=by)


def only_municipalities(organisation):
    if organisation.kind != "municipality":
        sentence = _l("%(name)s is not a municipality: zones are made of municipalities.", name=organisation.name)
        raise RuleBroken(sentence, field="organisation", status=422)


def no_second_zone(organisation, since):
    """Never in two zones at one moment, whichever they are. A row that ended before it began counts for nothing."""
    hold(Organisation, organisation.id)
    later = or_(ZoneMembership.until.is_(None), ZoneMembership.until > ZoneMembership.since)
    clash = or_(ZoneMembership.until.is_(None), ZoneMembership.until > since)
    query = select(Zone.name).join(Zone.memberships).where(ZoneMembership.organisation_id == organisation.id, later, clash)
    zone = db.session.scalar(query.limit(1))
    if zone is not None:
        sentence = _l("%(name)s belongs to the zone %(zone)s in those days: move it instead.", name=organisation.name, zone=zone)
        raise RuleBroken(sentence, field="organisation", status=422)
