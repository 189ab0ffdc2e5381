"""Who confirms, refuses, suspends and renews mandates, and which suspensions a person sees."""

from sqlalchemy import or_, select

from app.membership.models import Mandate, Suspension
from app.permissions.membership.offices import KEEPERS, administers, keeps, leads, offices_of
from app.permissions.membership.people import can_administer
from app.permissions.membership.seats import can_appoint
from app.permissions.membership.seeing import seen_mandates


def can_confirm(person, mandate):
    """What a body names for a table is confirmed by its secretariat or chair, or by the platform administrator.

    Who keeps the table does not confirm herself.
    """
    return mandate.seat.place.noun == "table" and confirms_whom(person, mandate.seat.place, mandate.person)


def can_refuse(person, mandate):
    place = mandate.seat.place
    return place.noun == "table" and confirms_in(person, place)


def can_renew(person, mandate):
    """Who names may renew; no body names the chair or the secretariat."""
    return can_administer(person) if mandate.role in KEEPERS else can_appoint(person, mandate.seat)


def can_suspend(person, mandate):
    """Who names its people, and who keeps the table; the chair and the secretariat are suspended by the administrator only."""
    if mandate.role in KEEPERS:
        return can_administer(person)
    return can_appoint(person, mandate.seat) or confirms_in(person, mandate.seat.place)


def can_suspend_body(person, _organisation):
    """Every mandate of a body at once: the platform administrator."""
    return can_administer(person)


def can_lift(person, suspension):
    """Who imposed it and still may, and who keeps the place but for her own; that of a body the platform administrator."""
    mandate = suspension.mandate
    if mandate is None:
        return can_administer(person)
    if not can_suspend(person, mandate):
        return False
    place = mandate.seat.place
    if suspension.by_id == person.id or can_administer(person):
        return True
    return mandate.person_id != person.id and (confirms_in(person, place) or leads(person, place.id))


def can_name_for(person, organisation):
    """The page of a body's delegates: its own administrator, and the platform's."""
    return administers(person, organisation.id) or can_administer(person)


def can_read_delegates(person, organisation):
    """And auditors, who read everything."""
    return can_name_for(person, organisation) or "auditor" in offices_of(person)


def names_at_once(person, seat, whom):
    """Does it need nobody's confirmation when this person names `whom` in a seat?

    So it is in a workspace, at a table that asks for none, and for who could confirm it herself.
    """
    table = seat.place.table
    return table is None or not table.confirms or confirms_whom(person, seat.place, whom)


def confirms_whom(person, place, whom):
    return can_administer(person) or (confirms_in(person, place) and whom.id != person.id)


def confirms_in(person, place):
    return (place.noun == "table" and keeps(person, place.id)) or can_administer(person)


def seen_suspensions(person_id, at):
    """Of the mandates I see; that of a whole body everybody signed in."""
    mandates = seen_mandates(person_id, at).with_only_columns(Mandate.id)
    return select(Suspension).where(or_(Suspension.organisation_id.is_not(None), Suspension.mandate_id.in_(mandates)))
