"""What waits for an agenda and the series of meetings: for who keeps the table, before anything is called."""

from sqlalchemy import or_, select

from app.meetings.models import AgendaItem, MeetingSeries
from app.membership.models import Table
from app.permissions.membership import KEEPERS, holds_office, keeps
from app.permissions.who import places_of


def kept_tables(person_id, at):
    return select(Table.id).where(Table.place_id.in_(places_of(person_id, at, roles=KEEPERS)))


def seen_waiting(person_id, at):
    """The items that stand on no agenda, of the tables that this person keeps."""
    return select(AgendaItem).where(AgendaItem.waiting_at.is_not(None), AgendaItem.table_id.in_(kept_tables(person_id, at)))


def seen_series(person_id, at):
    """The series of the tables that this person keeps; auditors see all."""
    kept = MeetingSeries.table_id.in_(kept_tables(person_id, at))
    return select(MeetingSeries).where(or_(kept, holds_office(person_id, at, "auditor")))


def can_keep_backlog(person, table):
    """Secretariat and chair of the table."""
    return keeps(person, table.place_id)


def can_keep_series(person, series):
    """Secretariat and chair of the table."""
    return keeps(person, series.table.place_id)
