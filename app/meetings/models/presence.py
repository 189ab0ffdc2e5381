"""Who is in the room, from when to when: the history of each seat at a sitting, and the seats that can speak and vote.

`voices(meeting, item, at)` is the one answer to "who can speak and vote here now"; quorum.py counts on the same Assembly.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app.database import Dated, db, utc_now
from app.happenings import react
from app.meetings.models.conflict import Conflict
from app.meetings.models.proxy import Proxy
from app.membership.models import Mandate, Organisation, Seat
from app.membership.models.table_rules import COVERING

LAST_INSTANT = timedelta(microseconds=1)


class Presence(Dated, db.Model):
    """Somebody in a seat for a time; `from_item` and `to_item` are the items treated as she came and as she went.

    The seat of a guest is that of her body at the item. A seat that speaks by proxy has no row of its own: it is there
    while the holder is.
    """

    __table_args__ = (Index(None, "meeting_id", "seat_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"))
    from_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    to_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))

    meeting: Mapped["Meeting"] = relationship(back_populates="presences")  # noqa: F821
    seat: Mapped[Seat] = relationship()
    mandate: Mapped[Mandate] = relationship()
    from_item: Mapped["AgendaItem | None"] = relationship(foreign_keys=from_item_id)  # noqa: F821
    to_item: Mapped["AgendaItem | None"] = relationship(foreign_keys=to_item_id)  # noqa: F821

    @property
    def capacity(self):
        """As what she is there: `delegate`, `chair`, `substitute`, `technician`, `secretary` or `guest`."""
        return self.mandate.role

    def moved(self):
        """Did she come after the first item was taken up, or go before the sitting was closed?"""
        return self.from_item_id is not None or (self.until is not None and self.until != self.meeting.closed_at)

    def end(self, at, item=None):
        """She goes; the item treated then is where she went."""
        self.until, self.to_item = max(at, self.since), item


@dataclass(frozen=True)
class Voice:
    """A seat that can speak and vote, by whom; `proxy` where she speaks for a seat that is not her own."""

    seat: Seat
    mandate: Mandate
    proxy: object = None


class Assembly:
    """All that was marked, given and declared at a sitting, read at once: who was there at any moment of it.

    `at` is the moment that is meant where none is named: now, or the last instant of a sitting that is over.
    """

    def __init__(self, meeting):
        self.meeting, self.at = meeting, asked_at(meeting)
        self.presences = db.session.scalars(presences_of(meeting.id)).all()
        self.proxies = db.session.scalars(proxies_given(meeting.id)).all()
        self.conflicts = db.session.scalars(conflicts_of(meeting.id)).all()

    def voices(self, item=None, at=None):
        """The seats that can speak and vote, those in conflict on this item left out."""
        at = at or self.at
        return [voice for voice in self.in_the_room(item, at) if not self.kept_out(voice, item, at)]

    def in_the_room(self, item=None, at=None):
        """The seats that are there, by their own people or by a proxy whose holder is there; in conflict or not."""
        at = at or self.at
        own = [Voice(each.seat, each.mandate) for each in self.present(at) if each.capacity in COVERING]
        taken, here = {each.seat.id for each in own}, {each.mandate.id for each in own}
        for proxy in self.proxies:
            if proxy.giver.seat_id not in taken and proxy.holder_id in here and stands_for(proxy, item, at):
                own.append(Voice(proxy.giver.seat, proxy.holder, proxy))
                taken.add(proxy.giver.seat_id)
        return own

    def present(self, at):
        """The rows of who is there at a moment, by a mandate that holds then."""
        return [each for each in self.presences if each.in_force(at) and each.mandate.holds(at)]

    def left_for(self, mandate, item, at):
        """Has she left the room for this item, because of a conflict of interest of hers?"""
        out = [each for each in self.conflicts if item is not None and each.item_id == item.id and each.stands(at)]
        return any(each.effect == "leaves" and each.is_of(mandate) for each in out)

    def kept_out(self, voice, item, at):
        """The conflict of interest that takes its say from a seat on this item, or None."""
        asked = [each for each in self.conflicts if item is not None and each.item_id == item.id and each.stands(at)]
        return next((each for each in asked if each.keeps_out(voice)), None)


def sitting_in(assembly, mandate, at):
    """Is she in the room by this very mandate?"""
    return any(each.mandate_id == mandate.id for each in assembly.present(at))


def voices(meeting, item=None, at=None):
    """The seats that can speak and vote at a moment (now, or the last instant of a closed sitting), one Voice each.

    A seat by proxy counts only while its holder is present; the seats kept out by a conflict on this item are left out.
    """
    return Assembly(meeting).voices(item, at)


def stands_for(proxy, item, at):
    """Does a proxy speak about this item at a moment? One for another item does not."""
    about = proxy.item_id is None or (item is not None and proxy.item_id == item.id)
    given = proxy.given_at <= at and (proxy.withdrawn_at is None or at < proxy.withdrawn_at)
    return about and given and proxy.giver.holds(at) and proxy.holder.holds(at)


def asked_at(meeting):
    """Now; for a sitting that is over its last instant."""
    return meeting.closed_at - LAST_INSTANT if meeting.closed_at else utc_now()


def presences_of(meeting_id):
    query = select(Presence).where(Presence.meeting_id == meeting_id).order_by(Presence.since, Presence.id)
    return query.options(joinedload(Presence.from_item), joinedload(Presence.to_item), *whole(Presence.mandate))


def proxies_given(meeting_id):
    query = select(Proxy).where(Proxy.meeting_id == meeting_id).order_by(Proxy.id)
    return query.options(*whole(Proxy.giver), *whole(Proxy.holder))


def conflicts_of(meeting_id):
    query = select(Conflict).where(Conflict.item.has(meeting_id=meeting_id)).order_by(Conflict.id)
    return query.options(*whole(Conflict.mandate))


def whole(mandate):
    """A mandate with all that says whether it holds."""
    seat = joinedload(mandate).joinedload(Mandate.seat)
    names = seat.joinedload(Seat.organisation).selectinload(Organisation.aliases)
    people = (joinedload(mandate).joinedload(Mandate.person), joinedload(mandate).selectinload(Mandate.suspensions))
    return (*people, names, seat.selectinload(Seat.suspensions))


# --- Coming and going ------------------------------------------------------------------------------------------------


def sit(meeting, seat, mandate, at):
    """From now on this mandate sits in that seat, or nobody does; who sat there before goes at this moment."""
    before = next((each for each in meeting.presences if each.seat_id == seat.id and each.until is None), None)
    if before is not None and mandate is not None and before.mandate_id == mandate.id:
        return
    if before is not None:
        before.end(at, meeting.current_item)
    if mandate is not None:
        come(meeting, mandate, at)


def come(meeting, mandate, at):
    db.session.add(Presence(meeting=meeting, seat=mandate.seat, mandate=mandate, since=at, from_item=meeting.current_item))


def visit(meeting, mandate, comes, at):
    """A guest enters or leaves; several guests of one body share its seat, and each has her own times."""
    before = next((each for each in meeting.presences if each.mandate_id == mandate.id and each.until is None), None)
    if comes and before is None:
        come(meeting, mandate, at)
    if before is not None and not comes:
        before.end(at, meeting.current_item)


def all_go(said):
    """With the closing everybody's time in the room ends."""
    meeting = said.subject
    for each in meeting.presences:
        if each.until is None:
            each.end(meeting.closed_at, meeting.current_item)


def all_come_back(said):
    """Who was there as a sitting was closed is there again when it is reopened, by a mandate that still holds."""
    meeting, at = said.subject, utc_now()
    for row in meeting.attendance:
        if row.mandate is not None and row.mandate.holds(at):
            sit(meeting, row.seat, row.mandate, at)


react("meeting-closed", all_go)
react("meeting-reopened", all_come_back)
