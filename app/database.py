"""The database: column types, dated rows, the writer's turn, and commit() = save, then wake.

Two kinds of transaction. A request that only reads begins deferred (one snapshot for the whole page). A request that
may write calls `writing()` first: it takes the writer's turn of this process and begins IMMEDIATE, so that rights are
asked inside the transaction that writes. Between `writing()` and `commit()` nothing may switch greenlets.
"""

import logging
import re
import threading
from contextlib import nullcontext
from datetime import UTC, date, datetime, time, timedelta
from functools import total_ordering
from zoneinfo import ZoneInfo

from flask import g
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, MetaData, String, and_, event, or_, select
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

log = logging.getLogger(__name__)

ROME = ZoneInfo("Europe/Rome")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )

    @declared_attr.directive
    def __table_args__(cls):
        return {"sqlite_autoincrement": True}


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

# Called with no arguments once a commit is safe on disk, in the order of the list.
after_commit = []
# Called with no arguments when a request turns from reading to writing.
at_writing = []


# --- Time ------------------------------------------------------------------------------------------------------------


class Instant(TypeDecorator):
    """A moment: timezone-aware UTC in Python and PostgreSQL, naive UTC text in SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@total_ordering
class PartialDate:
    """A date known to the year, the month, the day or some months: `2019`, `2019-04`, `2019-04-30`, `2018-07/12`.

    The last is a span of months, as ISO 8601-1 (5.5.2.4) shortens its end: the second half of 2018. Texts sort in the order
    of time, in Python and in the database alike. It never decides a right.
    """

    SHAPE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])|/(0[1-9]|1[0-2]))?)?")

    def __init__(self, text):
        if not self.SHAPE.fullmatch(text) or ("/" in text and text[5:7] >= text[8:]):
            raise ValueError(f"not a partial date: {text!r}")
        self.text = text

    @property
    def months(self):
        """(first, last) month of a span of months, None for any other date."""
        return (int(self.text[5:7]), int(self.text[8:])) if "/" in self.text else None

    @property
    def first_day(self):
        known = self.text.split("/")[0]
        return date.fromisoformat(known + "-01-01"[len(known) - 4 :] if len(known) < 10 else known)

    def __eq__(self, other):
        return isinstance(other, PartialDate) and self.text == other.text

    def __lt__(self, other):
        return self.text < other.text

    def __hash__(self):
        return hash(self.text)

    def __str__(self):
        return self.text


class PartialDateColumn(TypeDecorator):
    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else str(value)

    def process_result_value(self, value, dialect):
        return None if value is None else PartialDate(value)


def utc_now():
    """This moment in UTC, to the microsecond."""
    return datetime.now(UTC)


def midnight(day):
    """The instant at which a day begins in Europe/Rome (a form's day means this)."""
    return datetime.combine(day, time(), ROME).astimezone(UTC)


def day_of(moment):
    """The day of a moment in Europe/Rome."""
    return moment.astimezone(ROME).date()


def day_after(day):
    """The instant at which a day is over in Europe/Rome: "until 31/12" is stored as 1 January 00:00."""
    return midnight(day + timedelta(days=1))


def last_day(until):
    """The last day of a dated row in Europe/Rome, None for an open end: the reverse of `day_after`."""
    return until and day_of(until - timedelta(microseconds=1))


class Dated:
    """A row that holds from `since` to `until` (UTC, half-open, open-ended when `until` is empty); ended, never edited."""

    since: Mapped[datetime] = mapped_column(Instant, index=True)
    until: Mapped[datetime | None] = mapped_column(Instant, index=True)

    @hybrid_method
    def in_force(self, at):
        return self.since <= at and (self.until is None or at < self.until)

    @in_force.expression
    @classmethod
    def in_force(cls, at):
        return and_(cls.since <= at, or_(cls.until.is_(None), cls.until > at))


# --- Transactions ----------------------------------------------------------------------------------------------------

_turn = threading.Lock()


def writing(*streams):
    """Begin the transaction that writes; everything read before it is forgotten and asked again.

    `streams` names the streams whose order the request depends on: on PostgreSQL their rows are locked now, in the
    order of their names, so that a right asked here still holds at the commit. SQLite has one writer anyway.
    """
    db.session.rollback()
    if not is_writing():
        take_turn()
    db.session.connection(execution_options={"tavolo_writing": True})
    for forget in at_writing:
        forget()
    if streams and db.engine.dialect.name == "postgresql":
        db.session.execute(
            db.text("SELECT head FROM stream WHERE name = ANY(:names) ORDER BY name FOR UPDATE"), {"names": list(streams)}
        )


def is_writing():
    """Has this request taken the writer's turn?"""
    return "turn" in db.session.info


def hold(entity, id):
    """Where this request writes: nobody else changes this row until the commit, and what is read after is its latest state.

    PostgreSQL only: SQLite has one writer anyway.
    """
    if is_writing() and db.engine.dialect.name == "postgresql":
        db.session.execute(select(entity.id).where(entity.id == id).with_for_update(key_share=True))


def commit():
    """Save, then wake: the one place where a transaction ends well."""
    try:
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        give_up_turn()
    for wake in after_commit:
        wake()


def take_turn():
    """SQLite has one writer: those of this process queue here, where waiting lets others run. PostgreSQL has row locks."""
    turn = _turn if db.engine.dialect.name == "sqlite" else nullcontext()
    turn.__enter__()
    db.session.info["turn"] = turn


def give_up_turn(_error=None):
    """Let the next writer in; called at the end of every request too, however it ended."""
    turn = db.session.info.pop("turn", None)
    if turn is not None:
        db.session.rollback()
        turn.__exit__(None, None, None)


def afterwards(statement):
    """Run this when the request is over, in a short transaction of its own: what is kept however the request ends, a GET too."""
    g.setdefault("afterwards", []).append(statement)


def run_afterwards(_error=None):
    """An archive that refuses now costs nobody the answer; what was to be kept is told in the log of the process."""
    statements = g.pop("afterwards", [])
    if not statements:
        return
    turn = _turn if db.engine.dialect.name == "sqlite" else nullcontext()
    engine = db.engine.execution_options(tavolo_writing=True)
    try:
        with turn, engine.begin() as connection:
            for statement in statements:
                connection.execute(statement)
    except DatabaseError:
        log.exception("not kept: %s", [statement.compile().params for statement in statements])


def is_conflict(error):
    """Was the transaction refused only because of another one, so that the same request may pass if tried again?"""
    code = getattr(getattr(error, "orig", None), "sqlstate", None)
    return isinstance(error, OperationalError) and code in ("40001", "40P01")


def prepare_engine(engine):
    """Set each connection as the house needs it: SQLite durable and foreign keys on, BEGIN said by us; PostgreSQL reading where
    nothing is written, and without compiling short questions, which takes seconds where it has no statistics yet."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_connects)
        event.listen(engine, "begin", _sqlite_begins)
    else:
        event.listen(engine, "connect", _postgresql_connects)
        event.listen(engine, "begin", _postgresql_begins)


def _sqlite_connects(connection, _record):
    connection.isolation_level = None  # the driver must not begin transactions of its own
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begins(connection):
    writes = connection.get_execution_options().get("tavolo_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql_connects(connection, _record):
    connection.execute("SET jit = off")
    connection.commit()


def _postgresql_begins(connection):
    if not connection.get_execution_options().get("tavolo_writing"):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
