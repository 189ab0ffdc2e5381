"""Which mandate stands behind a change of what was said."""

from flask import request

from app.permissions import voice, voices_in
from app.permissions.membership import SPEAKERS
from app.permissions.workspaces import PARTNERS, WRITERS


def author_of(message):
    """The mandate under which she wrote it where it still holds, else the one under which she writes here now."""
    return still_held(message.thread.workspace.place, message.mandate_id)


def restorer_of(message):
    """That under which she took it away where it still holds, else the one under which she writes here now."""
    return still_held(message.thread.workspace.place, message.deleted_by_id)


def still_held(place, mandate_id):
    same = [each for each in voices_in(place, seat_roles=WRITERS) if each.id == mandate_id]
    return same[0] if same else voice(place, seat_roles=WRITERS)


def leader_of(workspace):
    return one_of_mine(workspace.place, SPEAKERS, ("lead",))


def partner_in(workspace):
    return one_of_mine(workspace.place, None, PARTNERS)


def writer_in(workspace):
    return one_of_mine(workspace.place, None, WRITERS)


def one_of_mine(place, roles, seat_roles):
    """For a mark or a pin it is the person who counts: the first of her mandates speaks, unless she names one."""
    mine = voices_in(place, roles=roles, seat_roles=seat_roles)
    named = request.values.get("for") or request.is_json
    return mine[0] if mine and not named else voice(place, roles, seat_roles)
