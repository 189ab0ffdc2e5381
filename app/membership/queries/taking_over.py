"""What waits for the act of a successor: seats of the bodies it came out of, and whatever later rooms show beside them."""

from dataclasses import dataclass

from app.database import db
from app.membership.models import Organisation, Seat, by_roster, open_successions, seats_left
from app.membership.queries.naming import organisation_json, place_address, place_names
from app.membership.queries.organisations import succession_json
from app.permissions import seen_seats, visible


@dataclass
class Inheritance:
    """`successions` are those not carried out yet, `before` the bodies they come from, `seats` what these have left."""

    organisation: Organisation
    at: object

    def __post_init__(self):
        self.successions = open_successions(self.organisation)
        self.before = list({each.from_id: each.before for each in self.successions}.values())
        self.seats = seats_left(self.before, self.at)
        seen = seen_of(self.seats)
        self.places = place_names([seat.place for seat in self.seats if seat.id in seen])

    @property
    def is_merger(self):
        """Is there only one who can take over? After a split or a detachment somebody must choose."""
        return all(each.kind == "merger" for each in self.successions)

    def usual(self):
        """The seats that pass unless somebody says otherwise: those of bodies that merged, where seats pass one by one."""
        ending = {each.from_id for each in self.successions if each.kind == "merger"}
        return [seat.id for seat in self.seats if seat.organisation_id in ending and not by_roster(seat)]

    def address(self, seat):
        """Of the place; None where the reader does not see it, and passes on the seat all the same."""
        return place_address(seat.place) if seat.place_id in self.places else None

    def as_json(self):
        return organisation_json(self.organisation) | {
            "successions": [succession_json(each, each.before) for each in self.successions],
            "seats": [self.seat_json(seat) for seat in self.seats],
        }

    def seat_json(self, seat):
        place = {"noun": seat.place.noun, "name": self.places.get(seat.place_id), "address": self.address(seat)}
        facts = {"id": seat.id, "organisation": organisation_json(seat.organisation), "role": seat.role, "side": seat.side}
        return facts | {"place": place, "by_roster": by_roster(seat)}


def seen_of(seats):
    """The ids of those that the reader sees."""
    query = visible(seen_seats, Seat.id.in_([seat.id for seat in seats])).with_only_columns(Seat.id)
    return set(db.session.scalars(query))
