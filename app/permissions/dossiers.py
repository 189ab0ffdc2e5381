"""Closing dossiers: who closes the work and opens it again, who reads what came of it, and who says who may."""

from sqlalchemy import or_, select

from app.meetings.models import Decision
from app.membership.models import Table
from app.permissions.membership import leads
from app.permissions.who import moment, places_of
from app.permissions.workspaces import can_manage, workspace_ids
from app.workspaces.models import Dossier, DossierLevel, Workspace


def can_end_work(person, workspace):
    """The body that leads; a circle is closed by who leads the circle."""
    return workspace.parent_id is None and can_manage(person, workspace)


def can_reopen_work(person, dossier):
    """The body that led, within thirty days."""
    return dossier.reopened_at is None and moment() < dossier.reopens_until() and leads(person, dossier.workspace.place_id)


def can_publish_dossier(person, dossier):
    """The body that led says who may read it."""
    return dossier.reopened_at is None and leads(person, dossier.workspace.place_id)


def seen_dossiers(person_id, at):
    """Those of the workspaces I see; those shared with the table of its decision. What is public is read in public.

    A dossier gives nothing of the workspace itself: neither its talk nor its tasks nor its files.
    """
    inside = Dossier.workspace_id.in_(workspace_ids(person_id, at))
    around = Dossier.workspace_id.in_(of_my_tables(person_id, at))
    shared = select(DossierLevel.dossier_id).where(DossierLevel.level.in_(("table", "public")), DossierLevel.in_force(at))
    return select(Dossier).where(or_(inside, around & Dossier.id.in_(shared) & Dossier.reopened_at.is_(None)))


def of_my_tables(person_id, at):
    """The workspaces that rest on a decision of a table at which I have a mandate; an idea, on the table it was opened at."""
    tables = select(Table.id).where(Table.place_id.in_(places_of(person_id, at)))
    rests = select(Workspace.id).outerjoin(Decision, Decision.id == Workspace.decision_id)
    return rests.where(or_(Decision.table_id.in_(tables), Workspace.decision_id.is_(None) & Workspace.table_id.in_(tables)))
