"""From a discussion to a table: a thread or a message is brought there as a proposal; what came of it comes back as lines."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import react
from app.meetings.models import Action, Decision, DraftOutput, Proposal
from app.membership.models import Seat, Table
from app.workspaces.models.discussion import Message, Thread
from app.workspaces.models.line import add_line


class Brought(db.Model):
    """A thread, or one message of it, that was brought to a table; meetings know nothing of it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), unique=True)
    at: Mapped[datetime] = mapped_column(Instant)

    thread: Mapped[Thread] = relationship()
    message: Mapped[Message | None] = relationship()
    proposal: Mapped[Proposal] = relationship()


def bring(thread, table, title, note, kind, voice, message=None, draft=None):
    """Propose a thread to a table at which one of the bodies of its workspace sits; returns the proposal.

    `draft` are the parts of an output that the table may take up: see DraftOutput. A draft decides nothing.
    """
    workspace = thread.workspace
    workspace.check_at_work()
    if draft is not None or kind == "decision":
        workspace.check_mandated()
    if db.session.scalar(tables_of(workspace, utc_now()).where(Table.id == table.id)) is None:
        sentence = _l("Choose a table at which one of the bodies of this workspace sits.")
        raise RuleBroken(sentence, field="table", status=422)
    proposal = Proposal.make(table, title, note, kind, voice)
    if draft is not None:
        DraftOutput.lay(proposal, **draft)
    db.session.add(Brought(thread=thread, message=message, proposal=proposal, at=utc_now()))
    add_line(thread, "proposal", proposal.news[-1], voice)
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
        add_line(link.thread, "proposal", said.subject, said.voice)


def follow_decision(said):
    """A decision that came of a thread was carried out, amended or revoked: the thread hears of it."""
    id = said.subject if isinstance(said.subject, int) else said.subject.id
    decision = db.session.get(Decision, id)
    for thread in threads_of(decision.item):
        add_line(thread, said.kind, decision, said.voice)


def follow_action(said):
    """Of the promises of such a decision the thread hears when they are kept."""
    action = said.subject if isinstance(said.subject, Action) else db.session.get(Action, said.subject)
    for thread in threads_of(action.item):
        add_line(thread, said.kind, action, said.voice)


def threads_of(item):
    """The threads from which an item was brought; of a confidential item nothing goes back but that it has an outcome."""
    if item.is_sealed(utc_now()):
        return []
    query = select(Thread).join(Brought, Brought.thread_id == Thread.id).join(Proposal, Proposal.id == Brought.proposal_id)
    return db.session.scalars(query.where(Proposal.became_id == item.id).distinct()).all()


react("proposal-told", come_back)
for kind in ("decision-executed", "decision-amended", "decision-revoked"):
    react(kind, follow_decision)
react("action-done", follow_action)
