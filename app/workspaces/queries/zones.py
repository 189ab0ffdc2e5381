"""The zones a workspace touches, with who brings each; and the joint work on the page of a zone."""

from dataclasses import dataclass, field

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.membership.models import Organisation, Zone, told_dates
from app.permissions import coordinates, me, moment, seen_workspaces, visible
from app.workspaces.models import NamedZone, Workspace, brought_at, named_at, touches
from app.workspaces.queries.listed import MOST, as_json, listed, rows_of


@dataclass
class Touched:
    """A zone, the bodies that bring it, and the lead's own word that the work is for it, where there is one."""

    zone: Zone
    bodies: list = field(default_factory=list)
    named: NamedZone | None = None


def touched_by(workspace, at):
    """The zones that a workspace touches at a moment, by name; two queries."""
    brought = brought_at(at).subquery()
    query = select(Zone, Organisation).join(brought, brought.c.zone_id == Zone.id)
    query = query.join(Organisation, Organisation.id == brought.c.organisation_id)
    found = {}
    rows = db.session.execute(query.where(brought.c.place_id == workspace.place_id).order_by(Organisation.name).distinct())
    for zone, body in rows:
        found.setdefault(zone.id, Touched(zone)).bodies.append(body)
    named = named_at(at).where(NamedZone.workspace_id == workspace.id).options(joinedload(NamedZone.zone))
    for each in db.session.scalars(named):
        found.setdefault(each.zone_id, Touched(each.zone)).named = each
    return sorted(found.values(), key=lambda each: each.zone.name)


def touched_json(touched):
    zone, named = touched.zone, touched.named
    return {
        "zone": {"id": zone.id, "name": zone.name, "address": url_for("zones.zone", id=zone.id)},
        "organisations": [{"id": each.id, "name": each.name} for each in touched.bodies],
        "named": named and {"id": named.id, **told_dates(named)},
    }


@dataclass
class OfZone:
    """A line on the page of a zone; `open` where the reader may go in, else she only knows of the work."""

    line: object
    open: bool


def in_zone(zone):
    """The joint work that touches a zone now, each once: what I am in, and all of it for who coordinates the zone."""
    mine = visible(seen_workspaces, touches(zone.id, moment()))
    query = select(Workspace).where(touches(zone.id, moment())) if coordinates(me(), zone) else mine
    rows = rows_of(db.session.scalars(listed(query).limit(MOST)).all())
    open_to_me = set(db.session.scalars(mine.with_only_columns(Workspace.id)))
    return [OfZone(row, row.workspace.id in open_to_me) for row in rows]


def in_zone_json(row):
    """Who only knows of the work gets its name, kind and state."""
    told = as_json(row.line)
    return told if row.open else {name: told[name] for name in ("name", "kind", "state", "organisations")}
