"""A decision: the executive output of an agenda item, of one of five kinds, with its five parts."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import ROME, Instant, day_of, db, hold, utc_now
from app.errors import RuleBroken
from app.meetings.models.execution import STILL_WAITS, Execution
from app.meetings.models.output import Output
from app.meetings.models.reopening import DroppedNumber
from app.membership.models import Affiliation, Mandate, Organisation, Person, Table
from app.membership.models.period import period_label
from app.plan.models import Objective

PARTS = {
    "text": _l("the text"),
    "responsible": _l("who is responsible"),
    "due_on": _l("the deadline"),
    "resources": _l("the resources (or “none”)"),
    "objective": _l("the plan objective"),
}


class Decision(Execution, Output, db.Model):
    """`resources` says more of its means in words; `no_resources` that none are needed. Numbers (2026/3) come at the closing.

    `series` is what the number is counted in: the label of the table's period at the closing, else the year.
    """

    __table_args__ = (
        UniqueConstraint("table_id", "series", "number"),
        Index(None, "objective_id"),
        Index(None, "table_id"),
        Index(None, "year"),
        Index(None, "due_on"),
        Index("ix_decision_waiting", "due_on", sqlite_where=STILL_WAITS, postgresql_where=STILL_WAITS),
        Index(None, "item_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    table_id: Mapped[int] = mapped_column(ForeignKey("table.id"))
    series: Mapped[str | None] = mapped_column(String(20))
    year: Mapped[int | None]
    number: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    renderer: Mapped[int] = mapped_column(default=0)
    responsible_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    responsible_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due_on: Mapped[date | None]
    resources: Mapped[str] = mapped_column(String(500), default="")
    no_resources: Mapped[bool] = mapped_column(default=False)
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    adopted_at: Mapped[datetime | None] = mapped_column(Instant)
    published_at: Mapped[datetime | None] = mapped_column(Instant)

    item: Mapped["AgendaItem"] = relationship(back_populates="decisions")  # noqa: F821
    recorded_by: Mapped[Mandate] = relationship()
    responsible_organisation: Mapped[Organisation | None] = relationship()
    responsible_person: Mapped[Person | None] = relationship()
    objective: Mapped[Objective | None] = relationship()
    actions: Mapped[list["Action"]] = relationship(back_populates="decision", order_by="Action.id")  # noqa: F821
    polls: Mapped[list["Poll"]] = relationship(back_populates="decision", order_by="Poll.id")  # noqa: F821
    handovers: Mapped[list["Handover"]] = relationship(  # noqa: F821
        back_populates="decision", order_by="Handover.since"
    )

    @property
    def named(self):
        """What bears the name that the responsible body had when this was adopted; None before somebody is named."""
        body = self.responsible_organisation
        return body and body.called(self.adopted_at or utc_now())

    def handover(self, at):
        """What says that another body answers for it at a moment, or None."""
        return next((each for each in self.handovers if each.in_force(at)), None)

    def answering(self, at):
        """The body that answers for it at a moment: the one that took it over, else the one that was decided."""
        passed = self.handover(at)
        return passed.organisation if passed else self.responsible_organisation

    @property
    def label(self):
        """`2026/3` or `2021–2026/3`, or nothing before the meeting is closed."""
        return f"{self.series}/{self.number}" if self.number else ""

    @property
    def state(self):
        """`proposed`, `adopted` or `published`."""
        if self.published_at:
            return "published"
        return "adopted" if self.adopted_at else "proposed"

    def missing(self):
        """Words for the parts of the five that are not there yet."""
        return [PARTS[part] for part in self.missing_parts()]

    def missing_parts(self):
        """Their names: keys of PARTS."""
        there = {
            "text": bool(self.text.strip()),
            "responsible": bool(self.responsible_organisation_id and self.responsible_person_id),
            "due_on": self.due_on is not None,
            "resources": self.has_means(),
            "objective": self.objective_id is not None,
        }
        return [part for part in PARTS if not there[part]]

    def revise(self, voice, **parts):
        """Change what was recorded, while the meeting is open."""
        self.item.meeting.check_open()
        for part, value in parts.items():
            setattr(self, part, value)
        self.item.tell("decision-recorded", self, voice)

    def adopt(self, series, number, at):
        self.series, self.number, self.adopted_at = series, number, at
        self.year = at.astimezone(ROME).year

    def late(self, today):
        waits = self.adopted_at is not None and self.executed_at is None and not self.revoked
        return waits and self.due_on is not None and self.due_on < today

    def days_late(self):
        """How many days the deadline lies behind, in Europe/Rome; 0 where it does not."""
        today = day_of(utc_now())
        return (today - self.due_on).days if self.late(today) else 0


def check_responsible(organisation, person):
    """A person answers for a body only if she belongs to it today; RuleBroken otherwise."""
    if organisation is None or person is None:
        return
    now = utc_now()
    if not organisation.lives(now):
        raise RuleBroken(_l("%(name)s has ended and cannot answer for this.", name=organisation.name), "organisation", 422)
    belongs = select(Affiliation.id).where(
        Affiliation.person_id == person.id, Affiliation.organisation_id == organisation.id, Affiliation.in_force(now)
    )
    if not db.session.scalar(belongs):
        sentence = _l("%(person)s does not belong to %(name)s today.", person=person.name, name=organisation.name)
        raise RuleBroken(sentence, field="person", status=422)


def next_number(table_id, at):
    """(series, number) of the next decision of a table; a number that was taken back is not given again.

    The table's row is held until the commit, so that two meetings closed at once do not get one number.
    """
    hold(Table, table_id)
    series = series_at(table_id, at)
    rows = (Decision, DroppedNumber)
    given = [select(func.max(row.number)).where(row.table_id == table_id, row.series == series) for row in rows]
    return series, max(db.session.scalar(highest) or 0 for highest in given) + 1


def series_at(table_id, at):
    """The label of the table's period in force at a moment; without one the year in Europe/Rome."""
    return period_label(table_id, at) or str(at.astimezone(ROME).year)
