"""Quorum, majorities, parity, proxies and split votes: random sittings against an independent small model.

Five hundred sittings each time, drawn anew; ten thousand for a release. The rules run on rows that no database holds, so that
a sitting costs milliseconds; a few run again on a real one, through the real verbs. Seeded bugs show that the comparisons
can fail.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from app.database import db
from app.meetings.models import Elector, Poll, Presence, counting, presence, putting, quorum
from app.membership.models import table_rules
from tests.meetings import model_of_sittings as model
from tests.meetings.drawn_sittings import sittings
from tests.meetings.halls import HallOfRows, RealHall

RELEASE = os.environ.get("TAVOLO_RELEASE")
SITTINGS, REAL_SITTINGS = (10_000, 500) if RELEASE else (500, 40)


def read_from_rows(assembly, meeting):
    assembly.meeting, assembly.at = meeting, None
    assembly.at = presence.asked_at(meeting)
    assembly.presences, assembly.proxies = list(meeting.presences), list(meeting.proxies)
    assembly.conflicts = [conflict for item in meeting.items for conflict in item.conflicts]


@pytest.fixture
def without_database(monkeypatch, the_app):
    """The rules read their rows from the objects at hand, and add none."""
    monkeypatch.setattr(presence.Assembly, "__init__", read_from_rows)
    for place in (quorum, putting):
        monkeypatch.setattr(place, "seats_of", lambda table: table.place.seats)
    monkeypatch.setattr(Poll, "blur", lambda poll: None)
    with the_app.app_context():
        monkeypatch.setattr(db.session, "add", lambda row: None)
        yield monkeypatch


def in_rows(sitting):
    try:
        assert HallOfRows(sitting).play() == model.expected(sitting)
    finally:
        db.session.info.pop("announced", None)


def in_the_database(sitting):
    assert RealHall(sitting).play() == model.expected(sitting)


def compared(many, majority=None, how=in_rows, **options):
    """So many sittings, drawn anew each time."""
    drawn = settings(max_examples=many, deadline=None, suppress_health_check=list(HealthCheck), database=None, **options)
    drawn(given(sittings(majority))(how))()


def test_random_sittings_end_as_the_model_says(without_database):
    compared(SITTINGS)


def test_random_sittings_held_in_the_database_end_as_the_model_says(context):
    compared(REAL_SITTINGS, how=in_the_database)


# --- Seeded bugs: each must be seen --------------------------------------------------------------------------------------


def half_is_enough(majority, favour, against, base):
    return 2 * favour >= base if majority == "absolute" else ORIGINAL_PASSES(majority, favour, against, base)


def two_thirds_in_floats(majority, favour, against, base):
    if majority == "two_thirds":
        return base > 0 and favour / base >= 0.67
    return ORIGINAL_PASSES(majority, favour, against, base)


def ties_carry(majority, favour, against, base):
    return favour >= against if majority == "simple" and favour else ORIGINAL_PASSES(majority, favour, against, base)


def one_side_is_enough(outcomes):
    return any(each.passed for each in outcomes)


def everybody_speaks(elector, voices):
    """Nobody looks whether the holder is still there (OpenSlides #5745)."""
    return elector.holder or elector.mandate


def who_is_there_speaks(elector, voices):
    """A person who came after the opening answers."""
    voice = next((each for each in voices if each.seat is elector.seat), None)
    return voice and voice.mandate


def abstaining_is_against(kind, majority, of, groups, answers):
    changed = [(side, "no" if choice == "abstain" else choice, weight) for side, choice, weight in answers]
    return ORIGINAL_COUNTED(kind, majority, of, groups, changed)


def weight_forgotten(poll, there):
    ORIGINAL_ADMIT(poll, there)
    for each in poll.electors:
        each.weight = 1


def whole_head_count(parity):
    return (None,)


def rounded_down(rule, seats):
    if rule.kind == "share":
        return max(1, seats * rule.number // rule.of)
    return ORIGINAL_NEEDED(rule, seats)


def secret_twice(elector, choice, reason):
    """A secret vote may be given again."""


ORIGINAL_PASSES, ORIGINAL_COUNTED, ORIGINAL_ADMIT = counting.passes, counting.counted, Poll.admit
ORIGINAL_NEEDED = table_rules.QuorumRule.needed
BUGS = {
    "an absolute majority of exactly half": (counting, "passes", half_is_enough, "absolute"),
    "two thirds in floating point": (counting, "passes", two_thirds_in_floats, "two_thirds"),
    "a tie carries": (counting, "passes", ties_carry, "simple"),
    "one side of a parity table is enough": (putting, "adopted", one_side_is_enough),
    "heads are counted over both sides": (putting, "grouped", whole_head_count),
    "a proxy is cast with its holder gone": (Elector, "speaker", everybody_speaks),
    "who came later votes": (Elector, "speaker", who_is_there_speaks),
    "who abstains is against": (putting, "counted", abstaining_is_against),
    "weights are forgotten": (Poll, "admit", weight_forgotten),
    "a quorum is rounded down": (table_rules.QuorumRule, "needed", rounded_down),
    "a secret vote is given twice": (Elector, "check_choice", secret_twice),
    "conflicts of interest vote": (presence.Assembly, "kept_out", lambda assembly, voice, item, at: None),
}


@pytest.mark.parametrize("bug", BUGS)
def test_a_seeded_bug_is_seen(without_database, bug):
    *where, majority = BUGS[bug] if len(BUGS[bug]) == 4 else (*BUGS[bug], None)
    without_database.setattr(*where)
    with pytest.raises((AssertionError, ExceptionGroup, KeyError, StopIteration)):
        compared(3_000, majority, phases=[Phase.generate], report_multiple_bugs=False)


def test_a_seeded_bug_is_seen_in_the_database(context, monkeypatch):
    """Who leaves stays on record as present: the model says that she cannot answer any more."""
    seats = tuple(model.Seat(None, 1, False, "delegate") for _ in range(2))
    facts = {"parity": False, "weighted": False, "quorum": ("none",), "vacancy_suspends": False, "conflicts_count": True}
    facts |= {"kind": "vote", "secret": False, "majority": "simple", "of": "present"}
    sitting = model.Sitting(seats, **facts, changes=(("leaves", 1),), answers=((0, "yes", 0, False), (1, "no", 1, False)))
    in_the_database(sitting)
    monkeypatch.setattr(Presence, "end", lambda presence, at, item=None: None)
    with pytest.raises(AssertionError):
        in_the_database(sitting)
