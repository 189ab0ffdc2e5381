"""How what seats answered is counted: whole weights and exact fractions, at a parity table side by side."""

from dataclasses import asdict, dataclass
from fractions import Fraction
from math import ceil, floor

from app.membership.models.table_rules import SIDES

CHOICES = {"vote": ("yes", "no", "abstain"), "consensus": ("assents", "reserves", "objects", "aside")}
IN_FAVOUR = ("yes", "assents", "reserves")
AGAINST = ("no", "objects")
# What each choice needs beside it: a reservation and an objection are worth what their reason says.
WITH_REASON = ("reserves", "objects")
# The part of the seats that must be in favour: more than it, or at least it.
MORE_THAN = {"absolute": Fraction(1, 2)}
AT_LEAST = {"two_thirds": Fraction(2, 3), "four_fifths": Fraction(4, 5)}


@dataclass(frozen=True)
class Group:
    """Those counted together: the whole table (`side` None), or one side of a parity table.

    `seats` are all those of the table with their weight together, `present` those of its seats that were there for the
    quorum, which asks for `needed`; `voting` is the weight of those that the question was put to.
    """

    side: str | None
    seats: int
    weight: int
    present: int
    needed: int
    voting: int


@dataclass(frozen=True)
class Outcome:
    """What came of one group: weights by choice, those who said nothing, what was counted on, and whether it passes.

    `threshold` is the least weight in favour with which it passes as the others answered.
    """

    side: str | None
    counts: dict
    silent: int
    base: int
    threshold: int
    passed: bool

    def as_json(self):
        return asdict(self)


def counted(kind, majority, of, groups, answers):
    """[Outcome, …], one for each group; `answers` lists (side, choice, weight) of the seats that answered.

    Those who did not answer were there and are counted as present, not as against.
    """
    return [outcome(kind, majority, of, group, answers) for group in groups]


def outcome(kind, majority, of, group, answers):
    mine = [(choice, weight) for side, choice, weight in answers if group.side is None or side == group.side]
    counts = {choice: sum(weight for said, weight in mine if said == choice) for choice in CHOICES[kind]}
    favour = sum(counts.get(choice, 0) for choice in IN_FAVOUR)
    against = sum(counts.get(choice, 0) for choice in AGAINST)
    base = group.weight if of == "all" else group.voting
    silent = group.voting - sum(counts.values())
    threshold = least(majority, base, against)
    return Outcome(group.side, counts, silent, base, threshold, passes(majority, favour, against, base))


def passes(majority, favour, against, base):
    """Do so many in favour carry it? Never nobody, whatever the rule.

    `consensus` is that nobody is against; `simple` more in favour than against; the others are parts of the base.
    """
    if favour < 1:
        return False
    if majority == "consensus":
        return against == 0
    if majority == "simple":
        return favour > against
    if majority in MORE_THAN:
        return favour > MORE_THAN[majority] * base
    return favour >= AT_LEAST[majority] * base


def least(majority, base, against):
    """The smallest weight in favour that carries it, as far as the number of those in favour decides."""
    if majority == "consensus":
        return 1
    if majority == "simple":
        return against + 1
    if majority in MORE_THAN:
        return floor(MORE_THAN[majority] * base) + 1
    return max(1, ceil(AT_LEAST[majority] * base))


def adopted(outcomes):
    """Is it carried? At a parity table each side must carry it by itself: agreement of both, no head count (domain 1.20)."""
    return bool(outcomes) and all(each.passed for each in outcomes)


def grouped(parity):
    """The sides that are counted by themselves."""
    return SIDES if parity else (None,)
