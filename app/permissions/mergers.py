"""Mergers of joint work: who proposes one, who answers for a workspace that is asked, and who reads of it."""

from sqlalchemy import or_, select

from app.permissions.membership import holds_office, leads
from app.permissions.workspaces import can_manage, was_in, workspace_ids
from app.workspaces.models import Merger, MergerPart


def seen_mergers(person_id, at):
    """Who sees one of the workspaces in it, a guest those that were proposed since she came.

    The proposal tells her the names of the others, and nothing else of them.
    """
    return select(Merger).where(Merger.id.in_(merger_ids(person_id, at)))


def seen_merger_parts(person_id, at):
    return select(MergerPart).where(MergerPart.merger_id.in_(merger_ids(person_id, at)))


def merger_ids(person_id, at):
    query = select(MergerPart.merger_id).join(MergerPart.merger).where(MergerPart.workspace_id.in_(workspace_ids(person_id, at)))
    since_entry = was_in(person_id, at, MergerPart.workspace_id, Merger.at)
    return query.where(or_(since_entry, holds_office(person_id, at, "auditor")))


def can_merge(person, workspace):
    """The body that leads; a circle is not merged."""
    return workspace.parent_id is None and can_manage(person, workspace)


def can_answer_merger(person, part):
    """The body that leads the workspace that is asked."""
    return leads(person, part.workspace.place_id)


def can_take_back_merger(person, merger):
    """The body that leads the workspace that proposed it."""
    return leads(person, merger.parts[0].workspace.place_id)
