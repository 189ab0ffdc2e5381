"""Zones as pages and programs read them: who belongs at a moment, who came and who left."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.happenings import iso
from app.membership.models import Organisation, Table, Zone, ZoneMembership, told_dates
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
        """[(moment, "entered" or "left", membership)] after the zone began, the newest first."""
        first = min((each.since for each in self.memberships), default=None)
        entered = [(each.since, "entered", each) for each in self.memberships if each.since > first]
        left = [(each.until, "left", each) for each in self.memberships if each.until]
        return sorted(entered + left, key=lambda movement: movement[0], reverse=True)

    def as_json(self):
        return zone_json(self.zone, self.roster) | {
            "at": self.day.isoformat(),
            "table": named(self.table, "tables"),
            "members": [member_json(each) for each in self.roster],
            "movements": [
                {"at": iso(moment), "kind": kind, "organisation": organisation_json(each.organisation)}
                for moment, kind, each in self.movements()
            ],
        }


def zone_json(zone, roster):
    sums = {"municipalities": len(roster), "population": population_of(roster), "area": float(area_of(roster))}
    return named(zone, "zones") | {"agenda_title": zone.agenda_title, "agenda_title_en": zone.agenda_title_en} | sums


def member_json(membership):
    municipality = municipality_json(membership.organisation.municipality)
    return {"organisation": organisation_json(membership.organisation), **told_dates(membership), "municipality": municipality}


def zones_at(at):
    """[(zone, its memberships in force)] at a moment."""
    zones = db.session.scalars(visible(seen_zones).order_by(Zone.name)).all()
    memberships = memberships_of(ZoneMembership.in_force(at))
    return [(zone, [each for each in memberships if each.zone_id == zone.id]) for zone in zones]


def memberships_of(condition):
    body = joinedload(ZoneMembership.organisation)
    query = select(ZoneMembership).join(ZoneMembership.organisation).where(condition)
    query = query.options(body.joinedload(Organisation.municipality), joinedload(ZoneMembership.act))
    return db.session.scalars(query.order_by(Organisation.name, ZoneMembership.since)).all()


def population_of(roster):
    return sum(each.organisation.municipality.population or 0 for each in roster if each.organisation.municipality)


def area_of(roster):
    """Square kilometres."""
    return sum(each.organisation.municipality.area or 0 for each in roster if each.organisation.municipality)
