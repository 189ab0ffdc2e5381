"""Meetings as they are read: the list, one with all that belongs to it, its seats, and what it lacks to be closed."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import case, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.meetings.models import Action, AgendaItem, Attendance, Decision, Meeting, Minutes
from app.meetings.models.decision import PARTS
from app.meetings.queries.agenda import layout_json
from app.meetings.queries.decisions import decision_json, who_answers
from app.meetings.queries.places import attendance_json
from app.meetings.queries.poll_lacks import poll_lacks
from app.membership.models import Mandate, Seat, Table
from app.permissions import can_read_item, me, moment, outputs_of, seen_meetings, shown_title, visible, words_of
from app.words import titled

DECIDED = selectinload(Meeting.items).selectinload(AgendaItem.decisions)
WHOLE = (
    joinedload(Meeting.table).joinedload(Table.place),
    *who_answers(DECIDED),
    DECIDED.joinedload(Decision.responsible_person),
    DECIDED.joinedload(Decision.objective),
    selectinload(Meeting.attendance).joinedload(Attendance.mandate).joinedload(Mandate.person),
    joinedload(Meeting.minutes).joinedload(Minutes.entry),
    selectinload(Meeting.items).joinedload(AgendaItem.rapporteur).joinedload(Mandate.person),
    selectinload(Meeting.items).joinedload(AgendaItem.rapporteur).joinedload(Mandate.seat).joinedload(Seat.organisation),
)
# What a list shows of each.
LISTED = (joinedload(Meeting.table), joinedload(Meeting.minutes))


def listed_meetings():
    """In course first, then those to come, the nearest first, then the past ones, the latest first."""
    ended = Meeting.closed_at.is_not(None)
    group = case((ended, 2), (Meeting.opened_at.is_not(None), 0), else_=1)
    to_come = case((ended, None), else_=Meeting.starts_at)
    return visible(seen_meetings).options(*LISTED).order_by(group, to_come, Meeting.starts_at.desc(), Meeting.id.desc())


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
        found += [Lack(item, each, address_of_links(decision)) for decision in item.decisions for each in decision.obstacles()]
    found += [Lack(action.item, lack_of_action(action), url_for("actions.action", id=action.id)) for action in half_made(meeting)]
    found += [Lack(item, sentence, address_of_item(item, "polls")) for item, sentence in poll_lacks(meeting)]
    return sorted(found, key=lambda lack: lack.item.position)


def lack_of(item, decision, part):
    responsible = "person" if decision.responsible_organisation_id else "organisation"
    field = {"responsible": responsible, "resources": "means"}.get(part, part)
    sentence = _l("the output lacks %(parts)s", parts=PARTS[part])
    return Lack(item, sentence, address_of_item(item, f"decision-{field}", decision=decision.id))


def half_made(meeting):
    """The actions of a sitting in course that lack one of their parts."""
    if meeting.closed_at or not meeting.opened_at:
        return []
    of_items = select(Action).where(Action.item_id.in_([item.id for item in meeting.items])).order_by(Action.id)
    return [action for action in db.session.scalars(of_items) if action.missing()]


def lack_of_action(action):
    return _l("an action lacks %(parts)s", parts=", ".join(str(part) for part in action.missing()))


def address_of_links(decision):
    """The page on which what an output amends or revokes is written."""
    return url_for("links.links", id=decision.id)


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
        "planned_minutes": meeting.planned_minutes,
        "agenda_minutes": meeting.agenda_minutes,
        "minutes_over": meeting.minutes_over,
        "items": [item_json(item) for item in meeting.items],
        "attendance": [attendance_json(place) for place in places],
        "missing": [
            {"item": lack.item.id, "title": shown_title(lack.item), "sentence": str(lack.sentence)}
            for lack in lacks_of(meeting)
            if can_read_item(me(), lack.item)
        ],
        "minutes": url_for("minutes.minutes", id=meeting.id) if meeting.minutes else None,
        "stream": meeting.stream,
        "head": head,
        "log": log,
    }


def item_json(item):
    """An item as its reader may read it: of one that is closed to her the neutral title, and no address."""
    words, open_to_me = words_of(item), can_read_item(me(), item)
    return {
        "id": item.id,
        "address": url_for("items.item", id=item.id) if open_to_me else None,
        "position": item.position,
        "title": words.title,
        "note": words.note,
        **layout_json(item, open_to_me),
        "carried_from": item.carried_from_id if open_to_me else None,
        "outcome": item.outcome if open_to_me else None,
        "outcome_note": words.outcome_note,
        "decisions": [decision_json(decision) for decision in outputs_of(item)],
        "confidential": item.is_sealed(moment()),
    }
