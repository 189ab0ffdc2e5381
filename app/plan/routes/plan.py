"""Doors of the plan: an edition as a tree, and one objective with what came of it."""

from flask import Blueprint, abort, request
from sqlalchemy.orm import joinedload

from app.doors import answer
from app.panels import panels_json, panels_of, shows_on
from app.permissions import find, moment, seen_objectives
from app.plan.models import Objective, PlanEdition
from app.plan.queries import (
    children_of,
    counts_by_objective,
    edition_json,
    edition_shown,
    editions,
    editions_by,
    objective_json,
    tree_of,
    way_up,
)

bp = Blueprint("plan", __name__)

shows_on("act", "plan", "plan/_of_act.html", editions_by, edition_json)


@bp.get("/plan")
def plan():
    """The edition asked for, or the one in force, as a tree."""
    every = editions()
    code = request.args.get("edition", "")
    edition = edition_shown(every, code, moment())
    if code and edition is None:
        abort(404)
    panels = panels_of("plan", edition) if edition else []
    tree = tree_of(edition) if edition else []
    shown = {"editions": [edition_json(each) for each in every], "edition": edition and edition_json(edition)}
    shown |= {"items": [objective_json(branch.objective) | {"depth": branch.depth} for branch in tree], "next": None}
    context = {"editions": every, "edition": edition, "tree": tree, "counts": counts_by_objective(panels)}
    return answer("plan/plan.html", shown | panels_json(panels), panels=panels, at=moment(), **context)


@bp.get("/objectives/<int:id>")
def objective(id):
    """An objective: the way up to its edition, the way down to what serves it."""
    edition = joinedload(Objective.edition).joinedload(PlanEdition.act)
    objective = find(seen_objectives, id, edition)
    above, children, panels = way_up(objective), children_of(objective), panels_of("objective", objective)
    shown = objective_json(objective) | {"edition": edition_json(objective.edition)}
    shown |= {"above": [objective_json(each) for each in above], "children": [objective_json(each) for each in children]}
    context = {"objective": objective, "above": above, "children": children, "panels": panels}
    return answer("plan/objective.html", shown | panels_json(panels), **context)
