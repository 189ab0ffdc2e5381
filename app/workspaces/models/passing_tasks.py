"""Open tasks pass on: to who takes over a mandate in the workspace, or to the body that takes over the commitments of another."""

from sqlalchemy import select

from app.database import db, utc_now
from app.happenings import react
from app.membership.models import Affiliation
from app.workspaces.models.task import Task
from app.workspaces.models.workspace import Workspace


def pass_to_delegate(said):
    """The successor in a seat answers for every open task of this workspace that named her predecessor for the same body."""
    mandate = said.subject
    here = select(Workspace.id).where(Workspace.place_id == mandate.seat.place_id)
    mine = (Task.person_id == mandate.predecessor.person_id) & (Task.organisation_id == mandate.seat.organisation_id)
    query = select(Task).where(Task.waits(), Task.workspace_id.in_(here), mine).order_by(Task.id)
    for task in db.session.scalars(query).all():
        task.pass_on(person=mandate.person, voice=said.voice, by=said.person)


def pass_to_body(said):
    """The successor takes over what the body it came out of had still to do; who belongs to both goes on doing it."""
    row = said.subject
    if not said.facts["commitments"]:
        return
    query = select(Task).where(Task.waits(), Task.organisation_id == row.from_id).order_by(Task.id)
    for task in db.session.scalars(query).all():
        stays = task.person if task.person_id and belongs(task.person_id, row.to_id) else None
        task.pass_on(organisation=row.after, person=stays, by=said.person)


def belongs(person_id, organisation_id):
    mine = (Affiliation.person_id == person_id, Affiliation.organisation_id == organisation_id)
    return db.session.scalar(select(Affiliation.id).where(*mine, Affiliation.in_force(utc_now())).limit(1)) is not None


react("mandate-handed-over", pass_to_delegate)
react("commitments-taken-over", pass_to_body)
