"""Rules of dated rows that seats and mandates share."""

from flask_babel import lazy_gettext as _l

from app.database import utc_now
from app.errors import RuleBroken


def overlap(row, since, until):
    """Do a dated row and a span share a moment?"""
    return (row.until is None or since < row.until) and (until is None or row.since < until)


def check_dates(since, until):
    if until is not None and until <= since:
        raise RuleBroken(_l("The end must come after the beginning."), field="until", status=422)


def no_seat_for_ended(organisation, since):
    if not organisation.lives(since):
        sentence = _l("%(name)s has ended and cannot take a seat.", name=organisation.name)
        raise RuleBroken(sentence, field="organisation", status=422)


def no_second_seat(place, organisation, title, since, until):
    """One body, one seat, at any moment; several only where titles tell them apart."""
    if any(seat.organisation is organisation and seat.title == title and overlap(seat, since, until) for seat in place.seats):
        sentence = _l("%(name)s already has a seat here in those days.", name=organisation.name)
        raise RuleBroken(sentence, field="organisation", status=422)


def check_within_seat(seat, since, until):
    if since < seat.since or (seat.until is not None and (until is None or until > seat.until)):
        sentence = _l("The mandate must lie within the days of the seat of %(name)s.", name=seat.organisation.name)
        raise RuleBroken(sentence, field="since", status=422)


def check_one_delegate(seat, person, role, since, until):
    for mandate in seat.mandates:
        if not overlap(mandate, since, until):
            continue
        if mandate.role == role == "delegate":
            sentence = _l("%(name)s already has a delegate in those days.", name=seat.organisation.name)
            raise RuleBroken(sentence, field="person", status=422)
        if mandate.person_id == person.id and mandate.role == role:
            raise RuleBroken(_l("This person already has this mandate."), field="person", status=422)


def end_row(row, until=None):
    """End a dated row, now or later; an end may come closer but never lie in the past, nor move once it has come."""
    now = utc_now()
    until = until or now
    if row.until is not None and row.until <= now:
        raise RuleBroken(_l("This has already ended."))
    if until < now:
        raise RuleBroken(_l("The end cannot lie in the past."), field="until", status=422)
    if row.until is not None and until > row.until:
        raise RuleBroken(_l("The end can come closer, not move away; begin a new one instead."), field="until", status=422)
    row.until = max(until, row.since)
