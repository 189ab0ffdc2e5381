"""Who answers for a guest, and which guests a person is asked about."""

from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased, joinedload

from app.database import db
from app.membership.models import Guest, Mandate, Seat
from app.membership.models.guest import guests_staying
from app.permissions.membership import KEEPERS, SPEAKERS
from app.permissions.who import holds, mandates_of

# Days before the end from which the question stands on the desk.
ON_THE_DESK = timedelta(days=14)


def who_answers(guest, at):
    """The people to ask: the sponsor while her mandate holds, else who leads the workspace or keeps the table of the item."""
    here = select(Mandate).join(Mandate.seat).join(Seat.organisation).where(*holds(at)).options(joinedload(Mandate.person))
    sponsor = db.session.scalar(here.where(Mandate.id == guest.sponsor_id))
    if sponsor:
        return [sponsor.person]
    hosts = db.session.scalars(here.where(Seat.place_id == guest.host.id).order_by(Mandate.id))
    return list({each.person_id: each.person for each in hosts if hosts_guests(each)}.values())


def hosts_guests(mandate):
    """Is this a mandate that answers for every guest of its place: secretariat, chair, or a speaker of the lead?"""
    return mandate.role in KEEPERS or (mandate.seat.role == "lead" and mandate.role in SPEAKERS)


def guests_asked_of(person, at):
    """The guests who leave within fourteen days and of whom this person is asked, the first to leave first."""
    mine = mandates_of(person)
    ids, hosting = [each.id for each in mine], [each.seat.place_id for each in mine if hosts_guests(each)]
    if not ids:
        return []
    theirs, seat = aliased(Mandate), aliased(Seat)
    hosted = select(theirs.id).join(seat, seat.id == theirs.seat_id).where(seat.place_id.in_(hosting))
    soon = guests_staying(at).where(Mandate.until <= at + ON_THE_DESK)
    guests = db.session.scalars(soon.where(or_(Guest.sponsor_id.in_(ids), Guest.sponsor_id.in_(hosted)))).all()
    holding = sponsors_holding([each.sponsor_id for each in guests], at)
    return [each for each in guests if each.sponsor_id in ids or each.sponsor_id not in holding]


def sponsors_holding(ids, at):
    """Those of these mandates that hold at a moment."""
    query = select(Mandate.id).join(Mandate.seat).join(Seat.organisation).where(Mandate.id.in_(ids), *holds(at))
    return set(db.session.scalars(query)) if ids else set()
