"""In the middle of a term a delegate is replaced: what she had to do passes on, what she said stays hers (story 6)."""

from datetime import timedelta

import pytest
import time_machine

from app.database import commit, day_of, db, midnight, utc_now, writing
from app.errors import RuleBroken
from app.happenings import Happening
from app.meetings.models import Decision, Meeting
from app.membership.models import Mandate
from app.membership.rounds.taking_up import take_up_due


@pytest.fixture
def decided(app, cast):
    """A meeting with the delegate of PM present and answering for its output; (meeting id, decision id)."""
    with app.app_context():
        meeting = cast.open_meeting()
        writing()
        db.session.refresh(meeting)
        voice, delegate = cast.mandate("secretary"), cast.mandate("delegate")
        meeting.mark(delegate.seat, delegate, voice)
        decision = meeting.items[0].decide(voice, **cast.parts())
        meeting.items[1].conclude("noted", "", voice)
        meeting.close(voice)
        commit()
        return meeting.id, decision.id


def hand_over(visitor, cast, app, **more):
    with app.app_context():
        seat, person = cast.mandate("delegate").seat_id, cast.person("org_admin").id
    return visitor("admin").post(f"/seats/{seat}/mandates", {"person": person, "role": "delegate", "takes_over": "y", **more})


def test_old_minutes_name_the_former_and_her_tasks_pass_to_the_new_one(visitor, cast, app, decided):
    assert hand_over(visitor, cast, app).status_code == 201
    told = visitor("secretary").get_json(f"/meetings/{decided[0]}").get_json()
    sat = next(each["mandate"] for each in told["attendance"] if each["mandate"])
    assert (sat["person"], sat["role"]) == ("Delegata", "delegate")
    assert visitor("secretary").get_json(f"/decisions/{decided[1]}").get_json()["person"]["name"] == "Referente"
    assert decided[1] in [each["id"] for each in visitor("org_admin").get_json("/").get_json()["outputs"]]
    assert visitor("delegate").get_json("/").get_json()["outputs"] == []


def test_old_messages_show_the_name_and_role_held_then(visitor, cast, app):
    with app.app_context():
        workspace, thread = cast.workspace()
        cast.post(workspace, thread, "delegate", "Parola mia")
        lead = cast.mandate("delegate", workspace.place).seat_id
        person, address = cast.person("substitute").id, f"/workspaces/{workspace.id}"
    fields = {"person": person, "role": "delegate", "takes_over": "y"}
    assert visitor("org_admin").post(f"/seats/{lead}/mandates", fields).status_code == 201
    page = visitor("substitute").get(address).text
    assert "Parola mia" in page and "Delegata" in page.split("Parola mia")[0]
    assert visitor("delegate").get(address).status_code == 404


def test_the_log_says_who_answered_and_who_answers_now(visitor, cast, app, decided):
    hand_over(visitor, cast, app)
    with app.app_context():
        row = db.session.scalar(db.select(Happening).where(Happening.kind == "decision-passed-on"))
        assert (row.subject_id, row.stream) == (decided[1], f"meeting/{decided[0]}")
        assert row.facts == {"before": cast.person("delegate").id, "after": cast.person("org_admin").id}


def test_what_another_body_or_another_table_gave_her_stays_with_her(visitor, cast, app, decided):
    with app.app_context():
        writing()
        db.session.get(Decision, decided[1]).responsible_organisation = cast.body("US")
        commit()
    hand_over(visitor, cast, app)
    assert visitor("secretary").get_json(f"/decisions/{decided[1]}").get_json()["person"]["name"] == "Delegata"


def test_a_later_hand_over_leaves_no_instant_without_or_with_two_delegates(visitor, cast, app):
    day = day_of(utc_now()) + timedelta(days=10)
    after = hand_over(visitor, cast, app, since=str(day)).get_json()["id"]
    with app.app_context():
        before, after = cast.mandate("delegate"), db.session.get(Mandate, after)
        for seconds in (-1, 0, 1):
            moment = midnight(day) + timedelta(seconds=seconds)
            assert [each.holds(moment) for each in (before, after)] == [seconds < 0, seconds >= 0]


def test_what_she_had_to_do_passes_on_at_that_later_moment_by_the_round_of_the_worker(visitor, cast, app, decided):
    day = day_of(utc_now()) + timedelta(days=10)
    hand_over(visitor, cast, app, since=str(day))

    def answers():
        with app.app_context():
            return db.session.get(Decision, decided[1]).responsible_person.name

    for seconds, name in ((-1, "Delegata"), (1, "Referente"), (2, "Referente")):
        with time_machine.travel(midnight(day) + timedelta(seconds=seconds)), app.app_context():
            take_up_due(utc_now())
        assert answers() == name


def test_nobody_takes_over_in_the_past_or_from_nobody(app, cast):
    with app.app_context():
        writing()
        before = cast.mandate("delegate")
        with pytest.raises(RuleBroken):
            before.hand_over(cast.person("org_admin"), since=utc_now() - timedelta(days=2))
        before.end()
        with pytest.raises(RuleBroken):
            before.hand_over(cast.person("org_admin"))


def test_the_successor_keeps_the_term_unless_another_end_is_said(app, cast):
    with app.app_context():
        writing()
        before = cast.mandate("delegate")
        before.until = utc_now() + timedelta(days=100)
        end = before.until
        assert before.hand_over(cast.person("org_admin")).until == end


def test_the_seat_page_draws_who_spoke_when_and_says_it(visitor, cast, app):
    hand_over(visitor, cast, app)
    with app.app_context():
        address = f"/seats/{cast.mandate('delegate').seat_id}"
    page = visitor("outsider").get(address).text
    assert "tv-geo__track" in page and page.count('role="rowheader"') == 4
    told = visitor("outsider").get_json(address).get_json()["mandates"]
    chain = {each["id"]: each["predecessor"] for each in told}
    assert [id for id in chain.values() if id] and visitor("outsider").post(f"{address}/mandates").status_code in (403, 422)


def test_the_meeting_that_is_open_keeps_who_was_marked(app, cast):
    with app.app_context():
        meeting = cast.open_meeting()
        writing()
        db.session.refresh(meeting)
        delegate = cast.mandate("delegate")
        meeting.mark(delegate.seat, delegate, cast.mandate("secretary"))
        delegate.hand_over(cast.person("org_admin"))
        commit()
        [row] = db.session.get(Meeting, meeting.id).attendance
        assert row.mandate.person.name == "Delegata"
