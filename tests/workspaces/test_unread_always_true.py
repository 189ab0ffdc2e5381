"""Counts of unread stay true whatever happens: a machine does things at random, and a plain count by hand agrees each time."""

import secrets

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.database import db, utc_now, writing
from app.membership.models import Mandate, Person
from app.rendering import render
from app.workspaces.models import Mention, Message, ReadMark, Thread, Workspace, move_message, move_thread
from app.workspaces.queries import unread_of
from tests.rotation import RELEASE

READERS = ("delegate", "technician", "other_delegate", "observer")


class Talk(RuleBasedStateMachine):
    """Two workspaces of the same people; nothing is committed, so that each run begins afresh."""

    cast = None

    @initialize()
    def begin(self):
        writing()
        self.people = {role: self.cast.person(role).id for role in READERS}
        rooms = db.session.scalars(db.select(Workspace).order_by(Workspace.id)).all()
        self.rooms = rooms
        self.threads = db.session.scalars(db.select(Thread).order_by(Thread.id)).all()
        self.entries = {(role, room.id): 0 for role in READERS for room in rooms}

    def speaker(self, role, room):
        db.session.flush()
        query = db.select(Mandate).join(Mandate.seat).filter_by().where(Mandate.person_id == self.people[role])
        found = db.session.scalars(query.where(Mandate.seat.has(place_id=room.place_id)).order_by(Mandate.id)).all()
        return next((each for each in found if each.holds(utc_now())), None)

    @rule(
        role=st.sampled_from(READERS),
        thread=st.integers(0, 3),
        call=st.sampled_from(("", "@Delegata ", "@Politecnico di Prova ")),
    )
    def post(self, role, thread, call):
        thread = self.threads[thread]
        voice = self.speaker(role, thread.workspace)
        if voice:
            thread.post(voice, f"{call}ciao", render(f"{call}ciao"), secrets.token_hex(16))

    @rule(pick=st.integers(0, 50))
    def delete(self, pick):
        message = self.message(pick)
        if message and message.deleted_at is None:
            message.delete(message.mandate)

    @rule(pick=st.integers(0, 50))
    def edit(self, pick):
        message = self.message(pick)
        if message and message.deleted_at is None:
            body = f"@Delegato e altro {pick}"
            message.edit(message.mandate, body, render(body), message.revision)

    @rule(pick=st.integers(0, 50), thread=st.integers(0, 3))
    def move(self, pick, thread):
        message, target = self.message(pick), self.threads[thread]
        here = message and message.deleted_at is None and message.thread_id != target.id
        if here and message.thread.workspace_id == target.workspace_id:
            move_message(message, target, message.mandate)

    @rule(thread=st.integers(0, 3), room=st.integers(0, 1))
    def move_whole(self, thread, room):
        thread, target = self.threads[thread], self.rooms[room]
        if thread.workspace_id != target.id:
            move_thread(thread, target, self.speaker("delegate", target))

    @rule(role=st.sampled_from(READERS), thread=st.integers(0, 3), pick=st.none() | st.integers(0, 50), back=st.booleans())
    def read(self, role, thread, pick, back):
        thread, person = self.threads[thread], db.session.get(Person, self.people[role])
        db.session.flush()
        inside = db.session.scalars(db.select(Message.id).where(Message.thread_id == thread.id).order_by(Message.id)).all()
        if inside:
            (ReadMark.leave_unread if back else ReadMark.read)(
                person, thread, None if pick is None else inside[pick % len(inside)]
            )

    @rule(role=st.sampled_from(("technician", "other_delegate", "observer")), room=st.integers(0, 1))
    def leave(self, role, room):
        mandate = self.speaker(role, self.rooms[room])
        if mandate:
            mandate.end()

    @rule(role=st.sampled_from(("technician", "other_delegate")), room=st.integers(0, 1))
    def come_back(self, role, room):
        room = self.rooms[room]
        if self.speaker(role, room) is None:
            body = {"technician": "PM", "other_delegate": "US"}[role]
            seat = next(each for each in room.place.seats if each.organisation.code == body)
            seat.appoint(self.cast.person(role), "substitute")

    def message(self, pick):
        db.session.flush()
        found = db.session.scalars(db.select(Message).order_by(Message.id)).all()
        return found[pick % len(found)] if found else None

    @invariant()
    def counts_agree_with_a_count_by_hand(self):
        db.session.flush()
        db.session.expire_all()
        for role, person_id in self.people.items():
            told = unread_of(person_id, utc_now())
            for thread in self.threads:
                news = told.thread(thread.id)
                assert (news.unread, news.mentions) == self.by_hand(role, thread), (role, thread.id)

    def by_hand(self, role, thread):
        """Everything read from the rows, message by message."""
        if self.speaker(role, thread.workspace) is None:
            return 0, 0
        person_id = self.people[role]
        mark = db.session.scalar(db.select(ReadMark).filter_by(person_id=person_id, thread_id=thread.id))
        mine = db.select(Mandate).where(Mandate.person_id == person_id, Mandate.seat.has(place_id=thread.workspace.place_id))
        came = min(each.since for each in db.session.scalars(mine))
        unread = [
            each
            for each in db.session.scalars(db.select(Message).filter_by(thread_id=thread.id))
            if each.person_id != person_id
            and each.deleted_at is None
            and (each.id > mark.message_id if mark else each.at >= came)
        ]
        return len(unread), sum(self.is_called(role, each, thread.workspace) for each in unread)

    def is_called(self, role, message, room):
        bodies = {self.speaker(role, room).seat.organisation_id}
        rows = db.session.scalars(db.select(Mention).filter_by(message_id=message.id)).all()
        return any(each.person_id == self.people[role] or each.organisation_id in bodies for each in rows)

    def teardown(self):
        db.session.rollback()
        db.session.info.pop("announced", None)


@pytest.mark.parametrize("steps", [25])
def test_counts_agree_with_a_count_by_hand_after_anything(context, cast, steps):
    for _ in range(2):
        workspace, thread = cast.workspace()
        writing()
        Thread.begin(workspace, "Un altro filone", thread.opened_by)
        db.session.commit()
    db.session.rollback()
    machine = type("Anything", (Talk,), {"cast": cast})
    chosen = settings(
        max_examples=25 if RELEASE else 8,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(machine, settings=chosen)
