"""An agenda item and its outcome."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.meetings.models.agreement import poll_blockers
from app.meetings.models.approving import approve_minutes, check_not_approving
from app.meetings.models.carrying import Carried
from app.meetings.models.confidential import Confidential
from app.meetings.models.decision import Decision
from app.meetings.models.order import Ordered, stand_in
from app.meetings.models.paper import Papered
from app.meetings.models.point import Point
from app.meetings.models.reopening import keep_the_gap
from app.membership.models import Guest, Place

# `output`: one or more executive outputs; `none` needs a reason; `approved` approves the minutes that the item names.
OUTCOMES = ("output", "noted", "deferred", "none", "approved")


class AgendaItem(Papered, Point, Ordered, Carried, Confidential, db.Model):
    __table_args__ = (Index(None, "meeting_id", "position"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))  # empty while it waits in the backlog
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    planned_minutes: Mapped[int | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    outcome_note: Mapped[str] = mapped_column(Text, default="")
    outcome_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    meeting: Mapped["Meeting | None"] = relationship(foreign_keys=meeting_id, back_populates="items")  # noqa: F821
    decisions: Mapped[list[Decision]] = relationship(back_populates="item", order_by=Decision.id)
    actions: Mapped[list["Action"]] = relationship(back_populates="item", order_by="Action.id")  # noqa: F821
    polls: Mapped[list["Poll"]] = relationship(back_populates="item", order_by="Poll.id")  # noqa: F821
    conflicts: Mapped[list["Conflict"]] = relationship(back_populates="item", order_by="Conflict.id")  # noqa: F821

    @property
    def stream(self):
        """Its own line, once it has had a guest; what happens on it is told on the line of its meeting first."""
        return f"item/{self.id}"

    def welcome_guest(self, address, organisation, *, sponsor, purpose, until):
        """A person comes to see this item alone, until a day; see Guest.welcome. RuleBroken once the meeting is closed."""
        self.meeting.check_not_closed()
        place = db.session.scalar(select(Place).where(Place.noun == "item", Place.noun_id == self.id))
        place = place or Place(noun="item", noun_id=self.id)
        db.session.add(place)
        return Guest.welcome(place, address, organisation, sponsor=sponsor, purpose=purpose, until=until)

    def reword(self, title, note, voice, minutes_of=None, **layout):
        """Other words, another kind, section, length or rapporteur; in a new section it goes to its end."""
        self.check_not_begun()
        before = self.section
        self.write(title, note)
        self.lay_out(self.meeting.table, **layout)
        self.point_to(minutes_of)
        self.templated = False
        if self.section != before:
            stand_in(self, self.meeting.items)
        self.tell("item-reworded", self, voice)

    def withdraw(self, voice):
        """Take the item off the agenda; the ones after it move up."""
        self.check_not_begun()
        for later in self.meeting.items:
            if later.position > self.position:
                later.position -= 1
        announce(self.meeting, "item-withdrawn", self.id, voice=voice)
        self.meeting.items.remove(self)
        db.session.delete(self)

    def conclude(self, outcome, note, voice):
        """Record an outcome without an executive output; `none` asks for the reason."""
        self.meeting.check_open()
        if outcome not in OUTCOMES or outcome == "output":
            raise RuleBroken(_l("Choose one of the outcomes."), field="outcome", status=422)
        if self.decisions:
            raise RuleBroken(_l("This item already has an executive output: remove it first."))
        if outcome == "none" and not note.strip():
            raise RuleBroken(_l("Say why there is no outcome."), field="note", status=422)
        check_not_approving(self)
        if outcome == "approved":
            approve_minutes(self, voice)
        self._set_outcome(outcome, note, voice)

    def decide(self, voice, **parts):
        """Record an executive output; it may be half made until the meeting is closed."""
        self.meeting.check_open()
        check_not_approving(self)
        self.meeting.table.check_decides()
        decision = Decision(item=self, table_id=self.meeting.table_id, recorded_by=voice, **parts)
        db.session.add(decision)
        self.tell("decision-recorded", decision, voice)
        self._set_outcome("output", "", voice)
        return decision

    def drop(self, decision, voice):
        """Take back an output that was recorded by mistake, while the meeting is open."""
        self.meeting.check_open()
        if decision.linked_by:
            raise RuleBroken(_l("Another output refers to this one: take that link back first."))
        keep_the_gap(self.meeting, decision, voice)
        self.tell("decision-dropped", decision.id, voice)
        recorded = self.decisions  # read before the deletion, which a later reading would write at once
        db.session.delete(decision)
        recorded.remove(decision)
        if not self.decisions:
            self.outcome = self.outcome_at = self.outcome_by_id = None

    def blockers(self):
        """Sentences saying what is still missing here."""
        if self.outcome is None:
            return [_l("no outcome yet"), *poll_blockers(self)]
        return (
            [
                _l("the output lacks %(parts)s", parts=", ".join(str(part) for part in decision.missing()))
                for decision in self.decisions
                if decision.missing()
            ]
            + [sentence for decision in self.decisions for sentence in decision.obstacles()]
            + [
                _l("an action lacks %(parts)s", parts=", ".join(str(part) for part in action.missing()))
                for action in self.actions
                if action.missing()
            ]
            + poll_blockers(self)
        )

    def check_not_begun(self):
        self.meeting.check_not_closed()
        if self.outcome:
            raise RuleBroken(_l("This item already has an outcome and stays as it is."))

    def _set_outcome(self, outcome, note, voice):
        self.outcome = outcome
        self.write_outcome(note)
        self.outcome_at, self.outcome_by_id = utc_now(), voice.id
        self.tell("outcome-recorded", self, voice, outcome=outcome)
