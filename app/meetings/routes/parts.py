"""The parts of a meeting's page and room: each reads by itself what it shows, and is fetched again alone.

A part of one's own: `@part("floor", "meetings/_floor.html", kinds={"hand-raised", …}, column="side")` on a function that
takes a Followed and returns the names that the template shows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from app.meetings.models import AgendaItem, Meeting
from app.meetings.models.floor import hands_up, speeches_of
from app.meetings.models.presence import Assembly
from app.meetings.queries.floor import with_floor
from app.meetings.queries.items import guests_at
from app.meetings.queries.meetings import lacks_of
from app.meetings.queries.papers import papers_of_meeting
from app.meetings.queries.places import drawn_places, places_at
from app.meetings.queries.proxies import proxies_of
from app.meetings.queries.validity import validity_of
from app.permissions import moment

# Where the parts stand in the room, column by column; those that are not named here come after.
ORDER = (
    "sitting", "agenda", "course", "late", "polls", "papers", "record", "item", "actions",
    "answers", "places", "floor", "conflicts", "missing", "backlog",
)  # fmt: skip
# After these every part is another one: what may be done changes with the state of the meeting.
EVERYWHERE = frozenset({"meeting-convened", "meeting-opened", "meeting-closed", "meeting-reopened", "meeting-cancelled"})


@dataclass(frozen=True)
class Part:
    """`kinds` are the happenings of the meeting's stream that change it; `column` is where it stands in the room.

    `reads` gives the names that the template shows, or None where there is nothing to show to this reader now; `options` is
    what is loaded with the meeting when the part is fetched alone.
    """

    name: str
    template: str
    reads: Callable
    kinds: frozenset
    column: str
    options: tuple

    @property
    def told(self):
        """Its kinds as the page prints them."""
        return " ".join(sorted(self.kinds | EVERYWHERE))


PARTS = {}


def part(name, template, kinds=(), column="now", options=()):
    """Register a part of the page."""

    def register(reads):
        PARTS[name] = Part(name, template, reads, frozenset(kinds), column, tuple(options))
        return reads

    return register


def in_order(parts):
    """Parts as they stand in the room."""
    return sorted(parts, key=lambda each: ORDER.index(each.name) if each.name in ORDER else len(ORDER))


@dataclass
class Followed:
    """A meeting as one request shows it; what several parts need is read once.

    `asked` is the id of the item that the reader chose, `decision` that of the output she changes; `shown` holds the forms
    that were refused, to be shown as they were typed.
    """

    meeting: Meeting
    asked: int | None = None
    decision: int | None = None
    shown: dict = field(default_factory=dict)

    @cached_property
    def item(self) -> AgendaItem | None:
        """The item asked for; else the one at hand; else the first without an outcome; else the first."""
        named = [item for item in self.meeting.items if item.id == self.asked]
        at_hand = [self.meeting.current_item] if not named and not self.meeting.closed_at and self.meeting.current_item else []
        waiting = [item for item in self.meeting.items if item.outcome is None and self.meeting.opened_at]
        return next(iter(named + at_hand + waiting + self.meeting.items), None)

    @cached_property
    def proxies(self):
        return proxies_of(self.meeting)

    @cached_property
    def assembly(self):
        return Assembly(self.meeting)

    @cached_property
    def hands(self):
        return hands_up(self.meeting) if self.meeting.state == "open" else []

    @cached_property
    def speeches(self):
        return speeches_of(self.meeting) if self.meeting.opened_at else []

    @cached_property
    def speaking(self):
        """The speech in course, or None."""
        return next((each for each in reversed(self.speeches) if each.until is None), None)

    @cached_property
    def places(self):
        places = places_at(self.meeting, self.proxies, self.assembly)
        return with_floor(places, self.hands, self.speeches)

    @cached_property
    def drawn(self):
        return drawn_places(self.places, bool(self.meeting.opened_at))

    @cached_property
    def lacks(self):
        return lacks_of(self.meeting)

    @cached_property
    def validity(self):
        return validity_of(self.assembly, self.places)

    @cached_property
    def papers(self):
        """Those of the whole meeting that the reader sees."""
        return papers_of_meeting(self.meeting)

    @cached_property
    def guests(self):
        return guests_at([self.item.id], moment())[self.item.id] if self.item else []

    def crowd(self):
        """How many people may follow: the mandates that hold in its seats."""
        return sum(len(place.mandates) for place in self.places)
