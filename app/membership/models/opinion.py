"""An opinion: what a zone says of an act that concerns it, asked for with a day by which it is due."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, day_of, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce
from app.membership.models.act import Act
from app.membership.models.mandate import Mandate
from app.membership.models.person import Person
from app.membership.models.zone import Zone

OUTCOMES = ("favourable", "with_conditions", "contrary")


class Opinion(db.Model):
    """Compulsory on acts that concern the zone (Statuto della Città metropolitana di Milano, art. 29 c. 7).

    It is on an act of the archive or, before there is one, on a `subject` in words. `given_as` is the mandate that gave it.
    """

    __table_args__ = (Index(None, "zone_id", "due_on"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id"))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"), index=True)
    subject: Mapped[str] = mapped_column(String(300), default="")
    compulsory: Mapped[bool] = mapped_column(default=True)
    requested_at: Mapped[datetime] = mapped_column(Instant)
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[date] = mapped_column(index=True)
    given_at: Mapped[datetime | None] = mapped_column(Instant)
    given_as_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))
    outcome: Mapped[str | None] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    renderer: Mapped[int | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")

    zone: Mapped[Zone] = relationship()
    act: Mapped[Act | None] = relationship()
    requested_by: Mapped[Person | None] = relationship(foreign_keys=requested_by_id)
    given_as: Mapped[Mandate | None] = relationship()
    withdrawn_by: Mapped[Person | None] = relationship(foreign_keys=withdrawn_by_id)

    @classmethod
    def ask(cls, zone, due_on, *, act=None, subject="", compulsory=True, by=None):
        """Ask a zone for its opinion by the end of a day; RuleBroken where it was asked for the same act and is open."""
        now = utc_now()
        if act is None and not subject:
            raise RuleBroken(_l("Choose the act, or write what the opinion is about."), field="subject", status=422)
        if due_on < day_of(now):
            raise RuleBroken(_l("The day by which it is due cannot lie in the past."), field="due_on", status=422)
        not_asked_twice(zone, act)
        opinion = cls(zone=zone, act=act, subject=subject, compulsory=compulsory, due_on=due_on, requested_at=now)
        opinion.requested_by = by
        db.session.add(opinion)
        announce(zone, "opinion-asked", opinion, person=by, due_on=due_on.isoformat())
        return opinion

    @property
    def title(self):
        return self.act.title if self.act else self.subject

    def state(self, at):
        """`given`, `withdrawn`, `late` (the day it was due is over in Rome) or `asked`."""
        if self.given_at or self.withdrawn_at:
            return "given" if self.given_at else "withdrawn"
        return "late" if self.due_on < day_of(at) else "asked"

    @property
    def given_late(self):
        return self.given_at is not None and day_of(self.given_at) > self.due_on

    def give(self, voice, outcome, text, rendered):
        """The zone answers; also after the day it was due, which the page then says."""
        self._still_open()
        if outcome != "favourable" and not text:
            raise RuleBroken(_l("Write the conditions or the reasons."), field="text", status=422)
        self.given_at, self.given_as, self.outcome = utc_now(), voice, outcome
        self.text, self.html, self.renderer = text, rendered.html, rendered.version
        return announce(self.zone, "opinion-given", self, voice=voice, outcome=outcome)

    def withdraw(self, by, reason):
        """The request is taken back; what was asked stays to be read."""
        self._still_open()
        self.withdrawn_at, self.withdrawn_by, self.reason = utc_now(), by, reason
        return announce(self.zone, "opinion-withdrawn", self, person=by)

    def _still_open(self):
        if self.given_at:
            raise RuleBroken(_l("This opinion has been given already."))
        if self.withdrawn_at:
            raise RuleBroken(_l("This request was taken back."))


def not_asked_twice(zone, act):
    if act is None:
        return
    waiting = (Opinion.given_at.is_(None), Opinion.withdrawn_at.is_(None))
    same = select(Opinion.id).where(Opinion.zone_id == zone.id, Opinion.act_id == act.id, *waiting)
    if db.session.scalar(same.limit(1)):
        sentence = _l("%(zone)s has been asked for its opinion on this act and has not answered yet.", zone=zone.name)
        raise RuleBroken(sentence, field="zone", status=422)
