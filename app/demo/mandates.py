"""An example of what becomes of mandates: handed over, suspended, about to end, waiting for a word, with a proxy given.

That one person spoke for Confcommercio and for the Chamber of commerce is told of 2017; who holds which mandate today is not.
"""

from datetime import timedelta

from app.database import day_after, day_of, db, utc_now
from app.demo.people import SINCE, someone
from app.meetings.models import Meeting, Proxy
from app.membership.models import Affiliation

TABLE, TWO_HATS = "TAV-UNI", "TAV-MET"
FORMER = ("UNICATT", "Delegato uscito", SINCE - timedelta(days=700))
NAMED = ("BOCCONI", "Delegata designata")
SUSPENDED = ("BOCCONI", "substitute", "In attesa dell'atto di nomina")
ENDING = ("POLIMI", "technician", 25)  # days
GIVER, HOLDER = "UNIMIB", "UNICATT"
MOUTH, OTHER = "CONFCOMMERCIO-MI", "CCIAA"


def tell_of_mandates(world):
    """Call after the sittings: a delegate who left was there, and the proxy is for the next one."""
    held = {(seat.organisation.code, each.role): each for seat in seats_of(world, TABLE) for each in seat.mandates}
    tell_of_the_former(world, held[FORMER[0], "delegate"])
    put_on_two_hats(world)
    named = someone(world, *NAMED)
    held[NAMED[0], "delegate"].hand_over(named, since=in_days(20), confirmed=False, by=world.people["admin"])
    held[SUSPENDED[:2]].suspend(SUSPENDED[2], by=world.people["secretary"])
    held[ENDING[:2]].until = in_days(ENDING[2])
    give_proxy(world, held[GIVER, "delegate"], held[HOLDER, "delegate"])
    db.session.flush()


def seats_of(world, table):
    return world.tables[table].place.seats


def in_days(days):
    return day_after(day_of(utc_now()) + timedelta(days=days))


def tell_of_the_former(world, mandate):
    """Somebody else spoke in the seat before: the page of the seat draws the chain."""
    body, who, since = FORMER
    mandate.predecessor = mandate.seat.appoint(someone(world, body, who), "delegate", since=since, until=mandate.since)
    mandate.handed_over_at = mandate.since


def put_on_two_hats(world):
    """One person speaks for two bodies at the Metropolitan Table."""
    seats = {seat.organisation.code: seat for seat in seats_of(world, TWO_HATS)}
    [mouth] = [each.person for each in seats[MOUTH].mandates if each.role == "delegate"]
    db.session.add(Affiliation(person=mouth, organisation=world.bodies[OTHER], since=SINCE))
    seats[OTHER].delegate_at(utc_now()).hand_over(mouth, by=world.people["admin"])


def give_proxy(world, giver, holder):
    table = world.tables[TABLE]
    table.proxies_allowed = 1
    to_come = db.select(Meeting).where(
        Meeting.table_id == table.id, Meeting.convened_at.is_not(None), Meeting.opened_at.is_(None)
    )
    Proxy.give(db.session.scalar(to_come.limit(1)), giver, holder)
