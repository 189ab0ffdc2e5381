"""An item proposed to a table, by who speaks there, by another table or from joint work; what came of it goes back.

The way is the study's "excerpt goes home" (OneGov GEVER): a proposal is done only once its outcome was told where it came from.
"""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.meetings.models.agenda import AgendaItem
from app.membership.models import Mandate, Table

KINDS = ("discussion", "information", "decision")
LONGEST_NOTE = 5000
LONGEST_REASON = 2000


class Proposal(db.Model):
    """`by` is the mandate that spoke, here or in the place it came from; `origin` the item of another table that was sent.

    `became` is the item it became; `reason` why it was returned. It waits while none of the three days is set.
    """

    __table_args__ = (Index(None, "table_id", "made_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("table.id"))
    title: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(20), default="discussion")
    made_at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), index=True)
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    became_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    returned_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    reason: Mapped[str] = mapped_column(Text, default="")

    table: Mapped[Table] = relationship()
    by: Mapped[Mandate] = relationship(foreign_keys=by_id)
    reviewed_by: Mapped[Mandate | None] = relationship(foreign_keys=reviewed_by_id)
    origin: Mapped[AgendaItem | None] = relationship(foreign_keys=origin_id)
    became: Mapped[AgendaItem | None] = relationship(foreign_keys=became_id)
    news: Mapped[list["ProposalNews"]] = relationship(back_populates="proposal", order_by="ProposalNews.id")

    @classmethod
    def make(cls, table, title, note, kind, voice, origin=None):
        """Put something before the keepers of a table; the same words wait there only once for one body."""
        table.check_lives()
        if kind not in KINDS:
            raise RuleBroken(_l("Choose what the item is for."), field="kind", status=422)
        check_origin(table, origin)
        check_new(table, title, voice)
        made = cls(table=table, title=title, note=note, kind=kind, made_at=utc_now(), by=voice, origin=origin)
        db.session.add(made)
        made.tell("proposed", voice)
        return made

    @property
    def state(self):
        """`waiting`, `accepted`, `returned` or `withdrawn`."""
        states = {"withdrawn": self.withdrawn_at, "returned": self.returned_at, "accepted": self.accepted_at}
        return next((state for state, at in states.items() if at), "waiting")

    @property
    def stream(self):
        """The line of what is proposed to a table: kept for the record, nobody's live line."""
        return f"proposals/{self.table_id}"

    def accept(self, meeting, voice):
        """Onto an agenda that still takes items, or into the backlog where `meeting` is None; returns the item."""
        self.check_waits()
        if meeting is None:
            self.became = AgendaItem.wait(self.table, self.title, self.note, voice, kind=self.kind)
        else:
            self.check_here(meeting)
            self.became = meeting.add_item(self.title, self.note, voice, kind=self.kind)
        self.accepted_at, self.reviewed_by = utc_now(), voice
        self.tell("accepted", voice)
        return self.became

    def give_back(self, reason, voice):
        """Not taken up: the reason goes back to where it came from."""
        self.check_waits()
        if not reason.strip():
            raise RuleBroken(_l("Say why it goes back."), field="reason", status=422)
        self.returned_at, self.reason, self.reviewed_by = utc_now(), reason.strip(), voice
        self.tell("returned", voice)

    def withdraw(self, voice):
        """Taken back by who made it, while nobody decided on it."""
        self.check_waits()
        self.withdrawn_at = utc_now()
        self.tell("withdrawn", voice)

    def title_for_all(self, at):
        """The title as everybody reads it who knows of the proposal: of a confidential item the neutral one."""
        return self.became.public_title if self.became and self.became.is_sealed(at) else self.title

    def check_waits(self):
        if self.state != "waiting":
            raise RuleBroken(_l("This proposal no longer waits: it was decided on, or taken back."))

    def check_here(self, meeting):
        if meeting.table_id != self.table_id:
            raise RuleBroken(_l("Choose a meeting of this table."), field="meeting", status=422)

    def tell(self, kind, voice, **came):
        """Write down what happened and say it: here, and at the item it came from; later rooms hear of it as well."""
        news = ProposalNews(proposal=self, kind=kind, at=utc_now(), **came)
        db.session.add(news)
        announce(f"proposals/{self.table.id}", "proposal-told", news, voice=voice, proposal=self)
        if self.origin and self.origin.meeting:
            self.origin.tell("proposal-moved", self.origin, voice)


class ProposalNews(db.Model):
    """One thing that goes back to where a proposal came from: `kind` is `proposed`, `accepted`, `returned`, `withdrawn`,
    `outcome` or `off_agenda`. Of a confidential item `outcome` and `labels` (numbers of decisions) stay empty: that it has an
    outcome is all that is told, beside the neutral title.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Instant)
    outcome: Mapped[str] = mapped_column(String(20), default="")
    labels: Mapped[str] = mapped_column(String(200), default="")

    proposal: Mapped[Proposal] = relationship(back_populates="news")


def check_origin(table, origin):
    if origin is None:
        return
    if origin.of_table.id == table.id:
        raise RuleBroken(_l("This item is of that table already: choose another one."), field="table", status=422)
    if origin.is_sealed(utc_now()):
        raise RuleBroken(_l("A confidential item is not sent to another table: open it first."))


def check_new(table, title, voice):
    waits = (Proposal.accepted_at.is_(None), Proposal.returned_at.is_(None), Proposal.withdrawn_at.is_(None))
    same = select(Proposal.id).join(Proposal.by).where(Proposal.table_id == table.id, Proposal.title == title, *waits)
    if db.session.scalar(same.where(Mandate.seat_id == voice.seat_id).limit(1)):
        raise RuleBroken(_l("The same proposal waits there already."), field="title", status=422)


# --- What came of it goes back ----------------------------------------------------------------------------------------


def proposals_of(*items):
    """The proposals that became these items."""
    query = select(Proposal).where(Proposal.became_id.in_([item.id for item in items])).order_by(Proposal.id)
    return db.session.scalars(query).all()


def tell_outcomes(said):
    """At the closing each item that was proposed sends its outcome home."""
    meeting, now = said.subject, utc_now()
    for proposal in proposals_of(*meeting.items):
        item = proposal.became
        sealed = item.is_sealed(now)
        labels = [decision.label for decision in item.decisions if decision.adopted_at]
        came = {} if sealed else {"outcome": item.outcome, "labels": ", ".join(labels)[:200]}
        proposal.tell("outcome", said.voice, **came)


def follow_carried(said):
    """A point carried over goes on as a new item, and the proposal with it."""
    for proposal in proposals_of(said.subject):
        proposal.became = said.facts["item"]


def wait_again(said):
    """The item was taken off the agenda for good: the keepers decide anew."""
    db.session.execute(update(Proposal).where(Proposal.origin_id == said.subject).values(origin_id=None))
    waiting = select(Proposal).where(Proposal.became_id == said.subject)
    for proposal in db.session.scalars(waiting).all():
        proposal.became = proposal.accepted_at = proposal.reviewed_by = None
        proposal.tell("off_agenda", said.voice)
    db.session.flush()


react("meeting-closed", tell_outcomes)
react("item-carried-over", follow_carried)
react("item-withdrawn", wait_again)
