"""What a person has not read yet, in her workspaces: messages of others above her mark that she may read at this moment.

Who never opened a thread has read what was there when she first came into the workspace. A thread without news costs one
look into an index, one with news at most `MOST` of its messages: what is counted does not grow with the archive.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from flask import g
from sqlalchemy import and_, case, func, literal, or_, select
from sqlalchemy.orm import aliased

from app.database import Instant, db
from app.membership.models import Mandate, Seat
from app.permissions import mandates_of, moment, seen_from
from app.permissions.who import mandates_query
from app.workspaces.models import Mention, Message, ReadMark, Thread, Workspace

# Counts stop here: 100 is said as 99+.
MOST = 100


@dataclass
class News:
    """A thread with something unread; `up_to` is the id up to which she has read it."""

    thread: int
    workspace: int
    up_to: int
    unread: int
    mentions: int = 0

    def as_json(self):
        return {
            "id": self.thread,
            "workspace": self.workspace,
            "up_to": self.up_to,
            "unread": self.unread,
            "mentions": self.mentions,
        }


@dataclass
class Unread:
    """What is unread, by thread; the sums are capped as the counts are."""

    threads: dict = field(default_factory=dict)

    def thread(self, id):
        return self.threads.get(id) or News(id, 0, 0, 0)

    def of(self, workspace_id):
        return Unread({id: each for id, each in self.threads.items() if each.workspace == workspace_id})

    @property
    def unread(self):
        return min(MOST, sum(each.unread for each in self.threads.values()))

    @property
    def mentions(self):
        return min(MOST, sum(each.mentions for each in self.threads.values()))

    def workspaces(self):
        """{workspace id: what is unread there}, in the order of their numbers."""
        return {id: self.of(id) for id in sorted({each.workspace for each in self.threads.values()})}

    def as_json(self):
        rooms = [{"id": id, **each.counts(), "threads": each.rows_json()} for id, each in self.workspaces().items()]
        return {**self.counts(), "workspaces": rooms}

    def counts(self):
        return {"unread": self.unread, "mentions": self.mentions}

    def rows_json(self):
        return [each.as_json() for each in self.threads.values()]


def unread_of(person_id, at, mandates=None):
    """What a person has unread at a moment, in all workspaces in which a mandate of hers is in force.

    `mandates` are those mandates where the caller has them at hand.
    """
    if mandates is None:
        mandates = db.session.scalars(mandates_query(person_id, at)).all()
    mandates = [each for each in mandates if each.seat.place.noun == "workspace"]
    if not mandates:
        return Unread()
    may_read = readable(person_id, at, mandates)
    rows = db.session.execute(with_news(person_id, mandates, may_read))
    found = Unread({row.id: News(row.id, row.workspace_id, row.up_to, row.unread) for row in rows})
    if found.threads:
        count_mentions(found, person_id, mandates, may_read)
    return found


def unread_once(person):
    """The same for the reader of this request at its moment, asked once."""
    asked = (person.id, moment())
    if "unread" not in g or g.unread[0] != asked:
        g.unread = asked, unread_of(*asked, mandates_of(person))
    return g.unread[1]


def unread_rooms(person):
    """[(workspace, what is unread there)] for the desk, where she is called first."""
    rooms = unread_once(person).workspaces()
    query = select(Workspace).where(Workspace.id.in_(rooms)) if rooms else None
    found = [(each, rooms[each.id]) for each in db.session.scalars(query)] if rooms else []
    return sorted(found, key=lambda row: (-row[1].mentions, -row[1].unread, row[0].name))


def unread_room_json(row):
    workspace, news = row
    return {"id": workspace.id, "name": workspace.name, **news.counts()}


def with_news(person_id, mandates, may_read):
    """A select of (thread, workspace, id up to which she has read, how many unread) of the threads with any.

    Work that is over counts no longer: it is there to be read, and calls nobody.
    """
    marks = marks_of(person_id, {each.seat.place_id for each in mandates})
    fresh = [Message.thread_id == Thread.id, Message.id > marks.c.up_to, *unread_by(person_id), *may_read]
    some = select(literal(1).label("one")).where(*fresh).limit(MOST).correlate(Thread, marks).subquery()
    count = select(func.count()).select_from(some).scalar_subquery()
    query = select(Thread.id, Thread.workspace_id, marks.c.up_to, count.label("unread"))
    news = query.join(marks, marks.c.thread_id == Thread.id).cte("news").prefix_with("MATERIALIZED")
    return select(news).where(news.c.unread > 0).order_by(news.c.id)


def marks_of(person_id, places):
    """A table of (thread, id up to which she has read it) of all threads of these places.

    Made first: a bound that is a plain value lets each thread be searched from there on, where otherwise PostgreSQL reads
    all of it.
    """
    entered = entries_of(person_id, places)
    query = select(Thread.id.label("thread_id"), read_up_to(entered).label("up_to"))
    query = query.join(Workspace, Workspace.id == Thread.workspace_id).join(entered, entered.c.place_id == Workspace.place_id)
    query = query.outerjoin(ReadMark, and_(ReadMark.thread_id == Thread.id, ReadMark.person_id == person_id))
    query = query.where(Workspace.place_id.in_(places), Workspace.closed_at.is_(None))
    return query.cte("marks").prefix_with("MATERIALIZED")


def unread_by(person_id):
    """What makes a message of a thread count for a person, beside her mark: it is of others, and it stands."""
    return Message.person_id != person_id, Message.deleted_at.is_(None)


def entries_of(person_id, places):
    """When she first came into each of these places, as a table of (place, moment)."""
    query = select(Seat.place_id, func.min(Mandate.since).label("at")).join(Seat, Seat.id == Mandate.seat_id)
    query = query.where(Seat.place_id.in_(places), Mandate.person_id == person_id, Mandate.confirmed_at.is_not(None))
    return query.group_by(Seat.place_id).cte("entered")


def read_up_to(entered):
    """Her mark in the thread, else the last message written anywhere before she came in."""
    before = aliased(Message)
    last = select(before.id).where(before.at < entered.c.at).order_by(before.at.desc(), before.id.desc()).limit(1)
    return func.coalesce(ReadMark.message_id, last.correlate(entered).scalar_subquery(), 0)


def readable(person_id, at, mandates):
    """Conditions of the messages: where she is a guest only those from her entry on; as `seen_messages`, for all places."""
    guest = any(each.role == "guest" for each in mandates)
    entries = seen_from(person_id, at) if guest else {}
    if not entries:
        return []
    last = case({id: last for id, (last, _) in entries.items()}, value=Thread.workspace_id, else_=0)
    came = case({id: literal(came, Instant) for id, (_, came) in entries.items()}, value=Thread.workspace_id)
    here = Thread.workspace_id.in_(entries)
    # The sum keeps a database from beginning at her entry where her mark, the other bound, is further on.
    return [Message.id + 0 > last, or_(Message.arrived_at.is_(None), ~here, Message.at >= came)]


def count_mentions(found, person_id, mandates, may_read):
    """How many of the unread messages call her: by name, as one of a body she speaks for here, or as one of a circle."""
    reach = Reach(person_id, mandates)
    query = select(Message.thread_id, Mention.message_id, Mention.person_id, Mention.organisation_id, Mention.circle_id)
    query = query.join(Message, Message.id == Mention.message_id).join(Thread, Thread.id == Message.thread_id)
    query = query.where(Message.thread_id.in_(found.threads), reach.wide(), *unread_by(person_id), *may_read)
    query = query.where(Mention.message_id > min(each.up_to for each in found.threads.values()))
    called = defaultdict(set)
    for row in db.session.execute(query.order_by(Mention.message_id.desc()).limit(MOST * 5)):
        news = found.threads[row.thread_id]
        if row.message_id > news.up_to and reach.reaches(row, news.workspace):
            called[row.thread_id].add(row.message_id)
    for thread, messages in called.items():
        found.threads[thread].mentions = min(MOST, len(messages))


class Reach:
    """Which mentions reach a person by the mandates she has in force."""

    def __init__(self, person_id, mandates):
        self.person_id = person_id
        self.speaks = {(each.seat.place.noun_id, each.seat.organisation_id) for each in mandates}
        self.circles = {each.seat.place.noun_id for each in mandates if each.seat.place.within_id}

    def wide(self):
        """A condition that lets through all that reach her, and a few that name her bodies elsewhere."""
        return or_(*self.ways())

    def ways(self):
        """The same one by one: each is answered by its own index, the newest first, where all at once are looked through."""
        bodies = sorted({body for _, body in self.speaks})
        called = [Mention.organisation_id == body for body in bodies]
        called += [Mention.circle_id == circle for circle in sorted(self.circles)]
        return [Mention.person_id == self.person_id, *called]

    def reaches(self, mention, workspace_id):
        body = (workspace_id, mention.organisation_id)
        return mention.person_id == self.person_id or mention.circle_id in self.circles or body in self.speaks
