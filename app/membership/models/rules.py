"""Rules of dated rows that seats and mandates share."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from app.database import day_of, midnight, utc_now
from app.errors import RuleBroken

# One verb may end several rows at one instant, which has passed when it reaches the last of them.
AT_ONCE = timedelta(seconds=2)


def overlap(row, since, until):
    """Do a dated row and a span share a moment? A row that ended before it began shares none."""
    never = row.until is not None and row.until <= row.since
    return not never and (row.until is None or since < row.until) and (until is None or row.since < until)


def check_dates(since, until):
    if until is not None and until <= since:
        raise RuleBroken(_l("The end must come after the beginning."), field="until", status=422)


def check_changes_one_by_one(table, since=None):
    """RuleBroken at a table that has ended by then, and at a parity table, where both sides change together by a roster."""
    if table is None:
        return
    table.check_lives(since)
    if table.parity:
        sentence = _l("At a parity table both sides change together: write a roster of the whole table and activate it.")
        raise RuleBroken(sentence)


def no_seat_for_ended(organisation, since):
    if organisation.lives(since):
        return
    sentence = _l("%(name)s has ended and cannot take a seat.", name=organisation.name)
    if organisation.proposed:
        sentence = _l("%(name)s is only proposed and cannot take a seat.", name=organisation.name)
    elif organisation.until is None or since < organisation.until:
        sentence = _l("%(name)s does not exist yet on that day.", name=organisation.name)
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


def check_one_delegate(seat, person, role, since, until, beside=(), named=False):
    """Never two delegates of one seat, nor one person twice in one role; `beside` are the mandates that give way.

    Of two nominations for one seat (`named` says that this is one) the first is confirmed or refused before the second.
    """
    for mandate in seat.mandates:
        if mandate in beside or not overlap(mandate, since, until):
            continue
        if mandate.role == role and mandate.person is person:
            raise RuleBroken(_l("This person already has this mandate."), field="person", status=422)
        if mandate.role == role == "delegate":
            check_not_taken(mandate, named)


def check_not_resting(seat, person, since, until):
    """Whom a suspension keeps from speaking in a seat is not named into it anew: who imposed it lifts it first."""
    hers = [mandate for mandate in seat.mandates if mandate.person is person]
    if any(overlap(each, since, until) for mandate in hers for each in mandate.suspensions):
        sentence = _l("%(name)s is suspended in this seat: the suspension is lifted first.", name=person.name)
        raise RuleBroken(sentence, field="person", status=422)


def check_not_taken(mandate, named):
    who = {"name": mandate.seat.organisation.name}
    if mandate.confirmed_at is not None:
        sentence = _l("%(name)s already has a delegate in those days: say that this person takes over from her.", **who)
        raise RuleBroken(sentence, field="person", status=422)
    if named:
        sentence = _l("%(name)s has already named a delegate who waits for confirmation.", **who)
        raise RuleBroken(sentence, field="person", status=422)


def from_now_on(since):
    """The beginning of what cannot begin in the past; a form's "today" means this moment. RuleBroken for an earlier day."""
    now = utc_now()
    if since is not None and since < midnight(day_of(now)):
        raise RuleBroken(_l("The beginning cannot lie in the past."), field="since", status=422)
    return max(since or now, now)


def end_row(row, until=None):
    """End a dated row, now or later; an end may come closer but never lie in the past, nor move once it has come."""
    now = utc_now()
    until = until or now
    if row.until is not None and row.until <= max(now, row.since):  # also one that was ended before it began
        raise RuleBroken(_l("This has already ended."))
    if until < now - AT_ONCE:
        raise RuleBroken(_l("The end cannot lie in the past."), field="until", status=422)
    if row.until is not None and until > row.until:
        raise RuleBroken(_l("The end can come closer, not move away; begin a new one instead."), field="until", status=422)
    row.until = max(until, row.since)
