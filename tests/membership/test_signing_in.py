"""Signing in and out: one person, one browser, one sign-in kept on the server."""

import re

import pytest
from sqlalchemy import select

from app.database import commit, db, utc_now, writing
from app.membership.models import SignIn
from tests.cast import PASSWORD
from tests.conftest import Visitor

RIGHT = {"email": "delegate@example.org", "password": PASSWORD}


@pytest.fixture
def stranger(visitor):
    return visitor()


def sent(stranger, **other):
    return stranger.post("/sign-in", {**RIGHT, **other})


def cookie_of(visitor):
    return visitor.http.get_cookie(visitor.app.config["SESSION_COOKIE_NAME"])


def test_the_right_password_opens_the_desk(stranger):
    reply = stranger.submit("/sign-in", RIGHT)
    assert (reply.status_code, reply.location) == (303, "/")
    assert stranger.get("/me").status_code == 200


def test_a_program_is_told_who_it_is(stranger, cast, app):
    with app.app_context():
        delegate = cast.person("delegate").id
    assert sent(stranger).get_json() == {"person": delegate}


def test_an_address_is_known_however_it_is_typed(stranger):
    assert sent(stranger, email="  DELEGATE@Example.org ").status_code == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(visitor):
    wrong = sent(visitor(), password="un'altra parola")
    unknown = sent(visitor(), email="nobody@example.org")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.get_json() == unknown.get_json()


def test_the_refused_page_keeps_the_address_and_not_the_password(stranger):
    page = stranger.submit("/sign-in", {**RIGHT, "password": "sbagliata del tutto"})
    assert page.status_code == 422
    assert "delegate@example.org" in page.text and "sbagliata del tutto" not in page.text


def test_the_refused_page_can_be_sent_again(stranger):
    first = stranger.get("/sign-in")
    second = type_in(stranger, first, "sbagliata del tutto")
    assert second.status_code == 422
    assert type_in(stranger, second, PASSWORD).location == "/"


def type_in(stranger, page, password):
    """A person fills in the form as it stands on the page."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', page.text).group(1)
    return stranger.http.post("/sign-in", data={**RIGHT, "password": password, "csrf_token": token})


def test_an_account_that_has_ended_does_not_open(stranger, cast, app):
    with app.app_context():
        writing()
        cast.person("delegate").until = utc_now()
        commit()
    assert sent(stranger).status_code == 422


def test_the_token_of_the_browser_is_renewed_at_sign_in_and_at_sign_out(stranger):
    before = cookie_of(stranger).value
    sent(stranger)
    within = cookie_of(stranger).value
    assert within != before
    stranger.token = within
    stranger.post("/sign-out")
    assert cookie_of(stranger).value not in (before, within)


def test_what_was_known_before_signing_in_is_worth_nothing_after(stranger, app):
    fixed = Visitor(app)
    fixed.http.set_cookie(app.config["SESSION_COOKIE_NAME"], stranger.token)
    sent(stranger)
    assert fixed.get("/me").status_code == 303


def test_the_cookie_is_for_this_site_and_not_for_scripts(stranger):
    reply = sent(stranger)
    name = stranger.app.config["SESSION_COOKIE_NAME"]
    cookie = next(each for each in reply.headers.getlist("Set-Cookie") if each.startswith(f"{name}="))
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie


def test_only_the_hash_of_the_token_is_stored(stranger, app):
    sent(stranger)
    with app.app_context():
        assert cookie_of(stranger).value not in db.session.scalars(select(SignIn.token_hash)).all()


def test_signing_out_ends_the_sign_in_on_the_server(visitor, app):
    delegate = visitor("delegate")
    thief = Visitor(app)
    thief.http.set_cookie(app.config["SESSION_COOKIE_NAME"], delegate.token)
    assert thief.get("/me").status_code == 200
    assert delegate.submit("/sign-out").location == "/sign-in"
    assert thief.get("/me").status_code == 303


ELSEWHERE = ["//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", "\\\\x"]
NOWHERE = ["/no-such-page", "tables", "/\t/x", "/sign-out", "//[", "/\t/[", "http://["]


@pytest.mark.parametrize("away", ELSEWHERE + NOWHERE)
def test_the_page_asked_for_is_never_one_of_another_house(stranger, away):
    assert stranger.submit("/sign-in", {**RIGHT, "next": away}).location == "/"


def test_the_page_asked_for_is_opened_after_signing_in(stranger):
    asked = stranger.get("/tables?page=1")
    assert asked.status_code == 303
    page = stranger.get(asked.location)
    kept = re.search(r'name="next"[^>]*value="([^"]*)"', page.text).group(1)
    assert stranger.submit("/sign-in", {**RIGHT, "next": kept}).location == "/tables?page=1"


def test_who_has_signed_in_is_led_on_from_the_door(visitor):
    assert visitor("delegate").get("/sign-in?next=/tables").location == "/tables"
    assert visitor("delegate").get("/sign-in?next=//evil.example").location == "/"


def test_without_the_anti_forgery_token_nothing_happens(stranger):
    headers = {"Accept": "application/json", "Accept-Language": "en"}
    reply = stranger.http.post("/sign-in", data=RIGHT, headers=headers)
    assert reply.status_code == 400
    assert reply.get_json()["detail"].startswith("This form has grown old")
    assert stranger.get("/me").status_code == 303


def test_the_language_of_the_person_is_taken_up(stranger, cast, app):
    with app.app_context():
        writing()
        cast.person("delegate").language = "en"
        commit()
    sent(stranger)
    assert stranger.http.get_cookie("tavolo_lang").value == "en"


def test_the_eleventh_attempt_on_an_account_in_a_minute_waits(limited):
    stranger = Visitor(limited)
    codes = [sent(stranger, email="nobody@example.org").status_code for _ in range(11)]
    refused = sent(stranger, email=" NOBODY@example.org")
    assert codes == [422] * 10 + [429]
    assert refused.status_code == 429 and refused.headers["Retry-After"]
    assert sent(stranger).status_code == 200


def test_attempts_sent_as_json_are_counted_by_account_too(limited):
    stranger = Visitor(limited)

    def sent_as_json(**said):
        headers = {"Accept": "application/json", "X-CSRFToken": stranger.csrf()}
        return stranger.http.post("/sign-in", json=said, headers=headers).status_code

    wrong = {"email": "nobody@example.org", "password": "wrong"}
    assert [sent_as_json(**wrong) for _ in range(11)] == [422] * 10 + [429]
    assert sent_as_json(**RIGHT) == 200
