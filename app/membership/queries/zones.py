"""Zones as pages and programs read them: who belongs at a moment, who came and who left, all of them compared."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.happenings import iso
from app.membership.models import Organisation, Table, Zone, ZoneMembership, told_dates
from app.membership.queries.acts import act_json
from app.membership.queries.naming import named, organisation_json
from app.membership.queries.organisations import municipality_json
from app.permissions import seen_tables, seen_zones, visible


@dataclass
class ZoneThen:
    """A zone with its municipalities at a moment, and every coming and going since it began."""

    zone: Zone
    day: object
    at: object

    def __post_init__(self):
        self.memberships = memberships_of(ZoneMembership.zone_id == self.zone.id)
        self.roster = [each for each in self.memberships if each.in_force(self.at)]
        self.table = db.session.scalar(visible(seen_tables, Table.code == self.zone.code))

    @property
    def population(self):
        return population_of(self.roster)

    @property
    def area(self):
        return area_of(self.roster)

    def movements(self):
        """[(moment, "entered" or "left", membership, its act)] after the zone began, the newest first."""
        first = min((each.since for each in self.memberships), default=None)
        entered = [(each.since, "entered", each, each.act) for each in self.memberships if each.since > first]
        left = [(each.until, "left", each, each.ended_by) for each in self.memberships if each.until]
        return sorted(entered + left, key=lambda movement: movement[0], reverse=True)

    def as_json(self):
        return zone_json(self.zone, self.roster) | {
            "at": self.day.isoformat(),
            "table": named(self.table, "tables"),
            "members": [member_json(each) for each in self.roster],
            "movements": [
                {"at": iso(moment), "kind": kind, "organisation": organisation_json(each.organisation)}
                for moment, kind, each, _ in self.movements()
            ],
        }


@dataclass
class ZonesThen:
    """Every zone side by side at a moment, with the municipalities that belong to none."""

    day: object
    at: object

    def __post_init__(self):
        self.rows = zones_at(self.at)
        within = {each.organisation_id for _, roster in self.rows for each in roster}
        self.outside = [each for each in municipalities_at(self.at) if each.id not in within]

    @property
    def everybody(self):
        """All rosters in one, for the line of sums."""
        return [each for _, roster in self.rows for each in roster]

    def sums(self, roster):
        return {"municipalities": len(roster), "population": population_of(roster), "area": area_of(roster)}

    def as_json(self):
        return {"at": self.day.isoformat(), "outside": [organisation_json(each) for each in self.outside]} | {
            "items": [zone_json(*row) for row in self.rows],
            "next": None,
        }


def zone_json(zone, roster):
    sums = {"municipalities": len(roster), "population": population_of(roster), "area": float(area_of(roster))}
    return named(zone, "zones") | {"agenda_title": zone.agenda_title, "agenda_title_en": zone.agenda_title_en} | sums


def member_json(membership):
    municipality = municipality_json(membership.organisation.municipality)
    shown = {"id": membership.id, "organisation": organisation_json(membership.organisation), **told_dates(membership)}
    return shown | {"municipality": municipality}


def membership_json(membership):
    acts = {"act": membership.act and act_json(membership.act), "ended_by": membership.ended_by and act_json(membership.ended_by)}
    return member_json(membership) | {"zone": named(membership.zone, "zones"), "reason": membership.reason} | acts


def zones_at(at):
    """[(zone, its memberships in force)] at a moment."""
    zones = db.session.scalars(visible(seen_zones).order_by(Zone.name)).all()
    memberships = memberships_of(ZoneMembership.in_force(at))
    return [(zone, [each for each in memberships if each.zone_id == zone.id]) for zone in zones]


def other_zones(zone):
    return db.session.scalars(visible(seen_zones, Zone.id != zone.id).order_by(Zone.name)).all()


def memberships_of(condition):
    query = select(ZoneMembership).join(ZoneMembership.organisation).where(condition).options(*whole_membership())
    return db.session.scalars(query.order_by(Organisation.name, ZoneMembership.since)).all()


def whole_membership():
    body = joinedload(ZoneMembership.organisation).joinedload(Organisation.municipality)
    return body, joinedload(ZoneMembership.act), joinedload(ZoneMembership.ended_by), joinedload(ZoneMembership.zone)


def municipalities_at(at):
    query = select(Organisation).where(Organisation.kind == "municipality", Organisation.lives(at))
    return db.session.scalars(query.order_by(Organisation.name)).all()


def population_of(roster):
    return sum(each.organisation.municipality.population or 0 for each in roster if each.organisation.municipality)


def area_of(roster):
    """Square kilometres."""
    return sum(each.organisation.municipality.area or 0 for each in roster if each.organisation.municipality)
