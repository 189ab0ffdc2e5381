"""How a workspace was on a past day: its state, who was in and who spoke for them, what it served, which zones it touched."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from app.database import db
from app.membership.models import Mandate, Seat, told_mandate, told_organisation
from app.permissions.who import holds
from app.workspaces.models import Contribution
from app.workspaces.queries.geometry import moment_of
from app.workspaces.queries.zones import touched_by, touched_json


@dataclass
class Then:
    """Of the last moment of `day`; `rows` are [(seat, its mandates)], who led first and guests last."""

    day: date
    at: datetime
    state: str | None
    rows: list
    served: list
    zones: list

    def as_json(self):
        return {
            "day": self.day.isoformat(),
            "state": self.state,
            "participations": [then_json(seat, mandates) for seat, mandates in self.rows],
            "objectives": [{"id": each.objective_id, "title": each.objective.title, "why": each.why} for each in self.served],
            "zones": [touched_json(each) for each in self.zones],
        }


def then_of(workspace, day, now):
    """The workspace as it was in the evening of a day (today: now); before it was opened there is no state."""
    at = moment_of(day, now)
    state = workspace.state(at) if workspace.opened_at <= at else None
    return Then(day, at, state, in_then(workspace, at), served_then(workspace, at), touched_by(workspace, at))


def in_then(workspace, at):
    """The participations in force at a moment, each with the mandates that gave their rights then; two queries."""
    seats = select(Seat).where(Seat.place_id == workspace.place_id, Seat.in_force(at)).options(joinedload(Seat.organisation))
    spoke = select(Mandate).join(Mandate.seat).join(Seat.organisation).options(contains_eager(Mandate.seat))
    spoke = spoke.where(Seat.place_id == workspace.place_id, *holds(at)).options(joinedload(Mandate.person))
    people = {}
    for mandate in db.session.scalars(spoke.order_by(Mandate.since, Mandate.id)):
        people.setdefault(mandate.seat_id, []).append(mandate)
    order = {"lead": 0, "partner": 1, "observer": 2, "guest": 3}
    found = sorted(db.session.scalars(seats), key=lambda seat: (order[seat.role], seat.since, seat.id))
    return [(seat, people.get(seat.id, [])) for seat in found]


def served_then(workspace, at):
    query = select(Contribution).where(Contribution.workspace_id == workspace.id, Contribution.in_force(at))
    return db.session.scalars(query.options(joinedload(Contribution.objective)).order_by(Contribution.id)).all()


def then_json(seat, mandates):
    return {
        "id": seat.id,
        "organisation": told_organisation(seat.organisation),
        "role": seat.role,
        "people": [told_mandate(each) for each in mandates],
    }
