"""Organisations as pages and programs read them: where they sit, where they come from, what they belong to."""

from dataclasses import dataclass

from sqlalchemy import and_, false, select, true
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.membership.models import Organisation, Seat, Shareholding, ZoneMembership, told_dates
from app.membership.queries.holdings import named_act, share_json, shares_at, unit_json, units_at
from app.membership.queries.lineage import Lineage
from app.membership.queries.naming import (
    named,
    organisation_json,
    partial,
    place_address,
    place_names,
)
from app.membership.queries.naming_bodies import found_by
from app.membership.queries.seats import SeatThen, with_mandates
from app.permissions import moment, seen_organisations, seen_seats, visible


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
        self.owners = shares_at(Shareholding.body_id == here, self.at)
        self.owned = shares_at(Shareholding.owner_id == here, self.at)
        self.units = units_at(self.organisation, self.at)
        self.lineage = Lineage(self.organisation, self.at)
        rows = self.lineage.rows
        self.renamed = [each for each in rows if each.from_id == each.to_id == here]
        self.before = [each for each in rows if each.to_id == here != each.from_id]
        self.after = [each for each in rows if each.from_id == here != each.to_id]
        self.waits = [each for each in self.before if each.carried_at is None and each.effective_at]

    @property
    def called(self):
        """What bears the name of that day."""
        return self.organisation.called(self.at)

    @property
    def aliases(self):
        return self.organisation.aliases

    def as_json(self):
        return organisation_facts(self.organisation) | {
            "at": self.day.isoformat(),
            "parts": [organisation_json(each) for each in self.parts],
            "called": self.called.name,
            "aliases": [alias_json(each) for each in self.aliases],
            "units": [unit_json(each) for each, _ in self.units],
            "owners": [share_json(each, each.owner) for each in self.owners],
            "owned": [share_json(each, each.body) for each in self.owned],
            "renamed": [succession_json(each, each.after) for each in self.renamed],
            "before": [succession_json(each, each.before) for each in self.before],
            "after": [succession_json(each, each.after) for each in self.after],
            "zones": [zone_membership_json(each) for each in self.zones],
            "seats": [each.as_json() | {"place": self.place_json(each.seat.place)} for each in self.seats],
        }

    def place_json(self, place):
        return {"noun": place.noun, "id": place.noun_id, "name": self.places.get(place.id), "address": place_address(place)}


def organisation_facts(organisation):
    names = ("name_en", "tax_code", "ipa_code", "note", "pec", "phone", "address", "website")
    return organisation_line(organisation) | {
        **{name: getattr(organisation, name) for name in names},
        "parent": organisation_json(organisation.parent),
        "municipality": municipality_json(organisation.municipality),
    }


def organisation_line(organisation):
    dates = {"since": organisation.since and iso(organisation.since), "until": organisation.until and iso(organisation.until)}
    state = {"state": organisation.state(moment()), "proposed": organisation.proposed}
    return organisation_json(organisation) | {"kind": organisation.kind, **state, **dates}


def alias_json(alias):
    return {
        "id": alias.id,
        "name": alias.name,
        "kind": alias.kind,
        "until": alias.until and iso(alias.until),
        "source": alias.source,
    }


def municipality_json(municipality):
    return municipality and {
        "istat_code": municipality.istat_code,
        "cadastral_code": municipality.cadastral_code,
        "population": municipality.population,
        "area": municipality.area and float(municipality.area),
    }


def succession_json(succession, other):
    dates = {name: partial(getattr(succession, name)) for name in ("effective_on", "registered_on")}
    sources = {name: getattr(succession, name) for name in ("effective_source", "registered_source", "note")}
    moments = {name: (value := getattr(succession, name)) and iso(value) for name in ("effective_at", "carried_at")}
    act = succession.act and named_act(succession.act)
    facts = {"id": succession.id, "kind": succession.kind, "organisation": organisation_json(other)}
    return facts | dates | sources | moments | {"act": act}


def zone_membership_json(membership):
    return {"zone": named(membership.zone, "zones"), **told_dates(membership), "act": membership.act and membership.act.title}


def organisations_found(text, kind, state):
    """A select of organisations by any of their names or codes, by kind, and by state."""
    asked = ((text, found_by), (kind, Organisation.kind.__eq__), (state, in_state))
    query = visible(seen_organisations, *(condition(value) for value, condition in asked if value))
    return query.order_by(Organisation.name, Organisation.id)


def in_state(state):
    at = moment()
    return {
        "active": Organisation.lives(at),
        "proposed": Organisation.proposed == true(),
        "coming": and_(Organisation.proposed == false(), Organisation.since > at),
        "ended": Organisation.until <= at,
    }[state]


def whole_organisation():
    parent, town = joinedload(Organisation.parent), joinedload(Organisation.municipality)
    return parent, town, selectinload(Organisation.aliases)


def seats_of(organisation, at):
    """Its seats in force at a moment, in the places I see; where it is only a guest it does not sit."""
    query = visible(seen_seats, Seat.organisation_id == organisation.id, Seat.in_force(at), Seat.role != "guest")
    query = query.order_by(Seat.since, Seat.id)
    seats = db.session.scalars(query.options(joinedload(Seat.place), *with_mandates()))
    return [SeatThen(seat, at) for seat in seats]


def zones_of(organisation):
    query = select(ZoneMembership).where(ZoneMembership.organisation_id == organisation.id).order_by(ZoneMembership.since)
    return db.session.scalars(query.options(joinedload(ZoneMembership.zone), joinedload(ZoneMembership.act))).all()


def bodies(condition):
    return db.session.scalars(visible(seen_organisations, condition).order_by(Organisation.name)).all()
