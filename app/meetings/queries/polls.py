"""Polls as they are shown: the question, who answers, what may be read of the answers at this moment."""

from dataclasses import dataclass, field

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.meetings.models import Elector, Poll, Proxy
from app.meetings.queries.poll_words import told_results
from app.membership.models import Mandate, Organisation, Seat, told_person
from app.permissions import can_run_poll, mandates_of, me, seen_polls, visible
from app.words import titled

ELECTORS = selectinload(Poll.electors)
WHOLE = (
    joinedload(Poll.decision),
    ELECTORS.joinedload(Elector.seat).joinedload(Seat.organisation).selectinload(Organisation.aliases),
    ELECTORS.joinedload(Elector.mandate).joinedload(Mandate.person),
    ELECTORS.joinedload(Elector.proxy).joinedload(Proxy.holder).joinedload(Mandate.person),
    selectinload(Poll.counts),
)


@dataclass
class ShownPoll:
    """A poll for one reader: `mine` are the seats that she answers for now, `absent` those whose voice has left the room."""

    poll: Poll
    keeps: bool
    mine: list = field(default_factory=list)
    absent: list = field(default_factory=list)

    @property
    def voted(self):
        return sum(each.voted for each in self.poll.electors)

    @property
    def callable(self):
        """The seats whose answer the secretariat may note."""
        if not self.keeps or self.poll.secret or self.poll.state != "open":
            return []
        return [each for each in self.poll.electors if each not in self.absent and (each.behalf or not each.voted)]

    def choice_of(self, elector):
        """What may be read of the answer of a seat now; None where nothing may."""
        poll = self.poll
        if poll.secret or not elector.voted:
            return None
        open_to_all = poll.state == "closed" or (poll.live and poll.state == "open")
        return elector.choice if open_to_all or elector in self.mine else None

    def reason_of(self, elector):
        return elector.reason if self.choice_of(elector) else ""

    def by_proxy(self, elector):
        """Does she answer for this seat by a proxy?"""
        return elector.holder is not None and elector.mandate.person_id != me().id

    @property
    def results(self):
        return told_results(self.poll)


def polls_of(item, followed):
    """The polls of an item that I see, in the order in which they were prepared."""
    rows = db.session.scalars(visible(seen_polls, Poll.item_id == item.id).order_by(Poll.id).options(*WHOLE)).all()
    there = followed.assembly.voices(item) if any(each.state == "open" for each in rows) else []
    return [shown(each, there) for each in rows]


def shown(poll, there):
    """The poll with the seats that I answer for, by who is in the room now."""
    keeps = can_run_poll(me(), poll)
    if poll.state != "open":
        return ShownPoll(poll, keeps, [each for each in poll.electors if each.mandate.person_id == me().id])
    speakers = {each: each.speaker(there) for each in poll.electors}
    mandates = mandates_of(me())
    mine = [each for each, speaker in speakers.items() if speaker in mandates]
    return ShownPoll(poll, keeps, mine, [each for each, speaker in speakers.items() if speaker is None])


def agreed(decision):
    """How an output was agreed: the polls on it that were counted; of a published one everybody may read what was signed."""
    query = select(Poll).where(Poll.decision_id == decision.id, Poll.closed_at.is_not(None))
    if decision.published_at:
        query = query.where(Poll.recorded_at.is_not(None))
    else:
        query = query.where(Poll.id.in_(visible(seen_polls).with_only_columns(Poll.id)))
    return [ShownPoll(poll, keeps=False) for poll in db.session.scalars(query.order_by(Poll.id).options(*WHOLE))]


def poll_json(told):
    poll = told.poll
    return {
        "id": poll.id,
        "address": url_for("polls.poll", id=poll.id),
        "item": poll.item_id,
        "decision": poll.decision_id,
        "kind": poll.kind,
        "secret": poll.secret,
        "state": poll.state,
        "question": poll.words,
        "majority": poll.majority,
        "majority_of": poll.majority_of,
        "opened_at": poll.opened_at and iso(poll.opened_at),
        "closed_at": poll.closed_at and iso(poll.closed_at),
        "recorded_at": poll.recorded_at and iso(poll.recorded_at),
        "adopted": poll.adopted,
        "result": poll.result,
        "sentences": [str(each) for each in told.results],
        "electors": [elector_json(told, each) for each in poll.electors],
    }


def elector_json(told, elector):
    holder = elector.holder
    return {
        "id": elector.id,
        "seat": elector.seat_id,
        "organisation": {"id": elector.seat.organisation_id, "name": titled(elector.organisation)},
        "side": elector.side,
        "weight": elector.weight,
        "proxy": told_person(holder.person) if holder else None,
        "mine": elector in told.mine,
        "voted": elector.voted,
        "choice": told.choice_of(elector),
        "reason": told.reason_of(elector),
        "behalf": elector.behalf,
    }


def agreement_json(told):
    """What everybody may read of a poll that was counted."""
    shown = ("kind", "secret", "adopted", "result", "sentences", "recorded_at")
    return {name: value for name, value in poll_json(told).items() if name in shown}
