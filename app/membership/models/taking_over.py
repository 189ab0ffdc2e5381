"""A successor takes over seats and commitments of the bodies it came out of: by an explicit act, never by itself."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.database import db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, iso
from app.membership.models.organisation import Organisation
from app.membership.models.place import Place
from app.membership.models.rules import overlap
from app.membership.models.seat import Seat
from app.membership.models.succession import Succession

# Where two seats become one, the one that carries more stays.
WEIGHT = {"guest": 0, "observer": 1, "partner": 2, "member": 2, "lead": 3}


def open_successions(after):
    """The successions into a body whose seats and commitments were not taken over yet, the oldest first."""
    query = select(Succession).where(Succession.to_id == after.id, Succession.carried_at.is_(None))
    return db.session.scalars(query.where(Succession.effective_at.is_not(None)).order_by(Succession.id)).all()


def seats_left(bodies, at):
    """The seats of these bodies that have not ended at a moment, at tables that have not ended either.

    Those in a place within another end with the seat there and pass to nobody: who is there now asks the successor in.
    """
    query = select(Seat).join(Seat.organisation).where(Seat.organisation_id.in_([each.id for each in bodies]))
    query = query.where(Seat.place.has(Place.within_id.is_(None)))
    query = query.where(or_(Seat.until.is_(None), Seat.until > at)).options(joinedload(Seat.organisation), with_table())
    seats = db.session.scalars(query.order_by(Organisation.name, Seat.id))
    return [seat for seat in seats if seat.place.table is None or seat.place.table.lives(at)]


def by_roster(seat):
    """Does its place change its seats only all together, by a roster of both sides?"""
    return seat.place.table is not None and seat.place.table.parity


def take_over(after, successions, seats, act, *, since=None, commitments=True, by=None):
    """By one act, from one moment: the chosen seats end and the successor's begin at that instant.

    Two seats in one place become one. Mandates do not pass: the successor names its own people. Once every successor of
    an ended body has acted, the seats that nobody took over end; those of a parity table wait for its roster. Commitments
    are moved by the rooms that hold them, which react to `commitments-taken-over`. RuleBroken where nothing waits, for a
    moment that lies in the past or before the succession took effect, or for a seat that is not theirs to pass on.
    """
    if not successions:
        raise RuleBroken(_l("Nothing waits to be taken over here."))
    moment = check_moment(after, successions, since)
    check_theirs(successions, seats)
    for seat in seats:
        pass_on(seat, after, moment, act, by)
    for each in successions:
        each.carried_at, each.carried_by_act = moment, act
        facts = {"before": each.before, "after": after, "since": iso(moment), "commitments": commitments}
        announce(after, "commitments-taken-over", each, person=by, **facts)
    end_what_is_left([each.before for each in successions if each.ends_the_first], moment, act, by)


def pass_on(seat, after, moment, act, by):
    """End a seat and begin the successor's at that very instant, unless it already has one there that carries as much."""
    until, reason = seat.until, act.title[:300]
    own = own_seat(seat, after, moment)
    seat.end(moment, reason=reason, by=by)
    if own is not None and WEIGHT[own.role] >= WEIGHT[seat.role]:
        return
    people = [(each, each.until) for each in own.mandates if each.in_force(moment)] if own else []
    if own is not None:
        own.end(moment, reason=reason, by=by)
    facts = {"side": seat.side, "title": seat.title, "act": act, "by": by}
    new = seat.place.seat(after, seat.role, since=seat.until, until=until, **facts)
    for each, end in people:
        again = new.appoint(each.person, each.role, until=end, act=act, confirmed=bool(each.confirmed_at), by=by)
        again.suspensions.extend(each.suspensions_from(again.since))


def own_seat(seat, after, at):
    """The seat that the successor has in the same place from that moment on, under the same title."""
    here = [each for each in seat.place.seats if each.organisation is after and each.title == seat.title]
    return next((each for each in here if overlap(each, at, seat.until)), None)


def end_what_is_left(bodies, moment, act, by):
    """The seats of bodies that ended and whose successors have all acted."""
    waiting = set(db.session.scalars(select(Succession.from_id).where(Succession.carried_at.is_(None))))
    for seat in seats_left([each for each in bodies if each.id not in waiting], moment):
        if not by_roster(seat):
            seat.end(moment, reason=act.title[:300], by=by)


def check_moment(after, successions, since):
    """The moment from which all of it holds."""
    earliest = max([utc_now(), *(each.effective_at for each in successions)])
    if since is not None and since < earliest:
        sentence = _l("The take-over holds from now or later, and not before the succession took effect.")
        raise RuleBroken(sentence, field="since", status=422)
    if not after.lives(since or earliest):
        raise RuleBroken(_l("%(name)s is not active at that moment.", name=after.name), field="since", status=422)
    return since or earliest


def check_theirs(successions, seats):
    theirs = {each.from_id for each in successions}
    if any(seat.organisation_id not in theirs for seat in seats):
        raise RuleBroken(_l("Choose seats of the bodies that it comes from."), field="seats", status=422)
    if any(by_roster(seat) for seat in seats):
        sentence = _l("At a parity table both sides change together: write a roster of the whole table and activate it.")
        raise RuleBroken(sentence, field="seats", status=422)


def with_table():
    return joinedload(Seat.place).joinedload(Place.table)
