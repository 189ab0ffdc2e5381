"""Decisions seen because they were given to somebody to carry out, without a mandate at the table that took them."""

from sqlalchemy import and_, or_, select

from app.meetings.models import AgendaItem, Decision
from app.membership.models import Affiliation, Mandate, Person, Seat, Table
from app.permissions.membership.offices import administered


def given_decisions(person_id, at):
    """A condition: adopted decisions given to this person, or to a body that she administers.

    Who has, or had, a mandate at the table sees by that mandate alone: the end of one is the end of what it showed. Of a
    confidential item only the person herself sees what she has to carry out.
    """
    belongs = select(Affiliation.organisation_id).where(Affiliation.person_id == person_id, Affiliation.in_force(at))
    sat = select(Table.id).join(Seat, Seat.place_id == Table.place_id).join(Mandate).where(Mandate.person_id == person_id)
    herself = and_(
        Decision.responsible_person_id == person_id, Decision.responsible_organisation_id.in_(belongs.correlate(Person))
    )
    open_item = select(AgendaItem.id).where(AgendaItem.id == Decision.item_id, ~AgendaItem.is_sealed(at))
    open_item = open_item.correlate(Decision, Person).exists()
    bodies = Decision.responsible_organisation_id.in_(administered(person_id, at))
    given = or_(herself, and_(bodies, open_item))
    return and_(Decision.adopted_at.is_not(None), Decision.table_id.not_in(sat.correlate(Person)), given)
