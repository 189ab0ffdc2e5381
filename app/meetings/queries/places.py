"""The seats of a meeting as its page draws them: who sits there, since when, who speaks, whose hand is up."""

from dataclasses import dataclass, field

from flask_babel import format_time
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.happenings import iso
from app.meetings.models import Attendance, Meeting
from app.meetings.models.presence import Assembly, Voice
from app.meetings.queries.decisions import organisation_json
from app.meetings.queries.items import guests_at
from app.meetings.queries.proxies import proxies_of
from app.membership.models import Mandate, Organisation, Seat
from app.permissions import can_mark, can_read_item, me, moment
from app.words import titled, word

MARKED = selectinload(Meeting.attendance).joinedload(Attendance.mandate).joinedload(Mandate.person)
IN_ROWS = 12  # more seats than these are drawn in rows, by the kind of their bodies


def seats_at(meeting):
    """The seats of the table while the meeting lasts: those of its closing, or of now."""
    at = meeting.closed_at or moment()
    query = select(Seat).where(Seat.place_id == meeting.table.place_id, Seat.in_force(at)).order_by(Seat.id)
    mandates = selectinload(Seat.mandates)
    people = (mandates.joinedload(Mandate.person), mandates.selectinload(Mandate.suspensions), selectinload(Seat.suspensions))
    return db.session.scalars(query.options(joinedload(Seat.organisation).selectinload(Organisation.aliases), *people)).all()


@dataclass
class MarkedSeat:
    """A seat at the sitting: who holds mandates in it, and how it was marked (`row` is None where it was not).

    `given` is the proxy for the whole meeting, or for the item at hand, that its delegate gave; `held` those that who sits
    in it received. `times` are its presences in their order; `voice` says who speaks for it now, `conflict` what keeps that
    one out; `hand` is its place in the queue, `speaks` that it has the floor; `said` the arrival that waits for a yes.
    """

    seat: Seat
    row: Attendance | None
    mandates: list
    given: object = None
    held: list = field(default_factory=list)
    at: object = None
    times: list = field(default_factory=list)
    voice: Voice | None = None
    conflict: object = None
    hand: int | None = None
    speaks: bool = False
    said: object = None

    @property
    def called(self):
        """What bears the name that its body had while the meeting lasted."""
        return self.seat.organisation.called(self.at)

    @property
    def name(self):
        """The body, and where it has several seats the title of this one."""
        return f"{titled(self.called)}, {self.seat.title}" if self.seat.title else titled(self.called)

    @property
    def present(self):
        return self.row is not None and self.row.mandate_id is not None

    @property
    def by_proxy(self):
        """The proxy by which the seat speaks where nobody of its own sits in it; None where there is none."""
        return None if self.present else self.given

    @property
    def there(self):
        """Does the seat count now: by its own people, or by a proxy whose holder is there?"""
        return self.voice is not None

    def as_drawn(self, opened, grouped=False):
        """What the drawing of the table needs of a seat."""
        return {
            "initials": self.called.initials(),
            "name": self.name,
            "side": "plum" if self.seat.side == "a" else None,
            "state": self.state(opened),
            "note": self.note(opened),
            "now": self.speaks,
            "hand": self.hand,
            "group": str(word(self.seat.organisation.kind, "organisation")) if grouped else "",
        }

    def held_for(self):
        """The bodies whose voice is here too, each with the item where it is for one only."""
        return ", ".join(
            titled(each.giver.organisation) + (f" ({_('item %(number)s', number=each.item.position)})" if each.item else "")
            for each in self.held
        )

    def state(self, opened):
        if not opened:
            return "in" if self.mandates else "vacant"
        if not self.present:
            return "sub" if self.there else "vacant"
        return "sub" if self.row.mandate.role == "substitute" else "in"

    def note(self, opened):
        """Everything that the drawing says of a seat, in words."""
        return " · ".join(each for each in (self.who_is_there(opened), *self.doing()) if each)

    def who_is_there(self, opened):
        if self.present:
            role = str(word(self.row.mandate.role, "mandate"))
            return _("%(role)s, with the proxy of %(names)s", role=role, names=self.held_for()) if self.held else role
        if self.by_proxy:
            return _("proxy to %(name)s", name=titled(self.by_proxy.holder.organisation))
        if self.row:
            return _("excused") if self.row.excused else _("absent")
        if opened:
            return _("not marked yet")
        return "" if self.mandates else _("vacant")

    def doing(self):
        if self.speaks:
            yield _("speaks now")
        if self.hand:
            yield _("hand up, number %(number)s", number=self.hand)
        if self.conflict:
            yield str(word(self.conflict.effect, "conflict_effect")).lower()

    def told_times(self):
        """`Substitute from 10:00 to 10:20 (item 2), Delegate from 10:20 (item 2) to 11:30`."""
        return ", ".join(
            f"{word(each.capacity, 'mandate')} {_('from %(time)s', time=at_item(each.since, each.from_item))}"
            + (f" {_('to %(time)s', time=at_item(each.until, each.to_item))}" if each.until else "")
            for each in self.times
        )

    @property
    def moved(self):
        """Did somebody come later than the first item, go before the end, or give way to somebody else?"""
        return len(self.times) > 1 or any(each.moved() for each in self.times)


def at_item(moment, item):
    time = format_time(moment, "HH:mm")
    return time + (f" ({_('item %(number)s', number=item.position)})" if item else "")


def places_at(meeting, proxies=None, assembly=None):
    """The seats of a meeting with who sat in them, or who may sit in them now."""
    at = meeting.closed_at or moment()
    proxies = proxies_of(meeting) if proxies is None else proxies
    assembly = assembly or Assembly(meeting)
    rows = {row.seat_id: row for row in meeting.attendance}
    places = [
        MarkedSeat(
            seat,
            rows.get(seat.id),
            [each for each in seat.mandates if each.holds(at)],
            next((each for each in proxies if each.giver.seat_id == seat.id and meant_now(each, meeting)), None),
            [each for each in proxies if seat.id in rows and each.holder_id == rows[seat.id].mandate_id],
            at,
        )
        for seat in seats_at(meeting)
    ]
    return with_people(places, meeting, assembly)


def meant_now(proxy, meeting):
    """Is it for the whole meeting, or for the item at hand?"""
    item = meeting.current_item
    return proxy.item_id is None or (item is not None and not meeting.closed_at and proxy.item_id == item.id)


def with_people(places, meeting, assembly):
    """The same places, each with its times and with who speaks for it now."""
    item = meeting.current_item
    voices = {voice.seat.id: voice for voice in assembly.in_the_room(item, assembly.at)}
    for place in places:
        place.times = [each for each in assembly.presences if each.seat_id == place.seat.id]
        place.voice = voices.get(place.seat.id)
        if place.voice and item and not meeting.closed_at and can_read_item(me(), item):
            place.conflict = assembly.kept_out(place.voice, item, assembly.at)
    return places


def drawn_places(places, opened):
    return [place.as_drawn(opened, grouped=len(places) > IN_ROWS) for place in places]


def attendance_json(place):
    mandate = place.row.mandate if place.row else None
    return {
        "seat": place.seat.id,
        "organisation": organisation_json(place.seat.organisation) | {"name": titled(place.called)},
        "side": place.seat.side,
        "marked": place.row is not None,
        "excused": place.row is not None and place.row.excused,
        "counts": place.there,
        "represented_by": place.by_proxy and place.by_proxy.holder.seat_id,
        "proxies_held": [each.giver.seat_id for each in place.held],
        "mandate": mandate and {"id": mandate.id, "role": mandate.role, "person": mandate.person.name},
        "times": [time_json(each) for each in place.times],
    }


def time_json(presence):
    return {
        "mandate": presence.mandate_id,
        "capacity": presence.capacity,
        "since": iso(presence.since),
        "until": iso(presence.until) if presence.until else None,
        "from_item": presence.from_item_id,
        "to_item": presence.to_item_id,
    }


@dataclass
class Visitor:
    """A guest of an item of the meeting, and whether she is in the room."""

    guest: object
    item: object
    inside: bool


def visitors_of(meeting, assembly):
    """The guests of the items of a meeting in course that I may read, for who lets them in."""
    if meeting.state != "open" or not can_mark(me(), meeting):
        return []
    guests = guests_at([each.id for each in meeting.items], moment())
    inside = {each.mandate_id for each in assembly.presences if each.until is None}
    return [Visitor(guest, item, guest.mandate_id in inside) for item in meeting.items for guest in guests[item.id]]
