"""Who draws zones, names their leads, asks for their opinions and gives them; everybody signed in sees all of it."""

from sqlalchemy import select

from app.database import db
from app.membership.models import Lead, Opinion, Remit, Table, Zone, ZoneMembership
from app.permissions.membership.offices import KEEPERS, offices_of
from app.permissions.membership.people import can_administer
from app.permissions.who import mandates_of, voice

ASKING = {"administrator", "zones_office", "plan_office"}
# Those of a zone's table who give its opinion (Statuto art. 29 c. 7).
GIVING = (*KEEPERS, "delegate")


def seen_zones(_person_id, _at):
    return select(Zone)


def seen_zone_memberships(_person_id, _at):
    return select(ZoneMembership)


def seen_opinions(_person_id, _at):
    """An opinion is an act of the zone towards the whole metropolitan city."""
    return select(Opinion)


def seen_remits(_person_id, _at):
    return select(Remit)


def seen_leads(_person_id, _at):
    """Who is in charge of what is there to be found."""
    return select(Lead)


def can_draw_zones(person, _zone=None):
    """Which municipality belongs to which zone: the platform administrator and the zones office."""
    return can_administer(person) or "zones_office" in offices_of(person)


def can_ask_opinion(person, _thing=None):
    return bool(offices_of(person) & ASKING)


def can_give_opinion(person, opinion):
    """The secretariat, the chair and the delegates of the zone's table."""
    return bool(voices_of_zone(person, opinion.zone, GIVING))


def can_withdraw_opinion(person, _opinion):
    """A request is taken back by the offices that may ask."""
    return can_ask_opinion(person)


def can_name_lead(person, zone):
    """The zones office, and who coordinates the zone: chair and secretariat of its table."""
    return zone.code in naming_leads(person, [zone])


def naming_leads(person, zones):
    """The codes of those zones in which this person may name leads."""
    return {each.code for each in zones} if "zones_office" in offices_of(person) else coordinated(person)


def coordinated(person):
    """The codes of the zones whose table this person keeps."""
    places = [each.seat.place_id for each in mandates_of(person) if each.role in KEEPERS]
    return set(db.session.scalars(select(Table.code).where(Table.place_id.in_(places)))) if places else set()


def can_end_lead(person, lead):
    """Who names may end; and everybody may lay down what is hers."""
    return lead.person_id == person.id or can_name_lead(person, lead.zone)


def can_keep_remits(person, _remit=None):
    """The list of areas and themes: the platform administrator."""
    return can_administer(person)


def voices_of_zone(person, zone, roles):
    """The mandates of a person in the zone's table."""
    table = zone.table()
    return [each for each in mandates_of(person) if table and each.seat.place_id == table.place_id and each.role in roles]


def voice_of_zone(zone, roles=GIVING):
    """The mandate under which this request speaks for the zone, as `voice()` finds it."""
    return voice(zone.table().place, roles)
