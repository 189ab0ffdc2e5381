"""A poll: a question put to the seats present, on an agenda item or on an output of it, by consensus or by vote."""

from datetime import datetime
from json import loads

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.meetings.models.agenda import AgendaItem
from app.meetings.models.ballot import Elector, SecretCount
from app.meetings.models.casting import Casting
from app.meetings.models.counting import CHOICES
from app.meetings.models.decision import Decision
from app.meetings.models.presence import Assembly
from app.meetings.models.putting import Putting
from app.membership.models import Mandate
from app.membership.models.table_rules import COUNTED_OF, MAJORITIES

KINDS = ("consensus", "vote")
LONGEST_QUESTION = 500


class Poll(Putting, Casting, db.Model):
    """`prepared`, then `open`, then `closed` or `withdrawn`; never opened again: a second poll is a row of its own.

    `decision` is the output it is about, empty for a question of its own or once that output was dropped; `put` what the
    output said at the opening. `majority` and `majority_of` are the rule of this poll, `live` that the answers are seen
    before the close. `house` are the groups as they were at the opening, `result` what came of each at the close; both
    are JSON of Group and Outcome. `recorded_at` is when it was signed into the minutes.
    """

    __table_args__ = (Index(None, "item_id"), Index(None, "decision_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    kind: Mapped[str] = mapped_column(String(10))
    question: Mapped[str] = mapped_column(String(LONGEST_QUESTION), default="")
    put: Mapped[str] = mapped_column(Text, default="")
    secret: Mapped[bool] = mapped_column(default=False)
    live: Mapped[bool] = mapped_column(default=True)
    weighted: Mapped[bool] = mapped_column(default=False)
    parity: Mapped[bool] = mapped_column(default=False)
    majority: Mapped[str] = mapped_column(String(20))
    majority_of: Mapped[str] = mapped_column(String(10))
    prepared_at: Mapped[datetime] = mapped_column(Instant)
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    opened_at: Mapped[datetime | None] = mapped_column(Instant)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    house: Mapped[list | None] = mapped_column(JSON)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    result: Mapped[list | None] = mapped_column(JSON)
    adopted: Mapped[bool | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    recorded_at: Mapped[datetime | None] = mapped_column(Instant)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    item: Mapped[AgendaItem] = relationship(back_populates="polls")
    decision: Mapped[Decision | None] = relationship(back_populates="polls")
    electors: Mapped[list[Elector]] = relationship(back_populates="poll", order_by=Elector.seat_id)
    counts: Mapped[list[SecretCount]] = relationship(back_populates="poll", order_by=SecretCount.id)
    prepared_by: Mapped[Mandate] = relationship(foreign_keys=prepared_by_id)

    @classmethod
    def prepare(cls, item, voice, *, kind, majority, of, decision=None, question="", secret=False, live=True):
        """A question to put later; RuleBroken for a rule that cannot hold at this table."""
        item.meeting.check_not_closed()
        check_rule(item, kind, majority, of, secret)
        if decision is None and not question.strip():
            raise RuleBroken(_l("Write the question, or choose the output it is about."), field="question", status=422)
        if decision is not None and decision.item is not item:
            raise RuleBroken(_l("Choose an output of this item."), field="decision", status=422)
        rule = {"majority": "consensus" if kind == "consensus" else majority, "majority_of": of}
        facts = {"kind": kind, "question": question.strip(), "secret": secret, "live": live and not secret} | rule
        poll = cls(item=item, decision=decision, prepared_at=utc_now(), prepared_by=voice, **facts)
        db.session.add(poll)
        poll.tell("poll-prepared", voice)
        return poll

    @property
    def meeting(self):
        return self.item.meeting

    @property
    def state(self):
        """`prepared`, `open`, `closed` or `withdrawn`."""
        if self.withdrawn_at:
            return "withdrawn"
        if self.closed_at:
            return "closed"
        return "open" if self.opened_at else "prepared"

    @property
    def choices(self):
        return CHOICES[self.kind]

    @property
    def words(self):
        """The question, or the text of the output as it was put, as it is now before that."""
        if self.question:
            return self.question
        return loads(self.put)["text"] if self.put else self.decision.text if self.decision else ""

    def tell(self, kind, voice=None, **facts):
        """Say it on the line of its item; what a seat answered is never a fact of it."""
        self.item.tell(kind, self, voice, **facts)

    def voices(self):
        return Assembly(self.meeting).voices(self.item)

    def withdraw(self, voice):
        """Take the question back before it is closed; it has no result, and what was counted in secret is forgotten."""
        if self.state not in ("prepared", "open"):
            raise RuleBroken(_l("This poll is over."))
        self.withdrawn_at, self.withdrawn_by_id = utc_now(), voice.id
        for each in self.counts:
            each.seats = 0
        self.tell("poll-withdrawn", voice)

    def record(self, voice):
        """Sign the result into the minutes: their draft tells it in ready sentences."""
        self.check_state("closed")
        if self.recorded_at:
            raise RuleBroken(_l("The result is in the minutes already."))
        if self.meeting.minutes:
            raise RuleBroken(_l("The minutes have already been drafted: write the result in their text."))
        self.recorded_at, self.recorded_by_id = utc_now(), voice.id
        self.tell("poll-recorded", voice)

    def check_state(self, asked):
        sentences = {
            "prepared": _l("This poll was opened already."),
            "open": _l("This poll is not open: nothing is counted now."),
            "closed": _l("Close the poll first."),
        }
        if self.state != asked:
            raise RuleBroken(sentences[asked])


def check_rule(item, kind, majority, of, secret):
    if kind not in KINDS:
        raise RuleBroken(_l("Choose consensus or vote."), field="kind", status=422)
    if majority not in MAJORITIES or of not in COUNTED_OF:
        raise RuleBroken(_l("Choose one of the decision rules."), field="majority", status=422)
    if secret and kind == "consensus":
        raise RuleBroken(_l("Consensus is told openly: a reservation has a name and a reason."), field="secret", status=422)
    if secret and item.meeting.table.weighted:
        sentence = _l("Seats weigh differently here: a secret count would tell who voted what. Vote openly.")
        raise RuleBroken(sentence, field="secret", status=422)
