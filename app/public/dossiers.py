"""The dossiers of joint work that were published: bodies and outcomes, decisions that are public, and no name of a person."""

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.database import db
from app.happenings import iso
from app.meetings.models import Decision
from app.membership.models import Organisation
from app.permissions import moment
from app.workspaces.models import Dossier, DossierLevel, Workspace
from app.workspaces.queries.dossier import Read, by_id, member_json, members_of, objectives_of, outcome_json
from app.workspaces.queries.lineage import Family


def published_dossier(workspace_id):
    """The dossier of a workspace as everybody reads it, or None."""
    query = select(Dossier).join(Dossier.workspace).options(contains_eager(Dossier.workspace))
    public = Dossier.levels.any(DossierLevel.in_force(moment()) & (DossierLevel.level == "public"))
    query = query.where(Workspace.id == workspace_id, Dossier.reopened_at.is_(None), public).order_by(Dossier.id.desc())
    found = db.session.scalar(query.limit(1))
    return in_public(found) if found else None


def in_public(dossier):
    """Neither documents nor lineage: what they are called is not for everybody."""
    facts = dossier.facts
    ids = [each["organisation"] for each in facts["participations"]] + [each["organisation"] for each in facts["bodies"]]
    bodies, decisions = by_id(Organisation, ids), published(facts)
    return Read(
        dossier=dossier,
        inside=False,
        members=members_of(facts, bodies),
        origin=decisions.get(facts["decision"]),
        decisions=[decisions[id] for id in facts["brought"] if id in decisions],
        documents=[],
        objectives=objectives_of(facts),
        family=Family([], []),
        bodies=[(bodies[each["organisation"]], each["done"]) for each in facts["bodies"]],
    )


def published(facts):
    query = select(Decision).where(Decision.id.in_([facts["decision"], *facts["brought"]]), Decision.published_at.is_not(None))
    return {each.id: each for each in db.session.scalars(query)}


def open_dossier_json(read):
    dossier, workspace = read.dossier, read.workspace
    return {
        "workspace": {"id": workspace.id, "name": workspace.name},
        "purpose": workspace.purpose,
        "opened_at": iso(workspace.opened_at),
        "closed_at": iso(dossier.at),
        "reason": dossier.reason,
        "members": [member_json(each) for each in read.members],
        "objectives": [outcome_json(each) for each in read.objectives],
        "tasks": read.tasks,
        "decisions": [decision_line(each) for each in [read.origin, *read.decisions] if each],
    }


def decision_line(decision):
    return {"label": decision.label, "address": url_for("public.decision", id=decision.id)}
