"""The order of an agenda: the items of a section stand together, and an item goes up or down one place at a time."""

from flask_babel import lazy_gettext as _l

from app.errors import RuleBroken
from app.happenings import announce

STEPS = {"up": -1, "down": 1}


class Ordered:
    """What an agenda item knows about its place among the others."""

    def step(self, way, voice):
        """One place up or down; at the border of a section it passes into the next one."""
        self.check_not_begun()
        other = self.neighbour(way)
        if other.outcome:
            raise RuleBroken(_l("The item beside it already has its outcome and keeps its place."))
        if other.section == self.section:
            self.position, other.position = other.position, self.position
        else:
            self.section = other.section
        announce(self.meeting, "items-reordered", self, voice=voice, position=self.position)

    def neighbour(self, way):
        if way not in STEPS:
            raise RuleBroken(_l("Say whether the item goes up or down."), status=422)
        items = in_order(self.meeting.items)
        at = items.index(self) + STEPS[way]
        if not 0 <= at < len(items):
            raise RuleBroken(_l("The item is first already.") if way == "up" else _l("The item is last already."))
        return items[at]


def in_order(items):
    return sorted(items, key=lambda item: item.position)


def close_ranks(items):
    """Count the positions anew, from 1, without gaps."""
    for position, item in enumerate(items, 1):
        item.position = position


def stand_in(item, others):
    """Put an item behind the last one of its section; at the end, where the section is new."""
    items = [each for each in in_order(others) if each is not item]
    same = [at for at, each in enumerate(items) if each.section == item.section]
    items.insert(same[-1] + 1 if same else len(items), item)
    close_ranks(items)
