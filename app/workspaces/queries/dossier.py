"""A closing dossier as it is read: the figures of the day of the closing, with the names that things bear now."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.happenings import iso
from app.meetings.models import AgendaItem, Decision, Meeting
from app.membership.models import Organisation, told_organisation
from app.permissions import seen_decisions, seen_shared_files, visible
from app.plan.models import Objective
from app.words import titled
from app.workspaces.models import Dossier, SharedFile
from app.workspaces.queries.lineage import Family, family_of
from app.workspaces.queries.listed import decision_json


@dataclass
class Member:
    organisation: Organisation
    role: str
    since: datetime
    until: datetime | None


@dataclass
class Read:
    """A dossier with the names joined; `inside` where the reader sees the workspace too.

    `decisions` are those that this reader may read, the one it came from first; `documents` (name, how many versions).
    """

    dossier: Dossier
    inside: bool
    members: list
    origin: Decision | None
    decisions: list
    documents: list
    objectives: list
    family: Family
    bodies: list

    @property
    def workspace(self):
        return self.dossier.workspace

    @property
    def tasks(self):
        return self.dossier.facts["tasks"]


def read_dossier(dossier, inside):
    facts = dossier.facts
    ids = [each["organisation"] for each in facts["participations"]] + [each["organisation"] for each in facts["bodies"]]
    bodies, decisions = by_id(Organisation, ids), decisions_seen(facts)
    return Read(
        dossier=dossier,
        inside=inside,
        members=members_of(facts, bodies),
        origin=decisions.get(facts["decision"]),
        decisions=[decisions[id] for id in facts["brought"] if id in decisions],
        documents=documents_of(facts, among=inside and dossier.level() == "private"),
        objectives=objectives_of(facts),
        family=family_of(dossier.workspace) if inside else Family([], []),
        bodies=[(bodies[each["organisation"]], each["done"]) for each in facts["bodies"]],
    )


def by_id(noun, ids):
    return {each.id: each for each in db.session.scalars(select(noun).where(noun.id.in_(ids)))}


def members_of(facts, bodies):
    moments = [
        (each, *(each[edge] and datetime.fromisoformat(each[edge]) for edge in ("since", "until")))
        for each in facts["participations"]
    ]
    return [Member(bodies[each["organisation"]], each["role"], since, until) for each, since, until in moments]


def decisions_seen(facts):
    query = visible(seen_decisions, Decision.id.in_([facts["decision"], *facts["brought"]]))
    meeting = joinedload(Decision.item).joinedload(AgendaItem.meeting).joinedload(Meeting.table)
    return {each.id: each for each in db.session.scalars(query.options(meeting))}


def documents_of(facts, among):
    """What lay on the shelf; where the dossier is read inside only, `among` the files that the reader sees, as on the shelf."""
    here = SharedFile.id.in_([each["id"] for each in facts["documents"]])
    found = visible(seen_shared_files, here) if among else select(SharedFile).where(here)
    names = dict(db.session.execute(found.with_only_columns(SharedFile.id, SharedFile.name)).all())
    return [{**each, "name": names[each["id"]]} for each in facts["documents"] if each["id"] in names]


def objectives_of(facts):
    """[(objective, outcome or None where it was served only before, sentence)]"""
    found = by_id(Objective, [each["id"] for each in facts["objectives"]])
    return [(found[each["id"]], each["outcome"], each["sentence"]) for each in facts["objectives"]]


def dossier_json(read):
    dossier, workspace = read.dossier, read.workspace
    return {
        "id": dossier.id,
        "workspace": {"id": workspace.id, "name": workspace.name}
        | ({"address": url_for("workspaces.workspace", id=workspace.id)} if read.inside else {}),
        "purpose": workspace.purpose,
        "opened_at": iso(workspace.opened_at),
        "closed_at": iso(dossier.at),
        "reason": dossier.reason,
        "level": dossier.level(),
        "members": [member_json(each) for each in read.members],
        "decision": decision_json(read.origin),
        "decisions": [decision_json(each) for each in read.decisions],
        "documents": [{"name": each["name"], "versions": each["versions"], "sha256": each["sha256"]} for each in read.documents],
        "tasks": read.tasks,
        "tasks_done": [{"organisation": told_organisation(body), "done": done} for body, done in read.bodies],
        "objectives": [outcome_json(each) for each in read.objectives],
        "coherence": dossier.facts["coherence"] and dossier.facts["coherence"]["outcome"],
        "lineage": read.family.as_json(),
    }


def member_json(each):
    return {
        "organisation": told_organisation(each.organisation),
        "role": each.role,
        "since": iso(each.since),
        "until": each.until and iso(each.until),
    }


def outcome_json(row):
    objective, outcome, sentence = row
    return {"id": objective.id, "title": titled(objective), "outcome": outcome, "sentence": sentence}
