"""The rules of a table as data: quorum on seats, the majority it decides by, and the words that name them."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from flask_babel import lazy_gettext as _l

from app.errors import RuleBroken

QUORUMS = ("none", "majority", "share", "number")
MAJORITIES = ("consensus", "simple", "absolute", "two_thirds", "four_fifths")
COUNTED_OF = ("present", "all")
SIDES = ("a", "b")
# Who makes a seat count: a technician or the secretariat in the room does not.
COVERING = ("delegate", "chair", "substitute")
# The roles that a body may name for itself where the table allows them; the platform administrator names the others.
NAMED_BY_BODIES = ("delegate", "substitute", "technician")


@dataclass(frozen=True)
class QuorumRule:
    """How many of its seats a sitting needs.

    `none`; `majority` (more than half of the seats); `share`, at least `number` parts in `of`; `number` of seats. With
    `sides` the same is asked of each of the two sides by itself, a plain number being that of each side.
    """

    kind: str = "none"
    number: int | None = None
    of: int | None = None
    sides: bool = False

    def needed(self, seats):
        """How many of so many seats must be there; at least one, save where the rule asks nothing."""
        if self.kind == "none":
            return 0
        share = {"majority": floor(Fraction(seats, 2)) + 1, "number": self.number}
        return max(1, share[self.kind] if self.kind in share else ceil(seats * Fraction(self.number, self.of)))


@dataclass(frozen=True)
class Count:
    """Seats counted together: those of the table, or of one side of it."""

    side: str | None
    seats: int
    present: int
    needed: int

    @property
    def reached(self):
        return self.present >= self.needed

    def as_json(self):
        return vars(self) | {"reached": self.reached}


def quorum(rule, seats, present):
    """[Count, …]: one for the table, or one for each side.

    `seats` are those of the table, anything with an id and a side; `present` lists (seat id, role) of who is there. A seat
    counts once, however many of its people came: a substitute beside her delegate adds nothing, alone she makes it count.
    """
    there = {id for id, role in present if role in COVERING}
    groups = [(side, [seat for seat in seats if seat.side == side]) for side in SIDES] if rule.sides else [(None, list(seats))]
    return [Count(side, len(some), sum(seat.id in there for seat in some), rule.needed(len(some))) for side, some in groups]


def is_quorate(counts):
    """Is a sitting valid by these counts? At a parity table each side must reach its own number."""
    return all(count.reached for count in counts)


def check_quorum(kind, number, of):
    """RuleBroken for a quorum that cannot be counted: a share over one, a number that is missing."""
    if kind not in QUORUMS:
        raise RuleBroken(_l("Choose one of the quorum rules."), field="quorum", status=422)
    if kind in ("share", "number") and not number:
        raise RuleBroken(_l("Write how many seats the quorum asks for."), field="quorum_number", status=422)
    if kind == "share" and not of:
        raise RuleBroken(_l("Write of how many parts the share is: 2 of 3 is two thirds."), field="quorum_of", status=422)
    if kind == "share" and number > of:
        raise RuleBroken(_l("A share cannot be more than the whole."), field="quorum_number", status=422)


def unbalanced(seats, since=None):
    """The first moment from `since` on at which the two sides do not have equal seats, or None where there is none.

    Between two edges nothing changes, so asking at each beginning and end asks at every date.
    """
    edges = {seat.since for seat in seats} | {seat.until for seat in seats if seat.until}
    asked = sorted(edge for edge in edges if since is None or edge > since)
    return next((edge for edge in ([since] if since else []) + asked if not balanced_at(seats, edge)), None)


def balanced_at(seats, at):
    """Do the two sides have equal seats at a moment, and every seat a side?"""
    sides = [seat.side for seat in seats if seat.in_force(at)]
    return sides.count("a") == sides.count("b") and not set(sides) - set(SIDES)
