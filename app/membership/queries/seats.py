"""Who sits in a place at a moment, and who speaks for them."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.membership.models import Affiliation, Mandate, Organisation, Person, Seat, told_dates, told_mandate
from app.membership.queries.naming import organisation_json
from app.words import titled, word

SPEAKING = ("delegate", "chair")
COVERING = (*SPEAKING, "substitute")


@dataclass
class SeatThen:
    """A seat as it stood at a moment; a mandate rests on a body that lives."""

    seat: Seat
    at: object

    def __post_init__(self):
        living = self.seat.organisation.lives(self.at)
        self.mandates = [each for each in self.seat.mandates if living and each.in_force(self.at)]

    def held_by(self, *roles):
        return [mandate for mandate in self.mandates if mandate.role in roles]

    @property
    def speakers(self):
        return self.held_by(*SPEAKING)

    @property
    def substitutes(self):
        return self.held_by("substitute")

    @property
    def others(self):
        return [mandate for mandate in self.mandates if mandate.role not in COVERING]

    @property
    def state(self):
        """`held`, `substitute`, `designated` (the mandate is still to come) or `vacant`."""
        if self.speakers:
            return "held"
        if self.substitutes:
            return "substitute"
        return "designated" if any(each.since > self.at and each.role in COVERING for each in self.seat.mandates) else "vacant"

    def drawn(self, sides):
        """The seat as the drawing of the table wants it."""
        organisation = self.seat.organisation
        return {
            "initials": organisation.initials(),
            "name": titled(organisation),
            "note": self.note(),
            "state": {"held": "in", "substitute": "sub"}.get(self.state, "vacant"),
            "side": "plum" if sides and self.seat.side == "a" else None,
            "group": str(word(organisation.kind, "organisation")),
        }

    def note(self):
        if self.state == "held":
            return _("delegate and substitute") if self.substitutes else _("delegate only")
        return {"substitute": _("substitute in charge"), "designated": _("to come")}.get(self.state, _("vacant"))

    def as_json(self):
        mandates = [told_mandate(each) for each in self.mandates]
        seat = {
            "id": self.seat.id,
            "address": f"/seats/{self.seat.id}",
            "organisation": organisation_json(self.seat.organisation),
        }
        return seat | {"role": self.seat.role, "side": self.seat.side, **told_dates(self.seat), "mandates": mandates}


def with_mandates():
    return joinedload(Seat.organisation), selectinload(Seat.mandates).joinedload(Mandate.person)


def seats_at(place, at):
    """The seats of a place in force at a moment: by side, the body of the house first, then by name."""
    query = select(Seat).join(Seat.organisation).where(Seat.place_id == place.id, Seat.in_force(at)).options(*with_mandates())
    others = Organisation.kind != "metropolitan_city"
    seats = db.session.scalars(query.order_by(Seat.side, others, Organisation.name, Seat.id))
    return [SeatThen(seat, at) for seat in seats]


def bodies_living(at):
    """The bodies that may take a seat."""
    query = select(Organisation).where(or_(Organisation.until.is_(None), Organisation.until > at))
    return db.session.scalars(query.order_by(Organisation.name)).all()


def people_of(organisation, at):
    """The people who belong to a body at a moment: those it may name."""
    query = select(Person).join(Person.affiliations).distinct()
    query = query.where(Affiliation.organisation_id == organisation.id, Affiliation.in_force(at))
    return db.session.scalars(query.where(or_(Person.until.is_(None), Person.until > at)).order_by(Person.name, Person.id)).all()
