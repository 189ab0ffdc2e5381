"""The people of the demo, each by role and never by name: the cast that can sign in, and delegates who fill the tables."""

from datetime import UTC, datetime

from app.database import db
from app.membership.models import Affiliation, Invitation, Office, Person

SINCE = datetime(2024, 9, 1, tzinfo=UTC)
# key of demo.json: (what the person is called, code of her body)
CAST = {
    "admin": ("Amministrazione della piattaforma", "CMM"),
    "secretary": ("Segreteria", "CMM"),
    "chair": ("Presidenza", "CMM"),
    "delegate": ("Delegata", "POLIMI"),
    "other_delegate": ("Delegato", "UNIMI"),
    "substitute": ("Supplente", "POLIMI"),
    "technician": ("Ufficio tecnico", "POLIMI"),
    "org_admin": ("Referente dell'ente", "POLIMI"),
    "partner": ("Responsabile di progetto", "FHS"),
    "guest": ("Ospite", "HUNIMED"),
    "outsider": ("Funzionaria", "015118"),
    "plan_office": ("Ufficio di piano", "CMM"),
    "auditor": ("Revisora", "CMM"),
    "zones_office": ("Direzione zone omogenee", "CMM"),
    "area_lead": ("Responsabile di area", "CMM"),
}
OFFICES = {"admin": "administrator", "plan_office": "plan_office", "auditor": "auditor", "zones_office": "zones_office"}
ADMINISTRATORS = {"org_admin"}
# table: {body: [(mandate, key of the cast or what somebody else there is called)]}; UNISR's seat is vacant on purpose
MANDATES = {
    "TAV-UNI": {
        "CMM": [("secretary", "secretary"), ("chair", "chair"), ("delegate", "Consigliera delegata")],
        "POLIMI": [("delegate", "delegate"), ("substitute", "substitute"), ("technician", "technician")],
        "UNIMI": [("delegate", "other_delegate")],
        "UNICATT": [("delegate", "Delegata")],
        "BOCCONI": [("delegate", "Delegato"), ("substitute", "Supplente")],
        "UNIMIB": [("delegate", "Delegata")],
        "IULM": [("substitute", "Supplente")],
    },
    "TAV-MET": {
        "CMM": [("secretary", "secretary"), ("chair", "chair")],
        "COM-MI": [("delegate", "Delegata")],
        "ANCI-LOM": [("delegate", "Delegato")],
        "CCIAA": [("delegate", "Delegata"), ("substitute", "Supplente")],
        "ASSOLOMBARDA": [("delegate", "Delegato")],
        "CONFCOMMERCIO-MI": [("delegate", "Delegata")],
        "CGIL-MI": [("delegate", "Delegata")],
        "CISL-MI": [("delegate", "Delegato")],
        "UIL-MI": [("substitute", "Supplente")],
        "FTS-MI": [("delegate", "Delegata")],
        "F-CARIPLO": [("delegate", "Delegato")],
        "CAP": [("delegate", "Delegata")],
    },
}


def email_of(role):
    return f"{role}@example.org"


def load_people(world):
    """The cast, where they belong and which offices they hold. Nobody has a password yet."""
    for role, (name, body) in CAST.items():
        world.people[role] = employ(world, name, body, email_of(role), administrator=role in ADMINISTRATORS)
    for role, kind in OFFICES.items():
        db.session.add(Office(person=world.people[role], kind=kind, since=SINCE))
    db.session.flush()


def employ(world, name, body, email, *, administrator=False):
    """A person who belongs to a body."""
    person = Person(name=name, email=email)
    belongs = Affiliation(person=person, organisation=world.bodies[body], administrator=administrator, since=SINCE)
    db.session.add_all([person, belongs])
    return person


def load_mandates(world):
    """Who speaks at the tables, appointed by the administrator of the platform."""
    for table, bodies in MANDATES.items():
        seats = {seat.organisation.code: seat for seat in world.tables[table].place.seats}
        for body, mandates in bodies.items():
            for role, who in mandates:
                seats[body].appoint(someone(world, body, who), role, since=SINCE, by=world.people["admin"])
    db.session.flush()


def load_invitations(world):
    """Somebody whom the university's administrator asks in, and who has not answered yet."""
    table, by = world.tables["TAV-UNI"], world.people["org_admin"]
    seat = next(seat for seat in table.place.seats if seat.organisation is world.bodies["POLIMI"])
    facts = {"language": "it", "seat": seat, "role": "technician", "by": by}
    Invitation.make(world.bodies["POLIMI"], email_of("ufficio-ricerca"), "Ufficio ricerca", **facts)


def someone(world, body, who):
    """A person of the cast by key, or somebody else of that body by what she is called there."""
    if who not in world.people and (body, who) not in world.people:
        slug = f"{who}.{body}".lower().replace(" ", "-")
        world.people[body, who] = employ(world, who, body, email_of(slug))
    return world.people.get(who) or world.people[body, who]
