"""One agenda item by itself, and the guests of items."""

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.forms import listed
from app.happenings import iso
from app.meetings.models import AgendaItem, Decision, Meeting
from app.meetings.queries.decisions import decision_json, who_answers
from app.membership.models import Organisation, Place, Seat, Table, guests_staying, told_guest
from app.permissions import moment, words_of
from app.words import titled

DECIDED = selectinload(AgendaItem.decisions)
ITEM_WHOLE = (
    joinedload(AgendaItem.meeting).joinedload(Meeting.table).joinedload(Table.place),
    joinedload(AgendaItem.meeting).joinedload(Meeting.minutes),
    *who_answers(DECIDED),
    DECIDED.joinedload(Decision.responsible_person),
    DECIDED.joinedload(Decision.objective),
)


def guests_at(items, at):
    """{item id: the guests who stay there at a moment} for these items."""
    found = {id: [] for id in items}
    here = select(Place.id).where(Place.noun == "item", Place.noun_id.in_(items))
    for guest in db.session.scalars(guests_staying(at).where(Seat.place_id.in_(here))):
        found[guest.place.noun_id].append(guest)
    return found


def guest_choices():
    """The bodies that live, by name, the first choice empty."""
    query = select(Organisation.id, Organisation.name).where(Organisation.lives(moment())).order_by(Organisation.name)
    return listed(_("Choose…"), db.session.execute(query))


def item_alone_json(item, guests):
    meeting, words = item.meeting, words_of(item)
    return {
        "id": item.id,
        "address": url_for("items.item", id=item.id),
        "title": words.title,
        "note": words.note,
        "outcome": item.outcome,
        "outcome_note": words.outcome_note,
        "confidential": item.is_sealed(moment()),
        "release_on": item.release_on and item.release_on.isoformat(),
        "decisions": [decision_json(each) for each in item.decisions],
        "starts_at": iso(meeting.starts_at),
        "location": meeting.location,
        "table": {"id": meeting.table_id, "name": titled(meeting.table)},
        "guests": [told_guest(each) for each in guests],
    }
