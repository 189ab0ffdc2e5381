"""The twenty tables and who sits at them; seats whose holders no source names are an example, as their page says."""

from app.demo.conference import CONFERENCE, RULES, seat_conference
from app.demo.facts import instant, partial, rows
from app.membership.models import Table

NO_SEAT = "possible_party"
# The Metropolitan Table's own list of members is not public: these kinds of body are who it speaks of.
EXAMPLE = "TAV-MET"
EXAMPLE_KINDS = {
    "university",
    "business_association",
    "trade_union",
    "third_sector",
    "foundation",
    "controlled_body",
    "metropolitan_city",
}
EXAMPLE_MORE = {"COM-MI", "ANCI-LOM", "CCIAA", "PIM", "ALER-MI"}
EXAMPLE_NOT = {"HUNIMED", "EUROLAVORO"}
BORN = {"CCIAA": "2017-09-18"}


def load_tables(world):
    for row in rows("tables"):
        world.tables[row["code"]] = Table.establish(
            code=row["code"],
            name=row["name_it"],
            name_en=row["name_en"],
            kind=row["kind"],
            legal_basis=row["legal_basis"],
            act=world.acts.get(row["legal_basis_acts"].split("|")[0]),
            established=partial(known_since(row)),
            proposed=row["state"] == "proposed",
            parent=world.tables.get(row["parent_code"]),
            composition_rule=row["composition_rule"],
            composition_illustrative=row["code"] in (EXAMPLE, CONFERENCE),
            decision_rule=row["decision_rule"],
            outputs=row["outputs"],
            **(RULES if row["code"] == CONFERENCE else {}),
        )
        yield


def known_since(row):
    """What is known of a table's beginning: of the three working tables, the second half of 2018."""
    return f"{row['since']}-07/12" if row["since_note"].endswith("(second half)") else row["since"]


def load_seats(world):
    """Seats of the known members; a body that only might join has none."""
    for row in rows("table_members"):
        if row["role"] != NO_SEAT and row["table_code"] != CONFERENCE:
            give_seat(world, row["table_code"], row["organisation_code"])
        yield
    seat_example(world)
    seat_conference(world)
    seat_zones(world)
    seat_mayors(world)


def give_seat(world, table, body, *, since=None, until=None):
    """A seat from the day on which the table began; at a table only proposed, from today."""
    table = world.tables[table]
    began = since or (table.established and instant(str(table.established)))
    table.place.seat(world.bodies[body], "member", since=began, until=until, by=world.people["admin"])


def seat_example(world):
    for row in rows("organisations"):
        code = row["code"]
        if (row["kind"] in EXAMPLE_KINDS or code in EXAMPLE_MORE) and code not in EXAMPLE_NOT:
            give_seat(world, EXAMPLE, code, since=instant(BORN.get(code, "")))


def seat_zones(world):
    """At a zone's table sits each of its municipalities, as long as it belongs to the zone."""
    for zone in world.zones.values():
        for each in zone.memberships:
            give_seat(world, zone.code, each.organisation.code, since=each.since, until=each.until)


def seat_mayors(world):
    """In the Metropolitan Conference sits every municipality, as long as it exists."""
    born = {row["to_istat_code"]: row["effective_on"] for row in rows("municipality_changes") if row["kind"] == "merger"}
    for code, body in world.bodies.items():
        if code.isdigit():
            give_seat(world, "CONF-MET", code, since=instant(born.get(code, "")), until=body.until)
