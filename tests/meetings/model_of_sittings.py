"""A small model of a sitting and its poll, written from the rules of the house and from nothing of its code.

People are pairs (seat number, "delegate" | "substitute"). A `Sitting` is what is told of one: the table, who is there as the
question is put, what changes while it is open, what each seat would answer. `expected` says what must come of it. It counts
by going through heads, in integers, where the house uses fractions and groups.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Seat:
    """`vacant`: nobody holds a mandate in it. `here` is who sits in it as the question is put, or None."""

    side: str | None
    weight: int
    vacant: bool
    here: str | None


@dataclass(frozen=True)
class Sitting:
    """`proxies` are (giver seat, holder seat); `conflicts` (seat, role, whole body?). `changes` happen while the poll is open:
    ("leaves", seat), ("arrives", seat, role), ("withdraws", giver seat), ("conflict", seat, role, whole body?).
    `answers` are (seat, choice) in the order in which they are tried, after as many changes as `after` says.
    """

    seats: tuple
    parity: bool
    weighted: bool
    quorum: tuple  # ("none",), ("majority",), ("share", 2, 3), ("number", 4)
    vacancy_suspends: bool
    conflicts_count: bool
    kind: str
    secret: bool
    majority: str
    of: str
    proxies: tuple = ()
    conflicts: tuple = ()
    changes: tuple = ()
    answers: tuple = ()  # (seat, choice, after how many changes, by the secretariat?)


@dataclass
class Expected:
    """`refused` is why the question was not put (`vacancy`, `quorum`, `nobody`, `secret`) or not counted (`alone`), else ""."""

    refused: str = ""
    electorate: dict = field(default_factory=dict)  # {seat: (weight, holder seat or None)}
    accepted: list = field(default_factory=list)  # for each answer tried: was it taken?
    sums: list = field(default_factory=list)  # [{choice: weight}], one a side
    carried: bool = False


def expected(sitting):
    room = Room(sitting)
    told = Expected()
    told.refused = why_not(sitting, room)
    if told.refused:
        return told
    frozen = room.speaking(with_conflicts=False)
    told.electorate = {seat: (weight_of(sitting, seat), holder_of(seat, who)) for seat, who in frozen.items()}
    if sitting.secret and any(len(group) < 3 for group in split_by_side(sitting, frozen)):
        told.refused = "secret"
        return told
    votes = let_them_answer(sitting, room, frozen, told.accepted)
    groups = [[seat for seat in range(len(sitting.seats)) if side in (None, sitting.seats[seat].side)] for side in sides(sitting)]
    if sitting.secret and any(len([seat for seat in group if seat in votes]) == 1 for group in groups):
        told.refused = "alone"
        return told
    passed = []
    for group in groups:
        sums = {}
        for seat in group:
            if seat in votes:
                sums[votes[seat]] = sums.get(votes[seat], 0) + weight_of(sitting, seat)
        told.sums.append(sums)
        passed.append(carries(sitting, group, frozen, sums))
    told.carried = False not in passed
    return told


class Room:
    """Who is there, by what right, at one moment."""

    def __init__(self, sitting):
        self.sitting = sitting
        self.here = {number: seat.here for number, seat in enumerate(sitting.seats) if seat.here}
        self.proxies = list(sitting.proxies)
        self.conflicts = list(sitting.conflicts)

    def change(self, change):
        what, seat, *more = change
        if what == "leaves":
            self.here.pop(seat, None)
        elif what == "arrives":
            self.here[seat] = more[0]
        elif what == "withdraws":
            self.proxies = [each for each in self.proxies if each[0] != seat]
        else:
            self.conflicts.append((seat, *more))

    def speaking(self, with_conflicts):
        """{seat: who speaks for it}: its own person, else the one who holds its proxy while she is in her own seat.

        Where a conflict of interest is not let pass, whoever is in it loses every voice that is hers: her seat's, one that
        she holds, one that she gave away; in a conflict of the whole body so does everybody who sits in its seat.
        """
        speakers = {seat: (seat, role) for seat, role in self.here.items()}
        for giver, holder in self.proxies:
            if giver not in self.here and self.here.get(holder) == "delegate":
                speakers[giver] = (holder, "delegate")
        if with_conflicts:
            return speakers
        return {seat: who for seat, who in speakers.items() if not self.in_conflict(seat, who)}

    def in_conflict(self, seat, who):
        concerned = [who] if who[0] == seat else [who, (seat, "delegate")]  # a proxy is the voice of who gave it, too
        for place, role, body in self.conflicts:
            for person in concerned:
                if person == (place, role) or (body and person[0] == place):
                    return True
        return False


def why_not(sitting, room):
    if sitting.parity and sitting.vacancy_suspends and any(seat.vacant for seat in sitting.seats):
        return "vacancy"
    there = room.speaking(with_conflicts=sitting.conflicts_count)
    for side in sides(sitting):
        seats = [number for number, seat in enumerate(sitting.seats) if side is None or seat.side == side]
        if sum(1 for number in seats if number in there) < needed(sitting.quorum, len(seats)):
            return "quorum"
    return "" if room.speaking(with_conflicts=False) else "nobody"


def needed(quorum, seats):
    """By trying every number from nobody on."""
    kind = quorum[0]
    if kind == "none":
        return 0
    if kind == "number":
        return max(1, quorum[1])
    for there in range(1, seats + 2):
        if kind == "majority" and there + there > seats:
            return there
        if kind == "share" and there * quorum[2] >= quorum[1] * seats:
            return there
    raise AssertionError(quorum)


def let_them_answer(sitting, room, frozen, accepted):
    """{seat: its last answer}: only who spoke for the seat at the opening, its own delegate for one given by proxy, and only
    while she speaks for it in the room; a secret vote once."""
    votes, done, called = {}, 0, set()
    for seat, choice, after, by_secretariat in sitting.answers:
        while done < min(after, len(sitting.changes)):
            room.change(sitting.changes[done])
            done += 1
        taken = may_answer(sitting, room, frozen, votes, called, seat, by_secretariat)
        accepted.append(taken)
        if taken:
            votes[seat] = choice
            called.add(seat) if by_secretariat else called.discard(seat)
    return votes


def may_answer(sitting, room, frozen, votes, called, seat, by_secretariat):
    if seat not in frozen:
        return False
    now = room.speaking(with_conflicts=False).get(seat)
    entitled = {frozen[seat]} | ({(seat, "delegate")} if frozen[seat][0] != seat else set())
    if now not in entitled:
        return False
    if sitting.secret:
        return not by_secretariat and seat not in votes
    return not by_secretariat or seat not in votes or seat in called


def carries(sitting, group, frozen, sums):
    favour = sum(sums.get(choice, 0) for choice in ("yes", "assents", "reserves"))
    against = sum(sums.get(choice, 0) for choice in ("no", "objects"))
    counted = group if sitting.of == "all" else [seat for seat in group if seat in frozen]
    base = sum(weight_of(sitting, seat) for seat in counted)
    if favour == 0:
        return False
    if sitting.kind == "consensus" or sitting.majority == "consensus":
        return against == 0
    if sitting.majority == "simple":
        return favour > against
    parts = {"absolute": None, "two_thirds": (2, 3), "four_fifths": (4, 5)}[sitting.majority]
    if parts is None:
        return favour > base - favour
    return favour * parts[1] >= base * parts[0]


def sides(sitting):
    return ("a", "b") if sitting.parity else (None,)


def split_by_side(sitting, frozen):
    return [[seat for seat in frozen if side in (None, sitting.seats[seat].side)] for side in sides(sitting)]


def weight_of(sitting, seat):
    return sitting.seats[seat].weight if sitting.weighted else 1


def holder_of(seat, who):
    return who[0] if who[0] != seat else None
