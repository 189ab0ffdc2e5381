"""Meetings and decisions as the pages of tables, objectives, editions and bodies show them."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from app.database import db
from app.meetings.models import AgendaItem, Decision, Meeting, Minutes, Rectification, answers_for
from app.meetings.queries.decisions import listed_decisions
from app.meetings.queries.meetings import LISTED, meeting_line
from app.permissions import moment, note_readings, seen_decisions, seen_meetings, visible
from app.plan.models import Objective

MOST = 20


@dataclass
class Sitting:
    """A meeting in the calendar of its table; `seen` says whether the reader may open it."""

    meeting: Meeting
    seen: bool


def sittings_of(table):
    """The calendar of a table: what was convened is no secret of who sees the table, the rest is for those who keep it."""
    mine = set(db.session.scalars(visible(seen_meetings, Meeting.table_id == table.id).with_only_columns(Meeting.id)))
    shown = or_(Meeting.convened_at.is_not(None), Meeting.id.in_(mine))
    query = select(Meeting).where(Meeting.table_id == table.id, shown).options(*LISTED)
    meetings = db.session.scalars(query.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(MOST))
    return [Sitting(meeting, meeting.id in mine) for meeting in meetings]


def sitting_json(sitting):
    """Who may not open a meeting reads its day, title and state."""
    line = meeting_line(sitting.meeting)
    return line if sitting.seen else {name: line[name] for name in ("id", "title", "state", "starts_at")}


def decisions_of_table(table):
    return few(Decision.table_id == table.id)


def decisions_of_organisation(organisation):
    """Those it was named for, and those it took over from a body it came out of."""
    return few(or_(answers_for(organisation.id, moment()), Decision.responsible_organisation_id == organisation.id))


def commitments_waiting(inheritance):
    """The decisions that I see of the bodies that somebody comes after, for which these still answer."""
    mine = [answers_for(each.id, moment()) for each in inheritance.before]
    return few(or_(*mine)) if mine else []


def decisions_of_objective(objective):
    """The outputs that serve an objective, each with the meeting it comes from."""
    return few(Decision.objective_id == objective.id)


def few(*conditions):
    return note_readings(db.session.scalars(listed_decisions(*conditions).limit(MOST)).all())


def meetings_of_objective(objective):
    """The meetings I see that decided something for an objective."""
    serving = visible(seen_decisions, Decision.objective_id == objective.id).join(Decision.item)
    serving = serving.with_only_columns(AgendaItem.meeting_id)
    query = visible(seen_meetings, Meeting.id.in_(serving)).options(*LISTED)
    return db.session.scalars(query.order_by(Meeting.starts_at.desc()).limit(MOST)).all()


def counts_of_edition(edition):
    """[(objective id, how many outputs that I see serve it)] of an edition of the plan."""
    mine = visible(seen_decisions, Objective.edition_id == edition.id).join(Decision.objective)
    counted = mine.with_only_columns(Decision.objective_id, func.count())
    return db.session.execute(counted.group_by(Decision.objective_id).order_by(Decision.objective_id)).all()


def count_json(row):
    return {"objective": row[0], "decisions": row[1]}


def entered_minutes(entry):
    """The meeting whose minutes an entry of the register holds, with its public page."""
    if entry.kind not in ("minutes", "rectification"):
        return []
    rectified = Minutes.rectifications.any(Rectification.id == entry.subject_id)
    published = Minutes.id == entry.subject_id if entry.kind == "minutes" else rectified
    return db.session.scalars(select(Meeting).join(Meeting.minutes).where(published).options(*LISTED)).all()
