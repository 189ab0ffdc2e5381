"""The circles of a workspace, as those see them who know of them; inside, everything is told as of any workspace."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import Stream, iso
from app.membership.models import Mandate, Organisation, Place, Seat, told_organisation
from app.permissions import seen_circles_of, seen_workspaces
from app.permissions.who import holds
from app.workspaces.models import Workspace

MOST = 100


@dataclass
class CircleLine:
    """A circle in the list of its workspace; `inside` says whether the reader reads it, and only then when it last moved."""

    circle: Workspace
    seats: list
    people: int
    inside: bool
    moved_at: datetime | None


def circles_of(workspace, person_id, at):
    """The circles of a workspace that a person is in at a moment and that go on, by name; to mention one, or to go there."""
    query = seen_workspaces(person_id, at).where(Workspace.parent_id == workspace.id, Workspace.closed_at.is_(None))
    seats = joinedload(Workspace.place).selectinload(Place.seats)
    return db.session.scalars(query.options(seats).order_by(Workspace.name, Workspace.id).limit(MOST)).all()


def my_circles(workspace, person_id, at):
    """[(circle, how many bodies are in it)] of those that a person is in, for the line under the threads."""
    return [(each, len({seat.organisation_id for seat in sitting(each, at)})) for each in circles_of(workspace, person_id, at)]


def circle_lines(workspace, person_id, at):
    """The circles that a person may know of, those that go on first, by name."""
    query = seen_circles_of(workspace, person_id, at).options(joinedload(Workspace.place).options(with_seats()))
    query = query.order_by(Workspace.closed_at.is_not(None), Workspace.name, Workspace.id)
    circles = db.session.scalars(query.limit(MOST)).all()
    mine = seen_workspaces(person_id, at).where(Workspace.parent_id == workspace.id).with_only_columns(Workspace.id)
    inside = set(db.session.scalars(mine))
    people, moved = people_in(circles, at), moved_of([each for each in circles if each.id in inside])
    return [
        CircleLine(each, sitting(each, at), people.get(each.place_id, 0), each.id in inside, moved.get(each.stream))
        for each in circles
    ]


def with_seats():
    return selectinload(Place.seats).joinedload(Seat.organisation)


def sitting(circle, at):
    """The bodies in a circle at a moment, who leads first; guests are people, not bodies."""
    seats = [seat for seat in circle.place.seats if seat.role != "guest" and seat.in_force(at)]
    return sorted(seats, key=lambda seat: (seat.role != "lead", seat.since, seat.id))


def people_in(circles, at):
    """{place id: how many people are in it at a moment}."""
    query = select(Seat.place_id, func.count(Mandate.person_id.distinct())).select_from(Mandate).join(Mandate.seat)
    query = query.join(Organisation, Organisation.id == Seat.organisation_id).where(*holds(at)).group_by(Seat.place_id)
    places = [each.place_id for each in circles]
    return dict(db.session.execute(query.where(Seat.place_id.in_(places))).all()) if places else {}


def moved_of(circles):
    streams = select(Stream.name, Stream.moved_at).where(Stream.name.in_([each.stream for each in circles]))
    return dict(db.session.execute(streams).all()) if circles else {}


def inviting(workspace, at):
    """[(seat, its mandates)] of a workspace whose people one may ask into a circle at a moment; guests come by their own door."""
    query = select(Seat).where(Seat.place_id == workspace.place_id, Seat.role != "guest", Seat.in_force(at))
    query = query.options(joinedload(Seat.organisation), selectinload(Seat.mandates).joinedload(Mandate.person))
    query = query.options(selectinload(Seat.mandates).selectinload(Mandate.suspensions), selectinload(Seat.suspensions))
    seats = db.session.scalars(query.order_by(Seat.since, Seat.id)).all()
    return [(seat, [each for each in seat.mandates if each.holds(at)]) for seat in seats]


def circle_json(line):
    """A circle as told beside its workspace; its address and its last movement only to who is in it."""
    circle = line.circle
    told = {
        "id": circle.id,
        "name": circle.name,
        "hidden": circle.hidden,
        "opened_at": iso(circle.opened_at),
        "closed_at": circle.closed_at and iso(circle.closed_at),
        "organisations": [told_organisation(seat.organisation) | {"role": seat.role} for seat in line.seats],
        "people": line.people,
        "inside": line.inside,
    }
    if not line.inside:
        return told
    address = url_for("workspaces.workspace", id=circle.id)
    return told | {"stream": circle.stream, "address": address, "moved_at": line.moved_at and iso(line.moved_at)}
