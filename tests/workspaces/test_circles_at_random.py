"""Random use of circles: whoever sees a circle sees the workspace around it, whatever ended, rested or came back before."""

import os
from datetime import UTC, datetime, timedelta

import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from app.database import db, give_up_turn, utc_now, writing
from app.errors import RuleBroken
from app.membership.models import Mandate, Organisation, Person, Place, Seat, Suspension
from app.permissions import seen_threads, seen_workspaces
from app.permissions.who import mandates_query
from app.rendering import render
from app.workspaces.models import Thread, Workspace, close_circle, open_circle

START = datetime(2026, 10, 24, 12, tzinfo=UTC)
RUNS, STEPS = 100 if os.environ.get("TAVOLO_RELEASE") else 4, 30
DAYS = st.one_of(st.none(), st.integers(1, 20))
PICK = st.integers(0, 99)


class Circles(RuleBasedStateMachine):
    @initialize()
    def found(self):
        self.clock = time_machine.travel(START, tick=False)
        self.now = self.clock.start()
        writing()
        self.people = [Person(name=f"Persona {i}", email=f"c{i}@example.org") for i in range(5)]
        self.bodies = [Organisation(name=f"Ente {i}", kind="municipality") for i in range(4)]
        db.session.add_all([*self.people, *self.bodies])
        self.around = Workspace(place=Place(noun="workspace"), name="Spazio", purpose="x", purpose_html="x", opened_at=START)
        db.session.add(self.around)
        db.session.flush()
        self.around.place.noun_id = self.around.id
        for body, person in zip(self.bodies, self.people, strict=False):
            self.around.place.seat(body, "partner", since=START).appoint(person, "delegate", since=START)

    def tried(self, step):
        """What the rules refuse leaves nothing behind."""
        point = db.session.begin_nested()
        try:
            step()
            db.session.flush()
            point.commit()
        except RuleBroken:
            point.rollback()

    def until(self, days):
        return days and utc_now() + timedelta(days=days)

    def one(self, noun, pick):
        rows = db.session.scalars(select(noun).order_by(noun.id)).all()
        return rows[pick % len(rows)] if rows else None

    @rule(pick=PICK, others=st.sets(st.integers(0, 3)), named=st.booleans())
    def open(self, pick, others, named):
        voices = [each for seat in self.around.place.seats for each in seat.mandates if each.holds(utc_now())]
        if not voices:
            return
        voice, bodies = voices[pick % len(voices)], [self.bodies[i] for i in sorted(others)]
        people = voices[: pick % 5] if named else None

        def step():
            circle = open_circle(self.around, f"C{pick}", "x", render("x"), bodies, voice, people=people)
            Thread.begin(circle, "Filo", circle.place.seats[0].mandates[0])

        self.tried(step)

    @rule(pick=PICK, days=DAYS)
    def end_seat(self, pick, days):
        self.tried(lambda: self.one(Seat, pick).end(self.until(days)))

    @rule(pick=PICK, days=DAYS)
    def end_mandate(self, pick, days):
        self.tried(lambda: self.one(Mandate, pick).end(self.until(days)))

    @rule(pick=PICK, days=DAYS)
    def suspend(self, pick, days):
        self.tried(lambda: self.one(Mandate, pick).suspend("Così", until=self.until(days)))

    @rule(pick=PICK)
    def lift(self, pick):
        found = self.one(Suspension, pick)
        self.tried(lambda: found and found.lift())

    @rule(pick=PICK, who=PICK, days=DAYS, role=st.sampled_from(["partner", "observer", "lead"]))
    def join(self, pick, who, days, role):
        """A body joins the workspace or a circle, with one person."""
        place, body, person = self.one(Place, pick), self.bodies[who % 4], self.people[who % 5]
        self.tried(lambda: place.seat(body, role, until=self.until(days)).appoint(person, "substitute"))

    @rule(pick=PICK, who=PICK, days=DAYS)
    def name(self, pick, who, days):
        self.tried(lambda: self.one(Seat, pick).appoint(self.people[who % 5], "technician", until=self.until(days)))

    @rule(pick=PICK, who=PICK)
    def hand_over(self, pick, who):
        self.tried(lambda: self.one(Mandate, pick).hand_over(self.people[who % 5]))

    @rule(pick=PICK)
    def close(self, pick):
        circle = self.one(Workspace, pick)
        self.tried(lambda: circle.parent_id and close_circle(circle, self.one(Mandate, pick)))

    @rule(days=st.integers(1, 10))
    def wait(self, days):
        self.now.shift(timedelta(days=days))

    @invariant()
    def who_sees_a_circle_sees_what_is_around_it(self):
        for person in self.people:
            for at in (utc_now(), utc_now() + timedelta(days=5)):
                seen = db.session.scalars(seen_workspaces(person.id, at)).all()
                ids = {each.id for each in seen}
                assert {each.parent_id for each in seen if each.parent_id} <= ids
                threads = db.session.scalars(seen_threads(person.id, at)).all()
                assert {each.workspace_id for each in threads} <= ids

    @invariant()
    def every_voice_in_a_circle_has_one_around_it_for_the_same_body(self):
        for person in self.people:
            held = db.session.scalars(mandates_query(person.id, utc_now())).all()
            here = {(each.seat.place_id, each.seat.organisation_id) for each in held}
            inside = [each.seat for each in held if each.seat.place.within_id]
            assert all((seat.place.within_id, seat.organisation_id) in here for seat in inside)

    @invariant()
    def no_row_in_a_circle_outlasts_all_that_it_rests_on(self):
        now = utc_now()
        for mandate in db.session.scalars(
            select(Mandate).join(Mandate.seat).join(Seat.place).where(Place.within_id.is_not(None))
        ):
            if not mandate.in_force(now) or not mandate.seat.in_force(now):
                continue
            around = select(Mandate).join(Mandate.seat).where(Seat.place_id == mandate.seat.place.within_id)
            around = around.where(Seat.organisation_id == mandate.seat.organisation_id, Mandate.person_id == mandate.person_id)
            assert any(each.in_force(now) and each.seat.in_force(now) for each in db.session.scalars(around))

    def teardown(self):
        db.session.rollback()
        give_up_turn()
        self.clock.stop()


def test_whoever_sees_a_circle_sees_its_workspace(context):
    options = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Circles, settings=options)
