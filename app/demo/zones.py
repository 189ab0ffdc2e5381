"""The seven zones: which municipality belonged to which and by which act, who leads what in them, what they were asked."""

from datetime import timedelta

from app.database import day_of, db, utc_now
from app.demo.facts import instant, rows
from app.demo.people import SINCE, someone
from app.membership.models import Lead, Opinion, Remit, Zone, ZoneMembership
from app.rendering import render

PROPOSED_ON, PROPOSED_BY = "2015-09-17", "CM30-2015"
# The areas of the plan 2019-2021 that zones name somebody for, and some themes of the Urban Agenda for the EU.
AREA, AREAS_OF = "policy_area", "P2."
THEMES = ("EUUA-housing", "EUUA-climate", "EUUA-mobility", "EUUA-digital")
# zone: [(remit, key of the cast, or the body and what somebody there is called)]; what is not here is a gap
LEADS = {
    "ZO-AM": [("P2.2", ("CMM", "Consigliera delegata")), ("P2.6", "area_lead"), ("EUUA-mobility", "area_lead")],
    "ZO-NM": [("P2.4", "area_lead"), ("EUUA-housing", ("CMM", "Referente casa"))],
    "ZO-AL": [("P2.3", ("015118", "Responsabile dello sviluppo"))],
    "ZO-SE": [("P2.5", ("CMM", "Consigliera delegata")), ("EUUA-climate", ("CMM", "Consigliera delegata"))],
}
ASKED = "Proposta di aggiornamento annuale del Piano strategico"
GIVEN = "Criteri per la scelta dei progetti di zona"
ANSWER = "La zona è **favorevole**, a condizione che:\n\n1. i criteri valgano per tutte le zone;\n2. l'esito sia reso noto."


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
        join(world, row["istat_code"], row["zone_code"], row["valid_from"], row["valid_to"], row["act"], left_by(row, history))
        yield
    told = {row["istat_code"] for row in history}
    for row in rows("comuni"):
        if row["zone_code"] and row["istat_code"] not in told:
            join(world, row["istat_code"], row["zone_code"], PROPOSED_ON, "", PROPOSED_BY)


def left_by(row, history):
    """The act that ended a membership is the one that began the next."""
    following = (each for each in history if each["istat_code"] == row["istat_code"] and each["valid_from"] == row["valid_to"])
    return next((each["act"] for each in following), "")


def join(world, municipality, zone, since, until, act, ended_by=""):
    db.session.add(
        ZoneMembership(
            zone=world.zones[zone],
            organisation=world.bodies[municipality],
            act=world.acts.get(act),
            ended_by=world.acts.get(ended_by),
            since=instant(since),
            until=instant(until),
        )
    )


def name_leads(world):
    """Somebody for some remits of some zones: the gaps are many, as in 2019."""
    remits = {row["code"]: remit(row, "area") for row in rows("plan_objectives") if is_area(row)}
    remits |= {row["code"]: remit(row, "theme") for row in rows("eu_urban_agenda") if row["code"] in THEMES}
    db.session.add_all(remits.values())
    db.session.flush()
    office = world.people["zones_office"]
    for zone, leads in LEADS.items():
        for code, who in leads:
            person = world.people[who] if isinstance(who, str) else someone(world, *who)
            Lead.name(world.zones[zone], remits[code], person, since=SINCE, by=office)


def is_area(row):
    return row["level"] == AREA and row["code"].startswith(AREAS_OF)


def remit(row, kind):
    return Remit(kind=kind, code=row["code"], name=row["title_it"], name_en=row["title_en"], since=SINCE)


def ask_opinions(world):
    """One opinion is waited for; one was given, in the name of the secretariat of the zone's table."""
    today, office = day_of(utc_now()), world.people["zones_office"]
    Opinion.ask(world.zones["ZO-NM"], today + timedelta(days=20), subject=ASKED, by=office)
    given = Opinion.ask(world.zones["ZO-AM"], today + timedelta(days=5), subject=GIVEN, compulsory=False, by=office)
    given.give(coordinator(world, "ZO-AM"), "with_conditions", ANSWER, render(ANSWER))


def coordinator(world, zone):
    """Who coordinates a zone: the secretariat of its table, a person of one of its municipalities."""
    seat = next(seat for seat in world.tables[zone].place.seats if seat.until is None)
    person = someone(world, seat.organisation.code, "Coordinatrice di zona")
    return seat.appoint(person, "secretary", by=world.people["admin"])
