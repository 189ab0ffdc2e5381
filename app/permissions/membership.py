"""Membership: who sees tables, bodies and seats, and who gives and ends seats and mandates."""

from flask import g
from sqlalchemy import or_, select, true

from app.database import db
from app.membership.models import (
    Affiliation,
    Mandate,
    Office,
    Organisation,
    Person,
    Place,
    Seat,
    SignIn,
    Table,
    Zone,
)
from app.permissions.who import mandates_of, moment, places_of

KEEPERS = ("secretary", "chair")
SPEAKERS = ("delegate", "substitute")


def seen_organisations(_person_id, _at):
    """Every signed-in person sees every body: who is who is no secret of a convening house."""
    return select(Organisation)


def seen_zones(_person_id, _at):
    return select(Zone)


def seen_tables(person_id, at):
    """Name, composition and calendar of a table: everybody signed in, unless it is reserved."""
    mine = Table.place_id.in_(places_of(person_id, at))
    return select(Table).where(or_(Table.reserved_at.is_(None), mine, holds_office(person_id, at, "auditor")))


def seen_seats(person_id, at):
    """The seats of the places I see, and those of the bodies that I administer; auditors see all."""
    tables = seen_tables(person_id, at).with_only_columns(Table.place_id)
    here = or_(Seat.place_id.in_(tables), Seat.place_id.in_(places_of(person_id, at)))
    own = Seat.organisation_id.in_(administered(person_id, at))
    return select(Seat).where(or_(here, own, holds_office(person_id, at, "auditor")))


def seen_mandates(person_id, at):
    seats = seen_seats(person_id, at).with_only_columns(Seat.id)
    return select(Mandate).where(or_(Mandate.seat_id.in_(seats), Mandate.person_id == person_id))


def seen_sign_ins(person_id, at):
    """My own sign-ins, and for an administrator everybody's."""
    return select(SignIn).where(or_(SignIn.person_id == person_id, holds_office(person_id, at, "administrator")))


def can_administer(person, _thing=None):
    """Rosters, taxonomies and users: the platform administrator."""
    return "administrator" in offices_of(person)


def can_give_seat(person, table):
    """Seats of a table are given by its secretariat and by the platform administrator."""
    return keeps(person, table.place_id) or can_administer(person)


def can_end_seat(person, seat):
    """A seat is ended by who gives it; a body may also leave by its own administrator."""
    return gives_seats_in(person, seat.place) or administers(person, seat.organisation_id)


def can_appoint(person, seat):
    """A body's administrator names its own people; in a workspace also the lead, at a table the platform administrator."""
    if administers(person, seat.organisation_id):
        return True
    return leads(person, seat.place_id) if seat.place.noun == "workspace" else can_administer(person)


def can_end_mandate(person, mandate):
    """Who names may end (no body names the chair or the secretariat); and everybody may lay down a mandate of her own."""
    if mandate.person_id == person.id:
        return True
    return can_administer(person) if mandate.role in KEEPERS else can_appoint(person, mandate.seat)


def can_end_sign_in(person, sign_in):
    return sign_in.person_id == person.id or can_administer(person)


def gives_seats_in(person, place: Place):
    if place.noun == "workspace":
        return leads(person, place.id)
    return keeps(person, place.id) or can_administer(person)


def keeps(person, place_id):
    """Does this person hold the secretariat or the chair of a place?"""
    return any(each.seat.place_id == place_id and each.role in KEEPERS for each in mandates_of(person))


def leads(person, place_id):
    """Does this person speak for the body that leads a workspace?"""
    return any(
        each.seat.place_id == place_id and each.seat.role == "lead" and each.role in SPEAKERS for each in mandates_of(person)
    )


def administers(person, organisation_id):
    query = administered(person.id, moment()).where(Affiliation.organisation_id == organisation_id)
    return db.session.scalar(query.limit(1)) is not None


def administered(person_id, at):
    """The ids of the bodies whose administrator this person is."""
    query = select(Affiliation.organisation_id).correlate(Person)
    return query.where(Affiliation.person_id == person_id, Affiliation.administrator == true(), Affiliation.in_force(at))


def holds_office(person_id, at, kind):
    query = select(Office.id).correlate(Person)
    return query.where(Office.person_id == person_id, Office.kind == kind, Office.in_force(at)).exists()


def offices_of(person):
    """The kinds of office that a person holds at the moment of this request."""
    known = g.setdefault("offices", {})
    if person.id not in known:
        query = select(Office.kind).where(Office.person_id == person.id, Office.in_force(moment()))
        known[person.id] = set(db.session.scalars(query))
    return known[person.id]
