"""Membership: who sees tables, bodies and seats, and who gives and ends seats and mandates."""

from app.permissions.membership.acts import (
    bodies_recorded,
    can_correct_act,
    can_file_act,
    can_record_act,
    can_record_any_act,
    seen_acts,
)
from app.permissions.membership.bodies import (
    can_keep_body,
    can_keep_contacts,
    can_keep_units,
    seen_aliases,
    seen_shares,
    seen_units,
)
from app.permissions.membership.guests import can_end_guest, can_renew_guest, entries_in, first_seq, first_seqs
from app.permissions.membership.invitations import (
    can_end_affiliation,
    can_invite,
    can_keep_invitation,
    can_read_people,
    seen_affiliations,
    seen_invitations,
    seen_mails,
)
from app.permissions.membership.mandates import (
    can_confirm,
    can_lift,
    can_name_for,
    can_read_delegates,
    can_refuse,
    can_renew,
    can_suspend,
    can_suspend_body,
    names_at_once,
    seen_suspensions,
)
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
from app.permissions.membership.people import can_administer, can_end_office, can_end_sign_in, can_read_offices, seen_offices
from app.permissions.membership.privacy import (
    can_erase,
    can_read_access_log,
    can_read_erasures,
    can_withdraw_erasure,
    seen_accesses,
    seen_erasures,
    seen_tokens,
)
from app.permissions.membership.seats import (
    can_appoint,
    can_end_mandate,
    can_end_seat,
    can_give_seat,
    gives_seats_in,
    leaves_role,
    may_nominate,
)
from app.permissions.membership.seeing import (
    seen_mandates,
    seen_organisations,
    seen_seats,
    seen_sign_ins,
    seen_tables,
)
from app.permissions.membership.sheets import can_exchange
from app.permissions.membership.signing_in import (
    can_reset_factors,
    is_asked_factor,
    needs_factor,
    seen_accounts,
    seen_factors,
)
from app.permissions.membership.tables import (
    can_end_table,
    can_establish_table,
    can_name_keeper,
    can_reserve,
    can_rewrite_table,
    can_set_rules,
    can_write_roster,
    seen_periods,
    seen_rosters,
    seen_unkept,
)
from app.permissions.membership.zones import (
    can_ask_opinion,
    can_draw_zones,
    can_end_lead,
    can_give_opinion,
    can_keep_remits,
    can_name_lead,
    can_withdraw_opinion,
    naming_leads,
    seen_leads,
    seen_opinions,
    seen_remits,
    seen_zone_memberships,
    seen_zones,
    voice_of_zone,
)
