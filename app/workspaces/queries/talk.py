"""The talk of a workspace: its threads by what moved last, and one page of the messages of a thread."""

from dataclasses import dataclass, field

from flask import url_for
from sqlalchemy import func, select, true
from sqlalchemy.orm import contains_eager

from app.database import day_of, db
from app.happenings import iso
from app.meetings.models import Proposal, ProposalNews
from app.meetings.models.proposal_told import news_json
from app.membership.models import Mandate, Seat, told_organisation, told_person
from app.workspaces.models import Brought, Message, Thread
from app.workspaces.models.telling import message_address

PAGE = 50
EVERY = true()


@dataclass
class ThreadLine:
    """A thread in the list; `last` is its last message, or None."""

    thread: Thread
    last: Message | None


@dataclass
class Talk:
    """One page of a thread, the oldest message first; `earlier` is the id before which there is more, or None."""

    thread: Thread
    messages: list
    earlier: int | None
    lines: list = field(default_factory=list)  # what came back from tables in the time of this page

    def by_day(self):
        """[(day in Europe/Rome, messages and lines of that day)]."""
        days = {}
        for message in sorted([*self.messages, *self.lines], key=lambda each: each.at):
            days.setdefault(day_of(message.at), []).append(message)
        return list(days.items())


def threads_of(workspace, seen, page=1):
    """(lines, is there another page) of threads, what moved last first; one lookup in an index a thread.

    `seen` is the condition of the messages that the reader may read (`seen_messages`).
    """
    last = select(func.max(Message.id)).where(Message.thread_id == Thread.id, seen).correlate(Thread).scalar_subquery()
    query = select(Thread, last.label("last")).where(Thread.workspace_id == workspace.id)
    query = query.order_by(func.coalesce(last, 0).desc(), Thread.id.desc()).limit(PAGE + 1).offset((page - 1) * PAGE)
    found = db.session.execute(query).all()
    lasts = {each.id: each for each in db.session.scalars(spoken().where(Message.id.in_([row.last for row in found])))}
    return [ThreadLine(row.Thread, lasts.get(row.last)) for row in found[:PAGE]], len(found) > PAGE


def talk_of(thread, seen, before=None, lines=EVERY):
    """The last messages of a thread that the reader may read, or the last ones before a message."""
    query = spoken().where(Message.thread_id == thread.id, seen)
    if before is not None:
        query = query.where(Message.id < before)
    found = db.session.scalars(query.order_by(Message.id.desc()).limit(PAGE + 1)).all()
    shown = found[:PAGE][::-1]
    return Talk(thread, shown, shown[0].id if len(found) > PAGE else None, lines_of(thread, lines, found, before))


def lines_of(thread, seen, found, before):
    """What came back from tables to a thread, between the first and the last of the messages that are shown."""
    query = select(ProposalNews).join(ProposalNews.proposal).join(Brought, Brought.proposal_id == Proposal.id)
    query = query.where(Brought.thread_id == thread.id, seen).order_by(ProposalNews.id)
    query = query.options(
        contains_eager(ProposalNews.proposal).joinedload(Proposal.table),
        contains_eager(ProposalNews.proposal).joinedload(Proposal.became),
    )
    if len(found) > PAGE:
        query = query.where(ProposalNews.at >= found[PAGE - 1].at)
    if before is not None:
        query = query.where(ProposalNews.at < select(Message.at).where(Message.id == before).scalar_subquery())
    return db.session.scalars(query).all()


def spoken():
    """Messages with the mandate that spoke: the role and the body held then, whatever came later."""
    query = select(Message).join(Message.mandate).join(Mandate.seat).join(Seat.organisation)
    mandate = contains_eager(Message.mandate)
    seat = mandate.contains_eager(Mandate.seat).contains_eager(Seat.organisation)
    return query.options(seat, mandate.joinedload(Mandate.person))


def talk_json(talk, stream):
    """A thread for programs; `next` leads to earlier messages."""
    thread = talk.thread
    return {
        "id": thread.id,
        "title": thread.title,
        "address": thread_address(thread),
        "items": [message_json(each, stream) for each in talk.messages],
        "told": [news_json(each) | {"proposal": each.proposal_id} for each in talk.lines],
        "next": thread_address(thread, before=talk.earlier) if talk.earlier else None,
    }


def thread_address(thread, **more):
    return url_for("threads.thread", id=thread.workspace_id, thread_id=thread.id, **more)


def message_json(message, stream):
    mandate = message.mandate
    return {
        "id": message.id,
        "thread": message.thread_id,
        "address": message_address(stream, message.thread_id, message.id),
        "at": iso(message.at),
        "person": told_person(mandate.person),
        "role": mandate.role,
        "organisation": told_organisation(mandate.organisation),
        "html": message.html,
    }
