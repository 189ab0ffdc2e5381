"""How things of membership are named to programs, and where they stand."""

from sqlalchemy import select

from app.database import db
from app.happenings import namers
from app.membership.models import Table, told_organisation
from app.words import titled


def named(thing, folder):
    """A thing that has a page: id, name, address; None for nothing."""
    return thing and {"id": thing.id, "name": thing.name, "address": f"/{folder}/{thing.id}"}


def organisation_json(organisation):
    return organisation and named(organisation, "organisations") | told_organisation(organisation)


def partial(date):
    return date and str(date)


def place_address(place):
    return f"/{place.noun}s/{place.noun_id}"


def place_names(places):
    """{place id: name in the reader's language}; the other nouns that have places name themselves (happenings.namers)."""
    names = table_names([place.id for place in places if place.noun == "table"])
    for noun in {place.noun for place in places} - {"table"}:
        here = [place for place in places if place.noun == noun]
        known = namers[noun]({place.noun_id for place in here}) if noun in namers else {}
        names |= {place.id: known[place.noun_id]["name"] for place in here if place.noun_id in known}
    return names


def table_names(place_ids):
    tables = db.session.scalars(select(Table).where(Table.place_id.in_(place_ids))) if place_ids else ()
    return {table.place_id: titled(table) for table in tables}
