"""Who may see (seen_… queries) and who may do (can_… sentences); find(), require(), me(), voice().

Seeing is a query, doing is a sentence. Every query takes the id of a person (or the column of one, for an audience) and
a moment; every sentence takes a person and a thing. A right is asked at use time, for pages and sockets alike.
"""

from app.permissions.asking import find, only_seen, render_for_me, require, visible
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
    can_write_agenda,
    seen_decisions,
    seen_items,
    seen_meetings,
)
from app.permissions.membership import (
    can_administer,
    can_appoint,
    can_end_mandate,
    can_end_seat,
    can_end_sign_in,
    can_give_seat,
    seen_mandates,
    seen_organisations,
    seen_seats,
    seen_sign_ins,
    seen_tables,
    seen_zones,
)
from app.permissions.plan import seen_editions, seen_objectives
from app.permissions.register import seen_entries
from app.permissions.streams import next_change, readers, seen_stream, streams_of
from app.permissions.who import CookieSession, load_person, mandates_of, me, moment, sign_in_of, someone, voice, voices_in
from app.permissions.workspaces import (
    can_manage,
    can_open_thread,
    can_post,
    seen_threads,
    seen_workspaces,
)

SENTENCES = {name: value for name, value in list(globals().items()) if name.startswith("can_")}
