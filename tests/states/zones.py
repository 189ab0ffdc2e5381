"""States of zones: municipalities in them, an opinion asked, a file of an act."""

import io
from datetime import timedelta

from flask import current_app

from app.database import commit, db, utc_now, writing
from app.documents.models import File, Storage
from app.membership.models import Act, Lead, Municipality, Opinion, Organisation, Remit, Zone
from app.rendering import render
from tests.cast import LONG_AGO
from tests.states.membership import start


def town(name, number, code=None):
    return Organisation(
        code=code, name=f"Comune di {name}", kind="municipality", municipality=Municipality(istat_code=f"{number:06}")
    )


def zoned(cast):
    """One town in the zone, another in none; the zone owes an opinion; its act has a file."""
    names = start(cast)
    stored = Storage(current_app.config["FILES"]).store(io.BytesIO(b"%PDF-1.7 atto"), 1000)
    writing()
    here, free = town("Mossa", 15001), town("Salda", 15002)
    east = Zone(code="ZO-E", name="Est")
    db.session.add_all([here, free, east])
    act = Act.record(
        kind="deliberation", number="7", title="Deliberazione sulle zone", issuer="Consiglio", organisation=cast.body("PM")
    )
    zone = db.session.scalar(db.select(Zone).where(Zone.code == "TAV"))
    membership = zone.admit(here, act, since=LONG_AGO)
    opinion = Opinion.ask(zone, (utc_now() + timedelta(days=9)).date(), act=act, by=cast.person("zones_office"))
    file = File.add(act, "atto.pdf", "application/pdf", stored, cast.person("secretary"))
    commit()
    theme = db.session.scalar(db.select(Remit).where(Remit.kind == "theme"))
    lead = db.session.scalar(db.select(Lead))
    numbers = {"zone": zone, "other_zone": east, "free_town": free, "membership": membership, "act": act, "file": file}
    numbers |= {"opinion": opinion, "lead": lead, "remit": theme, "lead_person": cast.person("area_lead")}
    return names | {name: thing.id for name, thing in numbers.items()}


def opinion_given(cast):
    names = zoned(cast)
    writing()
    opinion = db.session.get(Opinion, names["opinion"])
    opinion.give(cast.mandate("chair"), "favourable", "", render(""))
    commit()
    return names


def file_withdrawn(cast):
    names = zoned(cast)
    writing()
    db.session.get(File, names["file"]).withdraw(by=cast.person("secretary"))
    commit()
    return names


STATES = {"zoned": zoned, "opinion given": opinion_given, "file withdrawn": file_withdrawn}
