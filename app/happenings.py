"""The one durable log of all that happens here: announce(), since(), react().

A happening is one row, written in the same transaction as the thing that happened. Each belongs to one stream
(`workspace/7`, `meeting/9`); `seq` is gapless in its stream and given under the lock of the stream's row, so that the
order of seq is the order of commits. A stream has one audience. What people see is joined when a row is read: each room
registers a teller for its kinds with `tells()`.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, event, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.database import Instant, after_commit, db, utc_now

KINDS_OF_STREAM = ("workspace", "circle", "table", "meeting", "item", "document", "organisation", "person", "act", "zone")
PAGE = 200


class Stream(db.Model):
    """A line of happenings with one audience; `head` is the seq of its last one, `moved_at` when that was."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    head: Mapped[int] = mapped_column(default=0)
    moved_at: Mapped[datetime] = mapped_column(Instant, index=True)


class Happening(db.Model):
    """One thing that happened: who, in whose name, when, to what; `facts` holds ids and small values, never a text."""

    __table_args__ = (
        UniqueConstraint("stream", "seq"),
        Index(None, "kind", "subject_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[str] = mapped_column(String(40), ForeignKey("stream.name"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Instant)
    person_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    subject_id: Mapped[int | None]
    facts: Mapped[dict] = mapped_column(JSON)


class LogBook(db.Model):
    """The name of this history; it changes only when the history was restored from a backup."""

    id: Mapped[int] = mapped_column(primary_key=True)
    log: Mapped[str] = mapped_column(String(36))


@dataclass
class Announcement:
    """A happening before its commit; `seq` and the numbers of `subject` and `facts` are known once it is written."""

    stream: object
    kind: str
    subject: object
    voice: object
    person: object
    at: datetime
    facts: dict = field(default_factory=dict)
    seq: int | None = None
    stream_name: str | None = None


_reactions = defaultdict(list)
_tellers = {}
namers = {}


def announce(stream, kind, subject=None, *, voice=None, person=None, at=None, **facts):
    """Say that something happened; written at the commit, together with the thing itself.

    `stream` is a name or a thing with a `.stream`; `subject` and the values of `facts` are ids or things with an id.
    `voice` is the mandate that spoke; `person` stands alone where nobody's name is spoken in.
    """
    said = Announcement(stream, kind, subject, voice, person, at or utc_now(), facts)
    db.session.info.setdefault("announced", []).append(said)
    for reaction in _reactions[kind]:
        reaction(said)
    return said


def react(kind, reaction):
    """Register what a later room must change in the same transaction whenever `kind` is announced."""
    _reactions[kind].append(reaction)


def tells(kind, *more):
    """Register how happenings of a kind are told: the decorated function takes rows and returns {row.id: data}."""

    def register(teller):
        for name in (kind, *more):
            _tellers[name] = teller
        return teller

    return register


def heads():
    """{stream: head} of every stream there is."""
    return dict(db.session.execute(select(Stream.name, Stream.head)).all())


def moved_since(moment):
    """{stream: head} of the streams that moved since a moment."""
    return dict(db.session.execute(select(Stream.name, Stream.head).where(Stream.moved_at >= moment)).all())


def head_of(stream):
    return db.session.scalar(select(Stream.head).where(Stream.name == stream)) or 0


def last_happening():
    """A number that grows with everything that happens anywhere."""
    return db.session.scalar(select(func.max(Happening.id))) or 0


def next_seq(stream):
    """The seq that what is announced next in this transaction will get; exact while the stream is held (`writing`)."""
    name = _name(stream)
    waiting = sum(_name(each.stream) == name for each in db.session.info.get("announced", ()))
    return head_of(name) + waiting + 1


def current_log():
    """The name of this history (a UUID)."""
    return db.session.scalar(select(LogBook.log).order_by(LogBook.id.desc()).limit(1)) or ""


def since(stream, after, limit=PAGE):
    """The happenings of a stream with seq > after, in order, at most `limit`."""
    query = select(Happening).where(Happening.stream == stream, Happening.seq > after)
    return db.session.scalars(query.order_by(Happening.seq).limit(limit)).all()


def missed(stream, after, limit=PAGE, first=1):
    """What a client of a stream missed after a seq: the answer of the address and of the socket's `resume` alike.

    `first` is the first seq that this reader may read: a guest's is the head at her entry.
    """
    rows = [as_heard(each, first) for each in told(since(stream, max(after, first - 1), limit))]
    return {"stream": stream, "log": current_log(), "from": first, "head": head_of(stream), "happenings": rows}


def told(rows):
    """Happenings as clients get them: the same bytes for every reader."""
    people = _named("person", {row.person_id for row in rows})
    organisations = _named("organisation", {row.organisation_id for row in rows})
    stories = _stories(rows)
    return [
        {
            "seq": row.seq,
            "kind": row.kind,
            "at": iso(row.at),
            "person": people.get(row.person_id),
            "organisation": organisations.get(row.organisation_id),
            "data": stories[row.id],
        }
        for row in rows
    ]


def as_heard(story, first):
    """A happening as told to who reads its stream from `first` on.

    `of` in its data is the seq of the thing that it changes (None: one that came from elsewhere). Of what was there before
    the reader came she hears only that something happened.
    """
    data = story["data"]
    if first == 1 or "of" not in data or (data["of"] or 0) >= first:
        return story
    return {**story, "data": {"id": data["id"], "earlier": True}}


def iso(moment):
    """A moment as clients read it: 2026-11-22T09:00:00Z (with microseconds where there are any)."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _stories(rows):
    by_teller = defaultdict(list)
    for row in rows:
        by_teller[_tellers.get(row.kind, _plain)].append(row)
    stories = {}
    for teller, theirs in by_teller.items():
        stories.update(teller(theirs))
    return stories


def _plain(rows):
    return {row.id: {"id": row.subject_id, **row.facts} for row in rows}


def _named(noun, ids):
    ids.discard(None)
    return namers[noun](ids) if ids and noun in namers else {}


# --- At the commit ---------------------------------------------------------------------------------------------------


@event.listens_for(Session, "before_commit")
def _write(session):
    """Give each announcement its seq; several streams are taken in the order of their names, so none waits crosswise."""
    said = session.info.pop("announced", [])
    if not said:
        return
    session.flush()
    for each in said:
        each.stream_name = _name(each.stream)
    by_stream = defaultdict(list)
    for each in said:
        by_stream[each.stream_name].append(each)
    for name in sorted(by_stream):
        head = _advance(session, name, len(by_stream[name]))
        for seq, each in enumerate(by_stream[name], head - len(by_stream[name]) + 1):
            each.seq = seq
    session.execute(insert(Happening), [_row(each) for each in said])
    session.info["moved"] = {each.stream_name: each.seq for each in sorted(said, key=lambda each: each.seq)}


def _advance(session, name, steps):
    """Move a stream's head by some steps, making the stream at its first happening; returns the new head."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    now = utc_now()
    row = dialect.insert(Stream).values(name=name, head=steps, moved_at=now)
    step = {"head": Stream.head + steps, "moved_at": now}
    return session.scalar(row.on_conflict_do_update(index_elements=["name"], set_=step).returning(Stream.head))


def _row(said):
    voice = said.voice
    return {
        "stream": said.stream_name,
        "seq": said.seq,
        "kind": said.kind,
        "at": said.at,
        "person_id": _id(said.person or (voice and voice.person_id)),
        "organisation_id": voice.seat.organisation_id if voice else None,
        "subject_id": _id(said.subject),
        "facts": {name: _id(value) for name, value in said.facts.items()},
    }


def _id(thing):
    return getattr(thing, "id", thing)


def _name(stream):
    return stream if isinstance(stream, str) else stream.stream


@event.listens_for(Session, "after_rollback")
def _forget(session):
    session.info.pop("announced", None)
    session.info.pop("moved", None)


def open_log_book():
    """Name the history, once, at the birth of an installation."""
    if not current_log():
        db.session.add(LogBook(log=str(uuid.uuid4())))


# --- After the commit ------------------------------------------------------------------------------------------------

# Called with {stream: head} after each commit that announced something; the pump and Redis add themselves.
on_moved = []


def _wake():
    moved = db.session.info.pop("moved", None)
    if moved:
        for wake in on_moved:
            wake(moved)


after_commit.append(_wake)
