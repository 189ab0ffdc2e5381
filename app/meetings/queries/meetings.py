"""Meetings as they are read: the list, one with all that belongs to it, its seats, and what it lacks to be closed."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import case, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.meetings.models import AgendaItem, Attendance, Decision, Meeting, Minutes
from app.meetings.models.decision import PARTS
from app.meetings.queries.decisions import decision_json, organisation_json
from app.membership.models import Mandate, Seat, Table
from app.permissions import moment, seen_meetings, visible
from app.words import titled, word

DECIDED = selectinload(Meeting.items).selectinload(AgendaItem.decisions)
WHOLE = (
    joinedload(Meeting.table).joinedload(Table.place),
    DECIDED.joinedload(Decision.responsible_organisation),
    DECIDED.joinedload(Decision.responsible_person),
    DECIDED.joinedload(Decision.objective),
    selectinload(Meeting.attendance).joinedload(Attendance.mandate).joinedload(Mandate.person),
    joinedload(Meeting.minutes).joinedload(Minutes.entry),
)
# What a list shows of each.
LISTED = (joinedload(Meeting.table), joinedload(Meeting.minutes))


def listed_meetings():
    """In course first, then those to come, the nearest first, then the past ones, the latest first."""
    ended = Meeting.closed_at.is_not(None)
    group = case((ended, 2), (Meeting.opened_at.is_not(None), 0), else_=1)
    to_come = case((ended, None), else_=Meeting.starts_at)
    return visible(seen_meetings).options(*LISTED).order_by(group, to_come, Meeting.starts_at.desc(), Meeting.id.desc())


def seats_at(meeting):
    """The seats of the table while the meeting lasts: those of its closing, or of now."""
    at = meeting.closed_at or moment()
    query = select(Seat).where(Seat.place_id == meeting.table.place_id, Seat.in_force(at)).order_by(Seat.id)
    people = selectinload(Seat.mandates).joinedload(Mandate.person)
    return db.session.scalars(query.options(joinedload(Seat.organisation), people)).all()


@dataclass
class MarkedSeat:
    """A seat at the sitting: who holds mandates in it, and how it was marked (`row` is None where it was not)."""

    seat: Seat
    row: Attendance | None
    mandates: list

    @property
    def present(self):
        return self.row is not None and self.row.mandate_id is not None

    def as_drawn(self, opened):
        """What the drawing of the table needs of a seat."""
        return {
            "initials": self.seat.organisation.initials(),
            "name": titled(self.seat.organisation),
            "side": "plum" if self.seat.side == "a" else None,
            "state": self.state(opened),
            "note": self.note(opened),
        }

    def state(self, opened):
        if not opened:
            return "in" if self.mandates else "vacant"
        if not self.present:
            return "vacant"
        return "sub" if self.row.mandate.role == "substitute" else "in"

    def note(self, opened):
        if self.present:
            return str(word(self.row.mandate.role, "mandate"))
        if self.row:
            return _("absent")
        if opened:
            return _("not marked yet")
        return "" if self.mandates else _("vacant")


def places_at(meeting):
    """The seats of a meeting with who sat in them, or who may sit in them now."""
    rows = {row.seat_id: row for row in meeting.attendance}
    at = meeting.closed_at or moment()
    return [
        MarkedSeat(seat, rows.get(seat.id), [each for each in seat.mandates if each.in_force(at)]) for seat in seats_at(meeting)
    ]


@dataclass
class Lack:
    """One thing that keeps a meeting from closing, and the address of the field that mends it."""

    item: AgendaItem
    sentence: object
    address: str


def lacks_of(meeting):
    """What is still missing to close a meeting, in the order of the agenda."""
    found = []
    for item in meeting.items:
        if item.outcome is None:
            found.append(Lack(item, _l("no outcome yet"), address_of_item(item, "outcome")))
        found += [lack_of(item, decision, part) for decision in item.decisions for part in decision.missing_parts()]
    return found


def lack_of(item, decision, part):
    responsible = "person" if decision.responsible_organisation_id else "organisation"
    field = responsible if part == "responsible" else part
    sentence = _l("the output lacks %(parts)s", parts=PARTS[part])
    return Lack(item, sentence, address_of_item(item, f"decision-{field}", decision=decision.id))


def address_of_item(item, anchor=None, **more):
    return url_for("meetings.meeting", id=item.meeting_id, item=item.id, _anchor=anchor, **more)


# --- As programs read them -------------------------------------------------------------------------------------------


def meeting_line(meeting):
    """A meeting in a list."""
    return {
        "id": meeting.id,
        "title": meeting.title,
        "address": url_for("meetings.meeting", id=meeting.id),
        "state": meeting.state,
        "starts_at": iso(meeting.starts_at),
        "location": meeting.location,
        "table": {"id": meeting.table.id, "name": titled(meeting.table), "address": url_for("tables.table", id=meeting.table.id)},
    }


def meeting_json(meeting, places, head, log):
    """A whole meeting, with the place in its stream at which it was read."""
    moments = {name: getattr(meeting, name) for name in ("convened_at", "opened_at", "closed_at")}
    return meeting_line(meeting) | {
        **{name: iso(value) if value else None for name, value in moments.items()},
        "items": [item_json(item) for item in meeting.items],
        "attendance": [attendance_json(place) for place in places],
        "missing": [
            {"item": lack.item.id, "title": lack.item.title, "sentence": str(lack.sentence)} for lack in lacks_of(meeting)
        ],
        "minutes": url_for("minutes.minutes", id=meeting.id) if meeting.minutes else None,
        "stream": meeting.stream,
        "head": head,
        "log": log,
    }


def item_json(item):
    return {
        "id": item.id,
        "position": item.position,
        "title": item.title,
        "note": item.note,
        "outcome": item.outcome,
        "outcome_note": item.outcome_note,
        "decisions": [decision_json(decision) for decision in item.decisions],
    }


def attendance_json(place):
    mandate = place.row.mandate if place.row else None
    return {
        "seat": place.seat.id,
        "organisation": organisation_json(place.seat.organisation),
        "marked": place.row is not None,
        "mandate": mandate and {"id": mandate.id, "role": mandate.role, "person": mandate.person.name},
    }
