"""Is the sitting valid now? Its seats are counted as they are marked, at a parity table on each side."""

from dataclasses import dataclass

from app.membership.models.table_rules import COVERING, is_quorate, quorum


@dataclass
class Validity:
    """`counts` hold the seats present and needed; `suspended` says that a vacant seat keeps the sitting from deciding."""

    counts: list
    suspended: bool

    @property
    def valid(self):
        return is_quorate(self.counts)

    @property
    def asked(self):
        """Does the table ask for anything that could be missing?"""
        return self.suspended or any(count.needed for count in self.counts)

    def as_json(self):
        counts = [count.as_json() for count in self.counts]
        return {"valid": self.valid, "suspended": self.suspended, "counts": counts}


def validity_of(meeting, places):
    """How valid a sitting is with these seats; a seat is there too whose proxy is held by somebody who is."""
    table = meeting.table
    here = {place.row.mandate_id for place in places if place.present}
    marks = [(place.seat.id, place.row.mandate.role) for place in places if place.present]
    marks += [(place.seat.id, "delegate") for place in places if place.by_proxy and place.by_proxy.holder_id in here]
    counts = quorum(table.quorum_rule, [place.seat for place in places], marks)
    return Validity(counts, table.parity and table.vacancy_suspends and any(is_vacant(place) for place in places))


def is_vacant(place):
    return not any(mandate.role in COVERING for mandate in place.mandates)
