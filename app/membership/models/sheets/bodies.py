"""How the cells of a sheet name an organisation: by its code, its ISTAT or IPA code, or `#` and its number here."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.membership.models.organisation import Organisation


def bodies_by_name(*options):
    """{name in a cell: organisation} of all bodies; a code wins over a number that looks like it."""
    query = select(Organisation).options(joinedload(Organisation.municipality), *options)
    named = [names_of(body) for body in db.session.scalars(query)]
    return {name: body for names in zip(*named, strict=True) for name, body in names if name}


def names_of(body):
    """[(name, body)], the weakest first."""
    names = f"#{body.id}", body.ipa_code, body.municipality and body.municipality.istat_code, body.code
    return [(name, body) for name in names]


def name_of(body):
    """The name of a body as a cell has it."""
    return body.code or (body.municipality and body.municipality.istat_code) or body.ipa_code or f"#{body.id}"
