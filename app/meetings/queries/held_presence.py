"""What the sittings hold about a person beside her decisions: her times in the room, and the conflicts that she declared."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app.happenings import iso
from app.meetings.models import Conflict, Presence
from app.membership.models import Mandate
from app.membership.models.holdings import holds


def present_as(person_id):
    return select(Presence).join(Presence.mandate).where(Mandate.person_id == person_id).order_by(Presence.id)


def conflicts_of(person_id):
    return select(Conflict).join(Conflict.mandate).where(Mandate.person_id == person_id).order_by(Conflict.id)


@holds(
    "presences",
    _l("Your times at sittings"),
    _l("A sitting is valid by who is there."),
    _l("For ever: the record of a sitting. The public record names your body, not you."),
    present_as,
)
def presence_json(row):
    until = iso(row.until) if row.until else None
    return {"address": f"/meetings/{row.meeting_id}", "as": row.capacity, "since": iso(row.since), "until": until}


@holds(
    "conflicts",
    _l("Conflicts of interest that you declared"),
    _l("Who has an interest in an item says so and does not vote on it."),
    _l("For ever: the record of a sitting. Your reason is read by who sees the item."),
    conflicts_of,
)
def conflict_json(row):
    told = {name: getattr(row, name) for name in ("kind", "effect", "reason")}
    return told | {"item": row.item_id, "declared_at": iso(row.declared_at)}
