"""Who may see (seen_… queries) and who may do (can_… sentences); find(), require(), me(), voice().

Seeing is a query, doing is a sentence. Every query takes the id of a person (or the column of one, for an audience) and
a moment; every sentence takes a person and a thing. A right is asked at use time, for pages and sockets alike.
"""

from app.permissions.actions import (
    can_drop_action,
    can_give_action,
    can_keep_action,
    can_promise,
    can_report,
    can_revise_action,
    seen_actions,
    voice_for,
)
from app.permissions.agenda import can_keep_backlog, can_keep_series, seen_series, seen_waiting
from app.permissions.answers import answer_token, answering, can_answer, can_note_answer, is_called
from app.permissions.asking import chosen, find, only_seen, render_for_me, require, visible
from app.permissions.calendars import calendar_reader, calendar_token
from app.permissions.circles import can_write_in_circle, circle_voice, seen_circle_notes, seen_circles
from app.permissions.coherence import (
    can_ask_coherence,
    can_conclude_coherence,
    can_give_coherence,
    can_steer_coherence,
    seen_assessed,
    seen_coherence,
    seen_coherence_opinions,
)
from app.permissions.confidential import (
    can_read_item,
    can_seal,
    is_confidential,
    note_readings,
    outputs_of,
    shown_title,
    words_of,
)
from app.permissions.course import can_conduct, can_read_record, can_write_record, lines_read, seen_notes
from app.permissions.documents import can_withdraw_file, seen_files
from app.permissions.dossiers import can_end_work, can_publish_dossier, can_reopen_work, seen_dossiers
from app.permissions.floor import (
    can_declare_conflict,
    can_end_speech,
    can_give_floor,
    can_lower_hand,
    can_raise_hand,
    can_raise_hand_as_guest,
    can_say_here,
    can_withdraw_conflict,
    seen_arrivals,
    seen_conflicts,
    seen_hands,
    seen_speeches,
)
from app.permissions.guests import seen_guests
from app.permissions.joint_work import (
    can_imagine,
    can_name_zone,
    can_resume_work,
    can_stop_work,
    can_submit,
    coordinates,
    seen_named_zones,
)
from app.permissions.lineage import can_split, seen_linked
from app.permissions.meetings import (
    can_approve_minutes,
    can_close,
    can_convene,
    can_draft_minutes,
    can_launch,
    can_mark,
    can_open,
    can_plan_meeting,
    can_publish_minutes,
    can_record,
    can_welcome_to_item,
    can_write_agenda,
    seen_decisions,
    seen_items,
    seen_meetings,
    seen_minutes,
)
from app.permissions.membership import (
    bodies_recorded,
    can_administer,
    can_appoint,
    can_ask_opinion,
    can_confirm,
    can_correct_act,
    can_draw_zones,
    can_end_affiliation,
    can_end_guest,
    can_end_lead,
    can_end_mandate,
    can_end_office,
    can_end_seat,
    can_end_sign_in,
    can_end_table,
    can_erase,
    can_establish_table,
    can_exchange,
    can_file_act,
    can_give_opinion,
    can_give_seat,
    can_invite,
    can_keep_body,
    can_keep_contacts,
    can_keep_invitation,
    can_keep_remits,
    can_keep_units,
    can_lift,
    can_name_for,
    can_name_keeper,
    can_name_lead,
    can_read_access_log,
    can_read_delegates,
    can_read_erasures,
    can_read_offices,
    can_read_people,
    can_record_act,
    can_record_any_act,
    can_refuse,
    can_renew,
    can_renew_guest,
    can_reserve,
    can_reset_factors,
    can_rewrite_table,
    can_set_rules,
    can_suspend,
    can_suspend_body,
    can_withdraw_erasure,
    can_withdraw_opinion,
    can_write_roster,
    first_seq,
    is_asked_factor,
    leaves_role,
    may_nominate,
    names_at_once,
    naming_leads,
    needs_factor,
    seen_accesses,
    seen_accounts,
    seen_acts,
    seen_affiliations,
    seen_aliases,
    seen_erasures,
    seen_factors,
    seen_invitations,
    seen_leads,
    seen_mails,
    seen_mandates,
    seen_offices,
    seen_opinions,
    seen_organisations,
    seen_periods,
    seen_remits,
    seen_rosters,
    seen_seats,
    seen_shares,
    seen_sign_ins,
    seen_suspensions,
    seen_tables,
    seen_tokens,
    seen_units,
    seen_unkept,
    seen_zone_memberships,
    seen_zones,
    voice_of_zone,
)
from app.permissions.mergers import can_answer_merger, can_merge, can_take_back_merger, seen_merger_parts, seen_mergers
from app.permissions.minutes import can_answer_contestation, can_circulate, can_contest, can_rectify, seen_contestations
from app.permissions.outputs import (
    can_accept,
    can_amend,
    can_keep_means,
    can_note_objection,
    can_reopen,
    seen_links,
    seen_means,
)
from app.permissions.papers import can_add_paper, can_change_paper, seen_papers, voice_for_papers
from app.permissions.plan import seen_editions, seen_objectives
from app.permissions.polls import can_cast, can_prepare_poll, can_run_poll, seen_polls
from app.permissions.presence import shown_in, threads_in
from app.permissions.proposals import (
    can_bring,
    can_propose,
    can_read_proposals,
    can_review,
    can_send_on,
    can_withdraw_proposal,
    kept_places,
    seen_lines,
    seen_proposals,
    voice_of_seat,
)
from app.permissions.proxies import can_give_proxy, can_withdraw_proxy, seen_proxies
from app.permissions.register import seen_entries
from app.permissions.shelf import (
    can_keep_folders,
    can_place_shared,
    can_revise_shared,
    can_share,
    can_withdraw_shared,
    seen_folders,
    seen_shared_files,
    seen_versions,
)
from app.permissions.step_up import herself, is_proven, proven
from app.permissions.streams import next_change, readers, seen_stream, streams_of
from app.permissions.talk import (
    can_delete_message,
    can_edit_message,
    can_move_message,
    can_move_thread,
    can_pin,
    can_react,
    can_read_deleted,
    can_receive_thread,
    can_rename_thread,
    can_resolve_thread,
    can_restore_message,
    confined_to,
    find_message,
    seen_message,
)
from app.permissions.tasks import (
    can_change_task,
    can_open_task,
    can_report_task,
    seen_tasks,
    voice_for_task,
)
from app.permissions.technical import (
    can_advise,
    can_drop_concern,
    can_name_offices,
    can_take_in_charge,
    office_of,
    office_voice,
    seen_concerns,
    seen_handings,
)
from app.permissions.tokens import heed_token
from app.permissions.who import (
    CookieSession,
    begun_sign_in,
    forget,
    load_person,
    mandates_of,
    me,
    moment,
    sign_in_of,
    sign_in_of_bearer,
    someone,
    voice,
    voices_in,
)
from app.permissions.witness import witness_line, witness_stream
from app.permissions.workspaces import (
    can_close_circle,
    can_manage,
    can_open_circle,
    can_open_thread,
    can_post,
    can_welcome_guest,
    seen_circles_of,
    seen_contributions,
    seen_from,
    seen_messages,
    seen_threads,
    seen_workspaces,
)

SENTENCES = {name: value for name, value in list(globals().items()) if name.startswith("can_")}
