"""How a question is put to the seats and how their answers are counted: the opening and the close of a poll."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from app.database import db, hold, utc_now
from app.errors import RuleBroken
from app.meetings.models.agreement import put_of
from app.meetings.models.ballot import Elector, SecretCount
from app.meetings.models.counting import Group, adopted, counted, grouped
from app.meetings.models.presence import Assembly
from app.meetings.models.quorum import counts_at, seats_of

# A secret vote of fewer seats (at a parity table, of a side) would tell at least one of them what another voted.
FEWEST_IN_SECRET = 3


class Putting:
    """The course of a poll; its columns stand on Poll."""

    def open(self, voice):
        """Put the question: the electorate is who can vote at this moment, and nobody enters it later.

        RuleBroken without quorum, while a vacant seat suspends the decisions, while another poll is open on the item.
        """
        self.check_state("prepared")
        meeting = self.meeting
        hold(type(meeting), meeting.id)  # two polls of one sitting, opened at once
        meeting.check_open()
        meeting.table.check_decides()
        check_alone(self)
        check_whole(self.decision)
        assembly = Assembly(meeting)
        counts = counts_at(assembly, self.item)
        check_quorate(counts)
        self.weighted, self.parity = meeting.table.weighted, meeting.table.parity
        self.opened_at, self.opened_by_id = utc_now(), voice.id
        self.put = put_of(self.decision)
        self.admit(assembly.voices(self.item))
        self.house = [vars(each) for each in self.groups(counts)]
        if self.secret:
            check_secret(self)
            self.counts = [SecretCount(side=s, choice=c, seats=0) for s in grouped(self.parity) for c in self.choices]
        self.tell("poll-opened", voice)

    def admit(self, there):
        if not there:
            raise RuleBroken(_l("Nobody is in the room who may vote on this item."))
        for each in sorted(there, key=lambda voice: voice.seat.id):
            facts = {"seat": each.seat, "side": each.seat.side, "weight": each.seat.weight if self.weighted else 1}
            own = each.proxy.giver if each.proxy else each.mandate
            self.electors.append(Elector(mandate=own, proxy=each.proxy, voted=False, behalf=False, reason="", **facts))

    def groups(self, counts):
        """The groups that are counted by themselves, with the seats of the table as they are now."""
        now = utc_now()
        seats = [each for each in seats_of(self.meeting.table) if each.in_force(now)]
        needed = {each.side: (each.present, each.needed) for each in counts}
        return [self.group(side, [each for each in seats if side in (None, each.side)], needed) for side in grouped(self.parity)]

    def group(self, side, seats, needed):
        weight = sum(each.weight if self.weighted else 1 for each in seats)
        voting = sum(each.weight for each in self.electors if side in (None, each.side))
        return Group(side, len(seats), weight, *needed[side], voting)

    def close(self, voice):
        """Count, once and for all; the answers of an open poll are readable from now on, of a secret one only the sums."""
        self.check_state("open")
        if self.alone:
            raise RuleBroken(
                _l("Only one seat has voted: the result would tell its vote. Wait for others, or withdraw the poll.")
            )
        self.closed_at, self.closed_by_id = utc_now(), voice.id
        outcomes = counted(self.kind, self.majority, self.majority_of, self.groups_then(), self.answers())
        self.result, self.adopted = [each.as_json() for each in outcomes], adopted(outcomes)
        if self.secret:
            self.blur()
        self.tell("poll-closed", voice, adopted=self.adopted)

    @property
    def alone(self):
        """Would the close tell the vote of the one seat, of the table or of a side, that has voted in secret?"""
        voted = [each.side for each in self.electors if each.voted]
        sides = grouped(self.parity) if self.secret and self.state == "open" else ()
        return any(sum(side in (None, each) for each in voted) == 1 for side in sides)

    def groups_then(self):
        return [Group(**each) for each in self.house]

    def answers(self):
        """[(side, choice, weight)] of the seats that answered."""
        if self.secret:
            return [(each.side, each.choice, each.seats) for each in self.counts if each.seats]
        return [(each.side, each.choice, each.weight) for each in self.electors if each.voted]

    def blur(self):
        """Write both lists once more in one stroke: PostgreSQL notes in each row the transaction that wrote it last."""
        db.session.flush()
        db.session.execute(update(Elector).where(Elector.poll_id == self.id).values(voted=Elector.voted))
        db.session.execute(update(SecretCount).where(SecretCount.poll_id == self.id).values(seats=SecretCount.seats))


def check_secret(poll):
    if poll.weighted:
        raise RuleBroken(_l("Seats weigh differently here: a secret count would tell who voted what. Vote openly."))
    if any(sum(side in (None, each.side) for each in poll.electors) < FEWEST_IN_SECRET for side in grouped(poll.parity)):
        raise RuleBroken(_l("With fewer than three seats to count together a vote is not secret. Vote openly."))


def check_alone(poll):
    if any(each.state == "open" for item in poll.meeting.items for each in item.polls):
        raise RuleBroken(_l("Another poll of this sitting is open: close it first."))


def check_whole(decision):
    """An output is voted as it will stand: once it is whole."""
    if decision is not None and decision.missing():
        parts = ", ".join(str(part) for part in decision.missing())
        raise RuleBroken(_l("Complete the output before it is put to the seats: it lacks %(parts)s.", parts=parts))


def check_quorate(counts):
    """RuleBroken with the seats that are missing to vote, at a parity table of the first side that lacks some."""
    short = next((each for each in counts if not each.reached), None)
    if short is None:
        return
    facts = {"present": short.present, "needed": short.needed}
    if short.side:
        sentence = _l("No vote without quorum: of side %(side)s %(present)s seats are there and %(needed)s are needed.",
                      side=short.side.upper(), **facts)  # fmt: skip
        raise RuleBroken(sentence)
    raise RuleBroken(_l("No vote without quorum: %(present)s seats are there and %(needed)s are needed.", **facts))
