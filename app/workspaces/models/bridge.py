"""From a discussion to a table: a thread is brought there as a proposal, and what came of it comes back as a line."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.meetings.models import Proposal
from app.membership.models import Seat, Table
from app.workspaces.models.discussion import Thread


class Brought(db.Model):
    """A thread that was brought to a table; meetings know nothing of it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), index=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), unique=True)
    at: Mapped[datetime] = mapped_column(Instant)

    thread: Mapped[Thread] = relationship()
    proposal: Mapped[Proposal] = relationship()


def bring(thread, table, title, note, kind, voice):
    """Propose a thread to a table at which one of the bodies of its workspace sits; returns the proposal."""
    workspace = thread.workspace
    workspace.check_at_work()
    if db.session.scalar(tables_of(workspace, utc_now()).where(Table.id == table.id)) is None:
        sentence = _l("Choose a table at which one of the bodies of this workspace sits.")
        raise RuleBroken(sentence, field="table", status=422)
    proposal = Proposal.make(table, title, note, kind, voice)
    link = Brought(thread=thread, proposal=proposal, at=utc_now())
    db.session.add(link)
    tell_line(link, proposal.news[-1], voice)
    return proposal


def tables_of(workspace, at):
    """A select of the tables at which a body that takes part here sits at a moment."""
    bodies = select(Seat.organisation_id).where(Seat.place_id == workspace.place_id, Seat.in_force(at), Seat.role != "guest")
    sits = select(Seat.place_id).where(Seat.organisation_id.in_(bodies), Seat.in_force(at))
    return select(Table).where(Table.place_id.in_(sits), or_(Table.until.is_(None), Table.until > at))


def come_back(said):
    """What happened to a proposal is told in the thread it came from, in the same transaction."""
    proposal = said.facts["proposal"]
    link = proposal.id and db.session.scalar(select(Brought).where(Brought.proposal_id == proposal.id))
    if link:
        tell_line(link, said.subject, said.voice)


def tell_line(link, news, voice):
    announce(link.thread.workspace, "thread-line-added", news, voice=voice, thread=link.thread)


react("proposal-told", come_back)
