"""After the closing, who was given a decision to carry out accepts it, or objects and says why."""

from datetime import datetime

from flask import has_request_context
from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import react
from app.meetings.models.decision import Decision
from app.membership.models import Mandate, Organisation, Person, Seat
from app.outbox import absolute, post_mail

VERDICTS = ("accepted", "objected")
KEEPERS = ("secretary", "chair")


class Answer(db.Model):
    """`organisation` is the body for which it was given; `what_follows` is what the secretariat noted of an objection."""

    __table_args__ = (Index(None, "decision_id", "at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    what_follows: Mapped[str] = mapped_column(Text, default="")
    noted_at: Mapped[datetime | None] = mapped_column(Instant)
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    decision: Mapped[Decision] = relationship(back_populates="answers")
    by: Mapped[Person] = relationship()
    organisation: Mapped[Organisation] = relationship()
    noted_by: Mapped[Mandate | None] = relationship()

    @classmethod
    def give(cls, decision, verdict, reason, by):
        """Once for each adoption, but an objection may give way to an acceptance."""
        if decision.adopted_at is None:
            raise RuleBroken(_l("Only an adopted decision is answered."))
        if decision.revoked:
            raise RuleBroken(_l("This decision is revoked: it asks for no answer."))
        if decision.answer and (decision.answer.verdict == "accepted" or verdict == "objected"):
            raise RuleBroken(_l("This decision has its answer already."))
        if verdict == "objected" and not reason.strip():
            raise RuleBroken(_l("Say why you object."), field="reason", status=422)
        body = decision.answering(utc_now())
        answer = cls(verdict=verdict, reason=reason.strip(), by=by, organisation=body, at=utc_now())
        decision.answers.append(answer)
        decision.item.tell(f"decision-{verdict}", decision, None, person=by)
        if verdict == "objected":
            tell_keepers(answer)
        return answer

    @staticmethod
    def objection(decision):
        """The objection that stands; RuleBroken where there is none."""
        if decision.answer is None or decision.answer.verdict != "objected":
            raise RuleBroken(_l("There is no objection to follow."))
        return decision.answer

    def note_what_follows(self, text, voice):
        """What the secretariat does about an objection; said once."""
        if self.what_follows:
            raise RuleBroken(_l("What follows was noted already."))
        self.what_follows, self.noted_at, self.noted_by = text, utc_now(), voice
        self.decision.item.tell("objection-followed", self.decision, voice)


def ask_answer(said):
    """At the closing the person who answers for it is asked by mail; the mail names the decision by its number alone.

    Never for what came through no door by somebody's hand (the demonstration).
    """
    decision = said.subject
    decision.asked_at = decision.adopted_at
    person = decision.responsible_person
    if person and has_request_context():
        moment = int(decision.adopted_at.timestamp())
        tell(person, "answer_asked", f"answer-asked/{decision.id}/{moment}", decision)


def tell_keepers(answer):
    """The secretariat and the chair of the table read of an objection."""
    decision, at = answer.decision, answer.at
    place = decision.item.meeting.table.place_id
    query = select(Person).join(Mandate, Mandate.person_id == Person.id).join(Mandate.seat)
    query = query.where(Seat.place_id == place, Mandate.role.in_(KEEPERS), Mandate.in_force(at), Person.lives(at))
    for person in db.session.scalars(query.distinct().order_by(Person.id)).all():
        tell(person, "decision_objected", f"objected/{decision.id}/{int(at.timestamp())}/{person.id}", decision)


def tell(person, template, key, decision):
    to = {"to": person.email, "language": person.language or "it", "person_id": person.id, "key": key}
    post_mail(f"meetings/mail/{template}", **to, decision=decision, link=absolute(f"/decisions/{decision.id}"))


react("decision-adopted", ask_answer)
