"""Confidential items: read by those whom the bodies send to the table, by who keeps it, and by the guests of the item.

The rule is case 14 of the study of the domain (2e) with its roles (2c): delegates and substitutes decide on the item,
secretariat and chair keep it, a guest was asked for it alone; an auditor reads everything but what is sealed for law. A
technician, an administrator and who only observes read the neutral title, as the public does. Each reading is noted in the
access log.
"""

from sqlalchemy import and_, false, not_, or_, select

from app.access_log import log_access
from app.database import db
from app.documents.models import File
from app.meetings.models import AgendaItem, Decision, Meeting, Paper, PaperVersion
from app.membership.models import Table
from app.permissions.membership.offices import KEEPERS, SPEAKERS, holds_office, keeps, offices_of
from app.permissions.who import mandates_of, me, moment, places_of, someone

CLEARED = (*SPEAKERS, *KEEPERS)


def cleared_for_items(person_id, at):
    """A condition on items of meetings that a person sees: those that are open to her, confidential or not."""
    here = select(Meeting.id).join(Meeting.table).where(Table.place_id.in_(places_of(person_id, at, roles=CLEARED)))
    audited = and_(holds_office(person_id, at, "auditor"), AgendaItem.sealed_by_law == false())
    return or_(not_(AgendaItem.is_sealed(at)), AgendaItem.meeting_id.in_(here), audited)


def can_read_item(person, item):
    """The same, of an item on the page of a meeting that this person sees; it asks the database for nothing more."""
    if not item.is_sealed(moment()):
        return True
    if "auditor" in offices_of(person) and not item.sealed_by_law:
        return True
    return any(sits(each, item) or visits(each, item) for each in mandates_of(person))


def sits(mandate, item):
    return mandate.role in CLEARED and mandate.seat.place_id == item.of_table.place_id


def visits(mandate, item):
    return mandate.seat.place.noun == "item" and mandate.seat.place.noun_id == item.id


def is_confidential(item):
    """Is the item closed to others now?"""
    return item.is_sealed(moment())


def can_seal(person, item):
    """What is confidential is decided by the secretariat and the chair, who open it again too."""
    return keeps(person, item.of_table.place_id)


def words_of(item):
    """The words of an item as its reader may read them; a reading of words that are closed to others is noted."""
    person = someone()
    if person is None or not can_read_item(person, item):
        return item.words(moment())
    note_reading(item)
    return item.true_words()


def shown_title(item):
    return words_of(item).title


def outputs_of(item):
    """The outputs of an item as its reader may read them."""
    person = someone()
    return item.decisions if person and can_read_item(person, item) else []


def note_reading(thing):
    """Note that a confidential item, or what came of it or was written for it, was read; nothing for any other thing."""
    item = item_of_file(thing) if isinstance(thing, File) else thing
    item = item if isinstance(item, AgendaItem) else getattr(item, "item", None)
    if isinstance(item, AgendaItem) and item.is_sealed(moment()):
        log_access("confidential-read", subject=item.stream, person=me())


def item_of_file(file):
    """The item for which a file was brought as a paper, or None."""
    if file.act_id is not None:
        return None
    query = select(AgendaItem).join(AgendaItem.papers).join(Paper.versions)
    return db.session.scalar(query.where(PaperVersion.file_id == file.id))


def note_readings(decisions: list[Decision]):
    """The same for a list of outputs, handed on."""
    for each in decisions:
        note_reading(each)
    return decisions
