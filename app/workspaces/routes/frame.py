"""What every page of a workspace stands in: where it comes from, what it is, the tabs to its other pages."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.membership.models import Seat
from app.permissions import moment, only_seen, seen_decisions
from app.workspaces.models import Contribution
from app.workspaces.queries.circles import people_in


@dataclass(frozen=True)
class Tab:
    """`endpoint` takes the workspace's `id`; those with a lower `place` stand before; `shown(workspace)` may hide it."""

    name: str
    label: object
    endpoint: str
    place: int
    shown: object = None


_tabs = {}


def tab(name, label, endpoint, place, shown=None):
    """Register a page of every workspace."""
    _tabs[name] = Tab(name, label, endpoint, place, shown)


def framed(workspace, name):
    """What `workspaces/_frame.html` wants, on the page of a tab: pass it to `answer` with what the page shows itself."""
    shown = [each for each in _tabs.values() if each.shown is None or each.shown(workspace)]
    return {
        "workspace": workspace,
        "tab": name,
        "tabs": sorted(shown, key=lambda each: each.place),
        "origin": only_seen(seen_decisions, workspace.decision_id),
        "served": served_by(workspace),
        **(seen_from_inside(workspace) if workspace.parent_id else {}),
        "bodies": len(
            {seat.organisation_id for seat in workspace.place.seats if seat.role != "guest" and seat.in_force(moment())}
        ),
    }


def seen_from_inside(circle):
    """How many people are in a circle, and how many organisations take part in the workspace around it."""
    return {"around": bodies_of(circle.parent), "people_inside": people_in([circle], moment()).get(circle.place_id, 0)}


def bodies_of(workspace):
    """How many organisations take part at this moment."""
    taking_part = Seat.place_id == workspace.place_id, Seat.role != "guest", Seat.in_force(moment())
    return db.session.scalar(select(func.count(Seat.organisation_id.distinct())).where(*taking_part))


def served_by(workspace):
    """The first objective that the work serves today, else that of its decision, or None."""
    query = select(Contribution).where(Contribution.workspace_id == workspace.id, Contribution.in_force(moment()))
    first = db.session.scalar(query.options(joinedload(Contribution.objective)).order_by(Contribution.id).limit(1))
    return first.objective if first else workspace.decision and workspace.decision.objective
