"""Every few hours: each series that runs has its next meetings in the calendar."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import commit, db, writing
from app.meetings.models import MeetingSeries
from app.rounds import round_of

HOURS = 6


@round_of("series-planned", every=HOURS * 3600)
def plan_ahead(_now):
    """One transaction a series: what goes wrong with one does not hold up the others."""
    running = db.session.scalars(
        select(MeetingSeries.id).where(MeetingSeries.ended_at.is_(None)).order_by(MeetingSeries.id)
    ).all()
    for id in running:
        writing()
        db.session.get(MeetingSeries, id, options=[joinedload(MeetingSeries.table)]).plan_ahead()
        commit()
