"""Circles: a group of those who take part in a workspace, which narrows who reads, with its own talk, files and tasks.

A circle is a workspace with a parent; its place lies within that of the parent, so that every right in it ends with the right
there. (The circle of a side of a parity table is another thing: `app/membership/models/circle.py`.)
"""

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from app.database import db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.membership.models import Mandate, Place, Seat
from app.workspaces.models.workspace import Workspace


def open_circle(parent, name, purpose, rendered, bodies, voice, *, people=None, hidden=False):
    """Open a circle for some bodies of a workspace, led by the one that `voice` speaks for.

    `people` are the mandates in the parent that are let in, all of these bodies unless given; who opens it is always among
    them. Only who is in it knows of a `hidden` one. RuleBroken in a circle, for a name in use, for a body that does not sit in
    the parent, and for one of which nobody comes in.
    """
    parent.check_at_work()
    if parent.parent is not None:
        raise RuleBroken(_l("A circle has no circles of its own: open it from the workspace."))
    check_free_name(parent, name, voice)
    circle = Workspace(parent=parent, place=Place(noun="workspace", within=parent.place), name=name, kind="circle", hidden=hidden)
    circle.purpose, circle.purpose_html, circle.renderer = purpose, rendered.html, rendered.version
    circle.opened_at = utc_now()
    db.session.add(circle)
    db.session.flush()
    circle.place.noun_id = circle.id
    announce(circle, "circle-opened", circle, voice=voice)
    for body in dict.fromkeys([voice.organisation, *bodies]):
        let_in(circle, body, voice, people)
    return circle


def let_in(circle, body, voice, people):
    """A body comes in with those of its people who were chosen, each as she is in the workspace around."""
    now = circle.opened_at
    above = seat_around(circle.place, body, now, field="bodies")
    chosen = [each for each in above.mandates if each.holds(now) and (people is None or each in people or each is voice)]
    if not chosen:
        raise RuleBroken(_l("Choose who comes in for %(name)s, or leave it out.", name=body.name), field="bodies", status=422)
    role = "lead" if body is voice.organisation else "observer" if above.role == "observer" else "partner"
    seat = circle.place.seat(body, role, since=now, until=above.until, voice=voice)
    for each in chosen:
        seat.appoint(each.person, each.role, since=now, until=each.until, voice=voice)


def close_circle(circle, voice, at=None):
    """Nobody adds to it from now on; who is in it keeps reading what was written."""
    circle.check_at_work()
    circle.closed_at = at or utc_now()
    return announce(circle, "circle-closed", circle, voice=voice)


def check_free_name(parent, name, opener):
    """The same form sent twice opens one circle; a hidden one that she is not in keeps its name to itself."""
    mine = select(Seat.place_id).join(Mandate, Mandate.seat_id == Seat.id).where(Mandate.person_id == opener.person_id)
    known = or_(Workspace.hidden.is_(False), Workspace.place_id.in_(mine))
    same = select(Workspace.id).where(Workspace.parent_id == parent.id, Workspace.name == name, Workspace.closed_at.is_(None))
    if db.session.scalar(same.where(known).limit(1)):
        raise RuleBroken(_l("This workspace has a circle of this name already."), field="name", status=422)


# --- Nobody is in a circle who is not in the workspace around --------------------------------------------------------


def seat_around(place, body, at, field="organisation", guest=False):
    """The seat of a body in the place around at a moment; RuleBroken where it has none."""
    seats = [each for each in place.within.seats if each.organisation_id == body.id and each.in_force(at)]
    for seat in seats:
        if (seat.role == "guest") == guest:
            return seat
    sentence = _l("%(name)s does not take part in the workspace on that day: in a circle sits who sits there.", name=body.name)
    raise RuleBroken(sentence, field="email" if guest else field, status=422)


def keep_seat_within(said):
    """A seat in a circle lies within the body's seat in the workspace, and who observes there observes here."""
    seat = said.subject
    if seat.place.within is None:
        return
    above = seat_around(seat.place, seat.organisation, seat.since, guest=seat.role == "guest")
    if above.role == "observer" and seat.role != "observer":
        sentence = _l("%(name)s observes the workspace, so it observes its circles too.", name=seat.organisation.name)
        raise RuleBroken(sentence, field="role", status=422)
    if seat.role != "guest":  # how long each guest stays is asked with her mandate
        seat.until = earlier(seat.until, above.until)


def keep_mandate_within(said):
    """A mandate in a circle lies within one that its person has in the workspace for the same body."""
    mandate, place = said.subject, said.subject.seat.place
    if place.within is None:
        return
    guest = mandate.role == "guest"
    above = [each for each in mandates_around(mandate) if each.in_force(mandate.since) and each.confirmed_at is not None]
    if not above:
        sentence = _l("%(name)s has no mandate in the workspace on that day: she is named there first.", name=mandate.person.name)
        raise RuleBroken(sentence, field="email" if guest else "person", status=422)
    until = latest(each.until for each in above)
    if guest and earlier(mandate.until, until) != mandate.until:
        sentence = _l("A guest of the workspace stays in a circle no longer than there: choose an earlier day.")
        raise RuleBroken(sentence, field="until", status=422)
    mandate.until = earlier(mandate.until, until)


def mandates_around(mandate):
    """What its person holds for the same body in the place around; a guest as a guest only."""
    return [
        each
        for seat in mandate.seat.place.within.seats
        if seat.organisation is mandate.organisation and (seat.role == "guest") == (mandate.role == "guest")
        for each in seat.mandates
        if each.person_id == mandate.person.id
    ]


def earlier(one, other):
    """Of two ends the one that comes first; None is no end."""
    return min((each for each in (one, other) if each), default=None)


def latest(ends):
    ends = list(ends)
    return None if None in ends else max(ends)


def follow_seat(said):
    """With its seat in the workspace a body leaves the circles too, at the same moment; not where it goes on in another role."""
    gone, again = said.subject, said.facts.get("again")
    if again is not None and again.role != "observer":
        return
    for seat in seats_within(gone.place, gone.organisation_id):
        if (seat.role == "guest") == (gone.role == "guest"):
            end_with(seat, gone.until, said)
            pass_lead_on(seat, gone.reason, said)


def pass_lead_on(gone, reason, said):
    """A circle whose lead leaves with the workspace around goes on under the partner that came in first."""
    circle = db.session.scalar(select(Workspace).where(Workspace.place_id == gone.place_id))
    at = max(gone.until, utc_now()) if gone.until else None
    if gone.role != "lead" or at is None or circle.closed_at is not None:
        return
    others = sorted((each for each in gone.place.seats if each.in_force(at)), key=lambda each: (each.since, each.id))
    heir = next((each for each in others if each.role == "partner"), None)
    if heir and not any(each.role == "lead" for each in others):
        circle.change_role(heir, "lead", at, reason, said.voice)


def follow_mandate(said):
    """So does a person with her last mandate there for a body."""
    gone = said.subject
    for seat in seats_within(gone.seat.place, gone.seat.organisation_id):
        for mandate in seat.mandates:
            if mandate.person_id == gone.person_id and (mandate.role == "guest") == (gone.role == "guest"):
                ends = [each.until for each in mandates_around(mandate) if each.since <= gone.until and each.confirmed_at]
                end_with(mandate, latest([gone.until, *ends]), said)


def seats_within(place, organisation_id):
    """The seats of a body in the circles of a place."""
    circles = db.session.scalars(select(Place).where(Place.within_id == place.id)).all() if place.id else ()
    return [seat for circle in circles for seat in circle.seats if seat.organisation_id == organisation_id]


def end_with(row, until, said):
    """End a row with what it rests on, unless it ends before."""
    now = utc_now()
    if until is None or (row.until is not None and row.until <= max(until, now)):
        return
    row.end(until if until > now else None, voice=said.voice, by=said.person)


react("seat-given", keep_seat_within)
react("mandate-given", keep_mandate_within)
react("seat-ended", follow_seat)
react("mandate-ended", follow_mandate)
