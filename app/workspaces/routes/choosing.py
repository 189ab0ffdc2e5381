"""What the forms of workspaces let one choose, and looking up what was chosen."""

from flask_babel import gettext as _
from sqlalchemy import or_

from app.database import day_of, db, midnight, utc_now
from app.errors import RuleBroken
from app.forms import CHOOSE, listed
from app.membership.models import Organisation
from app.permissions import moment, only_seen, seen_objectives, seen_organisations, visible
from app.plan.models import Objective
from app.words import titled


def chosen(seen, field):
    """The thing chosen in a field among those I see; RuleBroken beside the field where there is none."""
    thing = only_seen(seen, field.data) if field.data is not None else None
    if thing is None:
        raise RuleBroken(CHOOSE, field=field.short_name, status=422)
    return thing


def objectives():
    """{edition: [(id, title)]} of every objective, the newest edition first."""
    query = visible(seen_objectives).join(Objective.edition).options(db.contains_eager(Objective.edition))
    groups = {}
    for each in db.session.scalars(query.order_by(Objective.edition_id.desc(), Objective.id)):
        groups.setdefault(f"{titled(each.edition)} {each.edition.years}", []).append((each.id, titled(each)))
    return groups


def organisations():
    """The bodies that live, by name, the first choice empty."""
    query = visible(seen_organisations, or_(Organisation.until.is_(None), Organisation.until > moment()))
    found = db.session.execute(query.with_only_columns(Organisation.id, Organisation.name).order_by(Organisation.name))
    return listed(_("Choose…"), found)


def first_moment(day):
    """When something begins that was given a day: now where that is today or none was given."""
    return None if day is None or day == day_of(utc_now()) else midnight(day)
