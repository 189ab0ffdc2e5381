"""The participation record: each seat at each published sitting, as a page and as open data. Bodies and roles, no person."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import day_of, db
from app.meetings.models import Meeting, Minutes
from app.meetings.queries.participation import participations
from app.words import titled

COLUMNS = ("meeting", "day", "table", "table_name", "organisation", "organisation_name", "seat", "side", "as", "there", "whole")


def published_participations():
    """All of them, the latest sitting first."""
    query = select(Meeting).join(Meeting.minutes).where(Minutes.published_at.is_not(None)).options(joinedload(Meeting.table))
    return participations(db.session.scalars(query.order_by(Meeting.starts_at.desc(), Meeting.id.desc())).all())


def open_row(row):
    """The facts of one row in the order of COLUMNS; a day is that of the sitting in Europe/Rome."""
    seat, table = row.seat, row.meeting.table
    where = (row.meeting.id, day_of(row.meeting.starts_at).isoformat(), table.id, titled(table))
    who = (seat.organisation_id, titled(row.called), seat.id, seat.side or "")
    return (*where, *who, row.as_what, "yes" if row.there else "no", "yes" if row.whole else "no")


def open_json(row):
    told = dict(zip(COLUMNS, open_row(row), strict=True))
    return told | {"there": row.there, "whole": row.whole}
