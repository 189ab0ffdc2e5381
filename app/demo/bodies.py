"""Acts, bodies, municipalities, and which body came out of which; each loader yields once a row."""

from decimal import Decimal

from app.database import db
from app.demo.facts import instant, partial, rows
from app.membership.models import Act, Municipality, Organisation, Succession


def load_acts(world):
    for row in rows("acts"):
        world.acts[row["code"]] = act = Act(
            code=row["code"],
            title=row["title_it"],
            kind=row["kind"],
            issuer=row["issuer"],
            dated=partial(row["date"]),
            content=row["content"],
            certainty=row["certainty"],
        )
        db.session.add(act)
        yield


def load_organisations(world):
    """The bodies that are no municipalities, and the one municipality that stands in both files."""
    for row in rows("organisations"):
        body = Organisation(code=row["code"], name=row["name_it"], name_en=row["name_en"], kind=row["kind"])
        body.tax_code = row["tax_code"]
        body.parent, body.owner = world.bodies.get(row["part_of"]), world.bodies.get(row["owner"])
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
            before = world.bodies.get(code) or ended_municipality(world, code, name, row["effective_on"])
            db.session.add(
                Succession(
                    kind=row["kind"],
                    before=before,
                    after=after,
                    effective_on=partial(row["effective_on"]),
                    registered_on=partial(row["registered_on"]),
                    note=row["note"],
                )
            )
        yield


def ended_municipality(world, code, name, effective_on):
    body = municipality(world, code, name)
    body.until = instant(effective_on)
    body.municipality = Municipality(istat_code=code)
    return body
