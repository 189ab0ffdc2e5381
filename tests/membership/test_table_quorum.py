"""A sitting is valid by seats, not by persons; at a parity table on each side."""

from dataclasses import dataclass

import pytest

from app.errors import RuleBroken
from app.membership.models.table_rules import QuorumRule, check_quorum, is_quorate, quorum


@dataclass
class Seat:
    id: int
    side: str | None = None


EIGHT = [Seat(number) for number in range(8)]
SIDES = [Seat(number, "a" if number < 4 else "b") for number in range(8)]


def delegates(*seats):
    return [(seat, "delegate") for seat in seats]


@pytest.mark.parametrize(
    ("rule", "needed"),
    [
        (QuorumRule(), 0),
        (QuorumRule("majority"), 5),
        (QuorumRule("share", 1, 2), 4),
        (QuorumRule("share", 2, 3), 6),
        (QuorumRule("share", 1, 3), 3),
        (QuorumRule("share", 3, 3), 8),
        (QuorumRule("number", 3), 3),
    ],
)
def test_what_a_rule_needs_of_eight_seats(rule, needed):
    assert quorum(rule, EIGHT, [])[0].needed == needed
    assert is_quorate(quorum(rule, EIGHT, delegates(*range(needed))))
    assert not needed or not is_quorate(quorum(rule, EIGHT, delegates(*range(needed - 1))))


def test_a_rule_asks_for_one_seat_at_least():
    assert not is_quorate(quorum(QuorumRule("share", 1, 100), [], []))
    assert is_quorate(quorum(QuorumRule(), [], []))


def test_two_people_of_one_seat_count_once():
    both = [(0, "delegate"), (0, "substitute"), (0, "substitute")]
    assert quorum(QuorumRule("number", 2), EIGHT, both)[0].present == 1


def test_a_substitute_counts_without_the_delegate():
    assert is_quorate(quorum(QuorumRule("number", 2), EIGHT, [(0, "delegate"), (1, "substitute")]))


@pytest.mark.parametrize("role", ["technician", "secretary", "guest"])
def test_who_does_not_speak_for_the_body_does_not_make_its_seat_count(role):
    assert quorum(QuorumRule("number", 1), EIGHT, [(0, role)])[0].present == 0


def test_somebody_who_sits_elsewhere_does_not_count():
    assert quorum(QuorumRule("number", 1), EIGHT, [(99, "delegate")])[0].present == 0


def test_at_a_parity_table_each_side_needs_the_same():
    rule = QuorumRule("share", 3, 4, sides=True)
    assert [(count.side, count.needed) for count in quorum(rule, SIDES, [])] == [("a", 3), ("b", 3)]
    assert is_quorate(quorum(rule, SIDES, delegates(0, 1, 2, 4, 5, 6)))
    assert not is_quorate(quorum(rule, SIDES, delegates(0, 1, 2, 3, 4, 5)))


@pytest.mark.parametrize(
    ("kind", "number", "of", "field"),
    [
        ("share", None, 3, "quorum_number"),
        ("share", 2, None, "quorum_of"),
        ("share", 4, 3, "quorum_number"),
        ("number", None, None, "quorum_number"),
        ("most", 1, 1, "quorum"),
    ],
)
def test_a_rule_that_cannot_be_counted_is_refused(kind, number, of, field):
    with pytest.raises(RuleBroken) as refused:
        check_quorum(kind, number, of)
    assert refused.value.field == field
