"""What rests on an act, as far as the reader may see it: zones, seats, mandates, tables, leads, successions, shares."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.membership.models import (
    Act,
    Lead,
    Mandate,
    Seat,
    Shareholding,
    Succession,
    Table,
    Zone,
    ZoneMembership,
    told_dates,
    told_mandate,
)
from app.membership.queries.acts import act_json
from app.membership.queries.leads import lead_json, whole_lead
from app.membership.queries.naming import named, organisation_json, place_names
from app.permissions import seen_leads, seen_mandates, seen_seats, seen_tables, visible


@dataclass
class WhatRests:
    """An act with what rests on it."""

    act: Act

    def __post_init__(self):
        here = self.act.id
        self.entries = memberships(ZoneMembership.act_id == here)
        self.ends = memberships(ZoneMembership.ended_by_id == here)
        self.tables = db.session.scalars(visible(seen_tables, Table.act_id == here).order_by(Table.name)).all()
        self.leads = db.session.scalars(visible(seen_leads, Lead.act_id == here).options(*whole_lead()).order_by(Lead.id)).all()
        self.seats = seats_by(self.act)
        self.mandates = mandates_by(self.act)
        self.successions = successions_by(self.act)
        self.shares = shares_by(self.act)
        self.places = place_names([each.place for each in self.seats] + [each.seat.place for each in self.mandates])

    @property
    def nothing(self):
        zones = self.entries or self.ends or self.leads
        return not (zones or self.tables or self.seats or self.mandates or self.successions or self.shares)

    def movements(self, rows, edge):
        """[(zone, moment, memberships)]: those of one zone at one moment are told together."""
        together = {}
        for each in rows:
            together.setdefault((each.zone_id, getattr(each, edge)), []).append(each)
        return [(members[0].zone, moment, members) for (_, moment), members in together.items()]

    def as_json(self):
        return act_json(self.act) | {
            "content": self.act.content,
            "zones_entered": [membership_line(each) for each in self.entries],
            "zones_left": [membership_line(each) for each in self.ends],
            "tables": [named(each, "tables") for each in self.tables],
            "leads": [lead_json(each) for each in self.leads],
            "seats": [{"id": each.id, "organisation": organisation_json(each.organisation)} for each in self.seats],
            "mandates": [told_mandate(each) | {"seat": each.seat_id} for each in self.mandates],
            "successions": [succession_line(each) for each in self.successions],
            "shares": [share_line(each) for each in self.shares],
        }


def memberships(condition):
    query = select(ZoneMembership).join(ZoneMembership.zone).where(condition)
    query = query.options(joinedload(ZoneMembership.zone), joinedload(ZoneMembership.organisation))
    return db.session.scalars(query.order_by(ZoneMembership.since, Zone.name, ZoneMembership.id)).all()


def seats_by(act):
    query = visible(seen_seats, Seat.act_id == act.id).options(joinedload(Seat.organisation), joinedload(Seat.place))
    return db.session.scalars(query.order_by(Seat.since, Seat.id)).all()


def mandates_by(act):
    seat = joinedload(Mandate.seat)
    query = visible(seen_mandates, Mandate.act_id == act.id).options(joinedload(Mandate.person))
    query = query.options(seat.joinedload(Seat.organisation), seat.joinedload(Seat.place))
    return db.session.scalars(query.order_by(Mandate.since, Mandate.id)).all()


def successions_by(act):
    query = select(Succession).where(or_(Succession.act_id == act.id, Succession.carried_by_act_id == act.id))
    return db.session.scalars(query.options(joinedload(Succession.before), joinedload(Succession.after))).all()


def shares_by(act):
    query = select(Shareholding).where(Shareholding.act_id == act.id).order_by(Shareholding.since, Shareholding.id)
    return db.session.scalars(query.options(joinedload(Shareholding.owner), joinedload(Shareholding.body))).all()


def membership_line(membership):
    zone, body = named(membership.zone, "zones"), organisation_json(membership.organisation)
    return {"id": membership.id, "zone": zone, "organisation": body, **told_dates(membership)}


def succession_line(succession):
    both = {"before": organisation_json(succession.before), "after": organisation_json(succession.after)}
    return {"id": succession.id, "kind": succession.kind} | both


def share_line(share):
    return {"owner": organisation_json(share.owner), "body": organisation_json(share.body), **told_dates(share)}
