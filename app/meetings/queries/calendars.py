"""The meetings of a person as her calendar program reads them, and what is held of the address she gave it."""

from datetime import timedelta

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.meetings.models import CalendarAddress, Meeting
from app.membership.models import Table
from app.membership.models.holdings import holds
from app.permissions import calendar_token, seen_meetings
from app.permissions.who import places_of

PAST = timedelta(days=365)
MOST = 500


def meetings_of(person, at):
    """Those of the tables where she has a mandate now, from a year ago on, once they were convened."""
    mine = Meeting.table.has(Table.place_id.in_(places_of(person.id, at)))
    query = seen_meetings(person.id, at).where(mine, Meeting.convened_at.is_not(None), Meeting.starts_at > at - PAST)
    query = query.options(joinedload(Meeting.table), selectinload(Meeting.items))
    return db.session.scalars(query.order_by(Meeting.starts_at.desc()).limit(MOST)).all()


def addresses_of(person_id):
    return select(CalendarAddress).where(CalendarAddress.person_id == person_id).order_by(CalendarAddress.id)


@holds(
    "calendar_addresses",
    _l("Addresses of your calendar"),
    _l("So that your calendar program reads your meetings without your password."),
    _l("Until your data are erased."),
    addresses_of,
)
def address_held(row):
    return {"id": row.id, "made_at": iso(row.made_at), "ended_at": row.ended_at and iso(row.ended_at)}


def address_json(row):
    """As the person herself is told it."""
    return {"id": row.id, "made_at": iso(row.made_at), "address": address_of(row)}


def address_of(row):
    return url_for("calendars.calendar", token=calendar_token(row), _external=True)
