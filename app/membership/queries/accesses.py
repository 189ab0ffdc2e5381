"""Reading the access log: which entries, and who is named in them."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, or_, select

from app.access_log import AccessEntry
from app.database import day_after, db, midnight
from app.forms import listed
from app.happenings import iso
from app.membership.models import Person
from app.words import word

COLUMNS = ("at", "kind", "person", "name", "subject", "address", "facts")


def accesses_found(entries, form):
    """The entries asked for, the newest first."""
    if form.kind.data:
        entries = entries.where(AccessEntry.kind == form.kind.data)
    if form.day.data and not form.day.errors:
        entries = entries.where(AccessEntry.at >= midnight(form.day.data), AccessEntry.at < day_after(form.day.data))
    if form.person.data and not form.person.errors:
        entries = entries.where(AccessEntry.person_id.in_(people_called(form.person.data.strip())))
    return entries.order_by(AccessEntry.id.desc())


def people_called(text):
    """The ids of those whose name or address holds a text."""
    part = text.casefold()
    named = or_(func.lower(Person.name).contains(part, autoescape=True), Person.email.contains(part, autoescape=True))
    return select(Person.id).where(named)


def kinds_logged():
    """Choices of the kinds that the log holds."""
    kinds = db.session.scalars(select(AccessEntry.kind).distinct().order_by(AccessEntry.kind))
    return listed(_l("Everything"), [(kind, word(kind, "access")) for kind in kinds])


def names_in(entries):
    """{id: name} of those who stand in these entries."""
    ids = {each.person_id for each in entries if each.person_id}
    return dict(db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all()) if ids else {}


def entry_json(entry, names):
    person = entry.person_id and {"id": entry.person_id, "name": names.get(entry.person_id, "")}
    facts = {"id": entry.id, "at": iso(entry.at), "kind": entry.kind, "person": person}
    return facts | {"subject": entry.subject, "address": entry.address, "facts": entry.facts}


def entry_cells(entry, names):
    """The entry as a line of COLUMNS."""
    told = "; ".join(f"{name}={value}" for name, value in entry.facts.items())
    who = (entry.person_id or "", names.get(entry.person_id, ""))
    return iso(entry.at), entry.kind, *who, entry.subject, entry.address, told
