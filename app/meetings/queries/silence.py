"""Why a person is reminded of an action: its day comes near or has passed, nothing was heard of it, an answer is due."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import day_of, db
from app.meetings.models import Action, AgendaItem, FollowUp, Meeting
from app.membership.models import Affiliation, Identity, Organisation, Person, Table

SOON = (7, 30)  # days before a deadline
A_WEEK = 7  # days after which what is late is told again
WHOLE = (
    joinedload(Action.item).joinedload(AgendaItem.meeting),
    joinedload(Action.table),
    joinedload(Action.decision),
    joinedload(Action.person),
    joinedload(Action.organisation).selectinload(Organisation.aliases),
    selectinload(Action.follow_ups),
)


@dataclass(frozen=True)
class Reason:
    """`key` names it for good, so that it is told once; `soon` are those that a person may do without."""

    key: str
    sentence: object
    soon: bool = False


def to_chase(now, *conditions):
    """The actions of closed sittings of which somebody may have to be reminded, the oldest deadline first."""
    day = day_of(now)
    shortest = db.session.scalar(select(func.min(Table.silence_days))) or 60
    asked = exists().where(FollowUp.action_id == Action.id, FollowUp.kind == "needed", FollowUp.answered_at.is_(None))
    why = or_(
        Action.due_on <= day + timedelta(days=max(SOON)),
        Action.said == "late",
        Action.unsettled_at.is_not(None),
        Action.news_at <= now - timedelta(days=shortest),
        asked,
    )
    query = select(Action).join(Action.item).join(AgendaItem.meeting).where(Action.waits(), why, *conditions)
    query = query.where(Meeting.closed_at.is_not(None), Action.organisation_id.is_not(None)).options(*WHOLE)
    return db.session.scalars(query.order_by(Action.due_on, Action.id)).all()


def reasons_of(action, now):
    """[Reason], in the order of their weight."""
    day = day_of(now)
    late = late_reason(action, day)
    quiet = [] if late else [soon_reason(action, day), silence_reason(action, now)]
    found = [late, asked_reason(action, day), unsettled_reason(action), *quiet]
    return [each for each in found if each]


def late_reason(action, day):
    if action.state(day) != "late":
        return None
    days = (day - action.due_on).days if action.due_on < day else 0
    sentence = ngettext("%(num)s day late", "%(num)s days late", days) if days else str(_l("said to be late"))
    return Reason(f"late-{action.due_on}-{max(days - 1, 0) // A_WEEK}", sentence)


def soon_reason(action, day):
    days = (action.due_on - day).days
    near = next((each for each in SOON if 0 <= days <= each), None)
    if near is None:
        return None
    sentence = ngettext("due in %(num)s day", "due in %(num)s days", days) if days else str(_l("due today"))
    return Reason(f"due-{action.due_on}-{near}", sentence, soon=True)


def silence_reason(action, now):
    days = (now - action.news_at).days
    if days < action.table.silence_days:
        return None
    times = days // action.table.silence_days
    sentence = ngettext("no news for %(num)s day", "no news for %(num)s days", days)
    return Reason(f"silent-{day_of(action.news_at)}-{times}", sentence)


def asked_reason(action, day):
    asked = action.asked
    if asked is None:
        return None
    weeks = max((day - asked.due_on).days + A_WEEK - 1, 0) // A_WEEK
    return Reason(f"asked-{asked.id}-{weeks}", str(_l("follow-up asked for and not given")))


def unsettled_reason(action):
    when = action.unsettled_at
    return Reason(f"unsettled-{day_of(when)}", str(_l("to be confirmed or dropped: its decision changed"))) if when else None


# --- To whom ---------------------------------------------------------------------------------------------------------


def who_is_reminded(action, now):
    """The person it names, while she belongs to its body and can sign in; else the administrators of that body."""
    mine = (Affiliation.organisation_id == action.organisation_id, Affiliation.in_force(now), Person.lives(now))
    people = select(Person).join(Affiliation, Affiliation.person_id == Person.id).where(*mine)
    enters = or_(Person.password_hash.is_not(None), exists().where(Identity.person_id == Person.id))
    named = db.session.scalars(people.where(Person.id == action.person_id, enters)).unique().all()
    return named or db.session.scalars(people.where(Affiliation.administrator).order_by(Person.id)).unique().all()
