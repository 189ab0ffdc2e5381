"""The nouns of membership."""

from app.membership.models.access_token import AccessToken
from app.membership.models.accesses import LOGGED
from app.membership.models.act import Act
from app.membership.models.alias import ALIAS_KINDS, Alias
from app.membership.models.circle import Circle
from app.membership.models.erasure import Erasure
from app.membership.models.guest import Guest, guests_staying, told_guest, whole_guest
from app.membership.models.identity import Identity
from app.membership.models.invitation import Invitation
from app.membership.models.lead import Lead, Remit
from app.membership.models.mandate import Mandate
from app.membership.models.opinion import Opinion
from app.membership.models.organisation import Municipality, Organisation
from app.membership.models.period import TablePeriod
from app.membership.models.person import Affiliation, Office, Person
from app.membership.models.place import Place
from app.membership.models.roster import Roster, RosterLine
from app.membership.models.seat import Seat
from app.membership.models.shareholding import Shareholding
from app.membership.models.sheets import OrganisationSheet, PeopleSheet, SeatSheet, ZoneSheet
from app.membership.models.sign_in import SignIn
from app.membership.models.succession import Succession
from app.membership.models.suspension import Suspension
from app.membership.models.table import Table
from app.membership.models.taking_over import by_roster, open_successions, seats_left, take_over
from app.membership.models.telling import told_dates, told_mandate, told_organisation, told_person
from app.membership.models.unit import Unit
from app.membership.models.zone import Zone, ZoneMembership

__all__ = [
    "LOGGED",
    "ALIAS_KINDS",
    "AccessToken",
    "Act",
    "Affiliation",
    "Alias",
    "Circle",
    "Erasure",
    "Guest",
    "Identity",
    "Invitation",
    "Lead",
    "Mandate",
    "Municipality",
    "Office",
    "Opinion",
    "Organisation",
    "OrganisationSheet",
    "PeopleSheet",
    "Person",
    "Place",
    "Remit",
    "Roster",
    "RosterLine",
    "Seat",
    "SeatSheet",
    "Shareholding",
    "SignIn",
    "Succession",
    "Suspension",
    "Table",
    "TablePeriod",
    "Unit",
    "Zone",
    "ZoneMembership",
    "ZoneSheet",
    "guests_staying",
    "by_roster",
    "open_successions",
    "seats_left",
    "take_over",
    "told_dates",
    "told_guest",
    "told_mandate",
    "told_organisation",
    "told_person",
    "whole_guest",
]
