"""Playing a drawn sitting by the rules of the house: in rows that no database holds, or in real ones through the real verbs."""

from app.database import db, give_up_turn, utc_now, writing
from app.errors import RuleBroken
from app.meetings.models import AgendaItem, Conflict, Meeting, Poll, Presence, Proxy, presence
from app.membership.models import Mandate, Organisation, Person, Place, Roster, Seat, Table
from tests.cast import LONG_AGO
from tests.meetings import model_of_sittings as model


class Hall:
    """What both have in common: who comes and goes, what is asked and answered. `number` is the place of a seat in the row.

    A hall brings `seats`, `people` ({(number, role): mandate}), `keeper`, `meeting` and `item`; `begin` lets in who is there
    as the question is put, `keep` gives a new row its id, `step` ends what one request does.
    """

    def __init__(self, sitting):
        self.sitting, self.people = sitting, {}
        self.furnish()
        self.begin({number: told.here for number, told in enumerate(sitting.seats) if told.here})
        for giver, holder in sitting.proxies:
            self.give(self.people[giver, "delegate"], self.people[holder, "delegate"])
        for seat, role, body in sitting.conflicts:
            self.declare(self.people[seat, role], "organisation" if body else "personal")

    def step(self):
        """Between two verbs."""

    def number(self, seat):
        return self.seats.index(seat)

    def change(self, change):
        what, seat, *more = change
        if what == "arrives":
            self.arrive(seat, more[0])
        elif what == "leaves":
            self.arrive(seat, None)
        elif what == "conflict":
            role, body = more
            self.declare(self.people[seat, role], "organisation" if body else "personal")
        else:
            for proxy in self.meeting.proxies:
                if proxy.giver.seat is self.seats[seat] and proxy.withdrawn_at is None:
                    proxy.withdraw(proxy.giver)
        self.step()

    def play(self):
        """What came of it, in the words of the model."""
        sitting, told = self.sitting, model.Expected()
        rule = {"kind": sitting.kind, "majority": sitting.majority, "of": sitting.of, "secret": sitting.secret}
        poll = Poll.prepare(self.item, self.keeper, question="?", **rule)
        self.keep(poll, 1)
        frozen = {number: (weight, holder) for number, weight, holder in self.there(sitting)}
        try:
            poll.open(self.keeper)
        except RuleBroken as broken:
            told.refused = why(broken)
            told.electorate = frozen if told.refused == "secret" else {}
            return told
        for id, each in enumerate(poll.electors, 1):
            self.keep(each, id)
        told.electorate = {self.number(each.seat): (each.weight, self.holder_number(each)) for each in poll.electors}
        told.accepted = [self.answer(poll, *answer) for answer in self.in_turn()]
        try:
            poll.close(self.keeper)
        except RuleBroken as broken:
            told.refused = why(broken)
            return told
        self.step()
        told.sums = [{choice: weight for choice, weight in each["counts"].items() if weight} for each in poll.result]
        told.carried = poll.adopted
        return told

    def in_turn(self):
        """(seat, choice, by the secretariat?) one after the other, each once what comes before it has changed."""
        done = 0
        for seat, choice, after, by_secretariat in self.sitting.answers:
            while done < min(after, len(self.sitting.changes)):
                self.change(self.sitting.changes[done])
                done += 1
            yield seat, choice, by_secretariat

    def there(self, sitting):
        for voice in presence.Assembly(self.meeting).voices(self.item):
            weight = voice.seat.weight if sitting.weighted else 1
            yield self.number(voice.seat), weight, self.number(voice.proxy.holder.seat) if voice.proxy else None

    def holder_number(self, elector):
        return self.number(elector.proxy.holder.seat) if elector.proxy else None

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
        self.step()
        return True


class HallOfRows(Hall):
    """No database holds its rows: every one has its ids by hand, and a sitting costs milliseconds."""

    def furnish(self):
        self.ids, now = 0, utc_now()
        rules = rules_of(self.sitting) | {"parity_since": LONG_AGO if self.sitting.parity else None}
        self.table = Table(id=1, place_id=1, place=Place(id=1, noun="table", noun_id=1), **NAMES, **rules)
        self.seats = [self.seat(number, told) for number, told in enumerate(self.sitting.seats)]
        self.keeper = self.people[0, "delegate"]
        times = {"convened_at": now, "opened_at": now, "starts_at": now}
        self.meeting = Meeting(id=1, table=self.table, title="Seduta", planned_by=self.keeper, **times)
        self.item = AgendaItem(id=1, meeting_id=1, meeting=self.meeting, position=1, title="Punto")

    def begin(self, here):
        for number, role in here.items():
            self.arrive(number, role)

    def keep(self, row, id):
        row.id = id

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
        """By the verb of the house, before the question is put."""
        proxy = Proxy.give(self.meeting, giver, holder, self.item)
        proxy.id, proxy.giver_id, proxy.holder_id, proxy.item_id = self.new(), giver.id, holder.id, self.item.id

    def declare(self, mandate, kind):
        facts = {"kind": kind, "effect": "abstains", "declared_at": utc_now()}
        Conflict(item=self.item, item_id=1, mandate=mandate, mandate_id=mandate.id, declared_by=mandate, **facts)


class RealHall(Hall):
    """The database holds its rows; each verb is the house's own and reads what those before it wrote, as another request does.

    All of it is one transaction that is never committed: `leave()` takes it back.
    """

    def furnish(self):
        writing()
        self.admin = person("Amministratrice", "amministra")
        rules, parity = rules_of(self.sitting), self.sitting.parity
        # seats are weighed while the table weighs votes, whatever its rules are by the day of the sitting
        self.table = Table.establish(**NAMES, weighted=True, parity_since=LONG_AGO if parity else None, by=self.admin)
        self.seats = self.seated()
        others = {"parity": parity, "parent": None, "majority": "consensus", "majority_of": "present"}
        self.table.set_rules(**others, **rules, by=self.admin)
        self.keeper = self.seats[0].appoint(person("Segreteria", "segreteria"), "secretary", by=self.admin)
        self.step()
        for number, told in enumerate(self.sitting.seats):
            if not told.vacant:
                self.name_people(number)

    def seated(self):
        bodies = [
            Organisation(code=f"R{number}", name=f"Ente {number}", kind="comune") for number in range(len(self.sitting.seats))
        ]
        db.session.add_all(bodies)
        db.session.flush()
        if self.sitting.parity:
            self.seat_both_sides(bodies)
        else:
            for body in bodies:
                self.table.place.seat(body, "member", by=self.admin)
        self.step()
        given = {seat.organisation: seat for seat in self.table.place.seats}
        seats = [given[body] for body in bodies]
        for seat, told in zip(seats, self.sitting.seats, strict=True):
            seat.weigh(told.weight, by=self.admin)
        return seats

    def seat_both_sides(self, bodies):
        roster = Roster.draft(self.table, self.admin)
        for body, told in zip(bodies, self.sitting.seats, strict=True):
            roster.add(body, told.side)
        db.session.flush()
        roster.activate(by=self.admin)

    def name_people(self, number):
        for role in ("delegate", "substitute"):
            somebody = person(f"{role} {number}", f"{role}{number}")
            self.people[number, role] = self.seats[number].appoint(somebody, role, by=self.admin)

    def begin(self, here):
        self.meeting = Meeting.plan(self.table, "Seduta", utc_now(), "Sala", self.keeper)
        self.item = self.meeting.add_item("Punto", "", self.keeper)
        self.meeting.convene(self.keeper)
        self.meeting.open(self.keeper)
        db.session.flush()
        self.meeting.call_roll([(self.seats[number], self.people[number, role]) for number, role in here.items()], self.keeper)
        self.step()

    def step(self):
        """What was written is written, and what is read next is read from the database."""
        db.session.flush()
        db.session.expire_all()

    def keep(self, _row, _id):
        self.step()

    def arrive(self, number, role):
        self.meeting.mark(self.seats[number], self.people[number, role] if role else None, self.keeper)
        self.step()

    def give(self, giver, holder):
        Proxy.give(self.meeting, giver, holder, self.item)
        self.step()

    def declare(self, mandate, kind):
        Conflict.declare(self.item, mandate, kind, "abstains", "", mandate)
        self.step()

    def play(self):
        try:
            return super().play()
        finally:
            leave()


def leave():
    """Nothing of it happened."""
    give_up_turn()
    db.session.rollback()
    db.session.expunge_all()


NAMES = {"code": "PROVA-VOTI", "name": "Tavolo dei voti", "kind": "working_table"}


def person(name, address):
    row = Person(name=name, email=f"{address}@voti.example.org")
    db.session.add(row)
    return row


def rules_of(sitting):
    kind, *numbers = sitting.quorum
    number, of = (*numbers, None, None)[:2]
    rules = {"quorum": kind, "quorum_number": number, "quorum_of": of, "weighted": sitting.weighted, "proxies_allowed": 9}
    return rules | {"vacancy_suspends": sitting.vacancy_suspends, "conflicts_count": sitting.conflicts_count}


def why(broken):
    """Which of its reasons the house gave."""
    told = broken.sentence._args[0] if hasattr(broken.sentence, "_args") else str(broken.sentence)
    reasons = {"vacant": "vacancy", "quorum": "quorum", "Nobody is in the room": "nobody", "not secret": "secret"}
    reasons |= {"Only one seat has voted": "alone"}
    return next(reason for words, reason in reasons.items() if words in told)
