"""The zones that a workspace touches: those of the municipalities that take part in it, and those that its lead names.

A municipality that changes zone while it takes part adds its new zone and keeps the former one, since joint work is not
rewritten; one that joins later brings the zone it belongs to then (Cologno Monzese in the Agenda Nord Milano of 2019).
"""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Dated, db, hold, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.membership.models import Mandate, Seat, Table, Zone, ZoneMembership
from app.membership.models.rules import end_row
from app.workspaces.models.workspace import Workspace

# Those of a zone's table who coordinate the zone.
COORDINATING = ("chair", "secretary")


class NamedZone(Dated, db.Model):
    """A zone that the lead says the work is for, whether or not one of its municipalities takes part."""

    __table_args__ = (Index(None, "zone_id", "workspace_id"), Index(None, "workspace_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspace.id"))
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    workspace: Mapped[Workspace] = relationship()
    zone: Mapped[Zone] = relationship()
    by: Mapped[Mandate | None] = relationship(foreign_keys=by_id)
    ended_by: Mapped[Mandate | None] = relationship(foreign_keys=ended_by_id)

    @classmethod
    def name(cls, workspace, zone, voice):
        """RuleBroken where it is named already."""
        workspace.check_at_work()
        hold(Workspace, workspace.id)
        now = utc_now()
        if db.session.scalar(named_at(now).where(cls.workspace_id == workspace.id, cls.zone_id == zone.id)):
            raise RuleBroken(_l("This zone is named already."), field="zone", status=422)
        known = set(db.session.scalars(zone_ids(workspace, now)))
        row = cls(workspace=workspace, zone=zone, since=now, by=voice)
        db.session.add(row)
        announce(workspace, "zone-named", row, voice=voice, zone=zone)
        if zone.id not in known:
            tell_coordinators(workspace, zone, voice)
        return row

    def end(self, voice):
        self.workspace.check_at_work()
        end_row(self)
        self.ended_by = voice
        announce(self.workspace, "zone-unnamed", self, voice=voice, zone=self.zone_id)


def named_at(at):
    return select(NamedZone).where(NamedZone.in_force(at))


def brought_at(at):
    """Which municipality brings which zone into which place: those it has belonged to since it takes part there."""
    query = select(Seat.place_id, ZoneMembership.zone_id, Seat.organisation_id)
    query = query.join(ZoneMembership, ZoneMembership.organisation_id == Seat.organisation_id)
    during = or_(ZoneMembership.until.is_(None), ZoneMembership.until > Seat.since)
    return query.where(Seat.in_force(at), Seat.role != "guest", ZoneMembership.since <= at, during)


def touches(zone_id, at):
    """A condition: the workspaces that touch a zone at a moment, each of them once."""
    places = brought_at(at).where(ZoneMembership.zone_id == zone_id).with_only_columns(Seat.place_id)
    named = named_at(at).where(NamedZone.zone_id == zone_id).with_only_columns(NamedZone.workspace_id)
    return or_(Workspace.place_id.in_(places), Workspace.id.in_(named))


def zone_ids(workspace, at):
    """A select of the ids of the zones that a workspace touches at a moment."""
    brought = brought_at(at).where(Seat.place_id == workspace.place_id).with_only_columns(ZoneMembership.zone_id)
    named = named_at(at).where(NamedZone.workspace_id == workspace.id).with_only_columns(NamedZone.zone_id)
    return select(Zone.id).where(or_(Zone.id.in_(brought), Zone.id.in_(named)))


# --- Who coordinates a zone is told ----------------------------------------------------------------------------------


def hear_of_zone(said):
    """A municipality takes part: the zone it brings is told to who coordinates it, unless the work touched it before."""
    seat, body = said.subject, said.facts["organisation"]
    if seat.place.noun != "workspace" or seat.role == "guest" or body.kind != "municipality":
        return
    workspace = db.session.scalar(select(Workspace).where(Workspace.id == seat.place.noun_id, Workspace.parent_id.is_(None)))
    if workspace is None:
        return
    at = max(seat.since, utc_now())
    belongs = select(ZoneMembership.zone_id).where(ZoneMembership.organisation_id == body.id, ZoneMembership.in_force(at))
    others = brought_at(at).where(Seat.place_id == seat.place_id, Seat.id != seat.id, Seat.organisation_id != body.id)
    known = or_(
        Zone.id.in_(others.with_only_columns(ZoneMembership.zone_id)),
        Zone.id.in_(named_at(at).where(NamedZone.workspace_id == workspace.id).with_only_columns(NamedZone.zone_id)),
    )
    for zone in db.session.scalars(select(Zone).where(Zone.id.in_(belongs), ~known)).all():
        tell_coordinators(workspace, zone, said.voice)


def tell_coordinators(workspace, zone, voice):
    """Each on a line of her own: the line of the zone is everybody's, and a workspace is not."""
    query = select(Mandate.person_id).join(Mandate.seat).join(Table, Table.place_id == Seat.place_id)
    query = query.where(Table.code == zone.code, Mandate.role.in_(COORDINATING), Mandate.in_force(utc_now()))
    for person_id in sorted(set(db.session.scalars(query.where(Mandate.confirmed_at.is_not(None))))):
        announce(f"person/{person_id}", "zone-touched", workspace, voice=voice, zone=zone)


react("seat-given", hear_of_zone)
