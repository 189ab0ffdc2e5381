"""Who establishes tables, writes their rules, sees their rosters and puts them in force."""

from sqlalchemy import or_, select

from app.membership.models import Mandate, Roster, Seat, Table, TablePeriod
from app.permissions.membership.offices import KEEPERS, holds_office, keeps
from app.permissions.membership.people import can_administer
from app.permissions.membership.seeing import seen_tables
from app.permissions.who import dated, places_of


def seen_periods(person_id, at):
    return select(TablePeriod).where(TablePeriod.table_id.in_(table_ids(person_id, at)))


def seen_rosters(person_id, at):
    """What was in force is as open as its table; drafts are seen by who may write them, and by auditors."""
    mine = select(Table.id).where(Table.place_id.in_(places_of(person_id, at, roles=KEEPERS)))
    office = or_(holds_office(person_id, at, "administrator"), holds_office(person_id, at, "auditor"))
    writes = or_(Roster.table_id.in_(mine), office)
    return select(Roster).where(Roster.table_id.in_(table_ids(person_id, at)), or_(Roster.activated_at.is_not(None), writes))


def seen_unkept(person_id, at):
    """The reserved tables that nobody keeps any more: the platform administrator sees their names, to name a keeper."""
    others = select(Mandate.id).join(Mandate.seat).join(Seat.organisation).where(
        Seat.place_id == Table.place_id, Mandate.role.in_(KEEPERS), *dated(at)
    )  # fmt: skip
    mine = (Table.reserved_at.is_not(None), or_(Table.until.is_(None), Table.until > at), ~others.exists())
    return select(Table).where(*mine, holds_office(person_id, at, "administrator"))


def table_ids(person_id, at):
    return seen_tables(person_id, at).with_only_columns(Table.id)


def can_establish_table(person, _thing=None):
    """Tables are established by the platform administrator."""
    return can_administer(person)


def can_set_rules(person, _table):
    """What a table is and how it decides: the platform administrator, on the act that says so."""
    return can_administer(person)


def can_rewrite_table(person, table):
    """The words of its rules and the periods of its numbering: its secretariat and its chair too."""
    return keeps(person, table.place_id) or can_administer(person)


def can_end_table(person, _table):
    return can_administer(person)


def can_reserve(person, table):
    """Who sees a table is for its chair and its secretariat; the platform administrator may close it, not look inside."""
    return keeps(person, table.place_id) or can_administer(person)


def can_name_keeper(person, _table=None):
    """Who keeps a reserved table that nobody keeps is named by the platform administrator, who does not see into it."""
    return can_administer(person)


def can_write_roster(person, table):
    """Rosters are written and put in force by who gives seats, the secretariat, the chair and the administrator."""
    return keeps(person, table.place_id) or can_administer(person)
