"""Guests: from where in the log they read, and who may let them stay longer or go."""

from sqlalchemy import func, not_, select
from sqlalchemy.orm import aliased

from app.database import db
from app.membership.models import Guest, Mandate, Person, Place, Seat
from app.permissions.membership.offices import holds_office, keeps, leads
from app.permissions.who import holds, mandates_of

# Made once, as `who.OUTSIDE`.
THEIRS = aliased(Mandate), aliased(Seat)
# The streams in which there can be guests.
WITH_GUESTS = ("workspace", "item")


def entries(noun, id, at):
    """A select of (person id, seq after which she reads) of the people who are in a place as guests only."""
    theirs, seat = THEIRS
    came = select(theirs.person_id).join(Guest, Guest.mandate_id == theirs.id).join(seat, seat.id == theirs.seat_id)
    here = select(Place.id).where(Place.noun == noun, Place.noun_id == id).scalar_subquery()
    after = func.min(func.coalesce(Guest.entered_after, 0))
    query = select(Mandate.person_id, after).join(Mandate.seat).join(Seat.organisation).join(Mandate.person)
    query = query.outerjoin(Guest, Guest.mandate_id == Mandate.id).group_by(Mandate.person_id).having(after > 0)
    guests = Mandate.person_id.in_(came.where(seat.place_id == here))
    return query.where(Seat.place_id == here, guests, *holds(at), not_(holds_office(Person.id, at, "auditor")))


def entries_in(stream, at):
    """{person id: seq after which she reads} of those who do not read a stream from its beginning."""
    noun, _, id = stream.partition("/")
    return dict(db.session.execute(entries(noun, int(id), at)).all()) if noun in WITH_GUESTS else {}


def first_seq(stream, person_id, at):
    """The first seq of a stream that this person may read: 1, or for a guest the head at her entry."""
    noun, _, id = stream.partition("/")
    if noun not in WITH_GUESTS:
        return 1
    row = db.session.execute(entries(noun, int(id), at).where(Mandate.person_id == person_id)).first()
    return 1 + (row[1] if row else 0)


def first_seqs(noun, person_id, at):
    """{number of the noun: the first seq that this person may read there} of the places in which she is a guest only."""
    after = func.min(func.coalesce(Guest.entered_after, 0))
    query = select(Place.noun_id, after).join(Mandate.seat).join(Seat.place).join(Seat.organisation).join(Mandate.person)
    query = query.outerjoin(Guest, Guest.mandate_id == Mandate.id).where(Mandate.person_id == person_id, Place.noun == noun)
    query = query.where(*holds(at), not_(holds_office(Person.id, at, "auditor"))).group_by(Place.noun_id).having(after > 0)
    return {id: 1 + before for id, before in db.session.execute(query)}


def can_renew_guest(person, guest):
    """Her sponsor while that mandate holds, who leads the workspace, who keeps the table of the item."""
    sponsors = any(each.id == guest.sponsor_id for each in mandates_of(person))
    return sponsors or keeps(person, guest.host.id) or leads(person, guest.host.id)


def can_end_guest(person, guest):
    """Who may renew; and the guest herself may leave."""
    return guest.mandate.person_id == person.id or can_renew_guest(person, guest)
