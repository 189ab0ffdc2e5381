"""What one office, body or person says on the coherence of some work: a mark an objective, an outcome, the reasons."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, day_of, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models import Organisation, Person
from app.plan.models.coherence import OUTCOMES, CoherenceRequest, check_reasons, clock
from app.plan.models.plan import Objective

# How much the work helps an objective (above zero) or hinders it. Five of the seven steps by which Nilsson, Griggs and Visbeck
# score how goals act on each other (“Map the interactions between Sustainable Development Goals”, Nature 534, 2016, p. 320-322).
SCORES = (2, 1, 0, -1, -2)
SIGNS = ("contributes", "neutral", "conflicts")
OFFICES = ("plan_office", "zones_office")


class CoherenceOpinion(db.Model):
    """Asked of an `office`, of an organisation or of a person; with none of the three it is the word of who asks (`own`).

    Until it is given it is a draft, which nobody reads but who may give it.
    """

    __table_args__ = (Index(None, "due_on", "given_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("coherence_request.id"), index=True)
    office: Mapped[str | None] = mapped_column(String(20), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date]
    asked_at: Mapped[datetime] = mapped_column(Instant)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    conditions: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime | None] = mapped_column(Instant)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    request: Mapped[CoherenceRequest] = relationship(back_populates="opinions")
    organisation: Mapped[Organisation | None] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=person_id)
    given_by: Mapped[Person | None] = relationship(foreign_keys=given_by_id)
    marks: Mapped[list["CoherenceMark"]] = relationship(back_populates="opinion", order_by="CoherenceMark.id")

    @classmethod
    def ask(cls, request, due_on, *, office=None, organisation=None, person=None, by, voice=None):
        """Ask one more opinion; RuleBroken where this one is waited for already, or is due before today."""
        request.check_open()
        if due_on < day_of(utc_now()):
            raise RuleBroken(_l("The day by which it is due cannot lie in the past."), field="due_on", status=422)
        asked = office, organisation and organisation.id, person and person.id
        if any(asked == each.asked_of and not each.withdrawn_at for each in request.opinions):
            raise RuleBroken(_l("This opinion has been asked for already."), field="assessor", status=422)
        opinion = cls(request=request, office=office, organisation=organisation, person=person, due_on=due_on)
        opinion.asked_at, opinion.asked_by_id = utc_now(), by.id
        db.session.add(opinion)
        announce(request, "assessment-opinion-asked", opinion, person=by, voice=voice)
        return opinion

    @property
    def asked_of(self):
        return self.office, self.organisation_id, self.person_id

    @property
    def own(self):
        return self.asked_of == (None, None, None)

    def clock(self, at):
        """`given`, `withdrawn`, `lapsed` (the assessment ended before), `expired`, `soon` or `asked`."""
        if self.given_at or self.withdrawn_at:
            return "given" if self.given_at else "withdrawn"
        return clock(self.due_on, at) if self.request.open else "lapsed"

    def check_waits(self):
        self.request.check_open()
        if self.given_at:
            raise RuleBroken(_l("This opinion has been given already."))
        if self.withdrawn_at:
            raise RuleBroken(_l("This request was taken back."))

    def write(self, marks, outcome, reason, conditions, by):
        """Keep a draft; `marks` is {objective: (score, reason, evidence)} and replaces what was kept before."""
        self.check_waits()
        if any(objective.edition_id != self.request.edition_id for objective in marks):
            raise RuleBroken(_l("This objective belongs to another edition of the plan."), status=422)
        kept = {each.objective_id: each for each in self.marks}
        for id in kept.keys() - {objective.id for objective in marks}:
            self.marks.remove(kept[id])
            db.session.delete(kept[id])
        for objective, (score, why, evidence) in marks.items():
            mark = kept.get(objective.id) or CoherenceMark(opinion=self, objective=objective)
            mark.score, mark.reason, mark.evidence, mark.by_id, mark.at = score, why, evidence, by.id, utc_now()
            db.session.add(mark)
        self.outcome, self.reason, self.conditions = outcome, reason, conditions
        db.session.flush()

    def give(self, by):
        """Say it: from now on nobody edits it."""
        self.check_waits()
        if self.outcome not in OUTCOMES:
            raise RuleBroken(_l("Choose from the list."), field="outcome", status=422)
        check_reasons(self.outcome, self.reason, self.conditions)
        self.check_marks()
        self.given_at, self.given_by = utc_now(), by
        return announce(self.request, "assessment-opinion-given", self, person=by, outcome=self.outcome)

    def check_marks(self):
        """At least one mark; the plan office marks every objective that who asks has named; a conflict has its reason."""
        marked = {each.objective_id for each in self.marks}
        named = {each.objective_id for opinion in self.request.opinions if opinion.own for each in opinion.marks}
        if not marked or (self.office == "plan_office" and named - marked):
            raise RuleBroken(_l("Mark each objective that the work names, and at least one."), status=422)
        if any(each.score < 0 and not each.reason.strip() for each in self.marks):
            raise RuleBroken(_l("Say why, where you see a conflict."), status=422)

    def withdraw(self, by, voice=None):
        """It is no longer asked for; what was asked stays to be read."""
        self.check_waits()
        if self.office == "plan_office":
            raise RuleBroken(_l("The plan office answers every request: take back the whole request instead."))
        self.withdrawn_at, self.withdrawn_by_id = utc_now(), by.id
        return announce(self.request, "assessment-opinion-withdrawn", self, person=by, voice=voice)


class CoherenceMark(db.Model):
    """One cell of the matrix; `score` runs from 2 (helps a lot) through 0 (neutral) to -2 (hinders a lot)."""

    __table_args__ = (UniqueConstraint("opinion_id", "objective_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("coherence_opinion.id"))
    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"), index=True)
    score: Mapped[int]
    reason: Mapped[str] = mapped_column(String(1000), default="")
    evidence: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    opinion: Mapped[CoherenceOpinion] = relationship(back_populates="marks")
    objective: Mapped[Objective] = relationship()

    @property
    def sign(self):
        return SIGNS[0] if self.score > 0 else SIGNS[2] if self.score < 0 else SIGNS[1]
