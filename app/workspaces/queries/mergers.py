"""Mergers as they are read: of one workspace, one by itself, those that wait for me; and what may be merged with what."""

from dataclasses import dataclass

from flask import url_for
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.membership.models import Mandate, Seat
from app.permissions import (
    can_answer_merger,
    can_take_back_merger,
    mandates_of,
    me,
    moment,
    seen_merger_parts,
    seen_mergers,
    seen_workspaces,
    visible,
)
from app.permissions.membership import SPEAKERS
from app.workspaces.models import Merger, MergerPart, Workspace, in_state

MOST_OTHERS = 100


@dataclass
class Asked:
    """A merger with what its reader may do: `addresses` are the pages of the workspaces that she sees, by number."""

    merger: Merger
    addresses: dict

    def mine(self, part):
        """Is this part hers to answer, and does it wait?"""
        return part.waits and can_answer_merger(me(), part)

    def declines(self, part):
        """May she still say no? Also where her workspace had agreed."""
        return self.merger.open and not part.proposes and can_answer_merger(me(), part)

    @property
    def takes_back(self):
        return self.merger.open and can_take_back_merger(me(), self.merger)

    def as_json(self):
        merger = self.merger
        return {
            "id": merger.id,
            "name": merger.name,
            "purpose": merger.purpose,
            "kind": merger.kind,
            "address": url_for("merging.merger", id=merger.id),
            "at": iso(merger.at),
            "ended_at": merger.ended_at and iso(merger.ended_at),
            "outcome": merger.outcome,
            "child": merger.child and self.told(merger.child),
            "parts": [self.part_json(each) for each in merger.parts],
        }

    def told(self, workspace):
        """Its name; its number and its address only to who sees it."""
        address = self.addresses.get(workspace.id)
        return {"name": workspace.name} | ({"id": workspace.id, "address": address} if address else {})

    def part_json(self, part):
        return {
            "id": part.id,
            "workspace": self.told(part.workspace),
            "proposes": part.proposes,
            "agreed_at": part.agreed_at and iso(part.agreed_at),
            "agreed_by": part.agreed_by and part.agreed_by.person.name,
            "declined_at": part.declined_at and iso(part.declined_at),
            "declined_by": part.declined_by and part.declined_by.person.name,
            "reason": part.reason or None,
        }


def whole_merger():
    """All that its page shows."""
    speaking = joinedload(Mandate.person), joinedload(Mandate.seat).joinedload(Seat.organisation)
    answers = [joinedload(each).options(*speaking) for each in (MergerPart.agreed_by, MergerPart.declined_by)]
    parts = selectinload(Merger.parts).options(*answers, joinedload(MergerPart.workspace).joinedload(Workspace.place))
    return parts, joinedload(Merger.child)


def asked_of(mergers):
    """One query more, however many they are."""
    named = {each.id for merger in mergers for each in [*merger.workspaces, merger.child] if each}
    mine = visible(seen_workspaces, Workspace.id.in_(named)).with_only_columns(Workspace.id) if named else None
    seen = db.session.scalars(mine).all() if named else ()
    addresses = {id: url_for("workspaces.workspace", id=id) for id in seen}
    return [Asked(merger, addresses) for merger in mergers]


def mergers_of(workspace):
    """Those in which a workspace stands or stood, the newest first."""
    here = select(MergerPart.merger_id).where(MergerPart.workspace_id == workspace.id)
    query = visible(seen_mergers, Merger.id.in_(here)).options(*whole_merger()).order_by(Merger.id.desc())
    return asked_of(db.session.scalars(query).all())


def waiting_for(person):
    """The parts that wait for an answer where this person leads, the oldest first."""
    places = {each.seat.place_id for each in mandates_of(person) if each.seat.role == "lead" and each.role in SPEAKERS}
    if not places:
        return []
    query = visible(seen_merger_parts, MergerPart.agreed_at.is_(None), Workspace.place_id.in_(places), Merger.ended_at.is_(None))
    query = query.join(MergerPart.workspace).join(MergerPart.merger).order_by(MergerPart.id)
    parts = selectinload(Merger.parts).joinedload(MergerPart.workspace)
    whole = joinedload(MergerPart.merger).options(parts, joinedload(Merger.by).joinedload(Mandate.person))
    return db.session.scalars(query.options(whole, joinedload(MergerPart.workspace))).all()


def waiting_json(part):
    return {
        "id": part.id,
        "merger": part.merger_id,
        "name": part.merger.name,
        "workspace": {"id": part.workspace_id, "name": part.workspace.name},
        "address": url_for("merging.merger", id=part.merger_id),
        "at": iso(part.merger.at),
    }


def mergeable_with(workspace):
    """The workspaces that I see and that may be merged with this one, by name, at most MOST_OTHERS."""
    now = moment()
    taken = select(MergerPart.workspace_id).join(MergerPart.merger).where(Merger.ended_at.is_(None))
    going = or_(in_state(Workspace, "active", now), in_state(Workspace, "idea", now))
    others = Workspace.parent_id.is_(None), Workspace.id != workspace.id, Workspace.id.not_in(taken)
    query = visible(seen_workspaces, *others, going)
    if not workspace.mandated:
        query = query.where(Workspace.decision_id.is_(None))
    return db.session.scalars(
        query.where(Workspace.id.not_in(taken)).order_by(Workspace.name, Workspace.id).limit(MOST_OTHERS)
    ).all()
