"""Doors of zones: which there are, and the municipalities of one on a day."""

from flask import Blueprint

from app.doors import answer
from app.membership.forms import AsOfForm
from app.membership.queries.zones import ZoneThen, area_of, population_of, zone_json, zones_at
from app.permissions import find, moment, seen_zones

bp = Blueprint("zones", __name__)


@bp.get("/zones")
def zones():
    rows = zones_at(moment())
    sums = {zone.id: (len(roster), population_of(roster), area_of(roster)) for zone, roster in rows}
    return answer("membership/zones.html", [zone_json(*row) for row in rows], zones=[zone for zone, _ in rows], sums=sums)


@bp.get("/zones/<int:id>")
def zone(id):
    return zone_page(id, AsOfForm.asked(lambda form: zone_page(id, form)))


def zone_page(id, asof):
    zone = find(seen_zones, id)
    then = ZoneThen(zone, asof.day(moment()), asof.moment(moment()))
    return answer("membership/zone.html", then.as_json(), zone=zone, then=then, asof=asof)
