"""The seven zones and which municipality belonged to which, from when to when, by which act."""

from app.database import db
from app.demo.facts import instant, rows
from app.membership.models import Zone, ZoneMembership

PROPOSED_ON, PROPOSED_BY = "2015-09-17", "CM30-2015"


def load_zones(world):
    for row in rows("zone_omogenee"):
        world.zones[row["zone_code"]] = zone = Zone(
            code=row["zone_code"],
            name=row["name_it"],
            agenda_title=row["agenda_title_it"],
            agenda_title_en=row["agenda_title_en"],
        )
        db.session.add(zone)
        yield


def load_memberships(world):
    """The history where one is known, else from the proposal of 2015 on."""
    history = rows("zone_history")
    for row in history:
        join(world, row["istat_code"], row["zone_code"], row["valid_from"], row["valid_to"], row["act"])
        yield
    told = {row["istat_code"] for row in history}
    for row in rows("comuni"):
        if row["zone_code"] and row["istat_code"] not in told:
            join(world, row["istat_code"], row["zone_code"], PROPOSED_ON, "", PROPOSED_BY)


def join(world, municipality, zone, since, until, act):
    db.session.add(
        ZoneMembership(
            zone=world.zones[zone],
            organisation=world.bodies[municipality],
            act=world.acts.get(act),
            since=instant(since),
            until=instant(until),
        )
    )
