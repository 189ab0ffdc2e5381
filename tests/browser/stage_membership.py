"""Brings membership to states that the demo's story does not hold: links by mail, successors, wrong mails, lists of 500 rows."""

import io
import secrets
from datetime import timedelta

import pyotp
from flask import current_app

from app.access_log import log_access
from app.database import day_of, db, utc_now
from app.documents.models import File, Storage
from app.meetings.models import Meeting
from app.membership.models import (
    AccessToken,
    Act,
    Affiliation,
    Alias,
    Erasure,
    Guest,
    Invitation,
    Mandate,
    Opinion,
    Organisation,
    Person,
    Roster,
    Shareholding,
    Succession,
    Suspension,
    Table,
    TablePeriod,
    Unit,
    Zone,
)
from app.membership.models.password import hash_password
from app.membership.models.reset import PasswordReset
from app.membership.models.second_factor import Factor, RecoveryCode, seal
from app.membership.models.sign_in import hashed
from app.outbox import Mail

INVITED, ASKED_IN, RESET = (f"the-token-of-{thing}-on-the-stage" for thing in ("an-invitation", "another", "a-reset"))
GUARDED = ("guarded@example.org", "quattro parole che stanno bene insieme")
SECRET = pyotp.random_base32()
ACT = "Deliberazione di costituzione della zona e di indirizzo ai Comuni che la compongono"


def membership_states():
    """Answers {place: path}; call inside a writing transaction."""
    return doors_by_mail() | mandates() | bodies() | rosters() | acts_and_opinions() | accounts() | guests()


def doors_by_mail():
    """One invitation to an address that nobody has, one to somebody of the house, and a forgotten password."""
    by, body = person("org_admin"), body_of("POLIMI")
    seat = mandate_at("delegate", table("TAV-UNI")).seat
    for token, email, facts in [
        (INVITED, "nuova@example.org", {"seat": seat, "role": "delegate"}),
        (ASKED_IN, email_of("outsider"), {}),
    ]:
        invitation = Invitation.make(body, email, "Nuova persona", language="it", by=by, **facts)
        invitation.token_hash = hashed(token)
    reset = PasswordReset.ask(email_of("partner"))
    reset.issue(person("partner"))
    reset.token_hash = hashed(RESET)
    return {
        "invitation": f"/invitations/{INVITED}",
        "invitation_known": f"/invitations/{ASKED_IN}",
        "reset": f"/sign-in/reset/{RESET}",
    }


def mandates():
    """Each state of a mandate: one that waits, one suspended, one handed over, one about to end; and a body at rest."""
    now, held = utc_now(), table("TAV-UNI").place.seats
    of = {(seat.organisation.code, each.role, each.state(now)): each for seat in held for each in seat.mandates}
    waiting, rest = of["BOCCONI", "delegate", "designated"], of["BOCCONI", "substitute", "suspended"]
    former, ending = of["UNICATT", "delegate", "ended"], of["POLIMI", "technician", "active"]
    resting = body_of("IULM")
    Suspension.of_body(resting, "In attesa del nuovo rettorato", by=person("admin"))
    return {
        "waiting": f"/mandates/{waiting.id}",
        "suspended": f"/mandates/{rest.id}",
        "ending": f"/mandates/{ending.id}",
        "over": f"/mandates/{former.id}",
        "handed_over": f"/seats/{former.seat_id}",
        "vacant_seat": f"/seats/{next(seat for seat in held if not seat.mandates).id}",
        "resting": f"/organisations/{resting.id}/delegates",
    }


def bodies():
    """A body with units, other names and owners, and one that came out of a merger and waits for its act."""
    body, now = body_of("POLIMI"), utc_now()
    Unit.begin(body, "Area servizi agli studenti e alle residenze")
    Alias.add(body, "PoliMi di prova", "acronym")
    merged = [Organisation.add(name=f"Consorzio {side} dei servizi abitativi", kind="public_body") for side in ("est", "ovest")]
    heir = Organisation.add(name="Consorzio unico dei servizi abitativi", kind="public_body")
    db.session.flush()
    for each in merged:
        someone = Person(name="Delegata ai servizi", email=f"{secrets.token_hex(6)}@example.org")
        db.session.add_all([someone, Affiliation(person=someone, organisation=each, since=now - timedelta(days=40))])
        seat = table("TAV-MET").place.seat(each, "member", since=now - timedelta(days=30))
        seat.appoint(someone, "delegate", since=now - timedelta(days=30))
    Shareholding.begin(merged[0], body, None, [])
    db.session.flush()
    Succession.merge(merged, heir, day_of(now), by=person("admin"))
    return {"heir": f"/organisations/{heir.id}", "merged": f"/organisations/{merged[0].id}"}


def rosters():
    """The parity conference of the story: its first roster, the draft that lacks a seat, and one that could be put in force."""
    conference, admin = table("CONF-RL"), person("admin")
    whole = Roster.draft(conference, admin, "Una composizione pari, pronta per l'atto")
    TablePeriod.begin(table("TAV-UNI"), "2026", by=admin)
    db.session.flush()
    activated, draft = db.session.scalars(db.select(Roster).where(Roster.table_id == conference.id).order_by(Roster.id).limit(2))
    return {
        "conference": f"/tables/{conference.id}",
        "roster_activated": f"/rosters/{activated.id}",
        "roster_draft": f"/rosters/{draft.id}",
        "roster_whole": f"/rosters/{whole.id}",
    }


def acts_and_opinions():
    """An act with a file, on which an opinion is asked; one opinion is given, one too late."""
    office, now = person("zones_office"), utc_now()
    stored = Storage(current_app.config["FILES"]).store(io.BytesIO(b"%PDF-1.7 atto"), 1000)
    act = Act.record(
        kind="deliberation", number="41/2026", title=ACT, issuer="Consiglio metropolitano", organisation=body_of("CMM")
    )
    File.add(act, "deliberazione-41-2026-costituzione-della-zona.pdf", "application/pdf", stored, person("secretary"))
    zones = {zone.code: zone for zone in db.session.scalars(db.select(Zone))}
    open_one = Opinion.ask(zones["ZO-NM"], day_of(now) + timedelta(days=9), act=act, by=office)
    late = Opinion.ask(zones["ZO-AM"], day_of(now), subject="Piano dei parcheggi di interscambio", by=office)
    db.session.flush()
    late.due_on = day_of(now) - timedelta(days=30)
    given = db.session.scalar(db.select(Opinion).where(Opinion.given_at.is_not(None)))
    lead = db.session.scalar(db.text("select min(id) from lead"))
    membership = db.session.scalar(db.text("select min(id) from zone_membership"))
    told = {"act": f"/acts/{act.id}", "opinion": f"/opinions/{open_one.id}", "opinion_late": f"/opinions/{late.id}"}
    told |= {"lead": f"/leads/{lead}", "zone_membership": f"/zone-memberships/{membership}"}
    return told | {"opinion_given": f"/opinions/{given.id}"}


def accounts():
    """Somebody with a second factor, tokens, a request of erasure, mails in every state, lines of the access log."""
    guarded = Person(name="Funzionaria con due prove", email=GUARDED[0], password_hash=hash_password(GUARDED[1]))
    db.session.add_all([guarded, Affiliation(person=guarded, organisation=body_of("FHS"), since=utc_now())])
    db.session.flush()
    facts = {"kind": "totp", "added_at": utc_now(), "sealed_secret": seal(SECRET, guarded)}
    db.session.add(Factor(person=guarded, name="Il telefono dell'ufficio", **facts))
    RecoveryCode.renew(guarded)
    AccessToken.make(person("delegate"), "Calendario dell'ateneo", "read", 30, ())
    Erasure.ask(person("technician"))
    for n in range(500):
        log_access("people-exported", subject="table/1", person=person("secretary"), rows=n)
        mail = Mail(key=f"stage/{n}", to=f"persona{n}@example.org", language="it", subject="Convocazione", body="Testo\n")
        mail.made_at = mail.due_at = utc_now()
        if n % 5 == 1:
            mail.refused_at, mail.refusal = utc_now(), "550 5.1.1 <persona@example.org>: Recipient address rejected: User unknown"
        db.session.add(mail)
    return {}


def guests():
    """The guest of the workspace, and one of an agenda item who sees that item alone."""
    now = utc_now()
    visit = db.session.scalar(db.select(Guest))
    voice = mandate_at("secretary", table("TAV-UNI"))
    meeting = Meeting.plan(voice.seat.place.table, "Seduta con un'ospite", now + timedelta(days=12), "Palazzo Isimbardi", voice)
    item = meeting.add_item("Alloggi per chi studia: i dati dei Comuni", "Interviene un'ospite.", voice)
    db.session.flush()
    meeting.convene(voice)
    stay = {"sponsor": voice, "purpose": "Porta i dati del Comune", "until": now + timedelta(days=30)}
    item.welcome_guest(email_of("partner"), body_of("FHS"), **stay)
    return {
        "guest": f"/guests/{visit.id}",
        "item": f"/items/{item.id}",
        "guests_meeting": f"/meetings/{meeting.id}?item={item.id}",
    }


def crowd_into(body):
    """500 people belong to a body."""
    for n in range(500):
        someone = Person(name=f"Funzionaria numero {n}", email=f"funzionaria{n}@example.org")
        db.session.add_all([someone, Affiliation(person=someone, organisation=body, since=utc_now())])


def person(role):
    return db.session.scalar(db.select(Person).where(Person.email == email_of(role)))


def email_of(role):
    return f"{role}@example.org"


def body_of(code):
    return db.session.scalar(db.select(Organisation).where(Organisation.code == code))


def table(code):
    return db.session.scalar(db.select(Table).where(Table.code == code))


def mandate_at(role, table):
    query = db.select(Mandate).where(Mandate.person_id == person(role).id, Mandate.seat.has(place_id=table.place_id))
    return db.session.scalars(query).first()
