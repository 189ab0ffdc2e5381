"""Whatever is sent, the answer is a clear sentence in the reader's language; nothing typed is lost, no 500 reaches a person."""

import pytest
from flask import render_template_string
from flask_babel import lazy_gettext

from tests.cast import PASSWORD


def test_an_unknown_address_gets_a_calm_page_in_the_readers_language(visitor):
    browser = visitor("delegate")
    page = browser.get("/nessuna-pagina")
    assert page.status_code == 404
    assert "Qui non c’è nulla" in page.text
    english = browser.http.get("/nessuna-pagina", headers={"Accept-Language": "en"})
    assert "There is nothing here" in english.text


def test_an_unknown_address_says_no_to_programs_in_their_form(visitor):
    reply = visitor("delegate").get_json("/nessuna-pagina")
    assert (reply.status_code, reply.content_type) == (404, "application/problem+json")
    assert set(reply.get_json()) >= {"type", "title", "status", "detail"}


@pytest.mark.parametrize("address", ["/tables/99999999999999999999", "/tables/-1", "/tables/1.5", "/tables/%00", "/meetings/abc"])
def test_an_address_that_is_no_number_is_absent(visitor, address):
    assert visitor("delegate").get(address).status_code in (400, 404)


@pytest.mark.parametrize("raw", [b"email=%ff%fe&password=x", b"email=\xff&password=x", b"email=a%00b&password=x", b"%ff=1"])
def test_a_form_of_broken_text_is_refused_in_one_place(visitor, raw):
    browser = visitor()
    headers = {"X-CSRFToken": browser.csrf(), "Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "it"}
    reply = browser.http.post("/sign-in", data=raw, headers=headers)
    assert reply.status_code == 400
    assert "caratteri rotti" in reply.text


def test_an_address_of_broken_text_is_refused(visitor):
    assert visitor("delegate").get("/organisations?q=%ff").status_code == 400


@pytest.mark.parametrize(
    "body",
    ["{", "[]", "3", '{"a": NaN}', '{"email": "a\\u0000"}', "{" * 100_000, '{"a": ' + "[" * 600 + "]" * 600 + "}",
     '{"email": "\\ud800"}', b"\xff"],
)  # fmt: skip
def test_json_that_is_not_sound_is_refused(visitor, body):
    browser = visitor()
    headers = {"X-CSRFToken": browser.csrf(), "Content-Type": "application/json", "Accept": "application/json"}
    reply = browser.http.post("/sign-in", data=body, headers=headers)
    assert reply.status_code == 400
    assert reply.content_type == "application/problem+json"


def test_a_form_of_more_than_two_megabytes_is_refused_with_a_sentence(visitor):
    browser = visitor()
    reply = browser.submit("/sign-in", {"email": "x" * 3_000_000, "password": "x"})
    assert reply.status_code == 413
    assert "2 megabyte" in reply.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_form_of_a_hundred_thousand_fields_is_refused_before_it_is_read(visitor, method):
    browser = visitor()
    fields = "&".join(f"campo{number}=1" for number in range(100_000))
    sent = {"query_string": fields} if method == "GET" else {"data": fields}
    headers = {"X-CSRFToken": browser.csrf(), "Content-Type": "application/x-www-form-urlencoded"}
    reply = browser.http.open("/sign-in", method=method, headers=headers, **sent)
    assert reply.status_code == 413
    assert "campo7" not in reply.text


def test_a_name_in_a_sentence_is_text_and_never_a_part_of_the_page(visitor):
    page = visitor("delegate").get("/tables/1", query_string={"al": '"><b data-x>'})
    assert page.status_code == 422
    assert "<b data-x>" not in page.text and "«&#34;&gt;&lt;b data-x&gt;»" in page.text


def test_a_sentence_said_later_is_escaped_wherever_it_stands(app):
    with app.test_request_context():
        sentence = lazy_gettext("%(name)s has ended and cannot take a seat.", name="<b>")
        shown = render_template_string("{{ said }}{{ said ~ '' }}{{ _('%(a)s', a=said) }}{{ [said]|join }}", said=sentence)
    assert "<b>" not in shown and shown.count("&lt;b&gt;") == 4


def test_what_was_typed_is_shown_when_the_form_had_grown_old(visitor):
    browser = visitor("delegate")
    reply = browser.http.post(
        "/language", data={"lang": "it", "appunto": "una pagina di lavoro"}, headers={"Accept-Language": "it"}
    )
    assert reply.status_code == 400
    assert "una pagina di lavoro" in reply.text


def test_what_was_typed_is_shown_when_the_sign_in_has_ended_meanwhile(visitor, app, cast):
    with app.app_context():
        workspace, thread = cast.workspace()
        address = f"/workspaces/{workspace.id}/threads/{thread.id}/messages"
    reply = visitor().submit(address, {"body": "Un pensiero lungo", "nonce": "0" * 32})
    assert reply.status_code == 401
    assert "Un pensiero lungo" in reply.text


def test_a_password_is_never_shown_again(visitor):
    reply = visitor().http.post("/sign-in", data={"email": "a@example.org", "password": PASSWORD})
    assert reply.status_code == 400
    assert PASSWORD not in reply.text


def test_a_method_that_is_not_offered_names_those_that_are(visitor):
    reply = visitor("delegate").http.delete("/", headers={"X-CSRFToken": visitor("delegate").csrf()})
    assert reply.status_code in (400, 405)


def test_an_error_of_ours_is_said_plainly_and_logged(app, visitor, monkeypatch):
    def broken():
        raise ZeroDivisionError

    browser = visitor("delegate")
    monkeypatch.setitem(app.view_functions, "home.desk", broken)
    monkeypatch.setitem(app.config, "TESTING", False)
    reply = browser.get("/")
    assert reply.status_code == 500
    assert "Traceback" not in reply.text
    assert "errore nostro" in reply.text.lower()


@pytest.mark.parametrize("address", ["/", "/me", "/healthz", "/sign-in", "/nessuna-pagina"])
def test_every_answer_carries_the_guarding_headers(visitor, address):
    headers = visitor("delegate").get(address).headers
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in headers["Cache-Control"]
