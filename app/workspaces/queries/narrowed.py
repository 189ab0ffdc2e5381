"""How the list of workspaces is narrowed: by state, kind, zone, objective, and to those in which the reader has a mandate."""

from app.database import db
from app.forms import listed as choices_of
from app.membership.models import Zone
from app.permissions import me, moment, seen_objectives, seen_workspaces, seen_zones, visible
from app.permissions.who import places_of
from app.plan.models import Objective
from app.words import titled
from app.workspaces.models import Contribution, Workspace, in_state, touches
from app.workspaces.queries.listed import listed


def narrowed(asked):
    """The workspaces I see that the address asks for, the newest first."""
    now = moment()
    found = {
        "state": lambda state: in_state(Workspace, state, now),
        "kind": lambda kind: Workspace.kind == kind,
        "zone": lambda zone: touches(zone, now),
        "objective": lambda objective: serving_now(objective, now),
        "whose": lambda _: Workspace.place_id.in_(places_of(me().id, now)),
    }
    return listed(visible(seen_workspaces, *[found[name](value) for name, value in asked.items()]))


def serving_now(objective, at):
    return Workspace.contributions.any((Contribution.objective_id == objective) & Contribution.in_force(at))


def offer(form, every):
    """Fill the lists of the form: every zone, and the objectives that a workspace of mine serves."""
    zones = [(each.id, each.name) for each in db.session.scalars(visible(seen_zones).order_by(Zone.name))]
    mine = visible(seen_workspaces).with_only_columns(Workspace.id)
    served = db.select(Contribution.objective_id).where(Contribution.workspace_id.in_(mine), Contribution.in_force(moment()))
    objectives = db.session.scalars(visible(seen_objectives, Objective.id.in_(served)).order_by(Objective.title))
    form.zone.choices = choices_of(every, zones)
    form.objective.choices = choices_of(every, [(each.id, titled(each)) for each in objectives])
    return form
