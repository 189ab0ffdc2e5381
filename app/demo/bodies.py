"""Acts, bodies, municipalities, their other names, who owns which, and which came out of which; each loader yields once a row."""

import re
from decimal import Decimal

from app.database import db
from app.demo.facts import instant, partial, rows
from app.membership.models import Act, Alias, Municipality, Organisation, Shareholding, Succession
from app.membership.models.shareholding import BEFORE_RECORD


def load_acts(world):
    for row in rows("acts"):
        world.acts[row["code"]] = act = Act(
            code=row["code"],
            title=row["title_it"],
            number=number_in(row["title_it"]),
            kind=row["kind"],
            issuer=row["issuer"],
            dated=partial(row["date"]),
            content=row["content"],
            certainty=row["certainty"],
        )
        db.session.add(act)
        yield


def number_in(title):
    """The number that stands in a title ("Decreto del Sindaco metropolitano n. 194"), empty where there is none."""
    found = re.search(r"\bn\. (\d+)", title)
    return found[1] if found else ""


def load_organisations(world):
    """The bodies that are no municipalities, and the one municipality that stands in both files."""
    for row in rows("organisations"):
        body = Organisation(code=row["code"], name=row["name_it"], name_en=row["name_en"], kind=row["kind"])
        body.tax_code = row["tax_code"]
        body.parent = world.bodies.get(row["part_of"])
        world.bodies[row["code"]] = body
        if row["istat_code"]:
            world.bodies[row["istat_code"]] = body
        db.session.add(body)
        yield


def load_municipalities(world):
    for row in rows("comuni"):
        code = row["istat_code"]
        body = world.bodies.get(code) or municipality(world, code, row["name"])
        body.municipality = Municipality(
            istat_code=code,
            cadastral_code=row["cadastral_code"],
            population=int(row["population_2021_01_01"]),
            area=Decimal(row["area_kmq"]),
        )
        yield


def municipality(world, code, name):
    body = Organisation(code=code, name=f"Comune di {name}", name_en=f"Municipality of {name}", kind="municipality")
    world.bodies[code] = body
    db.session.add(body)
    return body


def load_changes(world):
    """Mergers end the bodies they began from; a detachment leaves its own alive."""
    for row in rows("municipality_changes"):
        after = world.bodies[row["to_istat_code"]]
        for code, name in zip(row["from_istat_codes"].split("|"), row["from_names"].split("|"), strict=True):
            before = world.bodies.get(code) or ended_municipality(world, code, name)
            succeed(row, before, after)
        yield


def load_organisation_changes(world):
    """Bodies of any kind that became one."""
    for row in rows("organisation_changes"):
        after = world.bodies[row["to_code"]]
        for code, name in zip(row["from_codes"].split("|"), row["from_names"].split("|"), strict=True):
            before = world.bodies.setdefault(code, Organisation(code=code, name=name, kind=after.kind))
            succeed(row, before, after)
        yield


def succeed(row, before, after):
    """History as it is known: what the successor took over then stands in the rosters, nothing waits for an act."""
    at = instant(row["effective_on"])
    succession = Succession(kind=row["kind"], before=before, after=after, effective_at=at, carried_at=at, note=row["note"])
    succession.effective_on, succession.registered_on = partial(row["effective_on"]), partial(row.get("registered_on"))
    succession.effective_source = row["effective_source"]
    succession.registered_source = row.get("registered_source", "")
    if row["kind"] == "merger":
        before.until = at
    if row["kind"] == "detachment" or "|" in (row.get("from_codes") or row.get("from_istat_codes")):
        after.since = at  # it was born then; who absorbed another one was there before
    db.session.add(succession)


def load_aliases(world):
    for row in rows("aliases"):
        body = world.bodies[row["code"]]
        db.session.add(Alias(organisation=body, name=row["name"], kind=row["kind"], source=row["source"]))
        yield


def load_shareholdings(world):
    """Who owns what; the shares themselves and since when are in no document read."""
    for row in rows("shareholdings"):
        owner, body = world.bodies[row["owner_code"]], world.bodies[row["code"]]
        share = Decimal(row["share"]) if row["share"] else None
        holding = Shareholding(owner=owner, body=body, share=share, source=row["source"], since=BEFORE_RECORD, until=body.until)
        db.session.add(holding)
        yield


def ended_municipality(world, code, name):
    body = municipality(world, code, name)
    body.municipality = Municipality(istat_code=code)
    return body
