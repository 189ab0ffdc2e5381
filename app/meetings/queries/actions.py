"""Actions as they are read: the board, one of them with its history, those of an item, and what is late at a table."""

from dataclasses import dataclass

from flask import url_for
from sqlalchemy import exists, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from app.database import day_of, db
from app.happenings import Happening, iso, namers
from app.meetings.models import Action, AgendaItem, Decision, FollowUp
from app.meetings.queries.decisions import organisation_json
from app.membership.models import Mandate, Organisation, Seat, Table, Zone, ZoneMembership, told_person
from app.permissions import moment, seen_actions, visible
from app.permissions.confidential import note_readings
from app.words import word

LATE_SHOWN = 20
MINE_SHOWN = 7
ITEM = joinedload(Action.item).joinedload(AgendaItem.meeting)
LISTED = (
    ITEM,
    joinedload(Action.table).joinedload(Table.place),
    joinedload(Action.decision),
    joinedload(Action.organisation).selectinload(Organisation.aliases),
    joinedload(Action.person),
    selectinload(Action.follow_ups),
)
WHOLE = (
    *LISTED,
    selectinload(Action.follow_ups).joinedload(FollowUp.by),
    joinedload(Action.given_by),
    joinedload(Action.said_by).joinedload(Mandate.person),
    joinedload(Action.said_by).joinedload(Mandate.seat).joinedload(Seat.organisation),
    joinedload(Action.decision).selectinload(Decision.handovers),
)
# What is told in the history of an action.
KINDS = (
    "action-given", "action-revised", "action-begun", "action-done", "action-dropped", "action-state-said",
    "action-confirmed", "action-passed-on", "action-handed-over", "follow-up-needed", "follow-up-given",
)  # fmt: skip


def listed_actions(asked, *conditions):
    """The actions I see that the address asks for: what is still to do by its deadline, all others the latest first."""
    waiting = "state" not in asked
    query = visible(seen_actions, *conditions_of(asked), *([Action.waits()] if waiting else []), *conditions).options(*LISTED)
    by_day = waiting or asked["state"] in ("open", "begun", "late")
    if asked.get("sort", "due" if by_day else "latest") == "due":
        return query.order_by(Action.due_on, Action.id)
    return query.order_by(Action.id.desc())


def conditions_of(asked):
    """Conditions for what stands in the address; those of nothing are none."""
    found = {
        "organisation": lambda id: Action.organisation_id == id,
        "table": lambda id: Action.table_id == id,
        "zone": in_zone,
        "state": in_state,
        "due_by": lambda day: Action.due_on <= day,
        "q": lambda words: Action.text.icontains(words, autoescape=True),
    }
    return [found[name](value) for name, value in asked.items() if name in found]


def in_state(state):
    today = day_of(moment())
    plain = {
        "late": Action.is_late(today),
        "done": Action.done_at.is_not(None),
        "dropped": Action.dropped_at.is_not(None),
        "all": true(),
    }
    return plain[state] if state in plain else Action.waits() & (Action.state(today) == state)


def in_zone(id):
    return or_(Action.organisation_id.in_(bodies_of_zone(id)), Action.table_id.in_(table_of_zone(id)))


def bodies_of_zone(id):
    """The municipalities of a zone today."""
    return select(ZoneMembership.organisation_id).where(ZoneMembership.zone_id == id, ZoneMembership.in_force(moment()))


def table_of_zone(id):
    return select(Table.id).join(Zone, Zone.code == Table.code).where(Zone.id == id)


def late_at(table, limit=LATE_SHOWN):
    """What the next sitting of a table opens with: what is late, or waits to be confirmed, the oldest deadline first."""
    day = day_of(moment())
    due = Action.waits() & or_(Action.is_late(day), Action.unsettled_at.is_not(None), asked_in_vain(day))
    query = visible(seen_actions, Action.table_id == table.id, due).options(*LISTED)
    return note_readings(db.session.scalars(query.order_by(Action.due_on, Action.id).limit(limit)).all())


def asked_in_vain(day):
    """A condition on actions: a follow-up was asked by a day that has passed, and none was given."""
    asked = (FollowUp.action_id == Action.id, FollowUp.kind == "needed", FollowUp.answered_at.is_(None))
    return exists().where(*asked, FollowUp.due_on < day)


def waiting_for(person):
    """What this person promised and has still to do, what is late first; seven at most."""
    query = visible(seen_actions, Action.person_id == person.id, Action.waits()).options(*LISTED)
    return note_readings(db.session.scalars(query.order_by(Action.due_on, Action.id).limit(MINE_SHOWN)).all())


def actions_of(column, things):
    """{id: [action]} of what belongs to these items or decisions and I may see; `column` is the Action's own."""
    ids = [each.id for each in things]
    query = visible(seen_actions, column.in_(ids)).options(*LISTED).order_by(Action.id)
    found = {id: [] for id in ids}
    for action in note_readings(db.session.scalars(query).all() if ids else []):
        found[getattr(action, column.key)].append(action)
    return found


def actions_of_decision(decision):
    return actions_of(Action.decision_id, [decision])[decision.id]


@dataclass
class Step:
    """One thing that happened to an action, as its history tells it."""

    at: object
    sentence: object
    person: str
    organisation: str


def history_of(action):
    """What happened to it, the oldest first."""
    query = select(Happening).where(Happening.kind.in_(KINDS), Happening.subject_id == action.id).order_by(Happening.id)
    rows = db.session.scalars(query).all()
    people = namers["person"]({row.person_id for row in rows if row.person_id})
    bodies = namers["organisation"]({row.organisation_id for row in rows if row.organisation_id})
    named = {None: {"name": ""}}
    return [
        Step(
            row.at,
            word(row.kind, "happened"),
            (people | named).get(row.person_id, named[None])["name"],
            (bodies | named).get(row.organisation_id, named[None])["name"],
        )
        for row in rows
    ]


# --- As programs read them -------------------------------------------------------------------------------------------


def action_json(action):
    today = day_of(moment())
    return {
        "id": action.id,
        "address": url_for("actions.action", id=action.id),
        "text": action.text,
        "state": action.state(today),
        "computed": action.computed(today),
        "said": action.said and {"state": action.said, "reason": action.said_reason, "at": iso(action.said_at)},
        "organisation": action.organisation and organisation_json(action.organisation),
        "person": action.person and told_person(action.person),
        "due_on": action.due_on and action.due_on.isoformat(),
        "decision": action.decision_id and {"id": action.decision_id, "label": action.decision.label},
        "table": action.table_id,
        "item": action.item_id,
        "begun_at": action.begun_at and iso(action.begun_at),
        "done_at": action.done_at and iso(action.done_at),
        "note": action.done_note,
        "evidence": action.evidence,
        "dropped_at": action.dropped_at and iso(action.dropped_at),
        "reason": action.dropped_reason,
        "unsettled": action.unsettled_at is not None,
        "missing": [str(part) for part in action.missing()],
    }


def whole_action_json(action, history):
    return action_json(action) | {
        "follow_ups": [follow_up_json(each) for each in action.follow_ups],
        "history": [{"at": iso(each.at), "what": str(each.sentence), "person": each.person} for each in history],
    }


def follow_up_json(row):
    return {
        "id": row.id,
        "kind": row.kind,
        "text": row.text,
        "by": told_person(row.by),
        "at": iso(row.at),
        "due_on": row.due_on and row.due_on.isoformat(),
        "answered_at": row.answered_at and iso(row.answered_at),
    }
