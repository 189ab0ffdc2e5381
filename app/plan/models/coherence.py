"""The request to assess how coherent some work is with the plan: its edition, its question, its outcome.

It is advice: the plan orients (L. 56/2014 art. 1 c. 44 a), so an outcome against the work warns and blocks nothing.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, day_of, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models import Mandate, Person
from app.plan.models.plan import Objective, PlanEdition

OUTCOMES = ("coherent", "with_conditions", "not_coherent")
SOON = 7  # days


@dataclass(frozen=True)
class Subject:
    """Work to assess, as the room that holds it tells it; `serves` is {objective: the sentence how it serves it}."""

    stream: str
    title: str
    page: str
    statement: str
    serves: dict = field(default_factory=dict)

    @property
    def version(self):
        """The fingerprint of what it says of itself."""
        said = sorted((objective.id, why) for objective, why in self.serves.items())
        return fingerprint([self.statement, said])


class CoherenceRequest(db.Model):
    """An assessment of one version of some work against one version of an edition; a later one `renews` it, never edits it.

    `stream` is where it is told: that of the work, which a later room ties to the request. `title`, `page` and `statement` are
    what the work said of itself when it was asked.
    """

    __table_args__ = (Index(None, "stream", "asked_at"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("coherence_request.id"), index=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("plan_edition.id"), index=True)
    edition_version: Mapped[str] = mapped_column(String(64))
    stream: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    page: Mapped[str] = mapped_column(String(200))
    statement: Mapped[str] = mapped_column(Text)
    subject_version: Mapped[str] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date]
    asked_at: Mapped[datetime] = mapped_column(Instant)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_as_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    taken_up_at: Mapped[datetime | None] = mapped_column(Instant)
    taken_up_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    conditions: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    withdrawn_why: Mapped[str] = mapped_column(String(300), default="")
    renewal_due_at: Mapped[datetime | None] = mapped_column(Instant)

    edition: Mapped[PlanEdition] = relationship()
    renews: Mapped["CoherenceRequest | None"] = relationship(remote_side=id)
    asked_by: Mapped[Person] = relationship(foreign_keys=asked_by_id)
    asked_as: Mapped[Mandate | None] = relationship()
    given_by: Mapped[Person | None] = relationship(foreign_keys=given_by_id)
    opinions: Mapped[list["CoherenceOpinion"]] = relationship(  # noqa: F821
        back_populates="request", order_by="CoherenceOpinion.id"
    )

    @property
    def state(self):
        """`requested`, `under_review`, an outcome, or `withdrawn`."""
        if self.withdrawn_at:
            return "withdrawn"
        return self.outcome or ("under_review" if self.taken_up_at else "requested")

    @property
    def open(self):
        return not (self.outcome or self.withdrawn_at)

    def check_open(self):
        if self.withdrawn_at:
            raise RuleBroken(_l("This request was taken back."))
        if self.outcome:
            raise RuleBroken(_l("This assessment has been given: a new one says otherwise, nobody edits it."))

    def clock(self, at):
        """`given`, `withdrawn`, `expired` (the day it was due is over in Rome), `soon` or `asked`."""
        if not self.open:
            return "withdrawn" if self.withdrawn_at else "given"
        return clock(self.due_on, at)

    def take_up(self, by):
        """The plan office begins to look at it."""
        self.check_open()
        if self.taken_up_at:
            raise RuleBroken(_l("It is under review already."))
        self.taken_up_at, self.taken_up_by_id = utc_now(), by.id
        return announce(self, "assessment-taken-up", self, person=by)

    def conclude(self, outcome, reason, conditions, by):
        """The plan office says the outcome; opinions not given by now are no longer waited for."""
        self.check_open()
        if outcome not in OUTCOMES:
            raise RuleBroken(_l("Choose from the list."), field="outcome", status=422)
        if not any(each.given_at for each in self.opinions if each.office == "plan_office"):
            raise RuleBroken(_l("The plan office gives its own opinion first, objective by objective."))
        check_reasons(outcome, reason, conditions)
        self.outcome, self.reason, self.conditions = outcome, reason, conditions if outcome == "with_conditions" else ""
        self.given_at, self.given_by = utc_now(), by
        return announce(self, "assessment-given", self, person=by, outcome=outcome)

    def withdraw(self, by, why, voice=None):
        self.check_open()
        self.withdrawn_at, self.withdrawn_by_id, self.withdrawn_why = utc_now(), by.id, why
        return announce(self, "assessment-withdrawn", self, person=by, voice=voice)

    def outdated(self, edition, edition_version, subject_version):
        """What moved on since it was asked: `edition`, else `objectives`; `subject`. Empty while it holds."""
        moved = []
        if edition is not None and edition.id != self.edition_id:
            moved.append("edition")
        elif edition_version != self.edition_version:
            moved.append("objectives")
        return moved + (["subject"] if subject_version != self.subject_version else [])

    def find_outdated(self, now):
        """Say once that a new assessment should be asked for."""
        self.renewal_due_at = now
        return announce(self, "assessment-renewal-due", self)


def check_reasons(outcome, reason, conditions):
    """An outcome has its reason; conditions are written where there are any."""
    if not reason.strip():
        raise RuleBroken(_l("Write the reason."), field="reason", status=422)
    if outcome == "with_conditions" and not conditions.strip():
        raise RuleBroken(_l("Write the conditions."), field="conditions", status=422)


def clock(due_on, at):
    """`expired` once the day is over in Rome, `soon` in its last week, else `asked`."""
    days = (due_on - day_of(at)).days
    return "expired" if days < 0 else "soon" if days <= SOON else "asked"


def edition_in_force(at):
    """The edition that orients at a moment, the newest where several do; None where there is none."""
    query = select(PlanEdition).where(PlanEdition.in_force(at)).order_by(PlanEdition.since.desc(), PlanEdition.id.desc())
    return db.session.scalar(query.limit(1))


def version_of(edition):
    """The fingerprint of an edition: of every objective its code, its place in the tree, its words."""
    columns = Objective.code, Objective.parent_id, Objective.level, Objective.title, Objective.note
    rows = db.session.execute(select(*columns).where(Objective.edition_id == edition.id).order_by(Objective.code))
    return fingerprint(sorted([list(row) for row in rows], key=lambda row: row[0]))


def fingerprint(said):
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
