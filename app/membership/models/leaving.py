"""Leaving a body: with the affiliation end the mandates that rested on it."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from app.database import db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.mandate import Mandate
from app.membership.models.rules import end_row
from app.membership.models.seat import Seat

# Who keeps a whole table is not dismissed by one body.
KEEPING = ("chair", "secretary")


def leave_body(affiliation, *, by):
    """A person no longer belongs to a body: she speaks for it nowhere from this moment on. What she said stays.

    RuleBroken while she holds the chair or the secretariat of a table for it.
    """
    mandates = mandates_for(affiliation.person_id, affiliation.organisation_id, utc_now())
    if any(each.role in KEEPING for each in mandates):
        raise RuleBroken(_l("She keeps a table for this body: the platform administrator ends that mandate first."))
    end_row(affiliation)
    for mandate in mandates:
        if mandate.state(utc_now()) != "ended":  # one within another place has ended with that
            mandate.end(by=by)
    return announce(affiliation.person, "affiliation-ended", affiliation, person=by, organisation=affiliation.organisation_id)


def mandates_for(person_id, organisation_id, at):
    """What she holds, will hold or is named for in the name of a body."""
    lasting = or_(Mandate.until.is_(None), (Mandate.until > at) & (Mandate.until > Mandate.since))
    query = select(Mandate).join(Mandate.seat).where(Mandate.person_id == person_id, lasting)
    return db.session.scalars(query.where(Seat.organisation_id == organisation_id).order_by(Mandate.id)).all()
