"""Membership as sheets: organisations, people, seats and zones, by the same columns in and out."""

from app.membership.models.sheets.organisations import OrganisationSheet
from app.membership.models.sheets.people import PeopleSheet
from app.membership.models.sheets.seats import SeatSheet
from app.membership.models.sheets.zones import ZoneSheet

__all__ = ["OrganisationSheet", "PeopleSheet", "SeatSheet", "ZoneSheet"]
