"""Brings the world of a running demo to states and extremes that its own story does not hold, with the models, in its archive."""

import secrets
from datetime import timedelta

from app import create_app
from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting, Minutes
from app.meetings.models.means import Brought, bring
from app.membership.models import Affiliation, Mandate, Organisation, Person, Table
from app.plan.models import Objective
from app.rendering import render
from app.workspaces.models import Thread, Workspace
from tests.browser.stage_convening import convening_states
from tests.browser.stage_files import file_states
from tests.browser.stage_joint import crowd_the_work, joint_states
from tests.browser.stage_membership import crowd_into, membership_states
from tests.browser.stage_minutes import minutes_states
from tests.browser.stage_outputs import output_states
from tests.browser.stage_papers import paper_states
from tests.browser.stage_polls import poll_states
from tests.browser.stage_presence import presence_states
from tests.browser.stage_room import room_states

UNBROKEN = "Nonsipuòspezzare" * 12 + "fine"  # 196 characters without a space
LENGTHY = (
    "Tavolo metropolitano per la programmazione partecipata dei servizi residenziali, dell'accoglienza universitaria "
    "e della mobilità sostenibile nei territori dell'Adda Martesana"
)
ITEM = "Presa d'atto dell'avanzamento delle convenzioni intercomunali per i servizi associati"
MINUTES = "# Verbale\n\nIl Tavolo prende atto.\n"
WORDS = (
    "Ho letto la bozza: manca la colonna del canone.",
    "D'accordo. La porto alla prossima seduta.\n\n- struttura\n- posti letto\n- Comune",
    f"L'indirizzo è {'/'.join(['https://esempio.example.org'] + ['percorso'] * 30)}",
    "| Struttura | Posti | Comune | Canone | Requisiti | Scadenza | Contatto |\n|---|---|---|---|---|---|---|\n"
    "| Residenza | 120 | Sesto San Giovanni | 320 | reddito | ottobre | segreteria |",
    f"```\n{'codice ' * 40}\n```",
    UNBROKEN,
)


def set_the_stage(instance):
    """Writes everything in one transaction; answers {place: path}."""
    settings = {"INSTANCE": instance, "FILES": instance / "files"}
    app = create_app({**settings, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{instance / 'tavolo.sqlite'}"})
    with app.app_context():
        writing()
        places = (
            ordinary_states()
            | membership_states()
            | output_states()
            | paper_states()
            | file_states()
            | joint_states()
            | presence_states()
            | poll_states()
            | room_states()
            | minutes_states()
            | convening_states()
            | extremes()
        )
        commit()
        db.engine.dispose()
    return places


def ordinary_states():
    """A sitting in course with something of everything, and a closed one whose minutes have two versions."""
    table = db.session.scalar(db.select(Table).where(Table.code == "TAV-UNI"))
    voice = mandate_of("secretary", table.place)
    sitting = sitting_of(table, voice, "Servizi e residenze", [ITEM, "Calendario", "Varie", "Un punto senza esito"])
    for seat in table.place.seats[:4]:
        sitting.mark(seat, next((each for each in seat.mandates if each.holds(utc_now())), None), voice)
    text = render("Gli atenei nominano un **referente**.")
    sitting.items[0].decide(voice, text="Gli atenei nominano un referente.", html=text.html, renderer=text.version)
    sitting.items[1].conclude("deferred", "Manca il parere.", voice)
    sitting.items[2].conclude("none", "Nessuno ha preso la parola.", voice)
    closed = sitting_of(table, voice, "Verifica di metà anno", ["Stato dei lavori"])
    closed.items[0].conclude("noted", "", voice)
    closed.close(voice)
    minutes = Minutes.draft(closed, MINUTES, render(MINUTES), voice)
    db.session.flush()
    minutes.revise(MINUTES + "\nUna riga in più.\n", render(MINUTES), 1, voice)
    db.session.flush()
    planned = db.session.scalar(db.select(Meeting).where(Meeting.convened_at.is_(None)))
    return {
        "planned": f"/meetings/{planned.id}",
        "seat": f"/seats/{mandate_of('delegate', table.place).seat_id}",
        "open": f"/meetings/{sitting.id}",
        "open_item": f"/meetings/{sitting.id}?item={sitting.items[3].id}",
        "half_made": f"/meetings/{sitting.id}?item={sitting.items[0].id}",
        "closed": f"/meetings/{closed.id}",
        "minutes": f"/meetings/{closed.id}/minutes",
    }


def extremes():
    """Names as long as they may be, many seats, many items, many bodies, many messages."""
    bodies = [Organisation(name=f"Associazione culturale e ricreativa numero {n}", kind="third_sector") for n in range(500)]
    bodies[0].name, bodies[1].name = UNBROKEN, LENGTHY
    db.session.add_all(bodies)
    table = Table.establish(code="SESSANTA", name=LENGTHY, kind="working_table", legal_basis=LENGTHY, composition_rule=UNBROKEN)
    city = table.place.seat(person("secretary").affiliations[0].organisation, "member")
    voice = city.appoint(person("secretary"), "secretary")
    city.appoint(person("delegate"), "delegate")
    for body in bodies[:59]:
        table.place.seat(body, "member").appoint(employed(body), "delegate")
    meeting = sitting_of(table, voice, UNBROKEN, [f"{ITEM}, punto {n}" for n in range(38)] + [UNBROKEN, LENGTHY])
    decision = decided(meeting, voice, city.organisation)
    space = crowded_workspace(decision, bodies)
    crowd_into(bodies[0])
    db.session.flush()
    return {
        "long_body": f"/organisations/{bodies[0].id}",
        "long_table": f"/tables/{table.id}",
        "long_seat": f"/seats/{next(seat.id for seat in table.place.seats if seat.organisation is bodies[0])}",
        "long_meeting": f"/meetings/{meeting.id}",
        "long_item": f"/meetings/{meeting.id}?item={meeting.items[38].id}",
        "long_decision": f"/decisions/{decision.id}",
        "long_public": f"/public/meetings/{decision.item.meeting_id}",
        "long_public_decision": f"/public/decisions/{decision.id}",
        "long_workspace": f"/workspaces/{space.id}",
    }


def sitting_of(table, voice, title, items):
    meeting = Meeting.plan(table, title, utc_now() + timedelta(days=3), "Palazzo Isimbardi", voice)
    for item in items:
        meeting.add_item(item, "Documento inviato con la convocazione.", voice)
        db.session.flush()
    meeting.convene(voice)
    meeting.open(voice)
    db.session.flush()
    return meeting


def decided(meeting, voice, body):
    """A published decision of the same table with all five parts, each as long as it may be."""
    sitting = sitting_of(meeting.table, voice, LENGTHY, [UNBROKEN])
    for seat in meeting.table.place.seats:
        sitting.mark(seat, seat.mandates[0], voice)
    text = render(f"{UNBROKEN}\n\n{LENGTHY}")
    decision = sitting.items[0].decide(
        voice,
        text=UNBROKEN,
        html=text.html,
        renderer=text.version,
        responsible_organisation=body,
        responsible_person=person("delegate"),
        due_on=utc_now().date() - timedelta(days=1000),
        kind="orientation",
        resources=UNBROKEN,
        objective=db.session.scalar(db.select(Objective).where(Objective.code == "P2.G-UNI.3")),
    )
    bring(decision, [Brought(body, "money", "private", 2027, 99_999_999_999_99, UNBROKEN)], voice.person)
    db.session.flush()
    sitting.close(voice)
    minutes = Minutes.draft(sitting, text.html, text, voice)
    db.session.flush()
    minutes.approve(1, voice)
    minutes.publish(voice)
    return decision


def crowded_workspace(decision, bodies):
    """Thirty participations, some of them over, and 500 messages; the outsider observes."""
    lead, why = person("delegate"), f"{LENGTHY}: {UNBROKEN}"
    decision.responsible_organisation = lead.affiliations[0].organisation
    space = Workspace.launch(decision, UNBROKEN, LENGTHY, render(LENGTHY), decision.objective, why, lead, None)
    own = space.place.seats[0].mandates[0]
    space.opened_at = space.place.seats[0].since = own.since = utc_now() - timedelta(days=400)
    for n, body in enumerate(bodies[:29]):
        seat = space.welcome(body, "partner", since=utc_now() - timedelta(days=13 * n + 1), voice=own)
        if n % 5 == 4:
            seat.end(utc_now() + timedelta(days=n), reason=LENGTHY, voice=own)
    watching = space.welcome(person("outsider").affiliations[0].organisation, "observer", voice=own)
    watching.appoint(person("outsider"), "delegate", voice=own)
    Thread.begin(space, LENGTHY, own)
    thread = Thread.begin(space, UNBROKEN, own)
    db.session.flush()
    said = [(body, render(body)) for body in WORDS]
    for n in range(500):
        thread.post(own, *said[n % len(said)], secrets.token_hex(16))
    crowd_the_work(space, own, UNBROKEN[:120])
    return space


def employed(body):
    someone = Person(name="Delegata alla programmazione", email=f"{secrets.token_hex(6)}@example.org")
    db.session.add_all([someone, Affiliation(person=someone, organisation=body, since=utc_now() - timedelta(days=9))])
    return someone


def person(role):
    return db.session.scalar(db.select(Person).where(Person.email == f"{role}@example.org"))


def mandate_of(role, place):
    query = db.select(Mandate).where(Mandate.person_id == person(role).id, Mandate.seat.has(place_id=place.id))
    return db.session.scalars(query).first()
