"""All the seats of one body with who speaks in each, what is vacant, ending, or waits for confirmation."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.membership.models import Organisation, Seat, Suspension, told_mandate
from app.membership.queries.naming import organisation_json, place_address, place_names
from app.membership.queries.renewals import WARNINGS
from app.membership.queries.seats import SeatThen, with_mandates
from app.permissions import seen_seats, visible


@dataclass
class Delegates:
    """The seats of a body in force and to come, those that ask for something first."""

    organisation: Organisation
    at: object

    def __post_init__(self):
        self.seats = sorted(seats_kept(self.organisation, self.at), key=self.urgency)
        self.places = place_names([each.seat.place for each in self.seats])
        self.suspensions = suspensions_of(self.organisation, self.at)

    def urgency(self, row):
        return (not row.waiting, row.state == "held" and not self.ending(row), row.seat.since, row.seat.id)

    def ending(self, row):
        """The mandates of a seat that end within the first warning, and that nobody goes on from."""
        left = [(each.days_left(self.at), each) for each in (*row.mandates, *row.suspended)]
        return [each for days, each in left if days is not None and days <= WARNINGS[0]]

    @property
    def vacant(self):
        return [each for each in self.seats if each.state == "vacant"]

    @property
    def waiting(self):
        return [mandate for each in self.seats for mandate in each.waiting]

    def as_json(self):
        return {
            "organisation": organisation_json(self.organisation),
            "vacant": len(self.vacant),
            "waiting": len(self.waiting),
            "seats": [self.seat_json(each) for each in self.seats],
        }

    def seat_json(self, row):
        place = row.seat.place
        ending = [told_mandate(each) | {"days_left": each.days_left(self.at)} for each in self.ending(row)]
        return row.as_json() | {"place": {"name": self.places.get(place.id), "address": place_address(place)}, "ending": ending}


def seats_kept(organisation, at):
    """Its seats in force and to come that I see: all of them to who names for it, to others none of a place that is closed."""
    open_end = or_(Seat.until.is_(None), Seat.until > at)
    query = visible(seen_seats, Seat.organisation_id == organisation.id, open_end).order_by(Seat.since, Seat.id)
    return [SeatThen(seat, at) for seat in db.session.scalars(query.options(joinedload(Seat.place), *with_mandates()))]


def suspensions_of(organisation, at):
    """The suspensions of the whole body that hold or are to come."""
    open_end = or_(Suspension.until.is_(None), Suspension.until > at)
    query = select(Suspension).where(Suspension.organisation_id == organisation.id, open_end)
    return db.session.scalars(query.order_by(Suspension.since)).all()
