"""Workspaces in lists: my own, and those shown on the pages of a decision, a table, an objective, an organisation."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import Stream, iso
from app.meetings.models import AgendaItem, Decision, Meeting
from app.membership.models import Place, Seat, told_organisation
from app.permissions import moment, seen_workspaces, visible
from app.plan.models import Objective
from app.words import titled
from app.workspaces.models import Contribution, Workspace

MOST = 50  # on the page of another noun


@dataclass
class Row:
    """A workspace as a line of a list: who takes part now, and when something last happened there."""

    workspace: Workspace
    seats: list
    moved_at: datetime | None


def listed(query):
    """A select of workspaces, the newest first, with all that a line of a list shows; `rows_of` makes the lines.

    Circles stand in no list and no count: they are told on the page of their workspace, to those who may know of them.
    """
    query = query.options(*with_origin(), joinedload(Workspace.place).selectinload(Place.seats).joinedload(Seat.organisation))
    query = query.options(*with_life())
    return query.where(Workspace.parent_id.is_(None)).order_by(Workspace.opened_at.desc(), Workspace.id.desc())


def with_origin():
    """The decision a workspace was born of, with its table and its objective."""
    decision = joinedload(Workspace.decision)
    return (
        decision.joinedload(Decision.item).joinedload(AgendaItem.meeting).joinedload(Meeting.table),
        decision.joinedload(Decision.objective),
    )


def with_life():
    """What tells the state of a workspace: see Workspace.state."""
    return selectinload(Workspace.pauses), selectinload(Workspace.submissions), joinedload(Workspace.table)


def rows_of(workspaces):
    streams = select(Stream.name, Stream.moved_at).where(Stream.name.in_([each.stream for each in workspaces]))
    moved = dict(db.session.execute(streams).all()) if workspaces else {}
    return [Row(each, seats_now(each), moved.get(each.stream)) for each in workspaces]


def seats_now(workspace):
    """The participations in force, who leads first; guests do not take part."""
    now = [seat for seat in workspace.place.seats if seat.in_force(moment()) and seat.role != "guest"]
    return sorted(now, key=lambda seat: (seat.role != "lead", seat.since, seat.id))


# --- On other pages --------------------------------------------------------------------------------------------------


def seen_where(*conditions):
    return rows_of(db.session.scalars(listed(visible(seen_workspaces, *conditions)).limit(MOST)).all())


def born_of(decision):
    return seen_where(Workspace.decision_id == decision.id)


def born_at(table):
    """Those of its decisions, and the ideas that seek its mandate."""
    return seen_where(or_(Workspace.decision.has(Decision.table_id == table.id), Workspace.table_id == table.id))


def serving(objective):
    contributing = Contribution.objective_id == objective.id, Contribution.in_force(moment())
    return seen_where(Workspace.contributions.any(contributing[0] & contributing[1]))


def seating(organisation):
    """The workspaces that I see in which an organisation takes part now."""
    here = select(Seat.place_id).where(Seat.organisation_id == organisation.id, Seat.in_force(moment()), Seat.role != "guest")
    return seen_where(Workspace.place_id.in_(here))


def counts_of_edition(edition):
    """[(objective, how many workspaces that I see serve it now)] of an edition of the plan, the most served first."""
    mine = visible(seen_workspaces, Workspace.parent_id.is_(None)).with_only_columns(Workspace.id)
    count = func.count(Contribution.id)
    query = select(Objective, count).join(Contribution, Contribution.objective_id == Objective.id).group_by(Objective.id)
    query = query.where(Objective.edition_id == edition.id, Contribution.workspace_id.in_(mine), Contribution.in_force(moment()))
    return [tuple(row) for row in db.session.execute(query.order_by(count.desc(), Objective.id))]


def count_json(row):
    objective, count = row
    address = url_for("plan.objective", id=objective.id)
    return {"objective": objective.id, "name": titled(objective), "address": address, "workspaces": count}


def as_json(row):
    workspace = row.workspace
    return {
        "id": workspace.id,
        "name": workspace.name,
        "address": url_for("workspaces.workspace", id=workspace.id),
        "kind": workspace.kind,
        "state": workspace.state(moment()),
        "opened_at": iso(workspace.opened_at),
        "closed_at": workspace.closed_at and iso(workspace.closed_at),
        "decision": decision_json(workspace.decision),
        "organisations": [told_organisation(seat.organisation) for seat in row.seats],
        "moved_at": row.moved_at and iso(row.moved_at),
    }


def decision_json(decision):
    return decision and {"id": decision.id, "label": decision.label, "address": url_for("decisions.decision", id=decision.id)}
