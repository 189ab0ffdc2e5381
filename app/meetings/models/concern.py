"""Technical offices of the members: told of items that concern their body, they say what they think before the sitting."""

from datetime import date, datetime, timedelta

from flask import has_request_context
from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from app.database import Instant, day_of, db, last_day, utc_now
from app.errors import RuleBroken
from app.happenings import react
from app.meetings.models.agenda import AgendaItem
from app.meetings.models.paper import papers_due
from app.membership.models import Affiliation, Mandate, Organisation, Person, Seat
from app.outbox import absolute, post_mail

VERDICTS = ("favourable", "with_conditions", "contrary", "no_remark")
LONGEST = 5000
SOON = 3  # days


class Concern(db.Model):
    """An item concerns a body: its technical office is asked for its opinion by a day (Europe/Rome).

    The opinion is a draft, seen by that office alone, until `given_at`; it binds nobody and blocks nothing.
    """

    __table_args__ = (UniqueConstraint("item_id", "organisation_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    due_on: Mapped[date]
    named_at: Mapped[datetime] = mapped_column(Instant)
    named_by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    told_at: Mapped[datetime | None] = mapped_column(Instant)
    verdict: Mapped[str | None] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime | None] = mapped_column(Instant)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    item: Mapped[AgendaItem] = relationship(backref=backref("concerns", order_by="Concern.id"))
    organisation: Mapped[Organisation] = relationship()
    by: Mapped[Mandate | None] = relationship(foreign_keys=by_id)

    @classmethod
    def name(cls, item, organisation, due_on, voice):
        """Say that an item concerns a body of its table; without a day the opinion is due with the papers."""
        item.check_not_begun()
        now = utc_now()
        if due_on and due_on < day_of(now):
            raise RuleBroken(_l("The day by which it is due cannot lie in the past."), field="due_on", status=422)
        if not offices(item.meeting.table, organisation.id, now):
            raise RuleBroken(_l("Choose a body that sits at this table."), field="organisation", status=422)
        if any(each.organisation_id == organisation.id for each in item.concerns):
            raise RuleBroken(_l("This body is named already."), field="organisation", status=422)
        due = due_on or max(last_day(papers_due(item.meeting)), day_of(now))
        named = cls(item=item, organisation=organisation, due_on=due, named_at=now, named_by_id=voice.id)
        db.session.add(named)
        item.tell("office-asked", named, voice)
        if item.meeting.convened_at:
            named.ask()
        return named

    def state(self, today):
        """`given`, `expired`, `soon` or `asked`."""
        if self.given_at:
            return "given"
        if self.due_on < today:
            return "expired"
        return "soon" if self.due_on <= today + timedelta(days=SOON) else "asked"

    def ask(self):
        """Tell the technical office and the administrator of the body; the mail names the neutral title of a closed item."""
        self.told_at = utc_now()
        db.session.flush()
        if not has_request_context():
            return
        for person in told_for(self.item.meeting.table, self.organisation_id, self.told_at):
            mail(person, "office_asked", f"office-asked/{self.id}/{person.id}", f"/items/{self.item_id}", concern=self)

    def write(self, verdict, text, mandate, give):
        """Keep a draft, or give the opinion, before the sitting begins; given once."""
        if self.given_at:
            raise RuleBroken(_l("This opinion was given already."))
        self.item.meeting.check_not_closed()
        if self.item.meeting.opened_at:
            raise RuleBroken(_l("The sitting has begun: an opinion is given before it."))
        if give and verdict != "no_remark" and not text.strip():
            raise RuleBroken(_l("Give the reasons."), field="text", status=422)
        self.verdict, self.text, self.by = verdict, text.strip(), mandate
        if give:
            self.given_at = utc_now()
            self.item.tell("advice-given", self, mandate)

    def drop(self, voice):
        """The item does not concern this body after all."""
        if self.given_at:
            raise RuleBroken(_l("This opinion was given: it stays."))
        self.item.tell("office-released", self.id, voice)
        self.item.concerns.remove(self)
        db.session.delete(self)


class Handing(db.Model):
    """An adopted output handed to the technical office of the body that answers for it; `taken_by` took it in charge."""

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    handed_at: Mapped[datetime] = mapped_column(Instant)
    taken_at: Mapped[datetime | None] = mapped_column(Instant)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))

    decision: Mapped["Decision"] = relationship()  # noqa: F821
    organisation: Mapped[Organisation] = relationship()
    taken_by: Mapped[Mandate | None] = relationship()

    def take(self, mandate):
        """Taken in charge by the office, once."""
        if self.taken_at:
            raise RuleBroken(_l("This output was taken in charge already."))
        self.taken_at, self.taken_by = utc_now(), mandate
        self.decision.item.tell("output-taken-in-charge", self.decision, mandate)


def offices(table, organisation_id, at, roles=None):
    """The mandates of a body at a table at a moment, of these roles."""
    query = select(Mandate).join(Mandate.seat).where(Seat.place_id == table.place_id, Seat.organisation_id == organisation_id)
    query = query.where(Mandate.in_force(at), Mandate.confirmed_at.is_not(None), Seat.in_force(at))
    if roles:
        query = query.where(Mandate.role.in_(roles))
    return db.session.scalars(query.order_by(Mandate.id)).all()


def told_for(table, organisation_id, at):
    """The technicians of a body at a table, without any who speaks for it there; and its administrators."""
    mandates = offices(table, organisation_id, at, ("technician",)) or offices(table, organisation_id, at)
    people = [each.person for each in mandates]
    query = select(Person).join(Affiliation, Affiliation.person_id == Person.id).where(Affiliation.administrator)
    query = query.where(Affiliation.organisation_id == organisation_id, Affiliation.in_force(at), Person.lives(at))
    return list(dict.fromkeys([*people, *db.session.scalars(query.order_by(Person.id))]))


def mail(person, template, key, address, **context):
    to = {"to": person.email, "language": person.language or "it", "person_id": person.id, "key": key}
    post_mail(f"meetings/mail/{template}", **to, link=absolute(address), **context)


def ask_all(said):
    """At the call every office that was named is told."""
    for concern in (each for item in said.subject.items for each in item.concerns if not each.told_at):
        concern.ask()


def hand_over(said):
    """An adopted output goes to the technical office of the body that answers for it; not of a confidential item."""
    decision, now = said.subject, utc_now()
    body, table = decision.answering(now), decision.item.meeting.table
    if body is None or decision.item.is_sealed(now):
        return
    mandates = offices(table, body.id, now, ("technician",))
    if not mandates or db.session.scalar(select(Handing.id).where(Handing.decision_id == decision.id)):
        return
    db.session.add(Handing(decision=decision, organisation=body, handed_at=now))
    for each in mandates if has_request_context() else ():
        mail(
            each.person, "output_handed", f"handed/{decision.id}/{each.person_id}", f"/decisions/{decision.id}", decision=decision
        )


def forget_item(said):
    """The item was taken off the agenda for good: nobody is asked any more."""
    db.session.execute(delete(Concern).where(Concern.item_id == said.subject))


def forget_output(said):
    """The output was taken back."""
    db.session.execute(delete(Handing).where(Handing.decision_id == said.subject))


react("meeting-convened", ask_all)
react("decision-adopted", hand_over)
react("item-withdrawn", forget_item)
react("decision-dropped", forget_output)
