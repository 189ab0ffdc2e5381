"""Confidential items whose day has come: everybody reads them already, their words are put back and their outputs published."""

from sqlalchemy import select

from app.database import commit, day_of, db, writing
from app.meetings.models import AgendaItem
from app.rounds import round_of


@round_of("items-released", every=900)
def release_items(now):
    writing()
    due = select(AgendaItem).where(AgendaItem.sealed_title != "", AgendaItem.release_on <= day_of(now))
    for item in db.session.scalars(due.order_by(AgendaItem.id)).all():
        item.release()
    commit()
