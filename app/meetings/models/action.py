"""An action: what a body, and a person of it, promise to do by a day; given at a sitting, or added by the body afterwards."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, case, or_, text
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, day_of, db, utc_now
from app.errors import RuleBroken
from app.meetings.models.agenda import AgendaItem
from app.meetings.models.decision import Decision
from app.membership.models import Mandate, Organisation, Person, Table

# The states there are; all but the last follow from facts: its day, its beginning, its end.
STATES = ("open", "begun", "late", "done", "dropped")
# What may be said in place of what the facts say. Who says that it is done reports it as done.
SAID = ("open", "begun", "late")
LONGEST_TEXT, LONGEST_NOTE = 2000, 5000
PARTS = {
    "text": _l("the text"),
    "organisation_id": _l("the organisation"),
    "person_id": _l("the person"),
    "due_on": _l("the deadline"),
}
STILL_WAITS = text("done_at IS NULL AND dropped_at IS NULL")


def waiting_index(*columns):
    """An index of what is neither done nor dropped: few rows, however many there were."""
    return Index(f"ix_action_waiting_{columns[0]}", *columns, sqlite_where=STILL_WAITS, postgresql_where=STILL_WAITS)


class Action(db.Model):
    """`own` tells that its body added it after the sitting. `said` overrides the state that the facts give, with a reason.

    `unsettled_at` is since when it waits to be confirmed or dropped by hand, because its decision was amended or revoked;
    `news_at` when anything was last heard of it.
    """

    __table_args__ = (
        waiting_index("table_id", "due_on"),
        waiting_index("organisation_id", "due_on"),
        waiting_index("person_id", "due_on"),
        waiting_index("due_on"),
        Index(None, "table_id"),
        Index(None, "organisation_id"),
        Index(None, "due_on"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("table.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    text: Mapped[str] = mapped_column(String(LONGEST_TEXT), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date | None]
    own: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[datetime] = mapped_column(Instant)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime | None] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    done_note: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[str] = mapped_column(String(500), default="")
    dropped_at: Mapped[datetime | None] = mapped_column(Instant)
    dropped_reason: Mapped[str] = mapped_column(Text, default="")
    unsettled_at: Mapped[datetime | None] = mapped_column(Instant)
    said: Mapped[str | None] = mapped_column(String(10))
    said_reason: Mapped[str] = mapped_column(Text, default="")
    said_at: Mapped[datetime | None] = mapped_column(Instant)
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    news_at: Mapped[datetime] = mapped_column(Instant)

    table: Mapped[Table] = relationship()
    item: Mapped[AgendaItem] = relationship(back_populates="actions")
    decision: Mapped[Decision | None] = relationship(back_populates="actions")
    organisation: Mapped[Organisation | None] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=person_id)
    given_by: Mapped[Person] = relationship(foreign_keys=given_by_id)
    said_by: Mapped[Mandate | None] = relationship()
    follow_ups: Mapped[list["FollowUp"]] = relationship(  # noqa: F821
        back_populates="action", order_by="FollowUp.id", cascade="all, delete-orphan"
    )

    @classmethod
    def give(cls, item, voice, decision=None, **parts):
        """With an output, or with the item alone, while the sitting is open; it may be unfinished until the closing."""
        item.meeting.check_open()
        if decision is not None and decision.item is not item:
            raise RuleBroken(_l("This output belongs to another item."), field="decision", status=422)
        return cls._make(item, decision, voice.person, voice=voice, own=False, **parts)

    @classmethod
    def promise(cls, decision, by, voice=None, **parts):
        """The body that answers for an output says by itself how it carries it out: only what it does, and nothing half made."""
        if decision.adopted_at is None:
            raise RuleBroken(_l("The sitting is still open: the secretariat records its actions."))
        if parts["organisation"] is not decision.answering(utc_now()):
            raise RuleBroken(_l("You promise for the body that answers for this output."), field="organisation", status=422)
        action = cls._make(decision.item, decision, by, voice=voice, own=True, **parts)
        check_whole(action)
        decision.weigh(utc_now())
        return action

    @classmethod
    def _make(cls, item, decision, by, *, voice, **parts):
        now = utc_now()
        facts = {"item": item, "decision": decision, "table_id": item.meeting.table_id}
        with db.session.no_autoflush:
            action = cls(**facts, given_by=by, given_at=now, news_at=now, **parts)
            db.session.add(action)
        db.session.flush()
        action.tell("action-given", by, voice)
        return action

    # --- What it is --------------------------------------------------------------------------------------------------

    @hybrid_method
    def state(self, today):
        """One of STATES on a day in Europe/Rome: what was said, else what the facts say."""
        if self.dropped_at:
            return "dropped"
        return self.said or self.computed(today)

    @state.expression
    @classmethod
    def state(cls, today):
        return case(
            (cls.dropped_at.is_not(None), "dropped"),
            (cls.said.is_not(None), cls.said),
            (cls.done_at.is_not(None), "done"),
            (cls.due_on < today, "late"),
            (cls.begun_at.is_not(None), "begun"),
            else_="open",
        )

    def computed(self, today):
        """The state by the facts alone."""
        if self.dropped_at or self.done_at:
            return "dropped" if self.dropped_at else "done"
        if self.due_on and self.due_on < today:
            return "late"
        return "begun" if self.begun_at else "open"

    @classmethod
    def waits(cls):
        """A condition: neither done nor dropped."""
        return cls.done_at.is_(None) & cls.dropped_at.is_(None)

    @classmethod
    def is_late(cls, today):
        """A condition that an index answers: it waits, and is late by its day or because somebody said so."""
        return cls.waits() & or_(cls.said == "late", cls.said.is_(None) & (cls.due_on < today))

    @property
    def ended(self):
        return bool(self.done_at or self.dropped_at)

    @property
    def state_now(self):
        return self.state(day_of(utc_now()))

    @property
    def computed_now(self):
        return self.computed(day_of(utc_now()))

    def days_late(self):
        """How many days its deadline lies behind, in Europe/Rome; 0 where it is not late."""
        late = self.state_now == "late" and self.due_on
        return max((day_of(utc_now()) - self.due_on).days, 0) if late else 0

    def missing(self):
        """Words for what it lacks to be final."""
        return [PARTS[part] for part in PARTS if not getattr(self, part)]

    @property
    def asked(self):
        """The follow-up that was asked for and not given yet, the oldest; None where there is none."""
        return next((each for each in self.follow_ups if each.kind == "needed" and not each.answered_at), None)

    # --- While the sitting is open -----------------------------------------------------------------------------------

    def revise(self, by, voice=None, **parts):
        """Change what was written: of the sitting while it is open, of the body's own until it has ended."""
        self.check_waits() if self.own else self.item.meeting.check_open()
        for part, value in parts.items():
            setattr(self, part, value)
        if self.own:
            check_whole(self)
        self.tell("action-revised", by, voice)

    def remove(self, voice):
        """Take back what was recorded by mistake, while the sitting is open."""
        self.item.meeting.check_open()
        self.item.tell("action-removed", self.id, voice)
        db.session.delete(self)

    # --- What comes of it --------------------------------------------------------------------------------------------

    def begin(self, by, voice=None):
        self.check_waits()
        if self.begun_at:
            raise RuleBroken(_l("This has begun already."))
        self.begun_at = utc_now()
        self._moved("action-begun", by, voice)

    def finish(self, note, evidence, by, voice=None):
        """It is done: in a few words how, and where that can be seen."""
        self.check_waits()
        if not note.strip():
            raise RuleBroken(_l("Say in a few words what was done."), field="note", status=422)
        self.done_at, self.done_note, self.evidence, self.said = utc_now(), note, evidence, None
        self._moved("action-done", by, voice)

    def drop(self, reason, by, voice=None):
        """It will not be done, and everybody reads why. A promise of the sitting is dropped by who keeps the table."""
        self.check_waits()
        if not reason.strip():
            raise RuleBroken(_l("Say why it is dropped."), field="reason", status=422)
        self.dropped_at, self.dropped_reason, self.unsettled_at = utc_now(), reason, None
        self._moved("action-dropped", by, voice)

    def say(self, state, reason, voice):
        """Another state than the facts give, with the reason; None goes back to the facts."""
        if self.dropped_at:
            raise RuleBroken(_l("This was dropped and stays so."))
        if state is not None and state not in SAID:
            raise RuleBroken(_l("Choose one of the states."), field="state", status=422)
        if state and not reason.strip():
            raise RuleBroken(_l("Say why: everybody who sees the action reads it."), field="reason", status=422)
        self.said, self.said_reason = state, reason if state else ""
        self.said_at, self.said_by = (utc_now(), voice) if state else (None, None)
        if state:
            self.done_at = None
        self._moved("action-state-said", voice.person, voice, state=state)

    def reconfirm(self, by, voice=None):
        """It stands although its decision was amended or revoked."""
        if not self.unsettled_at or self.ended:
            raise RuleBroken(_l("This action does not wait to be confirmed."))
        self.unsettled_at = None
        self._moved("action-confirmed", by, voice)

    def tell(self, kind, by, voice=None, **facts):
        self.news_at = utc_now()
        return self.item.tell(kind, self, voice, person=by, **facts)

    def check_waits(self):
        if not self.item.meeting.closed_at and not self.own:
            raise RuleBroken(_l("The sitting is still open: this is not final yet."))
        if self.ended:
            raise RuleBroken(_l("This action has ended already."))

    def _moved(self, kind, by, voice, **facts):
        self.tell(kind, by, voice, **facts)
        if self.decision:
            self.decision.weigh(utc_now())


def check_whole(action):
    """RuleBroken naming what is missing: an action has a text, a body, a person of it and a day."""
    if action.missing():
        lacks = ", ".join(str(part) for part in action.missing())
        raise RuleBroken(_l("An action is not final without %(parts)s.", parts=lacks), status=422)
