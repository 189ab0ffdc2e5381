"""The plan as pages and programs read it: the editions, the tree of one, an objective with its way up."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.happenings import iso
from app.permissions import seen_editions, seen_objectives, visible
from app.plan.models import Objective, PlanEdition


@dataclass
class Branch:
    """An objective in the tree, `depth` steps below its edition."""

    objective: Objective
    depth: int
    children: list = field(default_factory=list)


def editions():
    """The editions of the plan, the newest first."""
    query = visible(seen_editions).options(joinedload(PlanEdition.act))
    return db.session.scalars(query.order_by(PlanEdition.since.desc(), PlanEdition.id.desc())).all()


def editions_by(act):
    """The editions that rest on an act."""
    return db.session.scalars(visible(seen_editions, PlanEdition.act_id == act.id).order_by(PlanEdition.since)).all()


def edition_shown(all_editions, code, at):
    """The edition of this code; without one, the edition in force, else the newest; None for an unknown code."""
    if code:
        return next((each for each in all_editions if each.code == code), None)
    return next((each for each in all_editions if each.in_force(at)), next(iter(all_editions), None))


def tree_of(edition):
    """Every objective of an edition below its parent, as one list with depths; one query."""
    objectives = db.session.scalars(visible(seen_objectives, Objective.edition_id == edition.id).order_by(Objective.id)).all()
    below = {}
    for objective in objectives:
        below.setdefault(objective.parent_id, []).append(objective)
    return list(walk(below, None, 0))


def walk(below, parent_id, depth):
    for objective in below.get(parent_id, ()):
        yield Branch(objective, depth, below.get(objective.id, []))
        yield from walk(below, objective.id, depth + 1)


def way_up(objective):
    """The objectives above this one, from the edition down; one query for the whole tree."""
    query = select(Objective.id, Objective).where(Objective.edition_id == objective.edition_id)
    known = dict(db.session.execute(query).all())
    above = []
    while objective.parent_id:
        objective = known[objective.parent_id]
        above.insert(0, objective)
    return above


def children_of(objective):
    return db.session.scalars(visible(seen_objectives, Objective.parent_id == objective.id).order_by(Objective.id)).all()


def counts_by_objective(panels):
    """{panel name: {objective id: how many}}, out of what the later rooms tell of an edition."""
    told = {panel.name: [panel.as_json(row) for row in rows] for panel, rows in panels}
    return {name: {each["objective"]: each[name] for each in rows} for name, rows in told.items()}


def edition_json(edition):
    dates = {"since": iso(edition.since), "until": edition.until and iso(edition.until)}
    facts = {name: getattr(edition, name) for name in ("id", "code", "years", "title", "title_en", "note")}
    return facts | {"address": f"/plan?edition={edition.code}", "act": edition.act and edition.act.title} | dates


def objective_json(objective):
    facts = {name: getattr(objective, name) for name in ("id", "code", "level", "title", "title_en", "note", "certainty")}
    return facts | {"name": objective.title, "address": f"/objectives/{objective.id}", "parent": objective.parent_id}
