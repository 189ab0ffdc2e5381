"""The Standing Conference of Region and Metropolitan City: two sides, a roster in force and one that is still a draft.

The law says that the two sides are equal (LR 32/2015, art. 1); how many sit on each no source tells, so this is an example.
"""

from app.demo.facts import instant
from app.demo.people import SINCE, someone
from app.membership.models import Roster

CONFERENCE, LAW = "CONF-RL", "LR32-2015"
BEGAN = "2015-10-12"
RULES = {"parity_since": instant(BEGAN), "quorum": "majority", "majority": "consensus"}
# (body, side, title of the seat): [(mandate, key of the cast or what somebody else there is called)]
SEATS = {
    ("RL", "a", "Presidenza della Regione"): [("delegate", "Delegata")],
    ("RL", "a", "Assessorato al territorio"): [("delegate", "Delegato")],
    ("CMM", "b", "Sindaco metropolitano"): [("chair", "chair"), ("secretary", "secretary")],
    ("CMM", "b", "Consigliera delegata al territorio"): [("delegate", "Consigliera delegata")],
}
WIDER = ("RL", "a", "Assessorato alle infrastrutture")


def seat_conference(world):
    """Both sides by one roster, and the draft of a wider one that waits for its match on the other side."""
    table, admin = world.tables[CONFERENCE], world.people["admin"]
    first = Roster.draft(table, admin, "Prima composizione")
    for body, side, title in SEATS:
        first.add(world.bodies[body], side, title)
    first.activate(instant(BEGAN), world.acts[LAW], by=admin)
    name_people(world, table)
    wider = Roster.draft(table, admin, "Allargamento alle infrastrutture: manca un seggio della Città metropolitana")
    body, side, title = WIDER
    wider.add(world.bodies[body], side, title)


def name_people(world, table):
    for seat in table.place.seats:
        for role, who in SEATS[seat.organisation.code, seat.side, seat.title]:
            person = someone(world, seat.organisation.code, who)
            seat.appoint(person, role, since=SINCE, by=world.people["admin"])
