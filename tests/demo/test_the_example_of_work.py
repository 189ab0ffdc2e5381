"""The demo's people, sittings and workspace: an example made with the same verbs that people use."""

import pytest
from sqlalchemy import func, select

from app.database import db, utc_now
from app.demo import load_world_once, world
from app.demo.people import CAST, email_of
from app.happenings import Happening, Stream
from app.meetings.models import Decision, Meeting
from app.membership.models import Guest, Mandate, Organisation, Person, Seat, Table
from app.register.verifier import faults
from app.workspaces.models import Message, Thread, Workspace


def person(role):
    return db.session.scalar(select(Person).where(Person.email == email_of(role)))


def mandates(role):
    """{(noun of the place, role of the mandate)} that a person of the cast holds now."""
    query = select(Mandate).where(Mandate.person_id == person(role).id, Mandate.in_force(utc_now()))
    return {(each.seat.place.noun, each.role) for each in db.session.scalars(query)}


def universities():
    return db.session.scalar(select(Table).where(Table.code == "TAV-UNI"))


def seats_of_workspace():
    return {seat.organisation.code: seat for seat in db.session.scalar(select(Workspace)).place.seats}


@pytest.mark.parametrize(
    ("role", "held"),
    [
        ("secretary", {("table", "secretary")}),
        ("chair", {("table", "chair")}),
        ("delegate", {("table", "delegate"), ("workspace", "delegate")}),
        ("other_delegate", {("table", "delegate"), ("workspace", "delegate")}),
        ("technician", {("table", "technician"), ("workspace", "technician")}),
        ("substitute", {("table", "substitute")}),
        ("partner", {("workspace", "delegate")}),
        ("guest", {("workspace", "guest")}),
        ("outsider", set()),
    ],
)
def test_each_of_the_cast_holds_the_mandates_of_her_part(milan, role, held):
    assert mandates(role) == held


def test_one_seat_is_vacant_and_one_has_only_a_substitute(milan):
    held = {seat.organisation.code: {each.role for each in seat.mandates} for seat in universities().place.seats}
    assert held["UNISR"] == set()
    assert held["IULM"] == {"substitute"}
    assert all("delegate" in roles for code, roles in held.items() if code not in ("UNISR", "IULM"))


def test_one_sitting_is_published_two_held_one_convened_the_others_planned(milan):
    meetings = db.session.scalars(select(Meeting).order_by(Meeting.starts_at)).all()
    states = [each.state for each in meetings]
    assert states[:4] == ["published", "held", "held", "convened"] and set(states[4:]) == {"planned"}
    now = utc_now()
    assert meetings[2].closed_at < now < meetings[3].starts_at < meetings[4].starts_at
    assert all(each.starts_at.weekday() < 5 for each in meetings)


def test_the_sitting_left_two_outputs_tied_to_the_plan_one_note_and_one_deferral(milan):
    held = db.session.scalar(select(Meeting).where(Meeting.closed_at.is_not(None)))
    assert [item.outcome for item in held.items] == ["output", "output", "noted", "deferred"]
    assert [each.objective.code for each in held.decisions()] == ["P2.G-UNI.3", "P2.G-UNI.5"]
    assert all(each.published_at and not each.missing() for each in held.decisions())
    assert [each.late(utc_now().date()) for each in held.decisions()] == [False, True]
    assert all(each.year == each.adopted_at.year for each in held.decisions())


def test_presence_was_marked_for_every_seat_and_the_vacant_one_is_absent(milan):
    held = db.session.scalar(select(Meeting).where(Meeting.closed_at.is_not(None)))
    present = {row.seat.organisation.code: row.mandate is not None for row in held.attendance}
    assert present.pop("UNISR") is False
    assert len(present) == 7 and all(present.values())


def test_the_register_is_whole_after_loading(milan):
    assert faults() == []


def test_the_workspace_comes_from_the_first_decision_and_is_led_by_who_answers_for_it(milan):
    workspace = db.session.scalar(select(Workspace))
    decision = db.session.scalar(select(Decision).order_by(Decision.id))
    assert workspace.decision == decision
    assert seats_of_workspace()["POLIMI"].role == "lead"
    assert decision.adopted_at < workspace.opened_at == seats_of_workspace()["POLIMI"].since
    assert [each.objective.code for each in workspace.contributions] == ["P2.G-UNI.3", "P3.M5"]


def test_its_geometry_varied_over_the_months(milan):
    seats = seats_of_workspace()
    assert len({seat.since.date() for seat in seats.values()}) >= 4
    assert seats["FHS"].organisation not in {seat.organisation for seat in universities().place.seats}
    assert seats["UNIMIB"].role == "observer"
    left = seats["IULM"]
    assert left.until < utc_now() and left.reason
    assert all(each.until == left.until for each in left.mandates)


def test_several_voices_speak_in_two_threads(milan):
    messages = db.session.scalars(select(Message).where(Message.thread.has(Thread.workspace_id == 1))).all()
    assert len({message.thread_id for message in messages}) == 2
    assert len(messages) == 9
    assert len({message.mandate.seat.organisation_id for message in messages}) == 5


def test_humanitas_visits_one_project_until_a_day_and_reads_from_its_entry(milan):
    guest = db.session.scalar(select(Guest))
    assert guest.mandate.organisation.code == "HUNIMED" and guest.until > utc_now()
    before = select(func.count()).select_from(Happening).where(Happening.stream == guest.place.stream)
    earlier = db.session.scalar(before.where(Happening.kind == "message-posted", Happening.seq <= guest.entered_after))
    assert earlier == 5
    seats = select(Seat.role).where(Seat.organisation_id == guest.mandate.organisation.id)
    assert db.session.scalars(seats).all() == ["guest"]


def test_nobody_speaks_by_a_mandate_that_is_not_hers_to_use(milan):
    for message in db.session.scalars(select(Message)):
        assert message.mandate.person_id == message.person_id
        assert message.mandate.in_force(message.at) and message.mandate.seat.role != "observer"


def test_the_log_has_no_gap(milan):
    counted = select(Happening.stream, func.count(), func.max(Happening.seq)).group_by(Happening.stream)
    seen = {stream: (number, last) for stream, number, last in db.session.execute(counted)}
    assert seen == {each.name: (each.head, each.head) for each in db.session.scalars(select(Stream))}


def test_loading_again_adds_nothing(milan):
    before = db.session.scalar(select(func.count()).select_from(Happening))
    load_world_once()
    assert db.session.scalar(select(func.count()).select_from(Happening)) == before


def test_a_load_that_breaks_leaves_nothing_behind_and_the_next_one_passes(empty_app, monkeypatch):
    app = empty_app("broken")
    with app.app_context(), monkeypatch.context() as patched:
        patched.setattr(world, "tell_of_joint_work", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            load_world_once()
    with app.app_context():
        assert db.session.scalar(select(Organisation.id)) is None
        load_world_once()
        assert db.session.scalar(select(func.count()).select_from(Person)) > len(CAST)
        db.session.rollback()
        db.engine.dispose()


def test_every_row_of_the_files_moves_the_progress_bar(empty_app):
    with empty_app("counted").app_context():
        world.writing()
        assert len(list(world.load(world.World()))) == world.rows_in_all()
        assert db.session.scalar(select(Seat.id).limit(1))
        db.session.rollback()
        db.engine.dispose()
