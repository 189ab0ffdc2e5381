"""The second factor of signing in: who is asked for it, how it is added, given, lost and reset."""

import threading

import pytest
import time_machine
from sqlalchemy import select

from app.database import commit, db, utc_now, writing
from app.happenings import since
from app.membership.models import SignIn
from app.membership.models.second_factor import Factor, RecoveryCode, seal, unseal
from app.outbox import Mail
from tests.cast import PASSWORD
from tests.conftest import Visitor
from tests.factors import SECRET, code, give_authenticator, keep_token, knock, sealed_on, secret_on

ASKED = "/sign-in/second-factor"


def give(browser, typed):
    return browser.post(ASKED, {"code": typed})


def mails(app, template_word):
    with app.app_context():
        return [each for each in db.session.scalars(select(Mail)) if template_word in each.subject]


@pytest.mark.parametrize("role", ["secretary", "chair", "admin", "plan_office", "auditor", "zones_office", "org_admin"])
def test_who_publishes_or_administers_is_led_to_add_one(app, role):
    browser, reply = knock(app, role)
    assert (reply.status_code, reply.location) == (303, ASKED)
    page = browser.get(ASKED)
    assert page.status_code == 200 and 'name="sealed"' in page.text


@pytest.mark.parametrize("role", ["delegate", "outsider", "technician"])
def test_others_are_not_asked(app, role):
    browser, reply = knock(app, role)
    assert reply.location == "/"
    assert browser.get("/me").status_code == 200


def test_until_it_is_given_nothing_opens(app):
    """Not a page, not a JSON answer, not a POST, not the live line."""
    give_authenticator(app, "secretary")
    browser, _ = knock(app, "secretary")
    assert browser.get_json("/me").status_code == 401
    assert browser.get("/").status_code == 303
    assert browser.post("/sign-ins/end-others").status_code == 401
    socket = app.extensions["live"].socketio.test_client(app, flask_test_client=browser.http)
    assert not socket.is_connected()


def test_the_code_of_the_authenticator_completes_the_sign_in(app):
    give_authenticator(app, "secretary")
    browser, reply = knock(app, "secretary", next="/tables")
    assert reply.location == f"{ASKED}?next=/tables" or reply.location == f"{ASKED}?next=%2Ftables"
    done = browser.submit(ASKED, {"code": code(), "next": "/tables"})
    assert (done.status_code, done.location) == (303, "/tables")
    assert browser.get("/me").status_code == 200


def test_a_program_is_told_where_the_factor_is_given(app):
    give_authenticator(app, "delegate")
    told = Visitor(app).post("/sign-in", {"email": "delegate@example.org", "password": PASSWORD}).get_json()
    assert told["second_factor"] == ASKED


def test_whoever_added_one_is_asked_for_it_though_nobody_requires_it(app):
    give_authenticator(app, "delegate")
    browser, reply = knock(app, "delegate")
    assert reply.location == ASKED and browser.get("/me").status_code == 303


def test_a_code_is_accepted_once(app):
    give_authenticator(app, "secretary")
    shown = code()
    first, second = knock(app, "secretary")[0], knock(app, "secretary")[0]
    assert give(first, shown).status_code == 200
    assert give(second, shown).status_code == 422


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (0, 200), (1, 200), (2, 422)])
def test_a_clock_may_be_a_step_off_and_no_more(app, steps, status):
    give_authenticator(app, "secretary")
    assert give(knock(app, "secretary")[0], code(steps)).status_code == status


def test_after_five_wrong_codes_one_waits_five_minutes(app):
    give_authenticator(app, "secretary")
    browser, _ = knock(app, "secretary")
    assert [give(browser, "000000").status_code for _ in range(6)] == [422] * 5 + [429]
    assert give(browser, code()).status_code == 429
    with time_machine.travel(utc_now().timestamp() + 301, tick=True):
        assert give(browser, code()).status_code == 200


def test_of_many_wrong_codes_at_once_exactly_five_are_tried(app):
    give_authenticator(app, "secretary")
    browsers = [knock(app, "secretary")[0] for _ in range(12)]
    answers = []
    threads = [threading.Thread(target=lambda each=each: answers.append(give(each, "000000").status_code)) for each in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [422] * 5 + [429] * 7


def test_the_owner_comes_in_by_a_recovery_code_while_somebody_guesses(app):
    give_authenticator(app, "secretary")
    with app.app_context():
        writing()
        codes = RecoveryCode.renew(db.session.scalar(select(Factor)).person)
        commit()
    thief, _ = knock(app, "secretary")
    for _ in range(6):
        give(thief, "000000")
    owner, _ = knock(app, "secretary")
    assert give(owner, codes[0].upper()).status_code == 200
    assert len(mails(app, "recupero") + mails(app, "recovery")) == 1


def test_a_recovery_code_opens_once(app):
    give_authenticator(app, "secretary")
    with app.app_context():
        writing()
        codes = RecoveryCode.renew(db.session.scalar(select(Factor)).person)
        commit()
        assert len(set(codes)) == 10
        assert not set(codes) & set(db.session.scalars(select(RecoveryCode.code_hash)))
    assert give(knock(app, "secretary")[0], codes[3]).status_code == 200
    assert give(knock(app, "secretary")[0], codes[3]).status_code == 422


def test_adding_the_first_one_at_sign_in_shows_ten_codes_and_lets_in(app):
    browser, _ = knock(app, "secretary")
    page = browser.get(ASKED)
    reply = browser.submit("/second-factors/authenticators", {"sealed": sealed_on(page), "code": code(0, secret_on(page))})
    assert reply.status_code == 200 and reply.text.count("<li>") >= 10
    assert browser.get("/me").status_code == 200
    assert browser.get_json("/me/security").get_json()["recovery_codes"] == 10
    assert len(mails(app, "secondo fattore") + mails(app, "second factor")) == 1


def test_a_wrong_code_at_adding_keeps_the_drawing(app):
    browser, _ = knock(app, "secretary")
    page = browser.get(ASKED)
    again = browser.submit("/second-factors/authenticators", {"sealed": sealed_on(page), "code": "000000"})
    assert again.status_code == 422 and secret_on(again) == secret_on(page)


def test_a_secret_of_somebody_else_is_not_taken(app, cast):
    with app.app_context():
        foreign = seal(SECRET, cast.person("outsider"))
    browser, _ = knock(app, "secretary")
    assert browser.post("/second-factors/authenticators", {"sealed": foreign, "code": code()}).status_code == 422


def test_whoever_waits_for_the_factor_cannot_add_another_instead(app):
    give_authenticator(app, "secretary")
    browser, _ = knock(app, "secretary")
    with app.app_context():
        own = seal(SECRET, db.session.scalar(select(Factor)).person)
    assert browser.post("/second-factors/authenticators", {"sealed": own, "code": code()}).status_code == 403


def test_the_first_one_of_a_signed_in_person_needs_her_password(app, visitor):
    delegate = visitor("delegate")
    page = delegate.get("/second-factors/new")
    typed = {"sealed": sealed_on(page), "code": code(0, secret_on(page))}
    assert delegate.post("/second-factors/authenticators", typed).status_code == 422
    assert delegate.post("/second-factors/authenticators", {**typed, "password": "un'altra parola"}).status_code == 422
    added = delegate.post("/second-factors/authenticators", {**typed, "password": PASSWORD})
    assert added.status_code == 201 and len(added.get_json()["recovery_codes"]) == 10


def test_the_secret_is_sealed_at_rest(app):
    give_authenticator(app, "secretary")
    with app.app_context():
        factor = db.session.scalar(select(Factor))
        assert SECRET not in factor.sealed_secret
        assert unseal(factor.sealed_secret, factor.person) == SECRET


def test_the_last_one_of_who_needs_one_stays(app, visitor):
    give_authenticator(app, "secretary")
    secretary = visitor("secretary")
    mine = secretary.get_json("/me/security").get_json()["factors"][0]["id"]
    assert secretary.post(f"/second-factors/{mine}/end").status_code == 409
    give_authenticator(app, "delegate")
    delegate = visitor("delegate")
    hers = delegate.get_json("/me/security").get_json()["factors"][0]["id"]
    assert secretary.post(f"/second-factors/{hers}/end").status_code == 404
    assert delegate.post(f"/second-factors/{hers}/end").status_code == 200


def test_the_administrator_resets_lost_factors_and_the_person_is_told(app, visitor, cast):
    give_authenticator(app, "secretary")
    admin, secretary = visitor("admin"), visitor("secretary")
    with app.app_context():
        id = cast.person("secretary").id
    assert visitor("outsider").post(f"/people/{id}/second-factors/end").status_code == 404
    assert "secretary@example.org" in admin.get("/second-factors?email=Secretary@example.org").text
    assert admin.post(f"/people/{id}/second-factors/end").status_code == 200
    assert secretary.get("/").status_code == 303
    assert [each.to for each in mails(app, "secondo fattore") + mails(app, "second factor")] == ["secretary@example.org"]
    assert 'name="sealed"' in knock(app, "secretary")[0].get(ASKED).text


def test_the_administrator_does_not_reset_her_own(app, visitor, cast):
    give_authenticator(app, "admin")
    with app.app_context():
        id = cast.person("admin").id
    assert visitor("admin").post(f"/people/{id}/second-factors/end").status_code == 403


def test_where_the_installation_asks_none_only_who_added_one_is_asked(app, monkeypatch):
    monkeypatch.setitem(app.config, "SECOND_FACTOR", False)
    give_authenticator(app, "delegate")
    assert knock(app, "secretary")[1].location == "/"
    assert knock(app, "delegate")[1].location == ASKED


def test_a_sign_in_that_waits_ends_after_a_quarter_of_an_hour(app):
    give_authenticator(app, "secretary")
    browser, _ = knock(app, "secretary")
    with time_machine.travel(utc_now().timestamp() + 901, tick=True):
        assert give(browser, code()).status_code == 401


def test_signing_out_ends_a_sign_in_that_waits(app):
    give_authenticator(app, "secretary")
    browser, _ = knock(app, "secretary")
    kept = browser.token
    browser.post("/sign-out")
    thief = Visitor(app)
    thief.token = kept
    thief.http.set_cookie(app.config["SESSION_COOKIE_NAME"], kept)
    assert give(thief, code()).status_code == 401
    assert keep_token(browser).token != kept


def test_no_page_has_an_answer_for_a_key_that_was_not_asked(app):
    give_authenticator(app, "secretary")
    browser, _ = knock(app, "secretary")
    for answer in ("{}", "no json", '{"id": "x", "rawId": "x", "response": {}, "type": "public-key"}'):
        assert browser.post(ASKED, {"key": answer}).status_code in (409, 422)


def test_the_sign_in_is_announced_when_it_is_complete(app):
    give_authenticator(app, "secretary")
    browser, _ = knock(app, "secretary")
    with app.app_context():
        sign_in = db.session.scalar(select(SignIn).order_by(SignIn.id.desc()))
        stream = sign_in.person.stream
        assert not [each for each in since(stream, 0) if each.kind == "sign-in-begun"]
    give(browser, code())
    with app.app_context():
        assert [each for each in since(stream, 0) if each.kind == "sign-in-begun"]


@pytest.mark.parametrize("role", ["secretary", "admin", "delegate"])
def test_my_security_page_tells_what_i_have_and_what_to_do(app, visitor, role):
    empty = visitor(role).get("/me/security")
    assert empty.status_code == 200 and "/second-factors/new" in empty.text
    give_authenticator(app, role, name="Telefono dell'ufficio")
    page = visitor(role).get("/me/security")
    assert "Telefono dell&#39;ufficio" in page.text and "/second-factors/codes" in page.text


def test_new_recovery_codes_replace_the_old_ones(app, visitor):
    give_authenticator(app, "delegate")
    delegate = visitor("delegate")
    assert visitor("outsider").post("/second-factors/codes").status_code == 409
    first = delegate.post("/second-factors/codes").get_json()["recovery_codes"]
    assert delegate.submit("/second-factors/codes").status_code == 200
    assert give(knock(app, "delegate")[0], first[0]).status_code == 422


def test_the_sign_ins_tell_device_method_and_when_and_end_all_at_once(visitor):
    here, there, outsider = visitor("delegate"), visitor("delegate"), visitor("outsider")
    listed = here.get_json("/me/security").get_json()["sign_ins"]
    assert {(each["device"], each["method"], bool(each["last_seen_at"])) for each in listed} == {("a test", "password", True)}
    assert here.submit("/sign-ins/end-all").location == "/sign-in"
    assert [each.get("/me").status_code for each in (here, there, outsider)] == [303, 303, 200]


def test_a_sign_in_nobody_uses_ends_after_two_hours_and_one_in_use_lasts(visitor):
    idle, used = visitor("delegate"), visitor("delegate")
    begun = utc_now().timestamp()
    with time_machine.travel(begun + 5400, tick=True):
        assert used.get("/me").status_code == 200
    with time_machine.travel(begun + 7201, tick=True):
        assert (idle.get("/me").status_code, used.get("/me").status_code) == (303, 200)
    with time_machine.travel(begun + 12 * 3600 + 1, tick=True):
        assert used.get("/me").status_code == 303


def test_one_in_use_ends_after_twelve_hours_all_the_same(visitor):
    used = visitor("delegate")
    begun = utc_now().timestamp()
    for hours in range(1, 12):
        with time_machine.travel(begun + hours * 3600, tick=True):
            assert used.get("/me").status_code == 200
    with time_machine.travel(begun + 12 * 3600 + 1, tick=True):
        assert used.get("/me").status_code == 303


def test_reading_again_at_once_writes_nothing(visitor, counted):
    delegate = visitor("delegate")
    with counted() as statements:
        delegate.get("/me")
    assert not [each for each in statements if each.startswith(("UPDATE", "INSERT"))]


def test_nothing_typed_is_said_beside_the_field_and_costs_no_try(app):
    give_authenticator(app, "secretary")
    browser, _ = knock(app, "secretary")
    empty = [browser.submit(ASKED, {"code": ""}) for _ in range(6)]
    assert {each.status_code for each in empty} == {422} and "tv-miss" in empty[0].text
    assert give(browser, code()).status_code == 200
