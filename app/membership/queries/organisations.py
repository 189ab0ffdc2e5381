"""Organisations as pages and programs read them: where they sit, where they come from, what they belong to."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.membership.models import Mandate, Organisation, Seat, Succession, ZoneMembership, told_dates
from app.membership.queries.naming import (
    named,
    organisation_json,
    partial,
    place_address,
    place_names,
)
from app.membership.queries.seats import SeatThen
from app.permissions import seen_organisations, seen_seats, visible


@dataclass
class OrganisationThen:
    """An organisation with its seats at a moment and everything that ties it to others."""

    organisation: Organisation
    day: object
    at: object

    def __post_init__(self):
        here = self.organisation.id
        self.seats = seats_of(self.organisation, self.at)
        self.places = place_names([each.seat.place for each in self.seats])
        self.zones = zones_of(self.organisation)
        self.parts = bodies(Organisation.parent_id == here)
        self.owned = bodies(Organisation.owner_id == here)
        self.before = successions(Succession.to_id == here, joinedload(Succession.before))
        self.after = successions(Succession.from_id == here, joinedload(Succession.after))

    def as_json(self):
        return organisation_facts(self.organisation) | {
            "at": self.day.isoformat(),
            "parts": [organisation_json(each) for each in self.parts],
            "owned": [organisation_json(each) for each in self.owned],
            "before": [succession_json(each, each.before) for each in self.before],
            "after": [succession_json(each, each.after) for each in self.after],
            "zones": [zone_membership_json(each) for each in self.zones],
            "seats": [each.as_json() | {"place": self.place_json(each.seat.place)} for each in self.seats],
        }

    def place_json(self, place):
        return {"noun": place.noun, "id": place.noun_id, "name": self.places.get(place.id), "address": place_address(place)}


def organisation_facts(organisation):
    facts = {name: getattr(organisation, name) for name in ("name_en", "tax_code", "note")}
    return (
        organisation_line(organisation)
        | facts
        | {
            "parent": organisation_json(organisation.parent),
            "owner": organisation_json(organisation.owner),
            "municipality": municipality_json(organisation.municipality),
        }
    )


def organisation_line(organisation):
    return organisation_json(organisation) | {"kind": organisation.kind, "until": organisation.until and iso(organisation.until)}


def municipality_json(municipality):
    return municipality and {
        "istat_code": municipality.istat_code,
        "cadastral_code": municipality.cadastral_code,
        "population": municipality.population,
        "area": municipality.area and float(municipality.area),
    }


def succession_json(succession, other):
    dates = {"effective_on": partial(succession.effective_on), "registered_on": partial(succession.registered_on)}
    return {"kind": succession.kind, "organisation": organisation_json(other), **dates, "note": succession.note}


def zone_membership_json(membership):
    return {"zone": named(membership.zone, "zones"), **told_dates(membership), "act": membership.act and membership.act.title}


def organisations_found(text, kind):
    """A select of organisations by a part of the name, also that of a body they came out of, and by kind."""
    formerly = select(Succession.to_id).join(Succession.before).where(Organisation.name.icontains(text, autoescape=True))
    by_name = or_(Organisation.name.icontains(text, autoescape=True), Organisation.id.in_(formerly))
    query = visible(seen_organisations, *([by_name] if text else []), *([Organisation.kind == kind] if kind else []))
    return query.order_by(Organisation.name, Organisation.id)


def whole_organisation():
    return joinedload(Organisation.parent), joinedload(Organisation.owner), joinedload(Organisation.municipality)


def seats_of(organisation, at):
    """Its seats in force at a moment, in the places I see."""
    query = visible(seen_seats, Seat.organisation_id == organisation.id, Seat.in_force(at)).order_by(Seat.since, Seat.id)
    people = selectinload(Seat.mandates).joinedload(Mandate.person)
    seats = db.session.scalars(query.options(joinedload(Seat.place), joinedload(Seat.organisation), people))
    return [SeatThen(seat, at) for seat in seats]


def zones_of(organisation):
    query = select(ZoneMembership).where(ZoneMembership.organisation_id == organisation.id).order_by(ZoneMembership.since)
    return db.session.scalars(query.options(joinedload(ZoneMembership.zone), joinedload(ZoneMembership.act))).all()


def bodies(condition):
    return db.session.scalars(visible(seen_organisations, condition).order_by(Organisation.name)).all()


def successions(condition, other):
    return db.session.scalars(select(Succession).where(condition).options(other).order_by(Succession.id)).all()
