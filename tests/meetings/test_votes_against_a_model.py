"""Quorum, majorities, parity, proxies and split votes: random sittings against an independent small model.

Five hundred sittings each time, drawn anew; ten thousand for a release. The rules run on rows that no database holds, so that
a sitting costs milliseconds; a few run again on a real one. Seeded bugs show that the comparison can fail.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.database import db, utc_now
from app.errors import RuleBroken
from app.meetings.models import AgendaItem, Conflict, Elector, Meeting, Poll, Presence, Proxy, counting, presence, putting, quorum
from app.membership.models import Mandate, Organisation, Person, Place, Seat, Table, table_rules
from tests.cast import LONG_AGO
from tests.meetings import model_of_sittings as model

SITTINGS = 10_000 if os.environ.get("TAVOLO_RELEASE") else 500
CHOICES = {"vote": ("yes", "no", "abstain"), "consensus": ("assents", "reserves", "objects", "aside")}
MAJORITIES = ("consensus", "simple", "absolute", "two_thirds", "four_fifths")


# --- Drawing a sitting ---------------------------------------------------------------------------------------------------


@st.composite
def sittings(draw, majority=None):
    """Any sitting, or one that votes by this majority."""
    parity = draw(st.sampled_from((False, False, True)))
    many = draw(st.integers(1, 3)) * 2 if parity else draw(st.integers(1, 8))
    weights = draw(st.sampled_from(((1,), (1, 2, 3), (1, 7, 100))))
    role = st.sampled_from(("delegate",) * 4 + ("substitute", None))
    number = st.integers(0, many - 1)
    vacant = draw(st.sampled_from((False,) * 12 + (True,)))
    seats = [
        model.Seat("ab"[place % 2] if parity else None, draw(st.sampled_from(weights)), vacant and place == 0, draw(role))
        for place in range(many)
    ]
    seats = [model.Seat(each.side, each.weight, True, None) if each.vacant else each for each in seats]
    kind = "vote" if majority else draw(st.sampled_from(("vote", "vote", "consensus")))
    weighted = draw(st.booleans())
    secret = kind == "vote" and not weighted and draw(st.sampled_from((False, False, True)))
    taken = [place for place, seat in enumerate(seats) if not seat.vacant]
    roles = st.sampled_from(("delegate", "substitute"))
    people = st.tuples(st.sampled_from(taken), roles, st.booleans()) if taken else st.nothing()
    return model.Sitting(
        seats=tuple(seats),
        parity=parity,
        weighted=weighted,
        quorum=draw(quorums()),
        vacancy_suspends=draw(st.booleans()),
        conflicts_count=draw(st.booleans()),
        kind=kind,
        secret=secret,
        majority="consensus" if kind == "consensus" else majority or draw(st.sampled_from(MAJORITIES)),
        of=draw(st.sampled_from(("present", "all"))),
        proxies=one_step(draw(st.lists(st.tuples(number, number), max_size=3)), taken),
        conflicts=tuple(draw(st.lists(people, max_size=1))) if taken else (),
        changes=tuple(draw(changes_among(taken, people))) if taken else (),
        answers=tuple(draw(st.lists(answers(number, kind), min_size=many, max_size=2 * many))),
    )


def quorums():
    share = st.tuples(st.integers(1, 5), st.integers(1, 5)).map(lambda parts: ("share", min(parts), max(parts)))
    return st.one_of(
        st.just(("none",)), st.just(("none",)), st.just(("majority",)), share, st.tuples(st.just("number"), st.integers(1, 3))
    )


def changes_among(taken, people):
    seat = st.sampled_from(taken)
    arrives = st.tuples(st.just("arrives"), seat, st.sampled_from(("delegate", "substitute")))
    plain = st.tuples(st.sampled_from(("leaves", "withdraws")), seat)
    return st.lists(st.one_of(arrives, plain, people.map(lambda who: ("conflict", *who))), max_size=3)


def answers(number, kind):
    return st.tuples(number, st.sampled_from(CHOICES[kind]), st.integers(0, 3), st.sampled_from((False, False, False, True)))


def one_step(pairs, taken):
    """Proxies that the house would take: one a giver, and nobody both gives and holds."""
    kept = []
    for giver, holder in pairs:
        givers, holders = {each[0] for each in kept}, {each[1] for each in kept}
        fits = giver != holder and giver not in givers | holders and holder not in givers
        if fits and giver in taken and holder in taken:
            kept.append((giver, holder))
    return tuple(kept)


# --- Playing it with the rules of the house ------------------------------------------------------------------------------


class Hall:
    """The same sitting in rows of the house that no database holds: every row has its ids by hand."""

    def __init__(self, sitting):
        self.sitting, self.now = sitting, utc_now()
        self.people, self.ids = {}, 0
        self.table = Table(id=1, place_id=1, place=Place(id=1, noun="table", noun_id=1), **rules_of(sitting))
        self.seats = [self.seat(number, told) for number, told in enumerate(sitting.seats)]
        self.keeper = self.people[0, "delegate"]
        times = {"convened_at": self.now, "opened_at": self.now, "starts_at": self.now}
        self.meeting = Meeting(id=1, table=self.table, title="Seduta", planned_by=self.keeper, **times)
        self.item = AgendaItem(id=1, meeting_id=1, meeting=self.meeting, position=1, title="Punto")
        for number, told in enumerate(sitting.seats):
            self.arrive(number, told.here)
        for giver, holder in sitting.proxies:
            self.give(giver, holder)
        for seat, role, body in sitting.conflicts:
            self.conflict(seat, role, body)

    def new(self):
        self.ids += 1
        return self.ids

    def seat(self, number, told):
        body = Organisation(id=number + 1, name=f"Ente {number}", kind="comune")
        facts = {"organisation": body, "organisation_id": body.id, "side": told.side, "weight": told.weight, "since": LONG_AGO}
        seat = Seat(id=number + 1, place_id=1, place=self.table.place, **facts)
        confirmed = None if told.vacant else LONG_AGO
        for role in ("delegate", "substitute"):
            id = self.new()
            person = Person(id=id, name=f"{role} {number}", email=f"{id}@example.org")
            mandate = Mandate(id=id, seat_id=seat.id, seat=seat, person_id=id, person=person, role=role, since=LONG_AGO)
            mandate.confirmed_at, mandate.rank = confirmed, 1
            self.people[number, role] = mandate
        return seat

    def arrive(self, number, role):
        """Who sat there goes; the moments of the sitting follow each other by the clock."""
        at = utc_now()
        for each in self.meeting.presences:
            if each.seat is self.seats[number] and each.until is None:
                each.until = at
        if role:
            mandate, seat = self.people[number, role], self.seats[number]
            Presence(meeting=self.meeting, seat=seat, seat_id=seat.id, mandate=mandate, mandate_id=mandate.id, since=at)

    def give(self, giver, holder):
        """By the verb of the house, before the opening of the item."""
        giver, holder = self.people[giver, "delegate"], self.people[holder, "delegate"]
        proxy = Proxy.give(self.meeting, giver, holder, self.item)
        proxy.id, proxy.giver_id, proxy.holder_id, proxy.item_id = self.new(), giver.id, holder.id, self.item.id

    def conflict(self, seat, role, body):
        facts = {"kind": "organisation" if body else "personal", "effect": "abstains", "declared_at": utc_now()}
        mandate = self.people[seat, role]
        Conflict(item=self.item, item_id=1, mandate=mandate, mandate_id=mandate.id, declared_by=mandate, **facts)

    def change(self, change):
        what, seat, *more = change
        if what == "arrives":
            self.arrive(seat, more[0])
        elif what == "leaves":
            self.arrive(seat, None)
        elif what == "conflict":
            self.conflict(seat, *more)
        else:
            for proxy in self.meeting.proxies:
                if proxy.giver.seat is self.seats[seat] and proxy.withdrawn_at is None:
                    proxy.withdraw(proxy.giver)

    def play(self):
        """What came of it, in the words of the model."""
        sitting, told = self.sitting, model.Expected()
        rule = {"kind": sitting.kind, "majority": sitting.majority, "of": sitting.of, "secret": sitting.secret}
        poll = Poll.prepare(self.item, self.keeper, question="?", **rule)
        poll.id = 1
        frozen = {number: (weight, holder) for number, weight, holder in self.there(sitting)}
        try:
            poll.open(self.keeper)
        except RuleBroken as broken:
            told.refused = why(broken)
            told.electorate = frozen if told.refused == "secret" else {}
            return told
        told.electorate = {each.seat.id - 1: (each.weight, holder_number(each)) for each in poll.electors}
        for id, each in enumerate(poll.electors, 1):
            each.id = id
        done = 0
        for seat, choice, after, by_secretariat in sitting.answers:
            while done < min(after, len(sitting.changes)):
                self.change(sitting.changes[done])
                done += 1
            told.accepted.append(self.answer(poll, seat, choice, by_secretariat))
        poll.close(self.keeper)
        told.sums = [{choice: weight for choice, weight in each["counts"].items() if weight} for each in poll.result]
        told.carried = poll.adopted
        return told

    def there(self, sitting):
        for voice in presence.Assembly(self.meeting).voices(self.item):
            weight = voice.seat.weight if sitting.weighted else 1
            yield voice.seat.id - 1, weight, voice.proxy.holder.seat.id - 1 if voice.proxy else None

    def answer(self, poll, seat, choice, by_secretariat):
        """By whoever is in the room for the seat and might speak for it: the house says whether she may."""
        elector = next((each for each in poll.electors if each.seat is self.seats[seat]), None)
        if elector is None:
            return False
        mandates = list(self.people.values())
        try:
            if by_secretariat:
                poll.cast_for(elector, choice, "Perché", self.keeper)
            else:
                poll.cast({elector: (choice, "Perché")}, mandates)
        except RuleBroken:
            return False
        return True


def rules_of(sitting):
    kind, *numbers = sitting.quorum
    number, of = (*numbers, None, None)[:2]
    rules = {"quorum": kind, "quorum_number": number, "quorum_of": of, "weighted": sitting.weighted, "proxies_allowed": 9}
    rules |= {"vacancy_suspends": sitting.vacancy_suspends, "conflicts_count": sitting.conflicts_count}
    return rules | {"parity_since": LONG_AGO if sitting.parity else None, "code": "T", "name": "Tavolo", "kind": "working_table"}


def why(broken):
    """Which of its reasons the house gave."""
    told = broken.sentence._args[0] if hasattr(broken.sentence, "_args") else str(broken.sentence)
    reasons = {"vacant": "vacancy", "quorum": "quorum", "Nobody is in the room": "nobody", "not secret": "secret"}
    return next(reason for words, reason in reasons.items() if words in told)


def holder_number(elector):
    return elector.proxy.holder.seat.id - 1 if elector.proxy else None


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


def compare(sitting):
    try:
        assert Hall(sitting).play() == model.expected(sitting)
    finally:
        db.session.info.pop("announced", None)


def compared(many, majority=None, **options):
    """So many sittings, drawn anew each time."""
    drawn = settings(max_examples=many, deadline=None, suppress_health_check=list(HealthCheck), database=None, **options)
    drawn(given(sittings(majority))(compare))()


def test_random_sittings_end_as_the_model_says(without_database):
    compared(SITTINGS)


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
