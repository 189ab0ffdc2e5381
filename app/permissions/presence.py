"""Who is shown as reading a workspace, and as writing in it: rights of this moment, asked for many sign-ins at once."""

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.membership.models import Mandate, Organisation, Person, Seat, SignIn, told_organisation, told_person
from app.permissions.streams import seen_stream, still_signed_in
from app.permissions.who import holds
from app.permissions.workspaces import WRITERS
from app.workspaces.models import Thread, Workspace


@dataclass
class Shown:
    """What the others are told of a reader; `writes` where she may post at this moment."""

    told: dict
    writes: bool


def shown_in(stream, sign_ins, at):
    """{sign-in id: Shown} of those who may read a workspace's stream at this moment, each as what she is there."""
    kind, _, id = stream.partition("/")
    workspace = db.session.get(Workspace, int(id)) if kind == "workspace" else None
    if workspace is None:
        return {}
    query = select(SignIn.id, Person).join(SignIn.person).where(SignIn.id.in_(sign_ins), *still_signed_in(at))
    rows = db.session.execute(query.where(seen_stream(kind, int(id), Person.id, at))).all()
    held = held_in(workspace.place_id, {person.id for _, person in rows}, at)
    return {sign_in: shown(person, held.get(person.id), workspace.at_work) for sign_in, person in rows}


def shown(person, held, at_work):
    """Who reads by her office alone is an auditor; whose body observes is an observer, whatever her role in it."""
    told = {"person": told_person(person), "organisation": None, "as": "auditor"}
    if held is None:
        return Shown(told, False)
    observes = held.sits_as == "observer"
    told |= {"organisation": told_organisation(held.Organisation), "as": "observer" if observes else held.role}
    return Shown(told, at_work and held.sits_as in WRITERS)


def held_in(place_id, people, at):
    """{person id: a mandate in force in this place}, one under which she may write where she has one."""
    query = select(Mandate.person_id, Mandate.role, Seat.role.label("sits_as"), Organisation).select_from(Mandate)
    query = (
        query.join(Mandate.seat)
        .join(Seat.organisation)
        .where(Seat.place_id == place_id, Mandate.person_id.in_(people), *holds(at))
    )
    rows = db.session.execute(query.order_by(Mandate.id)).all()
    return {row.person_id: row for row in sorted(rows, key=lambda row: row.sits_as in WRITERS)}


def threads_in(stream, ids):
    """Those of these threads that are in this workspace."""
    query = select(Thread.id).where(Thread.workspace_id == int(stream.partition("/")[2]), Thread.id.in_(ids))
    return set(db.session.scalars(query))
