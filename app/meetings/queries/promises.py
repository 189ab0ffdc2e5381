"""What an organisation promised: its actions, and the decisions it answers for that have none; each counts once."""

from dataclasses import dataclass

from sqlalchemy import select

from app.database import day_of, db
from app.meetings.models import Action, AgendaItem, Decision, Meeting
from app.meetings.queries import actions as acting
from app.meetings.queries.actions import action_json
from app.meetings.queries.actions_out import share_of_actions
from app.meetings.queries.decision_register import PARTS, Share, answered_now, share_of, stands
from app.meetings.queries.decisions import LISTED, decision_json
from app.permissions import moment, seen_actions, seen_decisions, visible

SHOWN = 100
NEXT = 5
ORDER = {"late": 0, "begun": 1, "open": 2, "done": 3, "executed": 3}


@dataclass
class Promise:
    """A line of the page: an action, or a decision without one."""

    thing: object
    state: str
    is_action: bool

    @property
    def decision(self):
        return self.thing.decision if self.is_action else self.thing

    @property
    def meeting(self):
        return self.thing.item.meeting

    def as_json(self):
        told = action_json(self.thing) if self.is_action else decision_json(self.thing)
        return told | {"promise": "action" if self.is_action else "decision", "state": self.state}


@dataclass
class Promised:
    """A body with its promises: the share of all of them that is carried out, and the latest hundred of each sort."""

    organisation: object
    share: Share
    rows: list

    @property
    def next(self):
        """Those that come due next."""
        waiting = [each for each in self.rows if each.state in ("begun", "open")]
        return sorted(waiting, key=lambda each: each.thing.due_on)[:NEXT]

    def by_sitting(self):
        """[(meeting, [promise])], the latest sitting first, what is late first in each."""
        sittings = {}
        for each in self.rows:
            sittings.setdefault(each.meeting, []).append(each)
        return sorted(sittings.items(), key=lambda pair: (pair[0].starts_at, pair[0].id), reverse=True)

    def as_json(self):
        named = {"id": self.organisation.id, "name": self.organisation.name}
        return {"organisation": named, "carried_out": self.share.as_json(), "items": [each.as_json() for each in self.rows]}


def promises_of(organisation):
    """What this body promised, as far as the reader may see it."""
    return promised(organisation, visible(seen_decisions), visible(seen_actions))


def public_promises_of(organisation):
    """The same for anybody: what was published, and what is done for it."""
    published = Decision.published_at.is_not(None)
    acted = select(Action).join(Action.decision).where(published)
    return promised(organisation, select(Decision).where(published), acted)


def promised(organisation, decisions, actions):
    decided, acted = narrowed(organisation, decisions, actions)
    share = added(share_of(decided), share_of_actions(acted))
    day = day_of(moment())
    rows = [Promise(each, each.standing(day), False) for each in latest(decided.options(*LISTED), Decision)]
    rows += [Promise(each, each.state(day), True) for each in latest(acted.options(*acting.LISTED), Action)]
    rows.sort(key=lambda each: (ORDER[each.state], each.thing.due_on, each.thing.id))
    return Promised(organisation, share, rows)


def narrowed(organisation, decisions, actions):
    """The decisions of a body without an action, and its actions: each promise once."""
    decided = decisions.where(Decision.adopted_at.is_not(None), ~has_actions(), *stands(), answered_now(organisation.id))
    return decided, actions.where(Action.organisation_id == organisation.id, Action.dropped_at.is_(None), final())


def latest(query, noun):
    return db.session.scalars(query.order_by(noun.id.desc()).limit(SHOWN)).all()


def has_actions():
    return select(Action.id).where(Action.decision_id == Decision.id, Action.dropped_at.is_(None)).correlate(Decision).exists()


def final():
    """Not of a sitting that is still open: what is recorded there may yet change."""
    closed = select(AgendaItem.id).join(AgendaItem.meeting).where(AgendaItem.id == Action.item_id)
    return closed.where(Meeting.closed_at.is_not(None)).correlate(Action).exists()


def added(one, other):
    total = {part: getattr(one, part) + getattr(other, part) for part in PARTS}
    return Share(**total, more=one.more or other.more)


def promises_line(organisation):
    """The share carried out as the page of a body shows it, or nothing where it promised nothing that the reader may see."""
    decided, acted = narrowed(organisation, visible(seen_decisions), visible(seen_actions))
    share = added(share_of(decided), share_of_actions(acted))
    return [share.as_json()] if share.total else []
