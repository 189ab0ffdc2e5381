"""Meetings as they are read: the list, one with all that belongs to it, its seats, and what it lacks to be closed."""

from dataclasses import dataclass, field

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import case, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.meetings.models import AgendaItem, Attendance, Decision, Meeting, Minutes
from app.meetings.models.decision import PARTS
from app.meetings.queries.decisions import decision_json, organisation_json, who_answers
from app.meetings.queries.proxies import proxies_of
from app.membership.models import Mandate, Organisation, Seat, Table
from app.permissions import moment, seen_meetings, visible
from app.words import titled, word

DECIDED = selectinload(Meeting.items).selectinload(AgendaItem.decisions)
WHOLE = (
    joinedload(Meeting.table).joinedload(Table.place),
    *who_answers(DECIDED),
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
    mandates = selectinload(Seat.mandates)
    people = (mandates.joinedload(Mandate.person), mandates.selectinload(Mandate.suspensions), selectinload(Seat.suspensions))
    return db.session.scalars(query.options(joinedload(Seat.organisation).selectinload(Organisation.aliases), *people)).all()


@dataclass
class MarkedSeat:
    """A seat at the sitting: who holds mandates in it, and how it was marked (`row` is None where it was not).

    `given` is the proxy for the whole meeting that its delegate gave, `held` those that who sits in it received.
    """

    seat: Seat
    row: Attendance | None
    mandates: list
    given: object = None
    held: list = field(default_factory=list)
    at: object = None

    @property
    def called(self):
        """What bears the name that its body had while the meeting lasted."""
        return self.seat.organisation.called(self.at)

    @property
    def present(self):
        return self.row is not None and self.row.mandate_id is not None

    @property
    def by_proxy(self):
        """The proxy by which the seat speaks where nobody of its own sits in it; None where there is none."""
        return None if self.present else self.given

    def as_drawn(self, opened):
        """What the drawing of the table needs of a seat."""
        return {
            "initials": self.called.initials(),
            "name": titled(self.called),
            "side": "plum" if self.seat.side == "a" else None,
            "state": self.state(opened),
            "note": self.note(opened),
        }

    def held_for(self):
        """The bodies whose voice is here too, each with the item where it is for one only."""
        return ", ".join(
            titled(each.giver.organisation) + (f" ({_('item %(number)s', number=each.item.position)})" if each.item else "")
            for each in self.held
        )

    def state(self, opened):
        if not opened:
            return "in" if self.mandates else "vacant"
        if not self.present:
            return "vacant"
        return "sub" if self.row.mandate.role == "substitute" else "in"

    def note(self, opened):
        if self.present:
            role = str(word(self.row.mandate.role, "mandate"))
            return _("%(role)s, with the proxy of %(names)s", role=role, names=self.held_for()) if self.held else role
        if self.by_proxy:
            return _("proxy to %(name)s", name=titled(self.by_proxy.holder.organisation))
        if self.row:
            return _("absent")
        if opened:
            return _("not marked yet")
        return "" if self.mandates else _("vacant")


def places_at(meeting, proxies=None):
    """The seats of a meeting with who sat in them, or who may sit in them now."""
    rows = {row.seat_id: row for row in meeting.attendance}
    at = meeting.closed_at or moment()
    proxies = proxies_of(meeting) if proxies is None else proxies
    return [
        MarkedSeat(
            seat,
            rows.get(seat.id),
            [each for each in seat.mandates if each.holds(at)],
            next((each for each in proxies if each.item_id is None and each.giver.seat_id == seat.id), None),
            [each for each in proxies if seat.id in rows and each.holder_id == rows[seat.id].mandate_id],
            at,
        )
        for seat in seats_at(meeting)
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
        "address": url_for("items.item", id=item.id),
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
        "organisation": organisation_json(place.seat.organisation) | {"name": titled(place.called)},
        "marked": place.row is not None,
        "represented_by": place.by_proxy and place.by_proxy.holder.seat_id,
        "proxies_held": [each.giver.seat_id for each in place.held],
        "mandate": mandate and {"id": mandate.id, "role": mandate.role, "person": mandate.person.name},
    }
