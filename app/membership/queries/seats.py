"""Who sits in a place at a moment, and who speaks for them."""

from collections import defaultdict
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.membership.models import Affiliation, Mandate, Organisation, Person, Seat, told_dates, told_mandate
from app.membership.models.table_rules import COVERING
from app.membership.queries.naming import organisation_json
from app.words import titled, word

SPEAKING = ("delegate", "chair")


@dataclass
class SeatThen:
    """A seat as it stood at a moment: `mandates` are those that gave their rights then."""

    seat: Seat
    at: object

    def __post_init__(self):
        by_state = defaultdict(list)
        for each in sorted(self.seat.mandates, key=lambda each: (each.rank, each.since, each.id)):
            by_state[each.state(self.at)].append(each)
        self.mandates, self.suspended, self.designated = by_state["active"], by_state["suspended"], by_state["designated"]
        self.waiting = [each for each in self.designated if each.confirmed_at is None]

    @property
    def called(self):
        """What bears the name that its body had at that moment."""
        return self.seat.organisation.called(self.at)

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
        """`held`, `substitute`, `suspended`, `designated` (the mandate is to come or to be confirmed) or `vacant`."""
        if self.speakers:
            return "held"
        if self.substitutes:
            return "substitute"
        later = {"suspended": self.suspended, "designated": self.designated}
        return next((name for name, those in later.items() if any(each.role in COVERING for each in those)), "vacant")

    def drawn(self, sides):
        """The seat as the drawing of the table wants it."""
        return {
            "initials": self.called.initials(),
            "name": titled(self.called),
            "note": f"{self.seat.title} · {self.note()}" if self.seat.title else self.note(),
            "state": {"held": "in", "substitute": "sub"}.get(self.state, "vacant"),
            "side": "plum" if sides and self.seat.side == "a" else None,
            "group": self.group(sides),
        }

    def group(self, sides):
        """What long rows of seats are grouped by: their sides, else the kinds of body."""
        if sides:
            return _("side %(side)s", side=self.seat.side.upper())
        return str(word(self.seat.organisation.kind, "organisation"))

    def note(self):
        if self.state == "held":
            return _("delegate and substitute") if self.substitutes else _("delegate only")
        notes = {"substitute": _("substitute in charge"), "suspended": _("suspended"), "designated": _("to come")}
        return notes.get(self.state, _("vacant"))

    def as_json(self):
        mandates = [told_mandate(each) for each in self.mandates]
        others = {"suspended": self.suspended, "waiting": self.waiting}
        seat = {
            "state": self.state,
            **{name: [told_mandate(each) for each in those] for name, those in others.items()},
            "id": self.seat.id,
            "address": f"/seats/{self.seat.id}",
            "organisation": organisation_json(self.seat.organisation) | {"name": self.called.name},
        }
        return seat | {"role": self.seat.role, "side": self.seat.side, **told_dates(self.seat), "mandates": mandates}


def with_mandates():
    """All that a seat needs to tell how it stands at any moment."""
    mandates = selectinload(Seat.mandates)
    bodies = (joinedload(Seat.organisation).selectinload(Organisation.aliases), selectinload(Seat.suspensions))
    people = (mandates.joinedload(Mandate.person), mandates.joinedload(Mandate.act), mandates.selectinload(Mandate.suspensions))
    return *bodies, *people


def seats_at(place, at):
    """The seats of a place in force at a moment: by side, the body of the house first, then by name."""
    query = select(Seat).join(Seat.organisation).where(Seat.place_id == place.id, Seat.in_force(at)).options(*with_mandates())
    others = Organisation.kind != "metropolitan_city"
    seats = db.session.scalars(query.order_by(Seat.side, others, Organisation.name, Seat.id))
    return [SeatThen(seat, at) for seat in seats]


def bodies_living(at):
    """The bodies that may take a seat."""
    return db.session.scalars(select(Organisation).where(Organisation.lives(at)).order_by(Organisation.name)).all()


def people_of(organisation, at):
    """The people who belong to a body at a moment: those it may name."""
    query = select(Person).join(Person.affiliations).distinct()
    query = query.where(Affiliation.organisation_id == organisation.id, Affiliation.in_force(at))
    return db.session.scalars(query.where(Person.lives(at)).order_by(Person.name, Person.id)).all()
