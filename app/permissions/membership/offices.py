"""What a person is: offices of the platform, administrator of a body, who keeps a table, who leads a workspace."""

from flask import g
from sqlalchemy import select, true

from app.database import db
from app.membership.models import Affiliation, Office, Person
from app.permissions.who import mandates_of, moment

KEEPERS = ("secretary", "chair")
SPEAKERS = ("delegate", "substitute")


def keeps(person, place_id):
    """Does this person hold the secretariat or the chair of a place?"""
    return any(each.seat.place_id == place_id and each.role in KEEPERS for each in mandates_of(person))


def leads(person, place_id):
    """Does this person speak for the body that leads a workspace?"""
    return any(
        each.seat.place_id == place_id and each.seat.role == "lead" and each.role in SPEAKERS for each in mandates_of(person)
    )


def administers(person, organisation_id):
    """Is this person administrator of a body at the moment of this request? Asked of many bodies, looked up once."""
    known = g.setdefault("administered", {})
    if person.id not in known:
        known[person.id] = set(db.session.scalars(administered(person.id, moment())))
    return organisation_id in known[person.id]


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
