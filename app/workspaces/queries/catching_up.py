"""Since you were here: what was said, by thread, with first lines; what happened beside; who calls you; your drafts."""

import re
from dataclasses import dataclass, field
from html import unescape

from flask import url_for
from sqlalchemy import func, select, union_all
from sqlalchemy.orm import contains_eager

from app.database import db
from app.happenings import iso
from app.membership.models import told_organisation, told_person
from app.permissions import seen_workspaces
from app.workspaces.models import Draft, Mention, Message, Thread, Workspace
from app.workspaces.queries.talk import spoken
from app.workspaces.queries.unread import Reach, readable, unread_by

# Threads with first lines on one page, and first lines of each.
MOST_THREADS = 20
LINES = 3
MOST_MENTIONS = 20
LONGEST_LINE = 160
BREAK = re.compile(r"</(?:p|li|h[1-6]|td|th|div)>|<br>")
TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*>')


@dataclass
class Missed:
    """A thread with something unread and the first messages of it, the oldest first."""

    thread: Thread
    news: object
    first: list = field(default_factory=list)

    @property
    def more(self):
        return max(0, self.news.unread - len(self.first))


@dataclass
class CatchUp:
    """`rooms` are (workspace, threads missed), what has the newest first; `up_to` is the last message of this snapshot."""

    unread: object
    rooms: list
    mentions: list
    drafts: list
    up_to: int

    def as_json(self):
        return {
            **self.unread.counts(),
            "up_to": self.up_to,
            "workspaces": [room_json(workspace, threads, self.unread) for workspace, threads in self.rooms],
            "mentions": [line_json(each) for each in self.mentions],
            "drafts": [draft_json(each) for each in self.drafts],
        }


def catch_up(person_id, at, mandates, unread, workspace=None):
    """All that a person missed, in one workspace or in all of hers; the same number of queries however much it is."""
    may_read = readable(person_id, at, mandates)
    return CatchUp(
        unread=unread,
        rooms=rooms_of(missed(unread, person_id, may_read)),
        mentions=mentions_of(person_id, mandates, may_read, workspace),
        drafts=drafts_of(person_id, at, workspace),
        up_to=db.session.scalar(select(func.max(Message.id))) or 0,
    )


def missed(unread, person_id, may_read):
    """{thread id: Missed}: the threads with the newest messages carry first lines."""
    query = select(Thread).where(Thread.id.in_(unread.threads)).join(Thread.workspace).options(contains_eager(Thread.workspace))
    found = {each.id: Missed(each, unread.thread(each.id)) for each in db.session.scalars(query.order_by(Thread.id))}
    shown = sorted(found, reverse=True)[:MOST_THREADS]
    if shown:
        lines = union_all(*[first_ids(found[id].news, person_id, may_read) for id in shown]).subquery()
        for message in db.session.scalars(spoken().where(Message.id.in_(select(lines.c.id))).order_by(Message.id)):
            found[message.thread_id].first.append(message)
    return found


def first_ids(news, person_id, may_read):
    query = select(Message.id).join(Thread, Thread.id == Message.thread_id).where(Message.thread_id == news.thread)
    query = query.where(Message.id > news.up_to, *unread_by(person_id), *may_read).order_by(Message.id).limit(LINES)
    return select(query.subquery().c.id)


def rooms_of(found):
    """[(workspace, its threads)], the most unread first."""
    rooms = {}
    for each in sorted(found.values(), key=lambda each: (-each.news.mentions, -each.news.unread, each.thread.id)):
        rooms.setdefault(each.thread.workspace, []).append(each)
    return list(rooms.items())


def mentions_of(person_id, mandates, may_read, workspace=None):
    """The newest messages that call her and that she may read, each once, with its thread."""
    reach = Reach(person_id, mandates)
    places = {each.seat.place_id for each in mandates}
    query = select(Mention.id.label("mention"), Mention.message_id, Thread.workspace_id).join(
        Message, Message.id == Mention.message_id
    )
    query = query.join(Thread, Thread.id == Message.thread_id).join(Workspace, Workspace.id == Thread.workspace_id)
    query = query.where(Workspace.place_id.in_(places), *unread_by(person_id), *may_read)
    if workspace is not None:
        query = query.where(Workspace.id == workspace.id)
    query = query.order_by(Mention.message_id.desc()).limit(MOST_MENTIONS * 5)
    newest = union_all(*[select(query.where(way).subquery()) for way in reach.ways()]).subquery()
    told = select(Mention, newest.c.workspace_id).join(newest, newest.c.mention == Mention.id)
    rows = db.session.execute(told.order_by(Mention.message_id.desc()))
    called = list(dict.fromkeys(mention.message_id for mention, room in rows if reach.reaches(mention, room)))
    messages = spoken().join(Message.thread).join(Thread.workspace)
    messages = messages.options(contains_eager(Message.thread).contains_eager(Thread.workspace))
    return db.session.scalars(messages.where(Message.id.in_(called[:MOST_MENTIONS])).order_by(Message.id.desc())).all()


def drafts_of(person_id, at, workspace=None):
    """What she has begun to write where she may still read, the newest first."""
    query = select(Draft).join(Draft.thread).join(Thread.workspace).where(Draft.person_id == person_id)
    query = query.where(Workspace.id.in_(seen_workspaces(person_id, at).with_only_columns(Workspace.id)))
    if workspace is not None:
        query = query.where(Workspace.id == workspace.id)
    query = query.options(contains_eager(Draft.thread).contains_eager(Thread.workspace))
    return db.session.scalars(query.order_by(Draft.at.desc(), Draft.id.desc())).all()


def draft_in(person_id, thread):
    """The words she has begun in a thread, or none."""
    query = select(Draft.body).where(Draft.person_id == person_id, Draft.thread_id == thread.id)
    return db.session.scalar(query) or ""


def begins(message):
    """What a message begins with, without its Markdown."""
    lines = BREAK.sub("\n", message.html)
    return first_line(unescape(TAG.sub("", lines)))


def first_line(body):
    """What a text begins with, on one line."""
    line = next((each.strip() for each in body.splitlines() if each.strip()), "")
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


def room_json(workspace, threads, unread):
    return {
        "id": workspace.id,
        "name": workspace.name,
        "address": url_for("catching_up.workspace", id=workspace.id),
        **unread.of(workspace.id).counts(),
        "threads": [missed_json(each) for each in threads],
    }


def missed_json(each):
    address = url_for("threads.thread", id=each.thread.workspace_id, thread_id=each.thread.id)
    first = [line_json(message) for message in each.first]
    return each.news.as_json() | {"title": each.thread.title, "address": address, "first": first}


def line_json(message):
    mandate = message.mandate
    return {
        "id": message.id,
        "thread": message.thread_id,
        "at": iso(message.at),
        "person": told_person(mandate.person),
        "organisation": told_organisation(mandate.organisation),
        "begins": begins(message),
    }


def draft_json(draft):
    address = url_for("threads.thread", id=draft.thread.workspace_id, thread_id=draft.thread_id)
    return {"thread": draft.thread_id, "title": draft.thread.title, "address": address, "at": iso(draft.at), "body": draft.body}
