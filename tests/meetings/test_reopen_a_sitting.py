"""A closed sitting is opened again with a reason, before its minutes are approved; its decisions keep their numbers."""

import pytest

from app.database import commit, db, writing
from app.meetings.models import Meeting, Minutes
from app.rendering import render

WHY = {"reason": "Un termine era sbagliato."}


@pytest.fixture
def closed(app, cast):
    with app.app_context():
        meeting, decision = cast.closed_meeting()
        return {"meeting": f"/meetings/{meeting.id}", "decision": f"/decisions/{decision.id}", "item": meeting.items[0].id,
                "other": meeting.items[1].id}  # fmt: skip


def test_it_is_a_state_of_its_own_with_a_reason_and_closes_again_with_the_same_number(visitor, closed):
    secretary, meeting = visitor("secretary"), closed["meeting"]
    label = secretary.get_json(closed["decision"]).json["label"]
    assert secretary.submit(f"{meeting}/reopening", {"reason": " "}).status_code == 422
    assert secretary.post(f"{meeting}/reopening", WHY).json["state"] == "reopened"
    shown = secretary.get_json(closed["decision"]).json
    assert shown["state"] == "proposed" and shown["label"] == label
    page = visitor("delegate").get(meeting).text
    assert WHY["reason"] in page
    assert secretary.post(f"/decisions/{shown['id']}/revision", {"draft": "1", "text": ""}).status_code == 200
    assert secretary.post(f"{meeting}/closure").status_code == 409  # item by item, as at the first closing
    secretary.post(f"/decisions/{shown['id']}/removal")
    assert secretary.post(f"{meeting}/closure").status_code == 409
    secretary.post(f"/items/{closed['item']}/outcome", {"outcome": "noted"})
    assert secretary.post(f"{meeting}/closure").json["state"] == "held"
    assert f"{label} " in visitor("delegate").get(meeting).text  # the gap is told
    assert secretary.post(f"{meeting}/reopening", WHY).json["state"] == "reopened"


def test_a_number_taken_back_is_not_given_again(app, cast, visitor, closed):
    secretary, meeting = visitor("secretary"), closed["meeting"]
    first = secretary.get_json(closed["decision"]).json["label"]
    secretary.post(f"{meeting}/reopening", WHY)
    secretary.post(f"{closed['decision']}/removal")
    secretary.post(f"/items/{closed['item']}/outcome", {"outcome": "noted"})
    secretary.post(f"{meeting}/closure")
    with app.app_context():
        _, decision = cast.closed_meeting()
        assert decision.label.endswith("/2") and first.endswith("/1")


def test_the_same_decision_closes_again_under_its_number_and_asks_for_its_answer_anew(visitor, closed):
    secretary, meeting = visitor("secretary"), closed["meeting"]
    before = secretary.get_json(closed["decision"]).json
    visitor("delegate").post(f"{closed['decision']}/answer", {"verdict": "accepted"})
    secretary.post(f"{meeting}/reopening", WHY)
    secretary.post(f"{meeting}/closure")
    after = secretary.get_json(closed["decision"]).json
    assert after["label"] == before["label"] and after["adopted_at"] > before["adopted_at"]
    assert after["awaits_answer"] and after["answer"] is None


def test_once_the_minutes_are_approved_it_stays_closed(app, cast, visitor, closed):
    secretary = visitor("secretary")
    with app.app_context():
        writing()
        meeting = db.session.get(Meeting, int(closed["meeting"].rsplit("/", 1)[1]))
        minutes = Minutes.draft(meeting, "Testo", render("Testo"), cast.mandate("secretary"))
        commit()
        minutes = minutes.id
    assert secretary.post(f"{closed['meeting']}/reopening", WHY).status_code == 200
    assert secretary.post(f"/minutes/{minutes}/approval", {"version": 1}).status_code == 409  # while it is open again
    secretary.post(f"{closed['meeting']}/closure")
    assert secretary.post(f"/minutes/{minutes}/approval", {"version": 1}).status_code == 200
    assert secretary.post(f"{closed['meeting']}/reopening", WHY).status_code == 409


def test_only_who_keeps_the_table_opens_it_again(visitor, closed):
    assert visitor("delegate").post(f"{closed['meeting']}/reopening", WHY).status_code == 403
    assert visitor("outsider").post(f"{closed['meeting']}/reopening", WHY).status_code == 404


def test_an_open_sitting_is_not_opened_again(app, cast, visitor):
    with app.app_context():
        meeting = cast.open_meeting().id
    assert visitor("secretary").post(f"/meetings/{meeting}/reopening", WHY).status_code == 409
