"""The units of a body, who owns it and what it owns, as they were at a moment."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.happenings import iso
from app.membership.models import Organisation, Shareholding, Unit, told_dates
from app.membership.queries.naming import organisation_json
from app.permissions import seen_shares, seen_units, visible


def units_at(organisation, at):
    """[(unit, how deep it lies)] in the order of the tree, at a moment."""
    query = visible(seen_units, Unit.organisation_id == organisation.id, Unit.in_force(at)).order_by(Unit.name, Unit.id)
    units = db.session.scalars(query).all()
    return list(below(None, units, {each.id for each in units}))


def below(parent_id, units, there, depth=0):
    """A unit whose parent is not there at that moment stands on top."""
    for unit in units:
        above = unit.parent_id if unit.parent_id in there else None
        if above == parent_id:
            yield unit, depth
            yield from below(unit.id, units, there, depth + 1)


def shares_at(condition, at):
    """Shares in force at a moment, the largest first, the unknown ones last."""
    owner, body = joinedload(Shareholding.owner), joinedload(Shareholding.body)
    query = visible(seen_shares, condition, Shareholding.in_force(at)).options(owner, body, joinedload(Shareholding.act))
    return sorted(db.session.scalars(query), key=lambda each: (-(each.share or 0), each.owner.name, each.body.name))


def shares_in(body):
    """Every share in a body ever recorded."""
    return db.session.scalars(select(Shareholding).where(Shareholding.body_id == body.id).order_by(Shareholding.id)).all()


def unit_json(unit):
    return {"id": unit.id, "name": unit.name, "code": unit.code, "parent": unit.parent_id, **told_dates(unit)}


def share_json(holding, other):
    """The other body with the `share` in percent, None where it is not known; `since` None where no record says."""
    dates = told_dates(holding) | {"since": iso(holding.since) if holding.dated else None}
    share = float(holding.share) if holding.share is not None else None
    act = holding.act and named_act(holding.act)
    facts = {"shareholding": holding.id, "share": share, "act": act, "source": holding.source}
    return organisation_json(other) | facts | dates


def named_act(act):
    return {"id": act.id, "name": act.title, "address": f"/acts/{act.id}"}


def others(body):
    """Every other body, to choose an owner from."""
    return db.session.scalars(select(Organisation).where(Organisation.id != body.id).order_by(Organisation.name)).all()
