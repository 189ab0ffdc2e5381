"""A proxy: a delegate gives her voice to another mandate of the same table, for one meeting or for one of its items."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Instant, db, utc_now
from app.errors import RuleBroken
from app.happenings import announce, react
from app.membership.models import Mandate

HOLDERS = ("delegate", "substitute")


class Proxy(db.Model):
    """It is not passed on, and it ends when either mandate ends or is suspended. `item` is empty for the whole meeting."""

    __table_args__ = (Index(None, "meeting_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    giver_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), index=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), index=True)
    given_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)

    meeting: Mapped["Meeting"] = relationship(back_populates="proxies")  # noqa: F821
    item: Mapped["AgendaItem | None"] = relationship()  # noqa: F821
    giver: Mapped[Mandate] = relationship(foreign_keys=giver_id)
    holder: Mapped[Mandate] = relationship(foreign_keys=holder_id)

    @classmethod
    def give(cls, meeting, giver, holder, item=None):
        """The giver's seat speaks by the holder; RuleBroken where the rules of the table do not allow it.

        A table says how many proxies one person may hold (`proxies_allowed`, 0 is none).
        """
        at = utc_now()
        check_time(meeting, item)
        check_people(meeting, giver, holder, at)
        standing = [each for each in meeting.proxies if each.stands(at) and each.meets(item)]
        check_not_passed_on(standing, giver, holder)
        check_not_too_many(meeting.table, standing, holder)
        proxy = cls(meeting=meeting, item=item, giver=giver, holder=holder, given_at=at)
        db.session.add(proxy)
        announce(meeting, "proxy-given", proxy, voice=giver, holder=holder.person_id)
        return proxy

    def stands(self, at):
        """Does it count at a moment? Both mandates must hold."""
        return self.withdrawn_at is None and self.giver.holds(at) and self.holder.holds(at)

    def meets(self, item):
        """Do this proxy and one for `item` (None is the whole meeting) speak about the same thing?"""
        return self.item is None or item is None or self.item is item

    def withdraw(self, voice):
        """The giver speaks for herself again: until the meeting is opened, or until the item has its outcome."""
        if self.withdrawn_at:
            raise RuleBroken(_l("This proxy was withdrawn already."))
        check_time(self.meeting, self.item)
        self.withdrawn_at = utc_now()
        return announce(self.meeting, "proxy-withdrawn", self, voice=voice, holder=self.holder.person_id)


def check_time(meeting, item):
    meeting.check_not_closed()
    if item is None and meeting.opened_at:
        raise RuleBroken(_l("The sitting is open: a proxy for the whole meeting is given and withdrawn before."))
    if item is not None and item.outcome:
        raise RuleBroken(_l("This item already has an outcome and stays as it is."))


def check_people(meeting, giver, holder, at):
    place = meeting.table.place_id
    if giver.role != "delegate" or giver.seat.place_id != place or not giver.holds(at):
        raise RuleBroken(_l("Only the delegate of a seat of this table gives a proxy."))
    if holder.role not in HOLDERS or holder.seat.place_id != place or not holder.holds(at):
        raise RuleBroken(_l("Choose a delegate or a substitute of this table."), field="holder", status=422)
    if holder.seat_id == giver.seat_id or holder.person_id == giver.person_id:
        sentence = _l("A substitute of your own seat needs no proxy: choose somebody of another seat.")
        raise RuleBroken(sentence, field="holder", status=422)


def check_not_passed_on(standing, giver, holder):
    """A voice goes one step: who holds one does not give hers away, and who gave hers away receives none."""
    if any(each.giver_id == giver.id for each in standing):
        raise RuleBroken(_l("You have given your voice already: withdraw that proxy first."))
    if any(each.holder_id == giver.id for each in standing):
        raise RuleBroken(_l("You hold the voice of another seat: a proxy is not passed on."))
    if any(each.giver_id == holder.id for each in standing):
        sentence = _l("%(name)s has given her own voice away: a proxy is not passed on.", name=holder.person.name)
        raise RuleBroken(sentence, field="holder", status=422)


def check_not_too_many(table, standing, holder):
    """The maximum is of persons: two mandates of one person do not double it."""
    if not table.proxies_allowed:
        raise RuleBroken(_l("This table allows no proxies."))
    held = sum(each.holder.person_id == holder.person_id for each in standing)
    if held >= table.proxies_allowed:
        sentence = _l("%(name)s already holds as many proxies as this table allows.", name=holder.person.name)
        raise RuleBroken(sentence, field="holder", status=422)


def drop_with_item(said):
    """An item that leaves the agenda takes its proxies along: there is nothing left to speak about."""
    for proxy in db.session.scalars(select(Proxy).where(Proxy.item_id == said.subject)).all():
        db.session.delete(proxy)


react("item-withdrawn", drop_with_item)
