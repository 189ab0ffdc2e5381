"""Membership: who sees tables, bodies and seats, and who gives and ends seats and mandates."""

from app.permissions.membership.offices import (
    KEEPERS,
    SPEAKERS,
    administered,
    administers,
    holds_office,
    keeps,
    leads,
    offices_of,
)
from app.permissions.membership.people import can_administer, can_end_sign_in
from app.permissions.membership.seats import can_appoint, can_end_mandate, can_end_seat, can_give_seat, gives_seats_in
from app.permissions.membership.seeing import (
    seen_mandates,
    seen_organisations,
    seen_seats,
    seen_sign_ins,
    seen_tables,
    seen_zones,
)

__all__ = [
    "KEEPERS",
    "SPEAKERS",
    "administered",
    "administers",
    "can_administer",
    "can_appoint",
    "can_end_mandate",
    "can_end_seat",
    "can_end_sign_in",
    "can_give_seat",
    "gives_seats_in",
    "holds_office",
    "keeps",
    "leads",
    "offices_of",
    "seen_mandates",
    "seen_organisations",
    "seen_seats",
    "seen_sign_ins",
    "seen_tables",
    "seen_zones",
]
