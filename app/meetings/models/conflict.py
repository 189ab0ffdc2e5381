"""Conflicts of interest: who declares one on an agenda item, of what kind, and what it takes from her."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import react
from app.membership.models import Mandate

# `organisation` is of the whole seat: nobody else speaks for it either; the others are of the person alone.
KINDS = ("personal", "family", "financial", "organisation")
# She leaves the room, or stays and does not vote.
EFFECTS = ("leaves", "abstains")
LONGEST_REASON = 500


class Conflict(db.Model):
    """Declared on an item by who has it, or by the secretariat for her (`declared_by`); withdrawn, never erased.

    The duty: D.Lgs. 267/2000 (TUEL), art. 78 c. 2; whether she counts in the quorum is a setting of the table.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    kind: Mapped[str] = mapped_column(String(20))
    effect: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    declared_at: Mapped[datetime] = mapped_column(Instant)
    declared_by_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)

    item: Mapped["AgendaItem"] = relationship(back_populates="conflicts")  # noqa: F821
    mandate: Mapped[Mandate] = relationship(foreign_keys=mandate_id)
    declared_by: Mapped[Mandate] = relationship(foreign_keys=declared_by_id)

    @classmethod
    def declare(cls, item, mandate, kind, effect, reason, voice):
        """RuleBroken for a choice that does not exist, for somebody who does not sit there, once the item has its outcome."""
        check_choice(kind, effect)
        check_undecided(item)
        if mandate.seat.place_id != item.meeting.table.place_id or not mandate.holds(utc_now()):
            raise RuleBroken(_l("Choose somebody who holds a mandate at this table."), field="mandate", status=422)
        if any(each.stands() and each.mandate_id == mandate.id for each in item.conflicts):
            raise RuleBroken(_l("This conflict of interest was declared already: withdraw it to change it."))
        facts = {"kind": kind, "effect": effect, "reason": reason, "declared_at": utc_now(), "declared_by": voice}
        conflict = cls(item=item, mandate=mandate, **facts)
        db.session.add(conflict)
        item.tell("conflict-declared", conflict, voice, of=mandate.person_id, effect=effect)
        return conflict

    def withdraw(self, voice):
        """While the item has no outcome; that it was declared stays on record."""
        if self.withdrawn_at:
            raise RuleBroken(_l("This declaration was withdrawn already."))
        check_undecided(self.item)
        self.withdrawn_at = utc_now()
        self.item.tell("conflict-withdrawn", self, voice, of=self.mandate.person_id)

    def stands(self, at=None):
        """Does it hold, now or at a moment?"""
        if at is None:
            return self.withdrawn_at is None
        return self.declared_at <= at and (self.withdrawn_at is None or at < self.withdrawn_at)

    def keeps_out(self, voice):
        """Does it take its say from who would speak here: her own seat, one by her proxy, one that she gave away?"""
        whose = [voice.mandate] + ([voice.proxy.giver] if voice.proxy else [])
        return any(self.is_of(mandate) for mandate in whose)

    def is_of(self, mandate):
        """Does it bind this mandate: her person's, or that of a seat whose body itself is in conflict?"""
        body = self.kind == "organisation" and self.mandate.seat_id == mandate.seat_id
        return body or self.mandate.person_id == mandate.person_id


def check_choice(kind, effect):
    if kind not in KINDS:
        raise RuleBroken(_l("Choose one of the kinds of conflict."), field="kind", status=422)
    if effect not in EFFECTS:
        raise RuleBroken(_l("Say whether she leaves the room or does not vote."), field="effect", status=422)


def check_undecided(item):
    item.meeting.check_not_closed()
    if item.outcome:
        raise RuleBroken(_l("This item already has an outcome and stays as it is."))


def standing(item, at=None):
    """The conflicts that hold on an item, now or at a moment."""
    return [each for each in item.conflicts if each.stands(at)] if item is not None else []


def drop_with_item(said):
    """What was declared on an item goes with it when it leaves the agenda."""
    gone = db.session.query(Conflict).filter(Conflict.item_id == said.subject)
    for conflict in gone.all():
        db.session.delete(conflict)


react("item-withdrawn", drop_with_item)
