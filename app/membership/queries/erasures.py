"""The requests of erasure that wait for the platform administrator."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.happenings import iso
from app.membership.models import Erasure, told_person


def open_erasures():
    """The oldest first: each is due within a month."""
    query = select(Erasure).where(Erasure.done_at.is_(None), Erasure.withdrawn_at.is_(None)).order_by(Erasure.asked_at)
    return db.session.scalars(query.options(joinedload(Erasure.person))).all()


def erasure_json(erasure):
    withdrawn, done = (moment and iso(moment) for moment in (erasure.withdrawn_at, erasure.done_at))
    times = {"asked_at": iso(erasure.asked_at), "due_at": iso(erasure.due_at), "withdrawn_at": withdrawn, "done_at": done}
    return {"id": erasure.id, "person": told_person(erasure.person), **times}
