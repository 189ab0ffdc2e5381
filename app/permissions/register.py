"""The register holds only what was published: everybody sees all of it."""

from sqlalchemy import select

from app.register.models import RegisterEntry


def seen_entries(_person_id, _at):
    return select(RegisterEntry)
