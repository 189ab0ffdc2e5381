"""The life and the shape of joint work: who opens an idea, sends it before a table, stops it, names its zones, changes a role."""

from sqlalchemy import select

from app.database import db
from app.membership.models import Table
from app.permissions.membership import KEEPERS, SPEAKERS, leads
from app.permissions.membership.offices import offices_of
from app.permissions.who import mandates_of
from app.permissions.workspaces import can_manage, workspace_ids
from app.workspaces.models import NamedZone


def seen_named_zones(person_id, at):
    return select(NamedZone).where(NamedZone.workspace_id.in_(workspace_ids(person_id, at)))


def can_imagine(person, table=None):
    """Who speaks at a table (at this one, where it is given) for one of its bodies opens an idea of joint work."""
    speaking = [each.seat for each in mandates_of(person) if each.role in SPEAKERS and each.seat.role == "member"]
    return any(seat.place.noun == "table" and table in (None, seat.place.table) for seat in speaking)


def can_submit(person, workspace):
    """The body that leads an idea, also by hand: it names the decision that was taken."""
    return not workspace.mandated and workspace.parent_id is None and can_manage(person, workspace)


def can_stop_work(person, workspace):
    """The body that leads; a circle rests when its workspace does."""
    return workspace.parent_id is None and can_manage(person, workspace)


def can_resume_work(person, workspace):
    return workspace.state() == "suspended" and workspace.parent_id is None and leads(person, workspace.place_id)


def can_name_zone(person, workspace):
    return workspace.parent_id is None and can_manage(person, workspace)


def coordinates(person, zone):
    """Does this person keep the table of a zone, or the zones as their office? She knows which joint work touches it."""
    if "zones_office" in offices_of(person):
        return True
    places = {each.seat.place_id for each in mandates_of(person) if each.role in KEEPERS}
    mine = select(Table.id).where(Table.code == zone.code, Table.place_id.in_(places))
    return bool(places) and db.session.scalar(mine) is not None
