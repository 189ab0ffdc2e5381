"""Is the sitting valid now? Its seats are counted as people come and go, at a parity table on each side."""

from dataclasses import dataclass, field

from flask_babel import gettext as _

from app.happenings import iso
from app.meetings.models.presence import Assembly
from app.meetings.models.quorum import counts_at, history_of
from app.membership.models.table_rules import COVERING, SIDES, is_quorate


@dataclass
class Validity:
    """`counts` hold the seats present and needed; `suspended` says that a vacant seat keeps the sitting from deciding.

    `balance` are the seats present on each side of a parity table, else None; `turns` when it became valid or ceased to be.
    """

    counts: list
    suspended: bool
    balance: tuple | None = None
    turns: list = field(default_factory=list)

    @property
    def valid(self):
        return is_quorate(self.counts)

    @property
    def asked(self):
        """Does the table ask for anything that could be missing?"""
        return self.suspended or any(count.needed for count in self.counts)

    def board(self):
        """The balance of a parity table in one line, as its board says it."""
        a, b = self.balance
        said = _("valid sitting") if self.valid else _("not valid")
        said = _("discussing, not deciding") if self.suspended else said
        return f"{_('Parity')} {a} {'=' if a == b else '≠'} {b} · {said}"

    def as_json(self):
        counts = [count.as_json() for count in self.counts]
        turns = [{"at": iso(each.at), "valid": each.valid} for each in self.turns]
        balance = dict(zip(SIDES, self.balance, strict=True)) if self.balance else None
        return {"valid": self.valid, "suspended": self.suspended, "counts": counts, "balance": balance, "turns": turns}


def validity_of(assembly, places):
    """How valid a sitting is now, or was at its last instant; a seat is there too by a proxy whose holder is."""
    meeting = assembly.meeting
    table, seats = meeting.table, [place.seat for place in places]
    counts = counts_at(assembly, meeting.current_item, assembly.at, seats)
    there = [place.seat.side for place in places if place.there]
    balance = tuple(there.count(side) for side in SIDES) if table.parity else None
    suspended = table.parity and table.vacancy_suspends and any(is_vacant(place) for place in places)
    return Validity(counts, suspended, balance, history_of(assembly) if asks(counts) else [])


def turns_of(meeting):
    """When a sitting became valid or ceased to be; nothing where the table asks for no quorum."""
    assembly = Assembly(meeting)
    return history_of(assembly) if meeting.table.quorum != "none" else []


def asks(counts):
    return any(count.needed for count in counts)


def is_vacant(place):
    return not any(mandate.role in COVERING for mandate in place.mandates)
