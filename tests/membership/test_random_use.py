"""Random use never breaks what membership promises: one delegate a seat, one zone a municipality, balance, rights in their dates.

A machine appoints, replaces, suspends, ends, merges and moves at random while the clock goes on; after every step what
holds is compared with the rows themselves, read by a small model of their own.
"""

from datetime import UTC, date, datetime, timedelta

import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy.orm import joinedload, selectinload

from app.database import db, give_up_turn, utc_now, writing
from app.errors import RuleBroken
from app.membership.models import (
    Act,
    Mandate,
    Organisation,
    Person,
    Place,
    Roster,
    Seat,
    Succession,
    Suspension,
    Table,
    Zone,
    ZoneMembership,
    by_roster,
    seats_left,
    take_over,
)
from app.permissions.who import places_of
from tests.rotation import ENGINE, RELEASE

START = datetime(2026, 10, 24, 12, tzinfo=UTC)
RUNS, STEPS = 200 if RELEASE else 40 if ENGINE == "sqlite" else 15, 50
INSTANT = timedelta(microseconds=1)
DAYS = st.one_of(st.none(), st.integers(0, 60))
ROLES = st.sampled_from(["delegate", "delegate", "substitute", "chair"])


class Membership(RuleBasedStateMachine):
    @initialize()
    def found(self):
        self.clock = time_machine.travel(START, tick=False)
        self.now = self.clock.start()
        writing()
        self.people = [Person(name=f"Persona {i}", email=f"r{i}@example.org") for i in range(4)]
        self.bodies = [Organisation(name=f"Comune {i}", kind="municipality") for i in range(4)]
        self.act = Act(code="A1", title="Atto", kind="decree", issuer="Ente")
        self.zones = [Zone(code=f"Z{i}", name=f"Zona {i}") for i in range(2)]
        db.session.add_all([*self.people, *self.bodies, self.act, *self.zones])
        db.session.flush()
        self.table = Table.establish(code="R1", name="Tavolo", kind="zone")
        self.parity = Table.establish(code="R2", name="Conferenza", kind="parity_conference", parity_since=START)
        Table.establish(code="Z0", name="Tavolo di zona", kind="zone")
        roster = Roster.draft(self.parity, self.people[0])
        for side, body in zip("ab", self.bodies, strict=False):
            roster.add(body, side)
        db.session.flush()
        roster.activate(by=self.people[0])
        db.session.flush()

    def teardown(self):
        if hasattr(self, "clock"):
            self.clock.stop()
            give_up_turn()
            db.session.rollback()
            db.session.expunge_all()

    # --- What people do ----------------------------------------------------------------------------------------------

    def tried(self, verb, *given, **named):
        """A rule may say no; then nothing has changed."""
        with db.session.begin_nested() as step:
            try:
                verb(*given, **named)
                db.session.flush()
                self.changed = True
            except RuleBroken:
                step.rollback()
        db.session.expire_all()

    def one(self, entity, number):
        """One of the rows there are, the newest first; None where there is none."""
        rows = db.session.scalars(db.select(entity).order_by(entity.id.desc())).all()
        return rows[number % len(rows)] if rows else None

    def day(self, days):
        return None if days is None else utc_now() + timedelta(days=days)

    @rule(days=st.integers(0, 20), hours=st.integers(0, 23))
    def time_passes(self, days, hours):
        self.now.shift(timedelta(days=days, hours=hours))
        self.changed = True

    @rule(body=st.integers(0, 3), since=DAYS, until=DAYS)
    def give_a_seat(self, body, since, until):
        self.tried(self.table.place.seat, self.bodies[body], "member", since=self.day(since), until=self.day(until))

    @rule(seat=st.integers(0, 9), person=st.integers(0, 3), role=ROLES, since=DAYS, until=DAYS, confirmed=st.booleans())
    def appoint(self, seat, person, role, since, until, confirmed):
        seat = self.one(Seat, seat)
        dates = {"since": self.day(since), "until": self.day(until)}
        self.tried(seat.appoint, self.people[person], role, confirmed=confirmed, **dates)

    @precondition(lambda self: self.one(Mandate, 0))
    @rule(mandate=st.integers(0, 9), person=st.integers(0, 3), since=DAYS, confirmed=st.booleans())
    def replace(self, mandate, person, since, confirmed):
        self.tried(self.one(Mandate, mandate).hand_over, self.people[person], since=self.day(since), confirmed=confirmed)

    @precondition(lambda self: self.one(Mandate, 0))
    @rule(mandate=st.integers(0, 9))
    def confirm(self, mandate):
        self.tried(self.one(Mandate, mandate).confirm)

    @precondition(lambda self: self.one(Mandate, 0))
    @rule(mandate=st.integers(0, 9), until=DAYS)
    def renew(self, mandate, until):
        self.tried(self.one(Mandate, mandate).renew, until=self.day(until))

    @precondition(lambda self: self.one(Mandate, 0))
    @rule(mandate=st.integers(0, 9), since=DAYS, until=DAYS)
    def suspend(self, mandate, since, until):
        self.tried(self.one(Mandate, mandate).suspend, "Prova", since=self.day(since), until=self.day(until))

    @rule(body=st.integers(0, 3), since=DAYS, until=DAYS)
    def suspend_a_body(self, body, since, until):
        self.tried(Suspension.of_body, self.bodies[body], "Prova", since=self.day(since), until=self.day(until))

    @precondition(lambda self: self.one(Suspension, 0))
    @rule(suspension=st.integers(0, 9))
    def lift(self, suspension):
        self.tried(self.one(Suspension, suspension).lift)

    @precondition(lambda self: self.one(Mandate, 0))
    @rule(mandate=st.integers(0, 9), until=DAYS)
    def end_a_mandate(self, mandate, until):
        self.tried(self.one(Mandate, mandate).end, self.day(until))

    @rule(seat=st.integers(0, 9), until=DAYS)
    def end_a_seat(self, seat, until):
        self.tried(self.one(Seat, seat).end, self.day(until))

    @rule(body=st.integers(0, 3), into=st.integers(0, 3), days=st.integers(0, 30))
    def merge(self, body, into, days):
        day = date.fromisoformat(utc_now().date().isoformat()) + timedelta(days=days)
        self.tried(Succession.merge, [self.bodies[body]], self.bodies[into], day)

    @precondition(lambda self: self.one(Succession, 0))
    @rule(succession=st.integers(0, 9))
    def take_over(self, succession):
        self.tried(taken_over, self.one(Succession, succession), self.act)

    @rule(zone=st.integers(0, 1), body=st.integers(0, 3), since=DAYS)
    def enter_a_zone(self, zone, body, since):
        self.tried(self.zones[zone].admit, self.bodies[body], self.act, since=self.day(since))

    @precondition(lambda self: self.one(ZoneMembership, 0))
    @rule(membership=st.integers(0, 9), zone=st.integers(0, 1), since=DAYS)
    def move(self, membership, zone, since):
        self.tried(self.one(ZoneMembership, membership).move, self.zones[zone], self.act, since=self.day(since))

    @precondition(lambda self: self.one(ZoneMembership, 0))
    @rule(membership=st.integers(0, 9), until=DAYS)
    def leave_a_zone(self, membership, until):
        self.tried(self.one(ZoneMembership, membership).end, self.act, until=self.day(until))

    @rule(changes=st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.sampled_from("ab")), max_size=4), since=DAYS)
    def write_a_roster(self, changes, since):
        self.tried(self.compose, changes, since)

    def compose(self, changes, since):
        roster = Roster.draft(self.parity, self.people[0])
        db.session.flush()
        for comes, body, side in changes:
            if comes:
                roster.add(self.bodies[body], side, title=f"Componente {body}{side}{len(roster.lines)}")
            elif roster.lines:
                roster.drop(roster.lines[body % len(roster.lines)])
            db.session.flush()
        roster.activate(self.day(since), by=self.people[0])

    # --- What never happens ------------------------------------------------------------------------------------------

    @invariant()
    def promises_hold(self):
        """Asked after each step that a rule did not refuse."""
        if self.__dict__.pop("changed", False):
            self.no_seat_has_two_delegates()
            self.no_municipality_is_in_two_zones()
            self.both_sides_are_equal_at_every_date()
            self.no_right_lies_outside_its_dates()

    def no_seat_has_two_delegates(self):
        for seat in db.session.scalars(db.select(Seat).options(selectinload(Seat.mandates))):
            delegates = [each for each in seat.mandates if each.role == "delegate" and each.confirmed_at]
            assert not overlaps(delegates)

    def no_municipality_is_in_two_zones(self):
        rows = db.session.scalars(db.select(ZoneMembership)).all()
        for body in {each.organisation_id for each in rows}:
            assert not overlaps([each for each in rows if each.organisation_id == body])

    def both_sides_are_equal_at_every_date(self):
        seats = db.session.scalars(db.select(Seat).where(Seat.place_id == self.parity.place_id)).all()
        for moment in edges(seats):
            sides = [each.side for each in seats if lasts(each, moment)]
            assert sides.count("a") == sides.count("b")

    def no_right_lies_outside_its_dates(self):
        mandates = db.session.scalars(db.select(Mandate).options(joinedload(Mandate.seat, Seat.organisation))).all()
        suspensions = db.session.scalars(db.select(Suspension)).all()
        moments = sorted(edges([*mandates, *(each.seat for each in mandates), *suspensions]))
        few = moments[:: 1 + len(moments) // 3]
        for moment in {utc_now(), *few, *(each - INSTANT for each in few)}:
            pairs = db.select(Person.id, Place.id).join(Place, Place.id.in_(places_of(Person.id, moment)))
            told = {(each.person_id, each.seat.place_id) for each in mandates if counts(each, suspensions, moment)}
            assert set(map(tuple, db.session.execute(pairs))) == told


def taken_over(succession, act):
    since = max(utc_now(), succession.effective_at)
    seats = [seat for seat in seats_left([succession.before], since) if not by_roster(seat)]
    take_over(succession.after, [succession], seats, act, since=since)


def counts(mandate, suspensions, moment):
    """Does a mandate give a right at a moment, by the rows alone?"""
    body = mandate.seat.organisation
    resting = [each for each in suspensions if each.mandate_id == mandate.id or each.organisation_id == body.id]
    alive = body.until is None or moment < body.until
    stands = lasts(mandate, moment) and lasts(mandate.seat, moment) and alive
    return bool(stands and mandate.confirmed_at and not any(lasts(each, moment) for each in resting))


def lasts(row, moment):
    return row.since <= moment and (row.until is None or moment < row.until)


def edges(rows):
    return {edge for row in rows for edge in (row.since, row.until) if edge}


def overlaps(rows):
    """Is there a moment that two of these rows share?"""
    return any(sum(lasts(row, moment) for row in rows) > 1 for moment in edges(rows))


def test_random_use_breaks_no_promise(context):
    phases = [Phase.explicit, Phase.generate]  # to make a failure small takes longer than the suite may last
    some = {"max_examples": RUNS, "stateful_step_count": STEPS, "deadline": None, "database": None}
    chosen = settings(**some, phases=phases, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Membership, settings=chosen)
