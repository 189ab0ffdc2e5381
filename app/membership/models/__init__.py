"""The nouns of membership."""

from app.membership.models.act import Act
from app.membership.models.mandate import Mandate, Suspension
from app.membership.models.organisation import Municipality, Organisation, Succession
from app.membership.models.person import Affiliation, Office, Person
from app.membership.models.place import Place
from app.membership.models.seat import Seat
from app.membership.models.sign_in import SignIn
from app.membership.models.table import Table
from app.membership.models.telling import told_dates, told_mandate, told_organisation, told_person
from app.membership.models.zone import Zone, ZoneMembership

__all__ = [
    "Act",
    "Affiliation",
    "Mandate",
    "Municipality",
    "Office",
    "Organisation",
    "Person",
    "Place",
    "Seat",
    "SignIn",
    "Succession",
    "Suspension",
    "Table",
    "Zone",
    "ZoneMembership",
    "told_dates",
    "told_mandate",
    "told_organisation",
    "told_person",
]
