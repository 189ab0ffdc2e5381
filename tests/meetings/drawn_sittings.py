"""Drawing random sittings: tables, who is there, what changes while a question is open, what each seat would answer."""

from hypothesis import strategies as st

from tests.meetings import model_of_sittings as model

CHOICES = {"vote": ("yes", "no", "abstain"), "consensus": ("assents", "reserves", "objects", "aside")}
MAJORITIES = ("consensus", "simple", "absolute", "two_thirds", "four_fifths")


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
    conflicts = tuple(draw(st.lists(people, max_size=1))) if taken else ()
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
        conflicts=conflicts,
        changes=told_once(draw(changes_among(taken, people)), conflicts) if taken else (),
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


def told_once(changes, conflicts):
    """Of the declarations of one person on the item the house takes the first."""
    declared, kept = {(seat, role) for seat, role, _ in conflicts}, []
    for what, *more in changes:
        if what != "conflict" or tuple(more[:2]) not in declared:
            kept.append((what, *more))
        if what == "conflict":
            declared.add(tuple(more[:2]))
    return tuple(kept)
