"""One person with two hats: who speaks in one place for two bodies, with one mouth (domain, awkward case 2)."""

from collections import defaultdict

from app.membership.models.table_rules import COVERING


def speaking_twice(seats, at):
    """[(person, [body, …])] of who speaks at a moment in the seats of two bodies or more."""
    found = defaultdict(dict)
    for seat in seats:
        for each in seat.mandates:
            if each.role in COVERING and each.holds(at):
                found[each.person][seat.organisation_id] = seat.organisation
    return [(person, list(bodies.values())) for person, bodies in found.items() if len(bodies) > 1]


def other_voices(mandate, at):
    """The other bodies for which the person of a mandate speaks in its place, now or later."""
    if mandate.role not in COVERING:
        return []
    others = {
        seat.organisation_id: seat.organisation
        for seat in mandate.seat.place.seats
        for each in seat.mandates
        if each.person is mandate.person and each.role in COVERING and each.state(at) != "ended"
    }
    others.pop(mandate.seat.organisation_id, None)
    return list(others.values())
