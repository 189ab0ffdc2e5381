"""The fixed cast of the tests, each by role, and the small world they live in.

Three bodies sit at the table: the metropolitan city (CM), the Politecnico (PM) and the Statale (US). The Fondazione (FH)
sits nowhere yet; the Consorzio (EX) is where the outsider works; the Vecchio Ente has ended. The secretary and the chair
speak for CM, the delegate, her substitute and the technician for PM, the other delegate for US. At the parity conference
the Region (RL) faces CM: its counterpart has no mandate at the table.
"""

import secrets
from datetime import UTC, datetime, timedelta

from app.database import commit, db, utc_now, writing
from app.happenings import open_log_book
from app.meetings.models import Meeting, Minutes
from app.membership.models import Affiliation, Lead, Mandate, Office, Organisation, Person, Remit, Suspension, Table, Zone
from app.membership.models.password import hash_password
from app.plan.models import Objective, PlanEdition
from app.rendering import render
from app.workspaces.models import Thread, Workspace

PASSWORD = "una parola lunga per provare"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

BODIES = {
    "CM": ("Città metropolitana di Prova", "metropolitan_city"),
    "PM": ("Politecnico di Prova", "university"),
    "US": ("Università Statale di Prova", "university"),
    "FH": ("Fondazione per l'Abitare", "foundation"),
    "EX": ("Consorzio dei Terzi", "public_body"),
    "RL": ("Regione di Prova", "region"),
}
# role of the cast: (body, name); some hold a mandate at the table, see SEATED
PEOPLE = {
    "admin": ("CM", "Amministratrice"),
    "plan_office": ("CM", "Ufficio di piano"),
    "auditor": ("CM", "Revisora"),
    "secretary": ("CM", "Segreteria"),
    "chair": ("CM", "Presidente"),
    "delegate": ("PM", "Delegata"),
    "substitute": ("PM", "Supplente"),
    "technician": ("PM", "Ufficio tecnico"),
    "org_admin": ("PM", "Referente"),
    "other_delegate": ("US", "Delegato"),
    "expired": ("US", "Ex delegata"),
    "future": ("US", "Prossima supplente"),
    "partner": ("FH", "Responsabile di progetto"),
    "observer": ("FH", "Osservatrice"),
    "outsider": ("EX", "Funzionario"),
    "zones_office": ("CM", "Direzione zone omogenee"),
    "area_lead": ("CM", "Responsabile di area"),
    "guest": ("EX", "Ospite"),
    "counterpart": ("RL", "Controparte regionale"),
    "removed": ("US", "Supplente revocata"),
    "suspended": ("US", "Supplente sospesa"),
}
SEATED = {
    "secretary": "secretary",
    "chair": "chair",
    "delegate": "delegate",
    "substitute": "substitute",
    "technician": "technician",
    "other_delegate": "delegate",
}
OFFICES = {"admin": "administrator", "plan_office": "plan_office", "auditor": "auditor", "zones_office": "zones_office"}


def build_world():
    """The rows every test starts from; call inside an application context, on an empty migrated database."""
    password = hash_password(PASSWORD)
    writing()
    open_log_book()
    bodies = {code: Organisation(code=code, name=name, kind=kind) for code, (name, kind) in BODIES.items()}
    bodies["OLD"] = Organisation(code="OLD", name="Vecchio Ente", kind="public_body", until=LONG_AGO)
    people = {role: Person(name=name, email=f"{role}@example.org", password_hash=password) for role, (_, name) in PEOPLE.items()}
    db.session.add_all([*bodies.values(), *people.values()])
    db.session.flush()
    for role, (code, _) in PEOPLE.items():
        belongs = Affiliation(person=people[role], organisation=bodies[code], since=LONG_AGO, administrator=role == "org_admin")
        db.session.add(belongs)
    for role, kind in OFFICES.items():
        db.session.add(Office(person=people[role], kind=kind, since=LONG_AGO))
    seat_the_table(bodies, people)
    draw_the_zone(people)
    write_the_plan()
    commit()


def seat_the_table(bodies, people):
    table = Table.establish(code="TAV", name="Tavolo di prova", name_en="Test table", kind="permanent_table")
    seats = {code: table.place.seat(bodies[code], "member", since=LONG_AGO) for code in ("CM", "PM", "US")}
    for role, kind in SEATED.items():
        seats[PEOPLE[role][0]].appoint(people[role], kind, since=LONG_AGO + timedelta(days=400))
    seats["US"].appoint(people["expired"], "delegate", since=LONG_AGO, until=LONG_AGO + timedelta(days=400))
    seats["US"].appoint(people["future"], "substitute", since=utc_now() + timedelta(days=3650))
    seats["US"].appoint(people["removed"], "substitute", since=LONG_AGO, until=LONG_AGO + timedelta(days=500))
    suspended = seats["US"].appoint(people["suspended"], "substitute", since=LONG_AGO)
    db.session.add(Suspension(mandate=suspended, reason="In attesa di chiarimenti", since=LONG_AGO + timedelta(days=500)))
    conference = Table.establish(code="CONF", name="Conferenza di prova", kind="parity_conference")
    region = conference.place.seat(bodies["RL"], "member", side="a", since=LONG_AGO)
    conference.place.seat(bodies["CM"], "member", side="b", since=LONG_AGO)
    conference.parity_since = LONG_AGO
    region.appoint(people["counterpart"], "delegate", since=LONG_AGO)
    Table.establish(code="VUOTO", name="Tavolo senza seggi", kind="working_table")


def draw_the_zone(people):
    """Its table is the one at which everybody sits; of its two remits one has a lead."""
    zone = Zone(code="TAV", name="Zona di prova")
    area = Remit(kind="area", code="A1", name="Abitare", name_en="Housing", since=LONG_AGO)
    theme = Remit(kind="theme", code="T1", name="Case per chi studia", since=LONG_AGO)
    db.session.add_all([zone, area, theme])
    Lead.name(zone, area, people["area_lead"], since=LONG_AGO, by=people["zones_office"])


def write_the_plan():
    old = PlanEdition(code="P1", years="2019-2021", title="Piano di prova", since=LONG_AGO, until=LONG_AGO + timedelta(days=900))
    new = PlanEdition(code="P2", years="2022-2024", title="Nuovo piano di prova", since=old.until)
    area = Objective(edition=old, code="P1.A", level="policy_area", title="Abitare", title_en="Housing")
    db.session.add_all([old, new, area])
    db.session.add(Objective(edition=old, code="P1.A.1", level="project", parent=area, title="Case per gli studenti"))
    db.session.add(Objective(edition=new, code="P2.M1", level="mission", title="Territorio vicino"))


class Cast:
    """The cast by role, and the steps that bring the world to a state; use inside an application context."""

    def person(self, role):
        return db.session.scalar(db.select(Person).where(Person.email == f"{role}@example.org"))

    def body(self, code):
        return db.session.scalar(db.select(Organisation).where(Organisation.code == code))

    def table(self, code="TAV"):
        return db.session.scalar(db.select(Table).where(Table.code == code))

    def objective(self, code="P1.A.1"):
        return db.session.scalar(db.select(Objective).where(Objective.code == code))

    def mandate(self, role, place=None):
        """The mandate of a role in a place (the table unless said otherwise)."""
        place = place or self.table().place
        mine = db.select(Mandate).join(Mandate.seat).where(Mandate.person_id == self.person(role).id)
        return db.session.scalar(mine.filter_by().where(Mandate.seat.has(place_id=place.id)).order_by(Mandate.id.desc()))

    def planned_meeting(self, items=("Alloggi per studenti", "Varie")):
        """A meeting with an agenda, not convened."""
        writing()
        voice = self.mandate("secretary")
        meeting = Meeting.plan(self.table(), "Prima seduta", utc_now() + timedelta(days=7), "Sala del Consiglio", voice)
        for title in items:
            meeting.add_item(title, "", voice)
        commit()
        return meeting

    def convened_meeting(self, **options):
        meeting = self.planned_meeting(**options)
        writing()
        db.session.refresh(meeting)
        meeting.convene(self.mandate("secretary"))
        commit()
        return meeting

    def open_meeting(self, **options):
        meeting = self.convened_meeting(**options)
        writing()
        db.session.refresh(meeting)
        meeting.open(self.mandate("secretary"))
        commit()
        return meeting

    def parts(self, **other):
        """The five parts of an executive output, complete unless `other` says otherwise."""
        rendered = render("Si fa un elenco comune degli alloggi.")
        return {
            "text": "Si fa un elenco comune degli alloggi.",
            "html": rendered.html,
            "renderer": rendered.version,
            "responsible_organisation": self.body("PM"),
            "responsible_person": self.person("delegate"),
            "due_on": (utc_now() + timedelta(days=60)).date(),
            "resources": "",
            "no_resources": True,
            "objective": self.objective(),
        } | other

    def closed_meeting(self):
        """A meeting that ended with one executive output and one item noted; returns (meeting, decision)."""
        meeting = self.open_meeting()
        writing()
        db.session.refresh(meeting)
        voice = self.mandate("secretary")
        decision = meeting.items[0].decide(voice, **self.parts())
        meeting.items[1].conclude("noted", "", voice)
        meeting.close(voice)
        commit()
        return meeting, decision

    def published_meeting(self):
        """A meeting whose minutes are public; returns (meeting, decision)."""
        meeting, decision = self.closed_meeting()
        rendered = render("# Verbale\n\nSi è deciso.")
        writing()
        voice = self.mandate("secretary")
        minutes = Minutes.draft(meeting, "# Verbale\n\nSi è deciso.", rendered, voice)
        minutes.approve(1, voice)
        minutes.publish(voice)
        commit()
        return meeting, decision

    def workspace(self):
        """A workspace led by PM with US as a partner and FH observing; returns (workspace, thread)."""
        _, decision = self.closed_meeting()
        rendered = render("Trovare casa a chi studia.")
        writing()
        lead = self.person("delegate")
        workspace = Workspace.launch(
            decision,
            "Residenze",
            "Trovare casa a chi studia.",
            rendered,
            self.objective(),
            "Dà case.",
            lead,
            self.mandate("delegate"),
        )
        own = workspace.place.seats[0].mandates[0]
        workspace.place.seats[0].appoint(self.person("technician"), "technician", voice=own)
        partner = workspace.welcome(self.body("US"), "partner", voice=own)
        partner.appoint(self.person("other_delegate"), "delegate", voice=own)
        watching = workspace.welcome(self.body("FH"), "observer", voice=own)
        watching.appoint(self.person("observer"), "delegate", voice=own)
        thread = Thread.begin(workspace, "Discussione generale", own)
        commit()
        return workspace, thread

    def post(self, workspace, thread, role, body):
        """One message; returns its happening's announcement."""
        rendered = render(body)
        writing(workspace.stream)
        voice = self.mandate(role, workspace.place)
        _, said = thread.post(voice, body, rendered, secrets.token_hex(16))
        commit()
        return said
