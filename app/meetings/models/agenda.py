"""An agenda item and its outcome."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.meetings.models.decision import Decision
from app.membership.models import Guest, Place

# `output`: one or more executive outputs; `none` needs a reason.
OUTCOMES = ("output", "noted", "deferred", "none")


class AgendaItem(db.Model):
    __table_args__ = (Index(None, "meeting_id", "position"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str | None] = mapped_column(String(20))
    outcome_note: Mapped[str] = mapped_column(Text, default="")
    outcome_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    meeting: Mapped["Meeting"] = relationship(back_populates="items")  # noqa: F821
    decisions: Mapped[list[Decision]] = relationship(back_populates="item", order_by=Decision.id)

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

    def reword(self, title, note, voice):
        self.check_not_begun()
        self.title, self.note = title, note
        announce(self.meeting, "item-reworded", self, voice=voice)

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
        self._set_outcome(outcome, note, voice)

    def decide(self, voice, **parts):
        """Record an executive output; it may be half made until the meeting is closed."""
        self.meeting.check_open()
        self.meeting.table.check_decides()
        decision = Decision(item=self, table_id=self.meeting.table_id, recorded_by=voice, **parts)
        db.session.add(decision)
        announce(self.meeting, "decision-recorded", decision, voice=voice)
        self._set_outcome("output", "", voice)
        return decision

    def drop(self, decision, voice):
        """Take back an output that was recorded by mistake, while the meeting is open."""
        self.meeting.check_open()
        announce(self.meeting, "decision-dropped", decision.id, voice=voice)
        self.decisions.remove(decision)
        db.session.delete(decision)
        if not self.decisions:
            self.outcome = self.outcome_at = self.outcome_by_id = None

    def blockers(self):
        """Sentences saying what is still missing here."""
        if self.outcome is None:
            return [_l("no outcome yet")]
        return [
            _l("the output lacks %(parts)s", parts=", ".join(str(part) for part in decision.missing()))
            for decision in self.decisions
            if decision.missing()
        ]

    def check_not_begun(self):
        self.meeting.check_not_closed()
        if self.outcome:
            raise RuleBroken(_l("This item already has an outcome and stays as it is."))

    def _set_outcome(self, outcome, note, voice):
        self.outcome, self.outcome_note = outcome, note
        self.outcome_at, self.outcome_by_id = utc_now(), voice.id
        announce(self.meeting, "outcome-recorded", self, voice=voice, outcome=outcome)
