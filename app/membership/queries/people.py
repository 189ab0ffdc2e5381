"""What a person reads of herself: the mandates she holds, held and will hold, her offices, where she has signed in."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from app.database import db
from app.membership.models import Mandate, Office, Seat, SignIn, told_dates, told_person
from app.membership.queries.naming import organisation_json, place_address, place_names
from app.permissions import seen_seats, visible

BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))


@dataclass
class MyPage:
    """`here` is the sign-in of this browser."""

    person: object
    here: object
    at: object

    def __post_init__(self):
        self.mandates = mandates_over_time(self.person)
        self.places = names_today(self.mandates)
        self.offices = offices_now(self.person, self.at)
        self.sign_ins = sign_ins_now(self.person, self.at)

    def by_state(self, *states):
        return [each for each in self.mandates if each.state(self.at) in states]

    def address(self, mandate):
        return place_address(mandate.seat.place)

    def as_json(self):
        return told_person(self.person) | {
            "email": self.person.email,
            "language": self.person.language,
            "mandates": [self.mandate_json(each) for each in self.mandates],
            "offices": [{"kind": each.kind, **told_dates(each)} for each in self.offices],
            "sign_ins": [sign_in_json(each, self.here) for each in self.sign_ins],
        }

    def mandate_json(self, mandate):
        place = mandate.seat.place
        where = {"name": self.places.get(place.id), "address": place_address(place)}
        facts = {"id": mandate.id, "role": mandate.role, "organisation": organisation_json(mandate.organisation)}
        return facts | {"state": mandate.state(self.at), "place": where, **told_dates(mandate)}


def mandates_over_time(person):
    query = select(Mandate).join(Mandate.seat).where(Mandate.person_id == person.id).order_by(Mandate.since.desc(), Mandate.id)
    seat, suspensions = contains_eager(Mandate.seat), selectinload(Mandate.suspensions)
    loaded = (seat.joinedload(Seat.organisation), seat.joinedload(Seat.place), seat.selectinload(Seat.suspensions), suspensions)
    return db.session.scalars(query.options(*loaded)).all()


def names_today(mandates):
    """What the places of these mandates are called today, as far as the reader still sees them."""
    mine = visible(seen_seats, Seat.id.in_({each.seat_id for each in mandates})).with_only_columns(Seat.id)
    seen = set(db.session.scalars(mine))
    return place_names([each.seat.place for each in mandates if each.seat_id in seen])


def offices_now(person, at):
    query = select(Office).where(Office.person_id == person.id, Office.in_force(at))
    return db.session.scalars(query.order_by(Office.since)).all()


def sign_ins_now(person, at):
    """Where she has signed in and has not signed out, the newest first."""
    query = select(SignIn).join(SignIn.person).where(SignIn.person_id == person.id, SignIn.method != "token", SignIn.opens(at))
    return db.session.scalars(query.options(contains_eager(SignIn.person)).order_by(SignIn.since.desc(), SignIn.id)).all()


def sign_in_json(sign_in, here):
    facts = {"id": sign_in.id, "device": sign_in.device, "method": sign_in.method, **told_dates(sign_in)}
    seen = {"last_seen_at": sign_in.last_seen_at and sign_in.last_seen_at.isoformat()}
    return facts | seen | {"here": bool(here) and sign_in.id == here.id}


def device_name(text):
    """`Firefox, Windows` out of what a browser says of itself; the text itself where it is none we know."""
    told = [next((name for mark, name in names if mark in text), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in told if name) or text[:60]
