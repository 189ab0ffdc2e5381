"""Meetings: its table's mandates see what was convened; secretariat and chair keep it."""

from sqlalchemy import and_, or_, select

from app.meetings.models import AgendaItem, Decision, Meeting, Minutes
from app.membership.models import Person, Place, Table
from app.permissions.confidential import cleared_for_items
from app.permissions.given import given_decisions
from app.permissions.membership import KEEPERS, SPEAKERS, holds_office, keeps
from app.permissions.who import mandates_of, moment, places_of


def seen_meetings(person_id, at):
    """Secretariat and chair from its planning on, every other mandate of the table once it is convened, auditors."""
    kept = Table.place_id.in_(places_of(person_id, at, roles=KEEPERS))
    mine = and_(Meeting.convened_at.is_not(None), Table.place_id.in_(places_of(person_id, at)))
    return select(Meeting).join(Meeting.table).where(or_(kept, mine, holds_office(person_id, at, "auditor")))


def seen_items(person_id, at):
    """The items of the meetings that I see, less those closed to me; once it is convened each of which I am a guest alone."""
    convened = select(Meeting.id).where(Meeting.id == AgendaItem.meeting_id, Meeting.convened_at.is_not(None))
    places = select(Place.noun_id).where(Place.noun == "item", Place.id.in_(places_of(person_id, at))).correlate(Person)
    guest = and_(AgendaItem.id.in_(places), convened.correlate(AgendaItem, Person).exists())
    meeting = meeting_ids(person_id, at).where(Meeting.id == AgendaItem.meeting_id).correlate(AgendaItem, Person)
    mine = and_(meeting.exists(), cleared_for_items(person_id, at))
    return select(AgendaItem).where(or_(mine, guest))


def seen_minutes(person_id, at):
    return select(Minutes).where(Minutes.meeting_id.in_(meeting_ids(person_id, at)))


def seen_decisions(person_id, at):
    """The decisions of meetings that I see, every published one, and what was given to me to carry out.

    Asked row by row, so that a page of the register does not cost what the whole archive does.
    """
    item = seen_items(person_id, at).where(AgendaItem.id == Decision.item_id).with_only_columns(AgendaItem.id)
    item = item.correlate(Decision, Person).exists()
    known = or_(Decision.published_at.is_not(None), item, given_decisions(person_id, at))
    return select(Decision).where(known)


def meeting_ids(person_id, at):
    return seen_meetings(person_id, at).with_only_columns(Meeting.id)


def can_plan_meeting(person, table):
    """The secretariat and the chair of the table."""
    return keeps(person, table.place_id)


def can_write_agenda(person, meeting):
    return keeps(person, meeting.table.place_id)


def can_welcome_to_item(person, item):
    """The secretariat and the chair bring a guest to one item; who does so becomes the sponsor."""
    return keeps(person, item.meeting.table.place_id)


def can_convene(person, meeting):
    return keeps(person, meeting.table.place_id)


def can_open(person, meeting):
    return keeps(person, meeting.table.place_id)


def can_mark(person, meeting):
    """Attendance is marked by the secretariat or the chair."""
    return keeps(person, meeting.table.place_id)


def can_record(person, meeting):
    """Outcomes are recorded, not decided, by the secretariat or the chair."""
    return keeps(person, meeting.table.place_id)


def can_close(person, meeting):
    return keeps(person, meeting.table.place_id)


def can_draft_minutes(person, meeting):
    return keeps(person, meeting.table.place_id)


def can_approve_minutes(person, meeting):
    return keeps(person, meeting.table.place_id)


def can_publish_minutes(person, meeting):
    return keeps(person, meeting.table.place_id)


def can_launch(person, decision):
    """A workspace is opened by who answers for the decision, or by who speaks at the table for the body that does."""
    if person.id == decision.responsible_person_id:
        return True
    answering = decision.answering(moment())
    return any(
        each.seat.organisation is answering
        and each.seat.place_id == decision.item.meeting.table.place_id
        and each.role in SPEAKERS
        for each in mandates_of(person)
    )
