"""Passwords: what one must be, changing it, and getting a new one by mail when it is forgotten."""

import re
import statistics
import threading
import time

import pytest
import time_machine
from sqlalchemy import select

from app.database import commit, db, utc_now, writing
from app.errors import RuleBroken
from app.membership.models.password import hash_chosen_password, is_password
from app.membership.models.reset import PasswordReset
from app.membership.rounds.resets import answer_resets
from app.outbox import Mail
from tests.cast import PASSWORD
from tests.conftest import Visitor
from tests.factors import code, give_authenticator, keep_token

NEW = "gatto scala ombrello martedì"
KNOWN = ("Delegata", "delegate@example.org", "Politecnico di Prova", "Città metropolitana di Prova")


@pytest.mark.parametrize(
    "weak",
    ["corta", "x" * 257, "passwordpassword", "qwertyuiop123456", "aaaaaaaaaaaaaaaa", "123456789012", "password1234"],
)
def test_a_password_others_guess_is_refused(app, weak):
    with pytest.raises(RuleBroken) as broken:
        hash_chosen_password(weak)
    assert broken.value.field == "password" and broken.value.status == 422


@pytest.mark.parametrize("own", ["Delegata.2026!!", "Politecnico-Prova-2026", "delegate@example.org", "Segreteria Tavolo 1999"])
def test_a_password_made_of_what_anybody_knows_about_her_is_refused(app, own):
    with pytest.raises(RuleBroken):
        hash_chosen_password(own, KNOWN)


@pytest.mark.parametrize("good", [NEW, "x7$Kp9!mQ2vL4z", "banite-doruma-selodi-tuvago", "è una città così lontana, sai"])
def test_a_good_one_is_taken(app, good):
    assert is_password(hash_chosen_password(good, KNOWN), good)


def test_it_is_the_same_on_every_keyboard(app):
    """é as one sign or as two, the ligature ﬁ or two letters: NFKC."""
    hash_ = hash_chosen_password("caffe\u0301 \ufb01lo di lana verde")
    assert is_password(hash_, "caff\u00e9 filo di lana verde")


def change(browser, **other):
    return browser.post("/me/password", {"old": PASSWORD, "password": NEW, "again": NEW, **other})


def test_changing_it_asks_for_the_old_one_and_ends_all_other_sign_ins(visitor):
    here, there, outsider = visitor("delegate"), visitor("delegate"), visitor("outsider")
    assert change(here, old="non quella giusta").status_code == 422
    assert there.get("/me").status_code == 200
    assert change(here).status_code == 200
    assert (here.get("/me").status_code, there.get("/me").status_code, outsider.get("/me").status_code) == (200, 303, 200)
    assert visitor().post("/sign-in", {"email": "delegate@example.org", "password": NEW}).status_code == 200
    assert visitor().post("/sign-in", {"email": "delegate@example.org", "password": PASSWORD}).status_code == 422


def test_changing_it_closes_the_live_line_of_the_others(app, visitor):
    here, there = visitor("delegate"), visitor("delegate")
    live = app.extensions["live"]
    socket = live.socketio.test_client(app, flask_test_client=there.http)
    assert socket.is_connected()
    change(here)
    with app.app_context():
        live.pump.turn()
    assert not socket.is_connected()


@pytest.mark.parametrize("other", [{"again": "un altro testo ancora"}, {"password": "corta", "again": "corta"}])
def test_a_refused_change_says_why_beside_the_field(visitor, other):
    page = visitor("delegate").submit("/me/password", {"old": PASSWORD, "password": NEW, "again": NEW, **other})
    assert page.status_code == 422 and "tv-miss" in page.text and PASSWORD not in page.text


def ask(app, email="delegate@example.org"):
    return Visitor(app).post("/sign-in/forgotten", {"email": email})


def link(app):
    """The path of the link in the newest mail, once the worker has made its round."""
    with app.app_context():
        answer_resets(utc_now())
        body = db.session.scalar(select(Mail.body).order_by(Mail.id.desc()).limit(1)) or ""
    found = re.search(r"/sign-in/reset/\S+", body)
    return found and found.group()


def set_new(app, path, password=NEW):
    return Visitor(app).post(path, {"password": password, "again": password})


def test_a_link_by_mail_sets_a_new_one_once_and_ends_every_sign_in(app, visitor):
    before = visitor("delegate")
    ask(app, " Delegate@Example.org")
    path = link(app)
    assert Visitor(app).get(path).status_code == 200
    assert set_new(app, path).status_code == 200
    assert before.get("/me").status_code == 303
    assert set_new(app, path).status_code == 404
    assert visitor().post("/sign-in", {"email": "delegate@example.org", "password": NEW}).status_code == 200


def test_only_the_hash_of_the_link_is_kept(app):
    ask(app)
    token = link(app).rsplit("/", 1)[1]
    with app.app_context():
        kept = db.session.scalar(select(PasswordReset.token_hash))
    assert kept and kept != token and len(token) >= 43


def test_the_link_does_not_pass_the_second_factor(app):
    give_authenticator(app, "secretary")
    ask(app, "secretary@example.org")
    set_new(app, link(app))
    browser = Visitor(app)
    asked = browser.submit("/sign-in", {"email": "secretary@example.org", "password": NEW})
    assert asked.location == "/sign-in/second-factor"
    assert keep_token(browser).get("/me").status_code == 303
    assert browser.post("/sign-in/second-factor", {"code": code()}).status_code == 200


def test_the_link_grows_old_after_an_hour(app):
    ask(app)
    path = link(app)
    with time_machine.travel(utc_now().timestamp() + 3601, tick=True):
        assert Visitor(app).get(path).status_code == 404
        assert set_new(app, path).status_code == 404


def test_a_weak_new_one_is_refused_and_the_link_stays_good(app):
    ask(app)
    path = link(app)
    assert set_new(app, path, "passwordpassword").status_code == 422
    assert set_new(app, path).status_code == 200


def test_a_changed_password_makes_open_links_worthless(app, visitor):
    ask(app)
    path = link(app)
    change(visitor("delegate"))
    assert set_new(app, path, "un altro modo di entrare qui").status_code == 404


def test_known_and_unknown_addresses_get_the_same_answer_and_only_one_gets_a_mail(app):
    known, unknown = ask(app), ask(app, "nobody@example.org")
    assert (known.status_code, known.get_json()) == (unknown.status_code, unknown.get_json())
    assert link(app)
    with app.app_context():
        assert db.session.scalars(select(Mail.to)).all() == ["delegate@example.org"]
        assert db.session.scalars(select(PasswordReset.email)).all() == ["delegate@example.org"]


def test_the_door_does_the_same_statements_for_both(app, counted):
    ask(app)
    with counted() as known:
        ask(app)
    with counted() as unknown:
        ask(app, "nobody@example.org")
    assert known == unknown


def test_the_answers_take_the_same_time(app):
    """Medians of twenty each: the same work, so no difference beyond the noise of the machine."""
    spans = {"delegate@example.org": [], "nobody@example.org": []}
    browser = Visitor(app)
    for _ in range(20):
        for email, taken in spans.items():
            begun = time.perf_counter()
            browser.post("/sign-in/forgotten", {"email": email})
            taken.append(time.perf_counter() - begun)
    known, unknown = (statistics.median(taken) for taken in spans.values())
    assert abs(known - unknown) < 0.5 * max(known, unknown)


def test_the_round_posts_one_mail_a_request_however_often_it_is_made(app):
    ask(app)
    with app.app_context():
        answer_resets(utc_now())
        answer_resets(utc_now())
        assert len(db.session.scalars(select(Mail)).all()) == 1


def test_an_account_that_has_ended_gets_no_mail(app, cast):
    with app.app_context():
        writing()
        cast.person("delegate").until = utc_now()
        commit()
    ask(app)
    assert link(app) is None


def test_an_address_is_heard_three_times_an_hour(limited):
    assert [ask(limited).status_code for _ in range(4)] == [202] * 3 + [429]
    assert [ask(limited, "nobody@example.org").status_code for _ in range(4)] == [202] * 3 + [429]


def test_guessing_from_one_address_does_not_lock_the_owner_out_from_another(limited):
    def sent(password, address):
        browser = Visitor(limited)
        headers = {"Accept": "application/json", "X-CSRFToken": browser.csrf()}
        typed = {"email": "delegate@example.org", "password": password}
        environ = {"REMOTE_ADDR": address}
        return browser.http.post("/sign-in", data=typed, headers=headers, environ_overrides=environ).status_code

    assert [sent("sbagliata del tutto", "10.0.0.1") for _ in range(11)] == [422] * 10 + [429]
    assert sent(PASSWORD, "10.0.0.1") == 429
    assert sent(PASSWORD, "10.0.0.2") == 200


def test_of_many_uses_of_one_link_at_once_exactly_one_sets_a_password(app):
    ask(app)
    path = link(app)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(set_new(app, path).status_code)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [404] * 5
