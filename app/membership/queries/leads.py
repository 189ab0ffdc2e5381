"""Who leads what in which zone, and where nobody does."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.membership.models import (
    Affiliation,
    Lead,
    Organisation,
    Person,
    Remit,
    Seat,
    Zone,
    ZoneMembership,
    told_dates,
    told_person,
)
from app.membership.queries.acts import act_json
from app.membership.queries.naming import named
from app.permissions import seen_leads, seen_remits, seen_zones, visible


@dataclass
class LeadsThen:
    """Every zone against every area and theme on the list at a moment."""

    day: object
    at: object

    def __post_init__(self):
        self.zones = db.session.scalars(visible(seen_zones).order_by(Zone.name)).all()
        self.remits = remits_at(self.at)
        self.cells = {(each.zone_id, each.remit_id): each for each in leads_at(self.at)}

    def lead(self, zone, remit):
        return self.cells.get((zone.id, remit.id))

    def gaps_of(self, zone):
        return sum(self.lead(zone, remit) is None for remit in self.remits)

    @property
    def gaps(self):
        return sum(self.gaps_of(zone) for zone in self.zones)

    @property
    def places(self):
        return len(self.zones) * len(self.remits)

    def as_json(self):
        return {"at": self.day.isoformat(), "gaps": self.gaps, "zones": [named(each, "zones") for each in self.zones]} | {
            "remits": [remit_json(each) for each in self.remits],
            "items": [lead_json(self.cells[key]) for key in sorted(self.cells)],
            "next": None,
        }


@dataclass(frozen=True)
class Charge:
    """One remit of one zone, and who leads it; `lead` is None where nobody does."""

    remit: Remit
    lead: Lead | None


def charges_of(zone, at):
    """Every area and theme on the list, with who leads it in a zone."""
    leads = {each.remit_id: each for each in leads_at(at, Lead.zone_id == zone.id)}
    return [Charge(remit, leads.get(remit.id)) for remit in remits_at(at)]


def charge_json(charge):
    return {"remit": remit_json(charge.remit), "lead": charge.lead and lead_json(charge.lead)}


def remits_at(at):
    """The areas first, then the themes, each in the order of their codes."""
    query = visible(seen_remits, Remit.in_force(at))
    return db.session.scalars(query.order_by(Remit.kind, Remit.code, Remit.name, Remit.id)).all()


def leads_at(at, *conditions):
    query = visible(seen_leads, Lead.in_force(at), *conditions).options(*whole_lead())
    return db.session.scalars(query.order_by(Lead.since, Lead.id)).all()


def whole_lead():
    return joinedload(Lead.person), joinedload(Lead.zone), joinedload(Lead.remit), joinedload(Lead.act)


def remit_json(remit):
    facts = {"id": remit.id, "kind": remit.kind, "code": remit.code, "name": remit.name, "name_en": remit.name_en}
    return facts | told_dates(remit)


def lead_json(lead):
    shown = {"id": lead.id, "address": f"/leads/{lead.id}", "person": told_person(lead.person), **told_dates(lead)}
    where = {"zone": named(lead.zone, "zones"), "remit": remit_json(lead.remit)}
    return shown | where | {"act": lead.act and act_json(lead.act), "reason": lead.reason}


def people_near(zone, at):
    """Whom a zone may put in charge: people of its municipalities, of its table, and of the metropolitan city."""
    table = zone.table()
    towns = select(ZoneMembership.organisation_id).where(ZoneMembership.zone_id == zone.id, ZoneMembership.in_force(at))
    bodies = [Affiliation.organisation_id.in_(towns), Organisation.kind == "metropolitan_city"]
    if table:
        seated = select(Seat.organisation_id).where(Seat.place_id == table.place_id, Seat.in_force(at))
        bodies.append(Affiliation.organisation_id.in_(seated))
    query = select(Person).join(Person.affiliations).join(Affiliation.organisation).distinct()
    query = query.where(or_(*bodies), Affiliation.in_force(at), Person.lives(at))
    return db.session.scalars(query.order_by(Person.name, Person.id)).all()
