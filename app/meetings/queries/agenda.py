"""What surrounds an agenda: who may report, where an item may go, where it came from, what waits for a later meeting."""

from dataclasses import dataclass, field

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.database import ROME, db, utc_now
from app.forms import listed
from app.happenings import iso
from app.meetings.models import AgendaItem, Meeting, MeetingSeries, Minutes
from app.membership.models import Mandate, Seat
from app.permissions import moment, seen_items, seen_meetings, seen_series, seen_waiting, visible, words_of
from app.permissions.who import holds
from app.words import titled

MOST = 60


def fill(form, table, meeting=None):
    """Give the form of a point its lists: who may report, which minutes wait for approval."""
    form.rapporteur.choices = listed(_("Nobody yet"), reporters_of(table, form.rapporteur.data))
    form.minutes_of.choices = listed(_("None"), unapproved_of(table, meeting, form.minutes_of.data))
    return form


def reporters_of(table, named=None):
    """[(mandate id, name and body)] of the mandates in force at a table, and the one that is named already."""
    query = (
        select(Mandate)
        .join(Mandate.seat)
        .join(Seat.organisation)
        .options(joinedload(Mandate.person), joinedload(Mandate.seat, Seat.organisation))
    )
    here = query.where(Seat.place_id == table.place_id, *holds(moment()))
    rows = db.session.scalars(here.order_by(Seat.id, Mandate.id)).all()
    if named and named not in {row.id for row in rows}:
        rows += db.session.scalars(query.where(Mandate.id == named, Seat.place_id == table.place_id)).all()
    return [(row.id, f"{row.person.name} · {titled(row.seat.organisation)}") for row in rows]


def unapproved_of(table, meeting=None, named=None):
    """[(meeting id, its title and day)] of the closed meetings of a table whose minutes nobody approved yet."""
    waiting = or_(Minutes.approved_at.is_(None), Meeting.id == (named or 0))
    query = (
        select(Meeting).outerjoin(Meeting.minutes).where(Meeting.table_id == table.id, Meeting.closed_at.is_not(None), waiting)
    )
    rows = db.session.scalars(query.order_by(Meeting.starts_at.desc()).limit(MOST)).unique()
    return [(row.id, line_of(row)) for row in rows if row is not meeting]


def line_of(meeting):
    """A meeting in a list of choices."""
    return f"{format_date(meeting.starts_at.astimezone(ROME).date(), 'd MMM y')} · {meeting.title}"


def to_come(table, but=None):
    """The meetings of a table that take items, the nearest first, without one of them."""
    query = select(Meeting).where(
        Meeting.table_id == table.id, Meeting.closed_at.is_(None), Meeting.cancelled_at.is_(None), Meeting.starts_at > utc_now()
    )
    rows = db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id).limit(MOST)).all()
    return [row for row in rows if row is not but]


def next_after(meeting):
    """The next meeting of the same table and, where it has one, of the same series; else the next of the table; or None."""
    rows = [row for row in to_come(meeting.table, meeting) if row.starts_at > meeting.starts_at]
    same = [row for row in rows if meeting.series_id and row.series_id == meeting.series_id]
    return next(iter(same + rows), None)


@dataclass
class Ways:
    """Where an item came from and where it went on, as far as the reader sees those items."""

    before: AgendaItem | None = None
    after: list = field(default_factory=list)
    minutes_of: Meeting | None = None

    def as_json(self):
        return {
            "carried_from": self.before and url_for("items.item", id=self.before.id),
            "carried_to": [url_for("items.item", id=each.id) for each in self.after],
            "minutes_of": self.minutes_of and url_for("minutes.minutes", id=self.minutes_of.id),
        }


def ways_of(item):
    """The way back and the way on of an item; two questions, whatever it has."""
    linked = or_(AgendaItem.id == item.carried_from_id, AgendaItem.carried_from_id == item.id)
    rows = db.session.scalars(visible(seen_items, linked).options(joinedload(AgendaItem.meeting)).order_by(AgendaItem.id)).all()
    before = next((row for row in rows if row.id == item.carried_from_id), None)
    minutes_of = db.session.scalar(visible(seen_meetings, Meeting.id == item.minutes_of_id)) if item.minutes_of_id else None
    return Ways(before, [row for row in rows if row.carried_from_id == item.id], minutes_of)


@dataclass
class Backlog:
    """What waits for a later meeting: items on no agenda, and items that were deferred and not carried over yet."""

    waiting: list
    deferred: list

    def __len__(self):
        return len(self.waiting) + len(self.deferred)

    def as_json(self):
        return {
            "waiting": [waiting_json(each) for each in self.waiting],
            "deferred": [
                {"id": each.id, "title": words_of(each).title, "address": url_for("items.item", id=each.id)}
                for each in self.deferred
            ],
        }


def backlog_of(table, series=None):
    """For who keeps the table; a series sees its own items and those for any meeting."""
    mine = or_(AgendaItem.series_id.is_(None), AgendaItem.series_id == series.id) if series else AgendaItem.table_id.is_not(None)
    query = visible(seen_waiting, AgendaItem.table_id == table.id, mine).options(
        joinedload(AgendaItem.series), joinedload(AgendaItem.table)
    )
    waiting = db.session.scalars(query.order_by(AgendaItem.waiting_at, AgendaItem.id).limit(MOST)).all()
    return Backlog(waiting, deferred_at(table))


def deferred_at(table):
    """The items of closed meetings of a table that were deferred and stand on no later agenda."""
    again = select(AgendaItem.carried_from_id).where(AgendaItem.carried_from_id.is_not(None))
    over = AgendaItem.meeting_id.in_(select(Meeting.id).where(Meeting.table_id == table.id, Meeting.closed_at.is_not(None)))
    query = visible(seen_items, over, AgendaItem.outcome == "deferred", AgendaItem.id.not_in(again))
    return db.session.scalars(query.options(joinedload(AgendaItem.meeting)).order_by(AgendaItem.id).limit(MOST)).all()


def series_choices(table):
    """[(series id, title)] of the series of a table that run."""
    query = visible(seen_series, MeetingSeries.table_id == table.id, MeetingSeries.ended_at.is_(None))
    return [(row.id, row.title) for row in db.session.scalars(query.order_by(MeetingSeries.title, MeetingSeries.id))]


# --- As programs read them -------------------------------------------------------------------------------------------


def layout_json(point, clear=True):
    """The parts of a point; of one that is closed to the reader, not who reports on it."""
    reporter = point.rapporteur if clear else None
    return {
        "kind": point.kind,
        "section": point.section,
        "planned_minutes": point.planned_minutes,
        "rapporteur": reporter and {"mandate": reporter.id, "person": reporter.person.name},
        "rapporteur_name": point.rapporteur_name if clear else "",
    }


def waiting_json(item):
    return {
        "id": item.id,
        "title": words_of(item).title,
        "note": words_of(item).note,
        "series": item.series_id,
        "since": iso(item.waiting_at),
        **layout_json(item),
    }


def rapporteur_of(point):
    """Who reports, in one line."""
    if point.rapporteur:
        return f"{point.rapporteur.person.name}, {titled(point.rapporteur.seat.organisation)}"
    return point.rapporteur_name
