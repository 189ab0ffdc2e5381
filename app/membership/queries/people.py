"""What a person reads of herself: the mandates she holds, held and will hold, her offices, where she has signed in."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from app.database import db
from app.membership.models import Mandate, Office, Seat, SignIn, told_dates, told_person
from app.membership.queries.naming import organisation_json, place_address, place_names

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
        self.places = place_names([each.seat.place for each in self.mandates])
        self.offices = offices_now(self.person, self.at)
        self.sign_ins = sign_ins_now(self.person, self.at)

    def by_time(self, time):
        return [each for each in self.mandates if time_of(each, self.at) == time]

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
        return facts | {"state": time_of(mandate, self.at), "place": where, **told_dates(mandate)}


def time_of(mandate, at):
    """`now`, `coming` or `ended`; a mandate holds only as long as its seat and its body."""
    seat = mandate.seat
    if mandate.in_force(at) and seat.in_force(at) and seat.organisation.lives(at):
        return "now"
    return "coming" if mandate.since > at else "ended"


def mandates_over_time(person):
    query = select(Mandate).join(Mandate.seat).where(Mandate.person_id == person.id).order_by(Mandate.since.desc(), Mandate.id)
    seat = contains_eager(Mandate.seat)
    return db.session.scalars(query.options(seat.joinedload(Seat.organisation), seat.joinedload(Seat.place))).all()


def offices_now(person, at):
    query = select(Office).where(Office.person_id == person.id, Office.in_force(at))
    return db.session.scalars(query.order_by(Office.since)).all()


def sign_ins_now(person, at):
    """Where she has signed in and has not signed out, the newest first."""
    query = select(SignIn).where(SignIn.person_id == person.id, SignIn.in_force(at), SignIn.ended_at.is_(None))
    return db.session.scalars(query.options(joinedload(SignIn.person)).order_by(SignIn.since.desc(), SignIn.id)).all()


def sign_in_json(sign_in, here):
    return {"id": sign_in.id, "device": sign_in.device, **told_dates(sign_in), "here": bool(here) and sign_in.id == here.id}


def device_name(text):
    """`Firefox, Windows` out of what a browser says of itself; the text itself where it is none we know."""
    told = [next((name for mark, name in names if mark in text), "") for names in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in told if name) or text[:60]
