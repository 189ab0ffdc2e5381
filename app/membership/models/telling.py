"""How the nouns of membership are named to those who follow and to programs: the same bytes for every reader."""

from sqlalchemy import select

from app.database import db
from app.happenings import iso, namers
from app.membership.models.organisation import Organisation
from app.membership.models.person import Person


def name_people(ids):
    """{id: {"id", "name"}} of these people."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {row.id: told_person(row) for row in rows}


def name_organisations(ids):
    """{id: {"id", "name", "initials"}} of these organisations."""
    rows = db.session.scalars(select(Organisation).where(Organisation.id.in_(ids)))
    return {each.id: told_organisation(each) for each in rows}


def told_person(person):
    return {"id": person.id, "name": person.name}


def told_organisation(organisation):
    return {"id": organisation.id, "name": organisation.name, "initials": organisation.initials()}


def told_mandate(mandate):
    """Who speaks, in which role, from when to when; the person must be loaded."""
    return {"id": mandate.id, "person": told_person(mandate.person), "role": mandate.role, **told_dates(mandate)}


def told_dates(row):
    """Of a dated row; `until` is None where the end is open."""
    return {"since": iso(row.since), "until": row.until and iso(row.until)}


namers.update(person=name_people, organisation=name_organisations)
