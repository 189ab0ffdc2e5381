"""Technical offices: asked by who keeps the table; each writes for its own body, and takes in charge what is handed to it."""

from sqlalchemy import and_, select

from app.meetings.models import AgendaItem, Concern, Decision, Handing
from app.membership.models import Mandate, Person, Seat, Table
from app.permissions.meetings import seen_decisions, seen_items
from app.permissions.membership.offices import keeps
from app.permissions.who import holds, mandates_of


def seen_concerns(person_id, at):
    """That an item concerns a body: who sees the item."""
    return select(Concern).where(Concern.item_id.in_(seen_items(person_id, at).with_only_columns(AgendaItem.id)))


def seen_handings(person_id, at):
    """What was handed to an office: who works in it at that table, of the decisions that she sees."""
    mine = select(Mandate.id).join(Mandate.seat).join(Seat.organisation).join(Table, Table.place_id == Seat.place_id)
    mine = mine.where(Mandate.person_id == person_id, Mandate.role == "technician", *holds(at))
    mine = mine.where(and_(Seat.organisation_id == Handing.organisation_id, Table.id == Decision.table_id))
    seen = Decision.id.in_(seen_decisions(person_id, at).with_only_columns(Decision.id))
    office = mine.correlate(Handing, Decision, Person).exists()
    return select(Handing).join(Handing.decision).where(office, seen)


def can_name_offices(person, item):
    """The secretariat and the chair of the table."""
    return keeps(person, item.of_table.place_id)


def can_drop_concern(person, concern):
    return can_name_offices(person, concern.item)


def can_advise(person, concern):
    """The technical office of that body at that table."""
    return office_voice(person, concern) is not None


def can_take_in_charge(person, handing):
    return office_of(person, handing.organisation_id, handing.decision.item.meeting.table.place_id) is not None


def office_voice(person, concern):
    """Her mandate in the technical office of that body at that table, or None."""
    return office_of(person, concern.organisation_id, concern.item.of_table.place_id)


def office_of(person, organisation_id, place_id):
    theirs = (each for each in mandates_of(person) if each.role == "technician" and each.seat.place_id == place_id)
    return next((each for each in theirs if each.seat.organisation_id == organisation_id), None)
