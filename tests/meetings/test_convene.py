"""Convening: nothing leaves before it; answers by page, by link and by word of mouth; reminders and deadlines that move along."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from app.database import ROME, commit, db, utc_now, writing
from app.meetings.models import Meeting, Notice, Reply, Timetable
from app.meetings.models.timetable import days_after, days_before
from app.meetings.rounds.calling import tell_changes
from app.meetings.rounds.reminders import remind
from app.membership.models import Table
from app.outbox import Mail
from app.permissions import answer_token

RULES = {"notice_days": 7, "answers_days": 3, "reminder_days": "7, 1", "draft_days": 7, "circulation_days": 15,
         "publication_days": 30, "observation_days": 7}  # fmt: skip


@pytest.fixture
def planned(app, cast):
    """The id of a meeting in forty days, not convened."""
    with app.app_context():
        id = cast.planned_meeting().id
        writing()
        db.session.get(Meeting, id).starts_at = utc_now() + timedelta(days=40)
        commit()
    return id


@pytest.fixture
def convened(planned, visitor):
    assert visitor("secretary").post(f"/meetings/{planned}/convocation").status_code == 200
    return planned


def told(app, kind):
    """[role] of those who got a mail of a kind, in order."""
    with app.app_context():
        query = select(Mail.to).where(Mail.key.like(f"{kind}/%"), Mail.dropped_at.is_(None)).order_by(Mail.id)
        return [to.split("@")[0] for to in db.session.scalars(query)]


def link_of(app, cast, meeting, role="delegate"):
    with app.app_context():
        return f"/answers/{answer_token('link', meeting, cast.mandate(role).id)}"


def answers(visitor, meeting):
    shown = visitor("secretary").get_json(f"/meetings/{meeting}/convocation").json["answers"]
    return {name: shown[name] for name in ("yes", "maybe", "no", "silent")}


# --- Draft is a one-way door -----------------------------------------------------------------------------------------


def test_nothing_leaves_before_the_convocation(app, planned, visitor):
    secretary = visitor("secretary")
    assert secretary.post(f"/meetings/{planned}/items", {"title": "Un punto"}).status_code == 201
    move = {"day": "2030-03-04", "time": "15:00", "location": "Altrove"}
    assert secretary.post(f"/meetings/{planned}/date", move).status_code == 200
    with app.app_context():
        tell_changes(utc_now() + timedelta(hours=1))
        remind(utc_now() + timedelta(days=3000))
        assert db.session.scalar(select(func.count()).select_from(Mail)) == 0
        assert db.session.get(Meeting, planned).convocations == []
    shown = secretary.get_json(f"/meetings/{planned}/convocation").json
    assert len(shown["called"]) == 4 and shown["notices"] == []


def test_there_is_no_way_back_to_a_draft(app, convened, visitor):
    secretary = visitor("secretary")
    assert secretary.post(f"/meetings/{convened}/convocation").status_code == 409
    assert secretary.post(f"/meetings/{convened}/cancellation", {"reason": "Rinviata"}).status_code == 200
    for door in ("convocation", "opening", "cancellation"):
        assert secretary.post(f"/meetings/{convened}/{door}", {"reason": "x"}).status_code == 409
    assert secretary.post(f"/meetings/{convened}/items", {"title": "Un punto"}).status_code == 409
    assert visitor("delegate").get_json(f"/meetings/{convened}").json["state"] == "cancelled"


def test_a_meeting_called_off_as_a_draft_tells_nobody(app, planned, visitor):
    assert visitor("secretary").post(f"/meetings/{planned}/cancellation", {"reason": "Non serve"}).status_code == 200
    assert told(app, "call") == []


def test_a_meeting_is_not_moved_into_the_past_nor_to_where_it_is(app, convened, visitor):
    secretary = visitor("secretary")
    past = {"day": "2020-01-01", "time": "10:00", "location": "Sala"}
    assert secretary.post(f"/meetings/{convened}/date", past).status_code == 422
    fields = {"day": "2030-03-04", "time": "15:00", "location": "Sala"}
    assert [secretary.post(f"/meetings/{convened}/date", fields).status_code for _ in range(2)] == [200, 422]
    page = secretary.submit(f"/meetings/{convened}/date", {"day": "31-31", "time": "15:00", "location": "Sala scritta"})
    assert page.status_code == 422 and "Sala scritta" in page.text


def test_what_came_through_no_door_calls_nobody(app, cast):
    with app.app_context():
        cast.convened_meeting()
        tell_changes(utc_now() + timedelta(hours=1))
        assert db.session.scalar(select(func.count()).select_from(Notice)) == 0
    assert told(app, "call") == []


# --- Answers ---------------------------------------------------------------------------------------------------------


def test_a_delegate_answers_on_the_page_and_changes_her_mind(app, convened, visitor):
    delegate = visitor("delegate")
    assert "/answer" in delegate.get(f"/meetings/{convened}").text
    for said in ("yes", "maybe"):
        assert delegate.post(f"/meetings/{convened}/answer", {"answer": said}).status_code == 200
    assert answers(visitor, convened) == {"yes": 0, "maybe": 1, "no": 0, "silent": 2}
    assert delegate.post(f"/meetings/{convened}/answer", {"answer": "perhaps"}).status_code == 422
    assert visitor("outsider").post(f"/meetings/{convened}/answer", {"answer": "yes"}).status_code == 404


def test_one_press_on_the_link_answers_without_signing_in(app, cast, convened, visitor):
    link, stranger = link_of(app, cast, convened), visitor()
    page = stranger.get(link)
    assert page.status_code == 200 and page.text.count('name="answer"') == 3 and "no-store" in page.headers["Cache-Control"]
    assert stranger.submit(link, {"answer": "no"}).status_code == 303
    with app.app_context():
        (reply,) = db.session.scalars(select(Reply)).all()
        assert (reply.answer, reply.way, reply.by_id, reply.mandate_id) == ("no", "link", None, cast.mandate("delegate").id)
    assert stranger.get_json(link).json["answer"] == "no"


def test_a_scanner_that_opens_every_link_answers_nothing(app, cast, convened, visitor):
    link = link_of(app, cast, convened)
    for address in (link, f"{link}?answer=yes", f"{link}?answer=no"):
        assert visitor().get(address).status_code == 200
        assert visitor().http.head(address).status_code == 200
    assert visitor().http.post(link, data={"answer": "yes"}).status_code == 400  # without the token of the page
    assert answers(visitor, convened)["silent"] == 3


def test_a_link_tells_a_stranger_nothing_once_it_is_worth_nothing(app, cast, convened, visitor):
    link, missing = link_of(app, cast, convened), visitor().get("/answers/nothing")
    with app.app_context():
        calendar = f"/answers/{answer_token('calendar', convened, cast.mandate('delegate').id)}"
        other = f"/answers/{answer_token('link', convened, cast.mandate('secretary').id)}"
        starts = db.session.get(Meeting, convened).starts_at
    for wrong in (calendar, other, link[:-1] + ("a" if link[-1] != "a" else "b"), link.replace("-", "-0", 1), link.upper()):
        assert visitor().get(wrong).status_code == 404
        assert visitor().post(wrong, {"answer": "yes"}).status_code == 404
    with time_machine.travel(starts):
        reply = visitor().get(link)
        assert reply.status_code == 404 and reply.text.replace(link, "") == missing.text.replace("/answers/nothing", "")
        assert visitor().post(link, {"answer": "yes"}).status_code == 404
    with app.app_context():
        writing()
        cast.mandate("delegate").end()
        commit()
    assert visitor().get(link).status_code == 404


def test_the_secretariat_writes_down_what_it_was_told(app, cast, convened, visitor):
    with app.app_context():
        mandate, keeper = cast.mandate("other_delegate").id, cast.mandate("secretary").id
    secretary, fields = visitor("secretary"), {"mandate": mandate, "answer": "yes"}
    assert secretary.post(f"/meetings/{convened}/answers", fields).status_code == 200
    assert visitor("delegate").post(f"/meetings/{convened}/answers", fields).status_code == 403
    assert visitor("outsider").post(f"/meetings/{convened}/answers", fields).status_code == 404
    assert secretary.post(f"/meetings/{convened}/answers", fields | {"mandate": keeper}).status_code == 422
    with app.app_context():
        (reply,) = db.session.scalars(select(Reply)).all()
        assert (reply.way, reply.by_id) == ("told", cast.person("secretary").id)


def test_the_no_of_a_delegate_asks_her_substitute_once(app, cast, convened, visitor):
    delegate = visitor("delegate")
    for said in ("no", "yes", "no"):
        delegate.post(f"/meetings/{convened}/answer", {"answer": said})
    assert told(app, "step-in") == ["substitute"]
    visitor("other_delegate").post(f"/meetings/{convened}/answer", {"answer": "no"})
    assert told(app, "step-in") == ["substitute"]  # that seat has nobody else
    assert answers(visitor, convened) == {"yes": 0, "maybe": 0, "no": 2, "silent": 1}
    visitor("substitute").post(f"/meetings/{convened}/answer", {"answer": "yes"})
    assert answers(visitor, convened)["yes"] == 1


def test_the_overview_says_whether_the_sitting_would_be_valid(app, convened, visitor):
    with app.app_context():
        writing()
        db.session.scalar(select(Table).where(Table.code == "TAV")).quorum = "majority"
        commit()
    projected = lambda: visitor("secretary").get_json(f"/meetings/{convened}/convocation").json["answers"]["projected"]  # noqa: E731
    visitor("delegate").post(f"/meetings/{convened}/answer", {"answer": "yes"})
    assert projected()["valid"] is False
    visitor("chair").post(f"/meetings/{convened}/answer", {"answer": "yes"})
    assert projected()["valid"] is True


def test_a_new_date_asks_everybody_again_and_a_new_room_does_not(app, convened, visitor):
    visitor("delegate").post(f"/meetings/{convened}/answer", {"answer": "yes"})
    with app.app_context():
        there = db.session.get(Meeting, convened).starts_at.astimezone(ROME)
    same = {"day": there.date().isoformat(), "time": f"{there:%H:%M}", "location": "Sala"}
    with app.app_context():
        writing()
        db.session.get(Meeting, convened).starts_at = there.replace(second=0, microsecond=0)
        commit()
    assert visitor("secretary").post(f"/meetings/{convened}/date", same).status_code == 200
    assert answers(visitor, convened)["yes"] == 1
    visitor("secretary").post(f"/meetings/{convened}/date", same | {"day": "2030-03-04"})
    assert answers(visitor, convened)["yes"] == 0


# --- Reminders -------------------------------------------------------------------------------------------------------


def reminded(app, moment, kind="near"):
    with time_machine.travel(moment, tick=False):
        with app.app_context():
            remind(utc_now())
        return told(app, kind)


def test_reminders_go_before_the_start_once_and_not_to_who_does_not_come(app, convened, visitor):
    visitor("delegate").post(f"/meetings/{convened}/answer", {"answer": "yes"})
    visitor("substitute").post(f"/meetings/{convened}/answer", {"answer": "no"})
    with app.app_context():
        starts = db.session.get(Meeting, convened).starts_at
    week = ["chair", "delegate", "other_delegate"]
    assert reminded(app, days_before(starts, 8)) == []
    assert sorted(reminded(app, days_before(starts, 7))) == week
    assert sorted(reminded(app, days_before(starts, 2))) == week
    assert sorted(reminded(app, days_before(starts, 1))) == sorted(week * 2)
    assert sorted(reminded(app, starts - timedelta(minutes=1))) == sorted(week * 2)


def test_only_the_silent_are_asked_again_the_day_before_answers_are_due(app, convened, visitor):
    visitor("delegate").post(f"/meetings/{convened}/answer", {"answer": "maybe"})
    with app.app_context():
        starts = db.session.get(Meeting, convened).starts_at
    assert reminded(app, days_before(starts, 5), "asked-again") == []
    silent = ["chair", "other_delegate", "substitute"]
    assert sorted(reminded(app, days_before(starts, 4), "asked-again")) == silent
    assert sorted(reminded(app, days_before(starts, 3), "asked-again")) == silent


def test_reminders_move_with_the_meeting(app, convened, visitor):
    with app.app_context():
        first = db.session.get(Meeting, convened).starts_at
    assert len(reminded(app, days_before(first, 7))) == 4
    with time_machine.travel(days_before(first, 6)):
        fields = {"day": (first + timedelta(days=60)).date().isoformat(), "time": "10:00", "location": "Sala"}
        assert visitor("secretary").post(f"/meetings/{convened}/date", fields).status_code == 200
        with app.app_context():
            tell_changes(utc_now() + timedelta(minutes=2))
            second = db.session.get(Meeting, convened).starts_at
    assert told(app, "near") == []  # what had not left yet was taken back
    assert reminded(app, days_before(first, 1)) == []
    assert len(reminded(app, days_before(second, 7))) == 4


def test_a_meeting_called_off_reminds_nobody(app, convened, visitor):
    with app.app_context():
        starts = db.session.get(Meeting, convened).starts_at
    visitor("secretary").post(f"/meetings/{convened}/cancellation", {"reason": "Rinviata"})
    assert reminded(app, days_before(starts, 1)) == []


def test_a_reminder_that_was_due_before_the_call_is_not_sent(app, cast, visitor):
    with app.app_context():
        id = cast.planned_meeting().id
        writing()
        db.session.get(Meeting, id).starts_at = utc_now() + timedelta(days=2)
        commit()
    visitor("secretary").post(f"/meetings/{id}/convocation")
    with app.app_context():
        remind(utc_now())
    assert told(app, "near") == []


# --- The clock -------------------------------------------------------------------------------------------------------


def test_the_clock_counts_from_the_date_and_says_what_is_missing(app, planned, visitor):
    secretary = visitor("secretary")
    with app.app_context():
        starts = db.session.get(Meeting, planned).starts_at
    steps = {each["name"]: each for each in secretary.get_json(f"/meetings/{planned}/clock").json["steps"]}
    assert steps["notice"]["state"] == "open" and steps["notice"]["missing"]
    assert steps["notice"]["due"][:16] == days_before(starts, 7).isoformat()[:16]
    assert steps["publication"]["due"][:16] == days_after(starts, 30).isoformat()[:16]
    with time_machine.travel(days_before(starts, 6)):
        assert visitor("secretary").get_json(f"/meetings/{planned}/clock").json["steps"][0]["state"] == "late"
    secretary.post(f"/meetings/{planned}/convocation")
    steps = {each["name"]: each for each in secretary.get_json(f"/meetings/{planned}/clock").json["steps"]}
    assert steps["notice"]["state"] == "done" and "3" in steps["answers"]["missing"]
    assert visitor("delegate").get(f"/meetings/{planned}/clock").status_code == 403
    assert visitor("outsider").get(f"/meetings/{planned}/clock").status_code == 404


def test_the_desk_shows_the_clocks_of_the_tables_that_one_keeps(app, planned, visitor):
    shown = visitor("secretary").get_json("/").json["clock"]
    assert [each["meeting"]["id"] for each in shown] == [planned]
    assert visitor("delegate").get_json("/").json["clock"] == []
    assert "tv-dues" in visitor("secretary").get("/").text


def test_the_clocks_cost_the_same_with_many_meetings(app, cast, planned, visitor, counted):
    secretary = visitor("secretary")
    secretary.get("/")
    with counted() as few:
        secretary.get("/")
    with app.app_context():
        for _ in range(6):
            cast.convened_meeting()
    with counted() as many:
        secretary.get("/")
    assert len(many) == len(few)


def test_a_table_sets_its_own_deadlines(app, planned, visitor):
    secretary, table = visitor("secretary"), visitor("secretary").get_json(f"/meetings/{planned}").json["table"]["id"]
    changed = RULES | {"notice_days": 20, "reminder_days": "14 3"}
    assert secretary.post(f"/tables/{table}/timetable", changed).status_code == 200
    with app.app_context():
        rules = Timetable.of(table)
        assert (rules.notice_days, rules.reminder_days) == (20, [14, 3])
    wrong = ({"reminder_days": "oggi"}, {"reminder_days": "1 2 3 4 5"}, {"publication_days": 1}, {"notice_days": 200})
    for each in wrong:
        assert secretary.post(f"/tables/{table}/timetable", RULES | each).status_code == 422
    assert visitor("outsider").post(f"/tables/{table}/timetable", RULES).status_code == 403
    assert visitor("delegate").get(f"/tables/{table}/timetable").status_code == 403
    assert "timetable" in secretary.get(f"/tables/{table}/rules").text
