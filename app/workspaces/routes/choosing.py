"""What the forms of workspaces let one choose, and from when what was chosen holds."""

from flask_babel import gettext as _
from sqlalchemy import select

from app.database import day_of, db, midnight, utc_now
from app.forms import listed
from app.membership.models import Organisation, Seat
from app.permissions import moment, seen_objectives, seen_organisations, visible
from app.plan.models import Objective
from app.words import titled


def objectives():
    """{edition: [(id, title)]} of every objective, the newest edition first."""
    query = visible(seen_objectives).join(Objective.edition).options(db.contains_eager(Objective.edition))
    groups = {}
    for each in db.session.scalars(query.order_by(Objective.edition_id.desc(), Objective.id)):
        groups.setdefault(f"{titled(each.edition)} {each.edition.years}", []).append((each.id, titled(each)))
    return groups


def organisations(workspace=None, guests=False):
    """The bodies that live, by name, the first choice empty; for a circle those of the workspace around it, or of its guests."""
    query = visible(seen_organisations, Organisation.lives(moment()))
    if workspace and workspace.parent_id:
        here = select(Seat.organisation_id).where(Seat.place_id == workspace.place.within_id, Seat.in_force(moment()))
        query = query.where(Organisation.id.in_(here.where(Seat.role == "guest" if guests else Seat.role != "guest")))
    found = db.session.execute(query.with_only_columns(Organisation.id, Organisation.name).order_by(Organisation.name))
    return listed(_("Choose…"), found)


def first_moment(day):
    """When something begins that was given a day: now where that is today or none was given."""
    return None if day is None or day == day_of(utc_now()) else midnight(day)
