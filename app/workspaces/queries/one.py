"""One workspace with all that its page shows, read in one snapshot."""

from dataclasses import dataclass, field
from datetime import datetime

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import Happening, current_log, head_of, iso
from app.membership.models import (
    Affiliation,
    Guest,
    Mandate,
    Person,
    Seat,
    guests_staying,
    told_dates,
    told_guest,
    told_mandate,
    told_organisation,
)
from app.permissions import seen_lines, seen_messages
from app.permissions.membership import administered
from app.workspaces.models import Contribution, Workspace
from app.workspaces.queries.geometry import Geometry, geometry_of
from app.workspaces.queries.listed import decision_json
from app.workspaces.queries.talk import Talk, left_from, resolved_in, talk_json, talk_of, thread_address, threads_of
from app.workspaces.queries.zones import touched_json


@dataclass
class Shown:
    """The page of a workspace; `head` and `log` are of the same snapshot as its rows.

    `seats` are those that take part; `visit` is the reader's own stay where she is only a guest.
    """

    workspace: Workspace
    at: datetime
    head: int
    log: str
    seats: list
    guests: list
    visit: Guest | None
    contributions: list
    geometry: Geometry
    threads: list
    more_threads: bool
    talk: Talk | None
    resolved: list = field(default_factory=list)
    left: list = field(default_factory=list)
    people: dict = field(default_factory=dict)
    zones: list = field(default_factory=list)
    then: object = None

    def now(self):
        """The participations in force and to come, who leads first."""
        live = [seat for seat in self.seats if seat.until is None or seat.until > self.at]
        return sorted(live, key=lambda seat: (seat.role != "lead", seat.since, seat.id))

    def past(self):
        return [seat for seat in self.seats if seat.until is not None and seat.until <= self.at]

    def mandates(self, seat):
        """Who speaks for a seat, now and soon."""
        return [each for each in seat.mandates if each.until is None or each.until > self.at]


def shown(workspace, person_id, at, *, thread=None, asked=None, page=1, **at_which):
    """All that the page shows to a person; `thread` is the one to open (`at_which` as in talk_of), else what moved last."""
    everybody = seats_of(workspace)
    seats = [seat for seat in everybody if seat.role != "guest"]
    guests = guests_of(workspace, at)
    seen = seen_messages(workspace, person_id, at)
    threads, more = threads_of(workspace, seen, page)
    opened = thread or (threads[0].thread if threads else None)
    return Shown(
        workspace=workspace,
        at=at,
        head=head_of(workspace.stream),
        log=current_log(),
        seats=seats,
        guests=guests,
        visit=visit_of(person_id, guests, seats, at),
        contributions=contributions_of(workspace),
        geometry=geometry_of(workspace, everybody, at, asked),
        threads=threads,
        resolved=resolved_in(workspace),
        left=left_from(workspace, person_id, at),
        more_threads=more,
        talk=talk_of(opened, seen, lines=seen_lines(workspace, person_id, at), **at_which) if opened else None,
    )


def seats_of(workspace):
    query = select(Seat).where(Seat.place_id == workspace.place_id).order_by(Seat.since, Seat.id)
    return db.session.scalars(
        query.options(joinedload(Seat.organisation), selectinload(Seat.mandates).joinedload(Mandate.person))
    ).all()


def guests_of(workspace, at):
    """Who is a guest here at a moment, the first to leave first."""
    return db.session.scalars(guests_staying(at).where(Seat.place_id == workspace.place_id)).all()


def visit_of(person_id, guests, seats, at):
    """The stay of a reader who is here as a guest and not also for a body that takes part, or None."""
    if any(each.person_id == person_id and each.in_force(at) for seat in seats for each in seat.mandates):
        return None
    return next((each for each in guests if each.mandate.person_id == person_id), None)


def contributions_of(workspace):
    query = select(Contribution).where(Contribution.workspace_id == workspace.id).order_by(Contribution.id)
    return db.session.scalars(query.options(joinedload(Contribution.objective))).all()


def appointing(person_id, page, manages):
    """The ids of the organisations taking part whose people the reader names: all of them for the lead, else her own."""
    bodies = {seat.organisation_id for seat in page.now()}
    return bodies if manages else bodies.intersection(db.session.scalars(administered(person_id, page.at)))


def people_of(organisations, at, within_id=None):
    """{organisation id: the people who belong to it}, by name; for a circle those who are in the place around it."""
    query = select(Affiliation.organisation_id, Person).join(Affiliation.person).order_by(Person.name, Person.id)
    query = query.where(Affiliation.organisation_id.in_(organisations), Affiliation.in_force(at))
    if within_id:
        there = select(Mandate.id).join(Mandate.seat).where(Seat.place_id == within_id, Mandate.in_force(at), Seat.in_force(at))
        same = Seat.organisation_id == Affiliation.organisation_id, Mandate.person_id == Affiliation.person_id
        query = query.where(there.where(*same).correlate(Affiliation).exists())
    people = {}
    for organisation, person in db.session.execute(query.where(Person.lives(at))):
        people.setdefault(organisation, []).append(person)
    return people


def happening_of(kind, subject_id):
    """The happening that told of this thing, as stored."""
    query = select(Happening).where(Happening.kind == kind, Happening.subject_id == subject_id)
    return db.session.scalar(query.order_by(Happening.id).limit(1))


def workspace_json(page):
    workspace = page.workspace
    return {
        "id": workspace.id,
        "name": workspace.name,
        "address": url_for("workspaces.workspace", id=workspace.id),
        "kind": workspace.kind,
        "state": workspace.state(page.at),
        "table": workspace.table_id,
        "mandated_at": workspace.mandated_at and iso(workspace.mandated_at),
        "suspensions": [pause_json(each) for each in workspace.pauses],
        "submissions": [{"id": each.id, "proposal": each.proposal_id, **told_dates(each)} for each in workspace.submissions],
        "purpose": workspace.purpose,
        "opened_at": iso(workspace.opened_at),
        "closed_at": workspace.closed_at and iso(workspace.closed_at),
        "decision": decision_json(workspace.decision),
        "stream": workspace.stream,
        "head": page.head,
        "log": page.log,
        "participations": [participation_json(seat) for seat in page.seats],
        "guests": [told_guest(each) for each in page.guests],
        "objectives": [contribution_json(each) for each in page.contributions],
        "zones": [touched_json(each) for each in page.zones],
        "then": page.then and page.then.as_json(),
        "threads": [thread_json(line) for line in page.threads],
        "thread": page.talk and talk_json(page.talk, workspace.stream),
    }


def pause_json(pause):
    return {"id": pause.id, "reason": pause.reason, **told_dates(pause)}


def participation_json(seat):
    return {
        "id": seat.id,
        "organisation": told_organisation(seat.organisation),
        "role": seat.role,
        **told_dates(seat),
        "reason": seat.reason,
        "people": [told_mandate(each) for each in seat.mandates],
    }


def contribution_json(each):
    objective = each.objective
    return {
        "id": each.id,
        "objective": {"id": objective.id, "title": objective.title, "address": url_for("plan.objective", id=objective.id)},
        "why": each.why,
        **told_dates(each),
    }


def thread_json(line):
    last_at = line.last and iso(line.last.at)
    return {"id": line.thread.id, "title": line.thread.title, "address": thread_address(line.thread), "last_at": last_at}
