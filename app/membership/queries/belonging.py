"""The people of a body: who belongs to it, for whom she speaks in it, and who is invited."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.membership.models import Affiliation, Invitation, Mandate, Organisation, Person, Seat, told_dates, told_person
from app.membership.queries.naming import organisation_json, place_names
from app.paging import Sheet
from app.permissions import seen_mandates, seen_seats, visible

KEPT = 20  # invitations shown that are over


@dataclass
class People:
    """Who belongs to a body today, a page at a time by name, with what each holds for it; its invitations."""

    organisation: Organisation
    at: object
    sheet: Sheet

    def __post_init__(self):
        self.invitations = invitations_of(self.organisation)
        self.mandates = mandates_by_person(self.organisation, self.at)
        self.seats = seats_of(self.organisation, self.at)
        self.places = place_names({each.place.id: each.place for each in self.seats}.values())

    def seat_name(self, seat):
        """The place of a seat, with its own title where it has one."""
        return " · ".join(part for part in (str(self.places.get(seat.place_id) or seat.place.noun), seat.title) if part)

    def pending(self):
        return [each for each in self.invitations if each.state(self.at) in ("open", "expired")]

    def over(self):
        return [each for each in self.invitations if each.state(self.at) in ("accepted", "revoked")][:KEPT]

    def as_json(self):
        return {
            "organisation": organisation_json(self.organisation),
            "people": [self.affiliation_json(each) for each in self.sheet.rows],
            "next": self.sheet.next,
            "invitations": [self.invitation_json(each) for each in self.pending()],
        }

    def affiliation_json(self, affiliation):
        held = [{"id": each.id, "role": each.role, "state": each.state(self.at)} for each in self.mandates[affiliation.person_id]]
        facts = {"id": affiliation.id, "administrator": affiliation.administrator, **told_dates(affiliation)}
        return facts | {"person": told_person(affiliation.person) | {"email": affiliation.person.email}, "mandates": held}

    def invitation_json(self, invitation):
        facts = {"id": invitation.id, "email": invitation.email, "name": invitation.name, "state": invitation.state(self.at)}
        facts |= {"administrator": invitation.administrator, "seat": invitation.seat_id, "role": invitation.role}
        return facts | {"made_at": iso(invitation.made_at), "expires_at": iso(invitation.expires_at)}


def affiliations_at(organisation, at):
    query = select(Affiliation).join(Affiliation.person).options(contains_eager(Affiliation.person))
    query = query.where(Affiliation.organisation_id == organisation.id, Affiliation.in_force(at))
    return query.order_by(Person.name, Person.id)


def invitations_of(organisation):
    query = select(Invitation).where(Invitation.organisation_id == organisation.id).options(
        joinedload(Invitation.organisation), joinedload(Invitation.made_by), joinedload(Invitation.seat).joinedload(Seat.place)
    )  # fmt: skip
    return db.session.scalars(query.order_by(Invitation.id.desc()).limit(200)).all()


def mandates_by_person(organisation, at):
    """{person id: [mandate in force, to come or waiting]} in the seats of a body."""
    seat = contains_eager(Mandate.seat)
    lasting = or_(Mandate.until.is_(None), (Mandate.until > at) & (Mandate.until > Mandate.since))
    query = visible(seen_mandates, Seat.organisation_id == organisation.id, lasting).join(Mandate.seat)
    whole = (seat.joinedload(Seat.place), seat.joinedload(Seat.organisation), seat.selectinload(Seat.suspensions))
    found = defaultdict(list)
    query = query.options(*whole, selectinload(Mandate.suspensions)).order_by(Mandate.since, Mandate.id)
    for mandate in db.session.scalars(query):
        found[mandate.person_id].append(mandate)
    return found


def seats_of(organisation, at):
    """The seats of a body that I see: the platform administrator looks into no reserved table by this way either."""
    query = visible(seen_seats, Seat.organisation_id == organisation.id, Seat.in_force(at)).options(joinedload(Seat.place))
    return db.session.scalars(query.order_by(Seat.since, Seat.id)).all()
