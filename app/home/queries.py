"""What waits for a person: her meetings to come, the outputs she answers for, her workspaces and mandates."""

from dataclasses import dataclass

from sqlalchemy import select, union
from sqlalchemy.orm import joinedload, selectinload

from app.database import day_of, db
from app.happenings import iso
from app.meetings.models import Decision, DecisionLink, Meeting
from app.membership.models import Mandate, Seat, told_guest, told_mandate
from app.membership.queries.guests import guests_asked_of
from app.membership.queries.naming import place_address, place_names
from app.membership.queries.renewals import WARNINGS, ending_within, waiting_for
from app.permissions import can_administer, mandates_of, seen_decisions, seen_meetings, seen_workspaces, visible
from app.permissions.membership import administered
from app.words import word
from app.workspaces.models import Workspace

MOST = 7


@dataclass
class Hat:
    """A mandate as its holder reads it: which role, for which body, where."""

    organisation: object
    role_label: str
    place_name: str
    until: object
    address: str


def hats_of(person):
    """The mandates of a person in force, each with the name of its place in the reader's language."""
    mandates = mandates_of(person)
    names = place_names([each.seat.place for each in mandates])
    return [
        Hat(
            each.organisation,
            word(each.role, "mandate"),
            names[each.seat.place_id],
            each.until or each.seat.until,
            place_address(each.seat.place),
        )
        for each in mandates
    ]


@dataclass
class Desk:
    meetings: list
    outputs: list
    workspaces: list
    mandates: list
    guests: list
    waiting: list
    ending: list
    places: dict
    at: object
    today: object

    def late(self):
        return [output for output in self.outputs if output.late(self.today)]

    def as_json(self):
        return {
            "meetings": [{"id": each.id, "title": each.title, "starts_at": iso(each.starts_at)} for each in self.meetings],
            "outputs": [{"id": each.id, "label": each.label, "due_on": each.due_on.isoformat()} for each in self.outputs],
            "workspaces": [{"id": each.id, "name": each.name} for each in self.workspaces],
            "guests": [told_guest(each) for each in self.guests],
            "waiting": [told_mandate(each) for each in self.waiting],
            "ending": [told_mandate(each) for each in self.ending],
            "mandates": [{"organisation": each.organisation.name, "place": each.place_name} for each in self.mandates],
        }


def desk_of(person, at):
    """The desk at a moment: late outputs first, at most seven of a kind."""
    return Desk(
        meetings=meetings_to_come(at),
        outputs=outputs_of(person),
        workspaces=workspaces_of(),
        mandates=hats_of(person),
        guests=guests_asked_of(person, at),
        **mandates_to_see_to(person, at),
        at=at,
        today=day_of(at),
    )


def mandates_to_see_to(person, at):
    """What waits for her confirmation, and which mandates end soon: her own and those of the bodies she names for."""
    waiting = waiting_for(mandates_of(person), at, everywhere=can_administer(person))
    ending = ending_within(WARNINGS[0], at, hers(person, at))
    return {"waiting": waiting, "ending": ending, "places": place_names([each.seat.place for each in [*waiting, *ending]])}


def hers(person, at):
    """A condition: her own mandates and those of the bodies she names for; a union, since each half has an index."""
    own = select(Mandate.id).where(Mandate.person_id == person.id)
    bodies = select(Mandate.id).join(Mandate.seat).where(Seat.organisation_id.in_(administered(person.id, at)))
    return Mandate.id.in_(union(own, bodies))


def meetings_to_come(at):
    query = visible(seen_meetings, Meeting.closed_at.is_(None)).options(joinedload(Meeting.table))
    return db.session.scalars(query.order_by(Meeting.starts_at).limit(MOST)).all()


def outputs_of(person):
    """Adopted outputs that this person answers for and that are not carried out yet, the nearest deadline first."""
    query = visible(seen_decisions, Decision.responsible_person_id == person.id, Decision.adopted_at.is_not(None))
    changed = selectinload(Decision.linked_by).joinedload(DecisionLink.decision)
    query = query.where(Decision.executed_at.is_(None))
    query = query.options(joinedload(Decision.objective), joinedload(Decision.responsible_organisation), changed)
    return db.session.scalars(query.order_by(Decision.due_on, Decision.id).limit(MOST)).all()


def workspaces_of():
    query = visible(seen_workspaces, Workspace.closed_at.is_(None), Workspace.parent_id.is_(None))
    query = query.options(selectinload(Workspace.pauses), selectinload(Workspace.submissions))
    return db.session.scalars(query.order_by(Workspace.opened_at.desc()).limit(MOST)).all()
