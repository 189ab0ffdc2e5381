"""The worker's part in a hand-over agreed beforehand: when its moment comes, what the predecessor had to do passes on."""

from sqlalchemy import select

from app.database import commit, db, writing
from app.membership.models import Mandate
from app.rounds import round_of


@round_of("mandates-taken-up", every=30)
def take_up_due(now):
    """Rights change by the clock alone; this moves the tasks, once for each successor whose mandate has begun."""
    due = (Mandate.predecessor_id.is_not(None), Mandate.handed_over_at.is_(None), Mandate.confirmed_at.is_not(None))
    query = select(Mandate).where(*due, Mandate.since <= now).order_by(Mandate.id).limit(50)
    if not db.session.scalars(query).all():
        return
    writing()
    for mandate in db.session.scalars(query).all():
        mandate.take_up()
    commit()
