"""Naming a keeper for a reserved table that nobody keeps: else nobody could ever open it again."""

from flask_babel import lazy_gettext as _l

from app.access_log import log_access
from app.database import utc_now
from app.errors import RuleBroken
from app.membership.models.guest import known_person

ROLE = "secretary"


def name_keeper(table, organisation, address, *, by):
    """Who has this address in this body holds the secretariat from now on; RuleBroken for oneself, or a kept table.

    In the seat of the body, which it gets where it has none and no roster says who sits there. Nobody lets herself in,
    and it stands in the access log.
    """
    table.check_lives()
    if table.is_kept(utc_now()):
        raise RuleBroken(_l("Somebody keeps this table already: who keeps it names the others."))
    person = known_person(address, organisation, utc_now())
    if person.id == by.id:
        raise RuleBroken(_l("Name somebody else: nobody lets herself into a reserved table."), field="email", status=422)
    mandate = seat_of(table, organisation, by).appoint(person, ROLE, by=by)
    log_access("keeper-named", subject=table.stream, person=by, of=person.id)
    return mandate


def seat_of(table, organisation, by):
    now = utc_now()
    held = [seat for seat in table.place.seats if seat.organisation_id == organisation.id and seat.in_force(now)]
    return held[0] if held else table.place.seat(organisation, "member", person=by)
