"""A small world for two whole sittings: the parity Conference of Region and Metropolitan City, and the Metropolitan Table.

Names of bodies and tables are Milan's; who sits in which seat is an example. The Table held a sitting before: from its
decision a workspace was opened.
"""

from datetime import UTC, datetime, timedelta

from app.database import commit, db, utc_now, writing
from app.demo.facts import rows
from app.happenings import open_log_book
from app.meetings.models import Meeting
from app.membership.models import Affiliation, Organisation, Person, Table
from app.membership.models.password import hash_password
from app.plan.models import Objective, PlanEdition
from app.rendering import render
from app.workspaces.models import Thread, Workspace

PASSWORD = "una parola lunga per le due sedute"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
CONFERENCE, TABLE = "CONF-RL", "TAV-MET"
OLDER = "Il Comune di Milano pubblica l'elenco degli alloggi per studenti entro il 30 giugno, con gli atenei."
BEFORE, AFTER = "entro il 30 giugno", "entro il 30 settembre"
OBJECTIVE = "Abitare per chi studia e per chi lavora nella Città metropolitana"
SPACE, THREAD = "Alloggi per studenti", "Il calendario degli alloggi"
# (table, body, side, title of the seat): [(mandate, key of the person, what she is called)]
SEATS = {
    (CONFERENCE, "RL", "a", "Presidenza della Regione"): [("delegate", "region", "Delegata della Presidenza")],
    (CONFERENCE, "RL", "a", "Assessorato al territorio e ai sistemi verdi"): [
        ("delegate", "assessor", "Delegato al territorio"),
        ("substitute", "region_substitute", "Supplente al territorio"),
    ],
    (CONFERENCE, "CMM", "b", "Sindaco metropolitano"): [
        ("chair", "chair", "Presidenza"),
        ("secretary", "secretary", "Segreteria"),
    ],
    (CONFERENCE, "CMM", "b", "Consigliera delegata al territorio"): [("delegate", "councillor", "Consigliera delegata")],
    (TABLE, "CMM", None, ""): [("chair", "chair", "Presidenza"), ("secretary", "secretary", "Segreteria")],
    (TABLE, "COM-MI", None, ""): [("delegate", "town", "Delegata del Comune"), ("technician", "technician", "Ufficio casa")],
    (TABLE, "ASSOLOMBARDA", None, ""): [("delegate", "employers", "Delegato delle imprese")],
    (TABLE, "CCIAA", None, ""): [
        ("delegate", "chamber", "Delegata camerale"),
        ("substitute", "substitute", "Supplente camerale"),
    ],
    (TABLE, "CGIL-MI", None, ""): [("delegate", "union", "Delegata sindacale")],
    (TABLE, "FTS-MI", None, ""): [("delegate", "third_sector", "Delegata del terzo settore")],
}
RULES = {
    CONFERENCE: {"quorum": "majority", "majority": "simple"},
    TABLE: {"quorum": "majority", "majority": "simple", "proxies_allowed": 1},
}


def email_of(key):
    return f"{key.replace('_', '.')}@example.org"


def build_two_tables():
    """Writes everything; answers {place: path}. Call inside an application context, on an empty migrated archive."""
    writing()
    open_log_book()
    bodies = bodies_by_code({body for _, body, _, _ in SEATS})
    tables = {each["code"]: established(each) for each in rows("tables") if each["code"] in RULES}
    mandates = seated(tables, bodies)
    tables[CONFERENCE].parity_since = LONG_AGO
    objective = plan_of_one()
    space, thread = worked_before(mandates, objective)
    commit()
    found = {code: f"/tables/{table.id}" for code, table in tables.items()}
    return found | {"workspace": f"/workspaces/{space.id}", "thread": f"/workspaces/{space.id}/threads/{thread.id}"}


def bodies_by_code(codes):
    told = {each["code"]: each for each in rows("organisations")}
    bodies = {code: Organisation(code=code, name=told[code]["name_it"], kind=told[code]["kind"]) for code in sorted(codes)}
    db.session.add_all(bodies.values())
    db.session.flush()
    return bodies


def established(row):
    return Table.establish(code=row["code"], name=row["name_it"], name_en=row["name_en"], kind=row["kind"], **RULES[row["code"]])


def seated(tables, bodies):
    """{(table, key): mandate}; all sign in with the same password."""
    people, made, password = {}, {}, hash_password(PASSWORD)
    for (table, body, side, title), mandates in SEATS.items():
        seat = tables[table].place.seat(bodies[body], "member", side=side, title=title, since=LONG_AGO)
        for role, key, name in mandates:
            if key not in people:
                people[key] = Person(name=name, email=email_of(key), password_hash=password)
                db.session.add(Affiliation(person=people[key], organisation=bodies[body], since=LONG_AGO))
            made[table, key] = seat.appoint(people[key], role, since=LONG_AGO)
    db.session.flush()
    return made


def plan_of_one():
    edition = PlanEdition(code="P2", years="2025-2027", title="Piano strategico", since=LONG_AGO)
    objective = Objective(edition=edition, code="P2.A", level="policy_area", title=OBJECTIVE)
    db.session.add_all([edition, objective])
    db.session.flush()
    return objective


def worked_before(mandates, objective):
    """A sitting that decided something, and the workspace opened from it; returns (workspace, thread)."""
    voice, town = mandates[TABLE, "secretary"], mandates[TABLE, "town"]
    meeting = Meeting.plan(voice.seat.place.table, "Gli alloggi per studenti", utc_now() - timedelta(days=90), "", voice)
    meeting.add_item("Elenco degli alloggi", "", voice)
    meeting.convene(voice)
    meeting.open(voice)
    decision = meeting.items[0].decide(voice, **parts(town, objective))
    meeting.close(voice)
    db.session.flush()
    words = render("Tenere aggiornato l'elenco.")
    lead = town.person
    space = Workspace.launch(
        decision, SPACE, "Tenere aggiornato l'elenco.", words, objective, "Serve a chi cerca casa.", lead, town
    )
    own = space.place.seats[0].mandates[0]
    space.welcome(mandates[TABLE, "employers"].organisation, "partner", voice=own).appoint(
        mandates[TABLE, "employers"].person, "delegate", voice=own
    )
    thread = Thread.begin(space, THREAD, own)
    db.session.flush()
    return space, thread


def parts(mandate, objective):
    rendered = render(OLDER)
    return {
        "text": OLDER,
        "html": rendered.html,
        "renderer": rendered.version,
        "responsible_organisation": mandate.organisation,
        "responsible_person": mandate.person,
        "due_on": (utc_now() + timedelta(days=60)).date(),
        "resources": "",
        "no_resources": True,
        "objective": objective,
    }
