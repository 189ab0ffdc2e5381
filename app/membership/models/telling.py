"""How people and organisations are named in what is told of a happening: the same bytes for every reader."""

from sqlalchemy import select

from app.database import db
from app.happenings import namers
from app.membership.models.organisation import Organisation
from app.membership.models.person import Person


def name_people(ids):
    """{id: {"id", "name"}} of these people."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {row.id: {"id": row.id, "name": row.name} for row in rows}


def name_organisations(ids):
    """{id: {"id", "name", "initials"}} of these organisations."""
    rows = db.session.scalars(select(Organisation).where(Organisation.id.in_(ids)))
    return {each.id: {"id": each.id, "name": each.name, "initials": each.initials()} for each in rows}


namers.update(person=name_people, organisation=name_organisations)
