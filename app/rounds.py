"""The rounds of the worker: what the house looks after by itself, each at its own interval, by one worker at a time."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Instant, commit, db, give_up_turn, utc_now, writing

log = logging.getLogger("tavolo.worker")

# A round that was begun and neither ended nor failed for so long is taken again: its worker is dead.
LEASE = timedelta(minutes=10)


class Round(db.Model):
    """When a round was last made; `claimed_at` stands while a worker is making it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    last_at: Mapped[datetime | None] = mapped_column(Instant)
    claimed_at: Mapped[datetime | None] = mapped_column(Instant)


@dataclass(frozen=True)
class Registered:
    name: str
    every: timedelta
    make: Callable


registry = {}


def round_of(name, every):
    """Register `f(now)` as a round to be made every so many seconds.

    It is called in an application context, does its own writing() and commit(), and may be called twice for one thing
    (a worker may die): it must leave alone what it did before.
    """

    def register(make):
        registry[name] = Registered(name, timedelta(seconds=every), make)
        return make

    return register


def make_rounds(now=None, rounds=None):
    """Make each round whose time has come and that no other worker is making; returns the names of those that were made."""
    now = now or utc_now()
    return [each.name for each in (rounds or registry).values() if _claim(each, now) and _make(each, now)]


def _claim(each, now):
    """Take a round: compare and set, so that of two workers one gets it."""
    if not _may_be_due(each, now):
        return False
    writing()
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    db.session.execute(dialect.insert(Round).values(name=each.name).on_conflict_do_nothing(index_elements=["name"]))
    taken = db.session.execute(update(Round).where(*_due(each, now)).values(claimed_at=now))
    commit()
    return taken.rowcount == 1


def _may_be_due(each, now):
    """Asked without taking the writer's turn: most of the time nothing is due."""
    known = db.session.query(Round.id).where(Round.name == each.name).first()
    due = known is None or db.session.query(Round.id).where(*_due(each, now)).first() is not None
    db.session.rollback()
    return due


def _due(each, now):
    last = or_(Round.last_at.is_(None), Round.last_at <= now - each.every)
    free = or_(Round.claimed_at.is_(None), Round.claimed_at <= now - LEASE)
    return Round.name == each.name, last, free


def _make(each, now):
    """Make a claimed round; one that fails is tried again when its claim is too old."""
    try:
        each.make(now)
    except Exception:
        db.session.rollback()
        give_up_turn()
        log.exception("The round “%s” failed; it is tried again in %s.", each.name, LEASE)
        return False
    writing()
    db.session.execute(update(Round).where(Round.name == each.name, Round.claimed_at == now).values(last_at=now, claimed_at=None))
    commit()
    return True
