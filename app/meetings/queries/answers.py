"""The answers to a call, seat by seat: who comes, who does not, who is silent, and whether the sitting would be valid."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.happenings import iso
from app.meetings.models import Reply
from app.membership.models.table_rules import COVERING, is_quorate, quorum
from app.words import titled

STATES = ("yes", "maybe", "no", "silent")


@dataclass
class Answered:
    """A seat with what each of its people said: `said` is [(mandate, reply or None)], who speaks first first."""

    seat: object
    said: list
    by_proxy: bool = False

    def current(self, answer):
        return next((mandate for mandate, reply in self.said if reply and reply.answer == answer), None)

    @property
    def state(self):
        """`yes` as soon as one of its people comes; `no` where its delegate does not, and nobody else said that she may."""
        if self.current("yes"):
            return "yes"
        if self.current("maybe"):
            return "maybe"
        first = self.said[0][1] if self.said else None
        return "no" if first and first.answer == "no" else "silent"

    @property
    def comes(self):
        """Who will sit there, as far as is known."""
        return self.current("yes")

    @property
    def silent(self):
        return [mandate for mandate, reply in self.said if reply is None]


@dataclass
class Overview:
    """`counts` are those of the quorum as if everybody did what she said; `asked` says that the table asks for one."""

    seats: list
    counts: list

    @property
    def valid(self):
        return is_quorate(self.counts)

    @property
    def asked(self):
        return any(count.needed for count in self.counts)

    def number(self, state):
        return Counter(seat.state for seat in self.seats)[state]

    def mine(self, mandates):
        """[(mandate, reply or None)] of these mandates."""
        ids = {each.id for each in mandates}
        return [pair for seat in self.seats for pair in seat.said if pair[0].id in ids]

    def as_json(self):
        return {
            **{state: self.number(state) for state in STATES},
            "projected": {"valid": self.valid, "counts": [count.as_json() for count in self.counts]},
            "seats": [seat_json(seat) for seat in self.seats],
        }


def overview_of(meeting, places, proxies=()):
    """The answers to the present date of a meeting; `places` are its seats with the mandates that hold."""
    query = select(Reply).where(Reply.meeting_id == meeting.id).options(joinedload(Reply.by))
    replies = {each.mandate_id: each for each in db.session.scalars(query) if each.is_current(meeting)}
    seats = [Answered(place.seat, said_in(place, replies)) for place in places]
    return Overview(seats, projected(meeting.table, seats, replies, proxies))


def said_in(place, replies):
    people = [each for each in place.mandates if each.role in COVERING]
    people.sort(key=lambda each: (each.role == "substitute", each.rank, each.id))
    return [(each, replies.get(each.id)) for each in people]


def projected(table, seats, replies, proxies):
    """The quorum if who said yes comes; a seat is there too by a proxy for the whole meeting whose holder comes."""
    coming = {id for id, reply in replies.items() if reply.answer == "yes"}
    there = [(each.seat.id, each.comes.role) for each in seats if each.comes]
    there += [(each.giver.seat_id, "delegate") for each in proxies if each.item_id is None and each.holder_id in coming]
    return quorum(table.quorum_rule, [each.seat for each in seats], there)


def seat_json(answered):
    said = [
        {
            "mandate": mandate.id,
            "role": mandate.role,
            "person": mandate.person.name,
            "answer": reply and reply.answer,
            "way": reply and reply.way,
            "at": reply and iso(reply.at),
        }
        for mandate, reply in answered.said
    ]
    return {"seat": answered.seat.id, "organisation": titled(answered.seat.organisation), "answer": answered.state, "said": said}
