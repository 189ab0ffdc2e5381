"""Tasks: seen with their workspace; opened and changed by who takes part; reported by their owner, her body and the lead."""

from sqlalchemy import or_, select

from app.membership.models import Mandate, Organisation, Person, Seat
from app.permissions.membership import holds_office, leads
from app.permissions.who import holds, mandates_of
from app.permissions.workspaces import PARTNERS, WRITERS, sits_as, workspace_ids
from app.workspaces.models import Task, Workspace


def seen_tasks(person_id, at):
    """Those of the workspaces I see; as a guest those of my body, and those opened since I came."""
    full = or_(Seat.role != "guest", Task.opened_at >= Mandate.since, Task.organisation_id == Seat.organisation_id)
    mine = select(Mandate.id).join(Mandate.seat).join(Organisation, Organisation.id == Seat.organisation_id)
    mine = mine.join(Workspace, Workspace.place_id == Seat.place_id)
    mine = mine.where(Workspace.id == Task.workspace_id, Mandate.person_id == person_id, *holds(at), full)
    reads = or_(mine.correlate(Task, Person).exists(), holds_office(person_id, at, "auditor"))
    return select(Task).where(Task.workspace_id.in_(workspace_ids(person_id, at)), reads)


def can_open_task(person, workspace):
    """Everybody whose body leads or takes part as a partner."""
    return workspace.at_work and sits_as(person, workspace, PARTNERS)


def can_change_task(person, task):
    """Its words, its owner and its day are for all who may open one, and dropping it too."""
    return can_open_task(person, task.workspace)


def can_report_task(person, task):
    """Its body says how it goes, a guest of her own; and so does who leads."""
    return task.workspace.at_work and (does_task(person, task) or leads(person, task.workspace.place_id))


def does_task(person, task):
    """Does she work here for the body whose task it is?"""
    return any(is_of(each, task) and each.seat.role in WRITERS for each in mandates_of(person))


def voice_for_task(person, task):
    """The mandate under which she says how it goes: of its body, else of the lead."""
    here = [each for each in mandates_of(person) if each.seat.place_id == task.workspace.place_id]
    return next(iter(sorted(here, key=lambda each: (not is_of(each, task), each.seat.role != "lead", each.id))))


def is_of(mandate, task):
    return mandate.seat.place_id == task.workspace.place_id and mandate.seat.organisation_id == task.organisation_id
