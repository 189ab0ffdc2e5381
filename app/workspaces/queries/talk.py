"""The talk of a workspace: its threads by what moved last, and one page of the messages of a thread."""

from dataclasses import dataclass, field
from datetime import timedelta

from flask import url_for
from sqlalchemy import func, select, true

from app.database import day_of, db
from app.happenings import iso
from app.permissions import seen_workspaces
from app.workspaces.models import Message, Thread, ThreadMove, Workspace
from app.workspaces.models.telling import message_address, permalink
from app.workspaces.queries.beside import by_json, marks_json, marks_of, opening, pinned_in, quotes_of, spoken
from app.workspaces.queries.lines import line_json, lines_of
from app.workspaces.queries.made import made_of, marks_of_thread

PAGE = 50
FOLDED = 30  # threads that are settled, or have left
TOGETHER = timedelta(minutes=10)  # messages of one voice this near stand under one name
LONG_TEXT, LONG_LINES = 2500, 30
EVERY = true()


@dataclass
class ThreadLine:
    """A thread in the list; `last` is its last message, or None."""

    thread: Thread
    last: Message | None


@dataclass
class Talk:
    """One page of a thread, the oldest message first; `earlier` is the id before which there is more, `later` the one after
    which there is, or None. `marked` is the message that was asked for, `quotes` the messages answered that may be read.
    """

    thread: Thread
    messages: list
    earlier: int | None
    later: int | None = None
    lines: list = field(default_factory=list)  # what came back from elsewhere in the time of this page
    marked: int | None = None
    quotes: dict = field(default_factory=dict)
    marks: dict = field(default_factory=dict)
    pinned: list = field(default_factory=list)
    made: dict = field(default_factory=dict)  # what was made of each message
    brought: list = field(default_factory=list)  # where the thread as a whole was brought

    def by_day(self):
        """[(day in Europe/Rome, messages and lines of that day)]."""
        days = {}
        for message in sorted([*self.messages, *self.lines], key=lambda each: each.at):
            days.setdefault(day_of(message.at), []).append(message)
        return list(days.items())

    def follows(self, message, last):
        """Does it go on under the name of what stands right above it?"""
        if not isinstance(last, Message) or message.quoted_id or last.deleted_at or message.id == self.marked:
            return False
        return last.mandate_id == message.mandate_id and message.at - last.at < TOGETHER

    def is_long(self, message):
        return len(message.body) > LONG_TEXT or message.body.count("\n") > LONG_LINES

    def opening(self, message):
        return opening(message.body)


def threads_of(workspace, seen, page=1):
    """(lines, is there another page) of open threads, what moved last first; one lookup in an index a thread.

    `seen` is the condition of the messages that the reader may read (`seen_messages`).
    """
    last = select(func.max(Message.id)).where(Message.thread_id == Thread.id, seen).correlate(Thread).scalar_subquery()
    query = select(Thread, last.label("last")).where(Thread.workspace_id == workspace.id, Thread.resolved_at.is_(None))
    query = query.order_by(func.coalesce(last, 0).desc(), Thread.id.desc()).limit(PAGE + 1).offset((page - 1) * PAGE)
    found = db.session.execute(query).all()
    lasts = {each.id: each for each in db.session.scalars(spoken().where(Message.id.in_([row.last for row in found])))}
    return [ThreadLine(row.Thread, lasts.get(row.last)) for row in found[:PAGE]], len(found) > PAGE


def resolved_in(workspace):
    """The threads that are settled, the last first."""
    query = select(Thread).where(Thread.workspace_id == workspace.id, Thread.resolved_at.is_not(None))
    return db.session.scalars(query.order_by(Thread.resolved_at.desc()).limit(FOLDED)).all()


def left_from(workspace, person_id, at):
    """[(move, the workspace where the thread is, or None where this reader does not see it)], the last move first."""
    query = select(ThreadMove).where(ThreadMove.origin_id == workspace.id).order_by(ThreadMove.id.desc()).limit(FOLDED)
    moves = db.session.scalars(query).all()
    if not moves:
        return []
    targets = seen_workspaces(person_id, at).where(Workspace.id.in_({each.target_id for each in moves}))
    seen = {each.id: each for each in db.session.scalars(targets)}
    return [(each, seen.get(each.target_id)) for each in moves]


def talk_of(thread, seen, before=None, lines=EVERY, after=None, around=None):
    """The last messages of a thread that the reader may read; or those before one, after one, around one."""
    messages, since, later = page_of(spoken().where(Message.thread_id == thread.id, seen), before, after, around)
    return Talk(
        thread,
        messages,
        messages[0].id if since is not None and messages else None,
        messages[-1].id if later else None,
        lines_of(thread, lines, since, messages[-1].at if later else None),
        marked=around,
        quotes=quotes_of(messages, thread.workspace_id, seen),
        marks=marks_of(messages),
        pinned=pinned_in(thread, seen),
        made=made_of(messages),
        brought=marks_of_thread(thread),
    )


def page_of(query, before, after, around):
    """(messages, when the one before them was written or None where they are the first, is there more after them)."""
    if around is not None:
        older, since = newest(query.where(Message.id < around), PAGE // 2)
        newer, later = oldest(query.where(Message.id >= around), PAGE // 2)
        return [*older, *newer], since, later
    if after is not None:
        found, later = oldest(query.where(Message.id > after), PAGE)
        return found, select(Message.at).where(Message.id == after).scalar_subquery(), later
    found, since = newest(query if before is None else query.where(Message.id < before), PAGE)
    return found, since, before is not None and bool(found)


def newest(query, limit):
    """(the last messages, when the one before them was written or None)."""
    found = db.session.scalars(query.order_by(Message.id.desc()).limit(limit + 1)).all()
    return found[:limit][::-1], found[limit].at if len(found) > limit else None


def oldest(query, limit):
    """(the first messages, are there more)."""
    found = db.session.scalars(query.order_by(Message.id).limit(limit + 1)).all()
    return found[:limit], len(found) > limit


def talk_json(talk, stream):
    """A thread for programs; `next` leads to earlier messages."""
    thread = talk.thread
    return {
        "id": thread.id,
        "title": thread.title,
        "address": thread_address(thread),
        "resolved_at": thread.resolved_at and iso(thread.resolved_at),
        "pinned": [each.id for each in talk.pinned],
        "items": [message_json(each, stream, talk) for each in talk.messages],
        "told": [line_json(each) for each in talk.lines],
        "next": thread_address(thread, before=talk.earlier) if talk.earlier else None,
        "later": thread_address(thread, after=talk.later) if talk.later else None,
    }


def thread_address(thread, **more):
    return url_for("threads.thread", id=thread.workspace_id, thread_id=thread.id, **more)


def message_json(message, stream, talk):
    """A message for programs, as it is now; of a deleted one who took it away, and no word of it."""
    shown = {
        "id": message.id,
        "thread": message.thread_id,
        "address": message_address(stream, message.thread_id, message.id),
        "at": iso(message.at),
        **by_json(message.mandate),
    }
    if message.deleted_at:
        removed = {"deleted": True, "deleted_at": iso(message.deleted_at), "by_who_leads": message.removed}
        return shown | removed | {"reason": message.deleted_why}
    return shown | {
        "html": message.html,
        "revision": message.revision,
        "edited_at": message.edited_at and iso(message.edited_at),
        "pinned_at": message.pinned_at and iso(message.pinned_at),
        "quoted": message.quoted_id and quote_json(message.quoted_id, talk.quotes.get(message.quoted_id), stream),
        "reactions": marks_json(talk.marks.get(message.id, ())),
    }


def quote_json(id, quoted, stream):
    """The first words of what is answered; nothing of what the reader may not read or was deleted."""
    if quoted is None:
        return {"id": id}
    told = {"id": id, "address": permalink(stream, quoted.thread_id, id)}
    if quoted.deleted_at:
        return told | {"deleted": True}
    return told | {"person": quoted.mandate.person.name, "opening": opening(quoted.body)}
