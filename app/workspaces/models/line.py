"""A line in the talk that nobody wrote: what became of a thread elsewhere, each with the way there.

A room adds lines of a kind with `add_line` and registers with `tells_line` how they read: one mechanism for all kinds.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.happenings import announce
from app.membership.models import Mandate
from app.workspaces.models.discussion import Thread


class TalkLine(db.Model):
    """`subject_id` is the number of a thing of the kind's own table; `voice` the mandate that made it happen, if any."""

    __table_args__ = (Index(None, "thread_id", "at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    voice_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    thread: Mapped[Thread] = relationship()
    voice: Mapped[Mandate | None] = relationship()


@dataclass(frozen=True)
class Told:
    """How a line reads: the name of the thing and its address, then what became of it; `icon` is the name of a picture."""

    name: str
    address: str | None
    sentence: str
    icon: str = "info-circle"


_tellers = {}


def tells_line(*kinds):
    """Register how lines of some kinds read: the decorated function takes lines and returns {line id: Told}, in few queries.

    A line that it leaves out is not shown.
    """

    def register(teller):
        for kind in kinds:
            _tellers[kind] = teller
        return teller

    return register


def told_lines(lines):
    """{line id: Told} of lines of any kinds."""
    by_teller = {}
    for line in lines:
        if line.kind in _tellers:
            by_teller.setdefault(_tellers[line.kind], []).append(line)
    return {id: told for teller, theirs in by_teller.items() for id, told in teller(theirs).items()}


def add_line(thread, kind, subject, voice=None):
    """Tell in a thread, and to who follows it, that something became of it."""
    db.session.flush()
    line = TalkLine(thread_id=thread.id, kind=kind, subject_id=subject.id, at=utc_now(), voice=voice)
    db.session.add(line)
    announce(thread.workspace, "thread-line-added", line, voice=voice, at=line.at, thread=thread)
    return line
