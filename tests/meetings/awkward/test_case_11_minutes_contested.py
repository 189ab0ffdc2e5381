"""Awkward case 11: minutes contested and rectified: versions, no deletion; approval at the next sitting with its own decision."""

import json
from datetime import timedelta

import pytest

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting, MinutesVersion
from app.register.models import RegisterEntry
from app.register.verifier import faults
from tests.meetings.test_contest_minutes import PASSAGE, RIGHT, TEXT, held, in_view

__all__ = ["held", "in_view"]


@pytest.fixture
def next_sitting(app, cast, in_view, visitor):
    """(item that asks to approve the minutes, the other item, address of their sitting), which is in course."""
    with app.app_context():
        writing()
        meeting = Meeting.plan(cast.table(), "Seconda seduta", utc_now() + timedelta(days=9), "Sala", cast.mandate("secretary"))
        other = meeting.add_item("Varie", "", cast.mandate("secretary"))
        commit()
        address, other = f"/meetings/{meeting.id}", other.id
    secretary = visitor("secretary")
    item = secretary.post(f"{in_view[0]}/minutes/item").json["id"]
    secretary.post(f"{address}/convocation")
    secretary.post(f"{address}/opening")
    return item, other, address


def contested_and_rectified(visitor, minutes):
    contestation = visitor("delegate").post(f"{minutes}/contestations", PASSAGE).json["id"]
    visitor("secretary").post(f"/contestations/{contestation}/rectification", {"source": RIGHT, "version": 2})


def test_case_11_the_next_sitting_approves_them_with_its_own_outcome(app, in_view, next_sitting, visitor):
    meeting, minutes = in_view
    item, other, sitting = next_sitting
    secretary, approved = visitor("secretary"), {"outcome": "approved", "note": "Con una osservazione del Politecnico."}
    open_one = visitor("delegate").post(f"{minutes}/contestations", PASSAGE).json["id"]
    assert secretary.submit(f"/items/{item}/outcome", approved).status_code == 409  # a contestation waits
    secretary.post(f"/contestations/{open_one}/rectification", {"source": RIGHT, "version": 2})
    assert secretary.submit(f"/items/{other}/outcome", approved).status_code == 422  # names no minutes
    assert visitor("delegate").post(f"/items/{item}/outcome", approved).status_code == 403
    assert visitor("outsider").post(f"/items/{item}/outcome", approved).status_code == 404
    assert secretary.post(f"/items/{item}/outcome", approved).status_code == 200

    told = visitor("delegate").get_json(f"{meeting}/minutes").json
    assert told["state"] == "approved" and told["approved_in"] == item
    page = visitor("delegate").get(f"{meeting}/minutes").text
    assert f"item={item}" in page and "Con una osservazione del Politecnico." in page
    assert f"{meeting}/minutes" in visitor("delegate").get(f"{sitting}?item={item}").text
    assert secretary.post(f"/items/{item}/outcome", {"outcome": "noted"}).status_code == 409
    assert secretary.post(f"{minutes}/versions", {"source": TEXT, "version": 3}).status_code == 409
    assert visitor().get(f"/public{meeting}").status_code == 404  # publication is an act of its own
    assert secretary.post(f"{minutes}/publication").status_code == 200


def test_case_11_nothing_is_ever_deleted(app, in_view, next_sitting, visitor):
    meeting, minutes = in_view
    contested_and_rectified(visitor, minutes)
    visitor("secretary").post(f"/items/{next_sitting[0]}/outcome", {"outcome": "approved"})
    with app.app_context():
        kept = db.session.scalars(db.select(MinutesVersion.source).order_by(MinutesVersion.number)).all()
    assert kept[1:] == [TEXT, RIGHT]
    assert "un elenco." in visitor("other_delegate").get(f"{meeting}/minutes?version=2").text


def test_case_11_after_the_publication_a_rectification_stands_beside_it(app, in_view, next_sitting, visitor):
    meeting, minutes = in_view
    secretary = visitor("secretary")
    again = {"source": RIGHT + "\n\nErrata corrige.", "version": 2, "reason": "Un refuso nei numeri."}
    assert secretary.submit(f"{minutes}/rectifications", again).status_code == 409  # not published yet
    secretary.post(f"/items/{next_sitting[0]}/outcome", {"outcome": "approved"})
    first = secretary.post(f"{minutes}/publication").json["entry"]
    assert secretary.submit(f"{minutes}/rectifications", again | {"reason": " "}).status_code == 422
    assert secretary.submit(f"{minutes}/rectifications", again | {"version": 1}).status_code == 409
    assert visitor("delegate").post(f"{minutes}/rectifications", again).status_code == 403
    assert visitor("outsider").post(f"{minutes}/rectifications", again).status_code == 404
    second = secretary.post(f"{minutes}/rectifications", again)
    assert second.status_code == 201 and second.json["entry"]["number"] == first["number"] + 1

    told = visitor().get_json(f"/public{meeting}").json
    assert "Errata corrige." in told["html"] and told["texts"][0]["reason"] == "Un refuso nei numeri."
    assert "Errata" not in told["texts"][1]["html"] and told["register"]["digest"] == first["digest"]
    page = visitor().get(f"/public{meeting}").text
    assert page.index("Errata corrige.") < page.index("un elenco.")
    with app.app_context():
        assert faults() == []
        entries = db.session.scalars(db.select(RegisterEntry).order_by(RegisterEntry.number)).all()
        assert [each.kind for each in entries] == ["minutes", "rectification"]
        assert json.loads(entries[1].content)["entry"] == first["number"]
        writing()
        db.session.execute(db.text("UPDATE minutes_version SET source = 'altro' WHERE number = 3"))
        db.session.expire_all()
        assert len(faults()) == 1
        db.session.rollback()
