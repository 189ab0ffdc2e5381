"""Opinions as pages and programs read them: what is late first."""

from sqlalchemy import case
from sqlalchemy.orm import joinedload

from app.database import day_of, db
from app.happenings import iso
from app.membership.models import Mandate, Opinion, Seat, told_mandate, told_person
from app.membership.queries.acts import act_json
from app.membership.queries.naming import named, organisation_json
from app.permissions import seen_opinions, visible

SHOWN = 10  # in a panel


def opinions_found(state, zone_id, at):
    """A select of opinions by state and zone: those waited for by the day they are due, then the others, the newest first."""
    conditions = [Opinion.zone_id == zone_id] if zone_id else []
    if state:
        conditions.append(state_is(state, at))
    query = visible(seen_opinions, *conditions).options(*whole_opinion())
    waiting = (Opinion.given_at.is_(None), Opinion.withdrawn_at.is_(None))
    due = case((waiting[0] & waiting[1], Opinion.due_on))
    return query.order_by(due.is_(None), due, Opinion.requested_at.desc(), Opinion.id.desc())


def state_is(state, at):
    open_still = Opinion.given_at.is_(None) & Opinion.withdrawn_at.is_(None)
    return {
        "given": Opinion.given_at.is_not(None),
        "withdrawn": Opinion.withdrawn_at.is_not(None),
        "late": open_still & (Opinion.due_on < day_of(at)),
        "asked": open_still & (Opinion.due_on >= day_of(at)),
    }[state]


def opinions_of_zone(zone, at):
    return db.session.scalars(opinions_found("", zone.id, at).limit(SHOWN)).all()


def opinions_on_act(act):
    query = visible(seen_opinions, Opinion.act_id == act.id).options(*whole_opinion())
    return db.session.scalars(query.order_by(Opinion.requested_at, Opinion.id)).all()


def whole_opinion():
    given_as = joinedload(Opinion.given_as)
    speaker = given_as.joinedload(Mandate.person), given_as.joinedload(Mandate.seat).joinedload(Seat.organisation)
    return joinedload(Opinion.zone), joinedload(Opinion.act), joinedload(Opinion.requested_by), *speaker


def opinion_json(opinion, at):
    facts = {"id": opinion.id, "address": f"/opinions/{opinion.id}", "state": opinion.state(at), "title": opinion.title}
    asked = {"compulsory": opinion.compulsory, "requested_at": iso(opinion.requested_at), "due_on": opinion.due_on.isoformat()}
    asked["requested_by"] = opinion.requested_by and told_person(opinion.requested_by)
    return (
        facts
        | {"zone": named(opinion.zone, "zones"), "act": opinion.act and act_json(opinion.act)}
        | asked
        | answer_json(opinion)
    )


def answer_json(opinion):
    voice = opinion.given_as
    given_as = voice and told_mandate(voice) | {"organisation": organisation_json(voice.organisation)}
    return {
        "given_at": opinion.given_at and iso(opinion.given_at),
        "given_as": given_as,
        "outcome": opinion.outcome,
        "html": opinion.html,
        "withdrawn_at": opinion.withdrawn_at and iso(opinion.withdrawn_at),
        "reason": opinion.reason,
    }
