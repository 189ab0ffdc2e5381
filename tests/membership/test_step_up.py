"""Step-up: before what publishes, grants or takes out in bulk, a person proves once more that it is she."""

import html
import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine

from app.database import commit, db, utc_now, writing
from app.meetings.models import Minutes
from app.membership.models import SignIn
from app.rendering import render
from tests.conftest import Visitor
from tests.factors import code, give_authenticator

CARRIED = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def approved(app, cast):
    """The address at which approved minutes are published."""
    with app.app_context():
        meeting, _decision = cast.closed_meeting()
        writing()
        minutes = Minutes.draft(meeting, *text(), cast.mandate("secretary"))
        db.session.flush()
        minutes.approve(1, cast.mandate("secretary"))
        commit()
        return f"/minutes/{minutes.id}/publication"


def text():
    from_page = "# Verbale\n\nIl Tavolo prende atto.\n"
    return from_page, render(from_page)


def stale(app, visitor, role="secretary"):
    """A browser whose last second factor was given eleven minutes ago."""
    browser = visitor(role)
    with app.app_context():
        writing()
        db.session.get(SignIn, browser.sign_in_id).proven_at = utc_now() - timedelta(minutes=11)
        commit()
    return browser


def carried(page):
    """The fields that the page carries along, as the browser would send them."""
    return {name: html.unescape(text) for name, text in CARRIED.findall(page.text) if name != "csrf_token"}


def test_a_fresh_factor_publishes_at_once(visitor, approved):
    assert visitor("secretary").post(approved).status_code == 200


def test_an_old_one_is_asked_again_and_a_program_told_where(app, visitor, approved):
    refused = stale(app, visitor).post(approved)
    assert refused.status_code == 403
    assert refused.content_type == "application/problem+json" and refused.get_json()["step_up"] == "/sign-in/step-up"


def test_a_program_steps_up_and_goes_on(app, visitor, approved):
    give_authenticator(app, "secretary")
    secretary = stale(app, visitor)
    assert secretary.post("/sign-in/step-up", {"code": "000000"}).status_code == 422
    assert secretary.post(approved).status_code == 403
    assert secretary.post("/sign-in/step-up", {"code": code()}).status_code == 200
    assert secretary.post(approved).status_code == 200


def test_the_page_carries_everything_typed_and_does_it_once_proven(app, visitor, cast):
    """A seat with accents, quotes and two lines: all of it arrives."""
    give_authenticator(app, "secretary")
    secretary = stale(app, visitor)
    with app.app_context():
        table, body = cast.table().id, cast.body("EX").id
    typed = {"organisation": str(body), "since": "2030-01-15", "note": 'È "così"\r\ne <così> & basta'}
    page = secretary.submit(f"/tables/{table}/seats", typed)
    assert page.status_code == 403
    fields = carried(page)
    assert {name: fields[name] for name in typed} == typed
    wrong = secretary.submit(f"/tables/{table}/seats", {**fields, "step_up-code": "000000"})
    assert wrong.status_code == 422 and carried(wrong)["note"] == typed["note"]
    done = secretary.submit(f"/tables/{table}/seats", {**carried(wrong), "step_up-code": code()})
    assert done.status_code == 303


def test_a_page_that_is_read_is_asked_for_and_opened_afterwards(app, visitor):
    give_authenticator(app, "secretary")
    secretary = stale(app, visitor)
    page = secretary.get("/sign-in/step-up?next=/tables?page=1")
    assert page.status_code == 200
    done = secretary.submit("/sign-in/step-up", {"code": code(), "next": "/tables?page=1"})
    assert (done.status_code, done.location) == (303, "/tables?page=1")


def test_ten_minutes_and_not_one_more(app, visitor, approved):
    secretary = visitor("secretary")
    with time_machine.travel(utc_now() + timedelta(minutes=10, seconds=1), tick=True):
        assert secretary.post(approved).status_code == 403


def test_a_proof_of_one_browser_does_not_serve_another(app, visitor, approved):
    there, here = visitor("secretary"), stale(app, visitor)
    assert there.get("/me").status_code == 200
    assert here.post(approved).status_code == 403


def test_the_proof_of_somebody_else_is_none(app, visitor, approved):
    """The outsider's own authenticator proves the outsider, and opens nothing of the secretary's."""
    give_authenticator(app, "outsider")
    outsider = stale(app, visitor, "outsider")
    assert outsider.post("/sign-in/step-up", {"code": code()}).status_code == 200
    assert outsider.post(approved).status_code in (403, 404)


def test_who_may_not_do_it_is_told_so_and_not_asked_for_a_factor(app, visitor, approved):
    refused = stale(app, visitor, "delegate").post(approved)
    assert refused.status_code in (403, 404) and "step_up" not in refused.get_json()


def test_nobody_signed_in_steps_up(visitor):
    assert visitor().post("/sign-in/step-up", {"code": "123456"}).status_code == 401
    assert visitor().post("/sign-ins/end-others", {"step_up-code": "123456"}).status_code == 401


def test_whoever_has_no_factor_is_led_to_add_one_and_loses_nothing(app, visitor, approved):
    page = stale(app, visitor).submit(approved, {"note": "resta qui"})
    assert "/second-factors/new" in page.text and carried(page)["note"] == "resta qui"


def test_a_file_is_chosen_again_on_the_page(app, visitor, approved):
    secretary = stale(app, visitor)
    page = secretary.submit(approved, {"file": (BytesIO(b"a"), "a.csv")}, content_type="multipart/form-data")
    assert '<input class="tv-input" id="file-1" type="file" name="file">' in page.text
    assert 'enctype="multipart/form-data"' in page.text


def test_five_wrong_codes_on_the_way_make_one_wait(app, visitor, approved):
    give_authenticator(app, "secretary")
    secretary = stale(app, visitor)
    answers = [secretary.submit(approved, {"step_up-code": "000000"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert secretary.submit(approved, {"step_up-code": code()}).status_code == 429


def test_an_installation_without_second_factors_asks_none(app, visitor, approved, monkeypatch):
    monkeypatch.setitem(app.config, "SECOND_FACTOR", False)
    assert stale(app, visitor).post(approved).status_code == 200


def test_laying_down_my_own_mandate_needs_no_proof(app, visitor, cast):
    with app.app_context():
        mine = cast.mandate("technician").id
    assert stale(app, visitor, "technician").post(f"/mandates/{mine}/end").status_code == 200


def test_codes_are_not_tried_without_end_on_the_way_to_a_door(limited, cast):
    give_authenticator(limited, "secretary")
    secretary = Visitor(limited, "secretary")
    wrong = {"step_up-code": "aaaa-bbbb-cccc-dddd"}
    answers = [secretary.submit("/sign-ins/end-others", wrong).status_code for _ in range(61)]
    assert answers.count(429) == 1 and answers[-1] == 429
