"""`flask found` begins an installation of any metropolitan city; its secretary signs in and plans a meeting."""

import os
import re
import secrets
import subprocess
import sys

import pytest
import requests

from app import create_app
from app.database import db
from app.happenings import current_log
from tests.factors import code, sealed_on, secret_on
from tests.services import ROOT, Server

WORDS = {
    "--city": "Città metropolitana di Altrove",
    "--table": "Tavolo dei Comuni",
    "--email": "Segreteria@Example.org",
    "--name": "Segreteria",
    "--password": "una parola lunga per fondare",
}


@pytest.fixture
def new_app(request, tmp_path):
    """Tavolo on an archive that does not exist yet."""
    url = f"sqlite:///{tmp_path}/tavolo.sqlite"
    if os.environ.get("TAVOLO_TEST_DATABASE") == "postgresql":
        url = request.getfixturevalue("postgres").create(f"found_{abs(hash(request.node.name))}")
    settings = {"TESTING": True, "INSTANCE": tmp_path, "SOCKET_MODE": "threading", "RATELIMIT_ENABLED": False}
    app = create_app(settings | {"SQLALCHEMY_DATABASE_URI": url})
    yield app
    with app.app_context():
        db.session.rollback()
        db.engine.dispose()


def found(app, **other):
    words = WORDS | {f"--{name}": value for name, value in other.items()}
    return app.test_cli_runner().invoke(args=["found", *(part for pair in words.items() for part in pair)])


def test_the_secretary_signs_in_and_plans_a_meeting(new_app):
    result = found(new_app)
    assert result.exit_code == 0 and "segreteria@example.org" in result.output
    browser = new_app.test_client()
    assert browser.get("/readyz").status_code == 200
    typed = {"email": WORDS["--email"], "password": WORDS["--password"], "csrf_token": token(browser, "/sign-in")}
    asked = browser.post("/sign-in", data=typed)
    assert (asked.status_code, asked.location) == (303, "/sign-in/second-factor")
    assert add_authenticator(browser).status_code == 200
    table = browser.get("/tables", headers={"Accept": "application/json"}).get_json()["items"][0]
    meeting = {"title": "Prima seduta", "day": "2030-01-15", "time": "10:00", "location": ""}
    headers = {"X-CSRFToken": token(browser, "/"), "Accept": "application/json"}
    assert browser.post(f"/tables/{table['id']}/meetings", data=meeting, headers=headers).status_code == 201


def add_authenticator(browser):
    """Her first sign-in asks her to add a second factor before anything else."""
    page = browser.get("/sign-in/second-factor")
    typed = {"sealed": sealed_on(page), "code": code(0, secret_on(page)), "csrf_token": token(browser, "/sign-in/second-factor")}
    return browser.post("/second-factors/authenticators", data=typed)


def token(browser, path):
    return re.search(r'csrf-token" content="([^"]+)"', browser.get(path).get_data(as_text=True))[1]


def test_the_log_is_open(new_app):
    found(new_app)
    with new_app.app_context():
        assert re.fullmatch(r"[0-9a-f-]{36}", current_log())


def test_an_installation_is_founded_once(new_app):
    found(new_app)
    again = found(new_app, city="Un'altra città")
    assert again.exit_code == 1 and "founded once" in again.output


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"password": "corta"}, "12"),
        ({"email": "segreteria"}, "e-mail"),
        ({"email": "due indirizzi@example.org"}, "e-mail"),
        ({"city": "   "}, "name"),
        ({"table": "T" * 201}, "200"),
    ],
)
def test_what_cannot_be_founded_is_said_in_a_sentence(new_app, other, told):
    result = found(new_app, **other)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ") and told in result.output and result.output.count("\n") == 1


def test_a_founded_installation_is_served_without_a_list_of_passwords(request, tmp_path):
    env = {"TAVOLO_INSTANCE": str(tmp_path), "TAVOLO_SECRET_KEY": secrets.token_hex(32)}
    if os.environ.get("TAVOLO_TEST_DATABASE") == "postgresql":
        env["TAVOLO_DATABASE_URL"] = request.getfixturevalue("postgres").create("founded_served")
    server = Server(env, ["flask", "serve"])
    words = [part for pair in WORDS.items() for part in pair]
    subprocess.run([sys.executable, "-m", "flask", "found", *words], env=server.env, cwd=ROOT, check=True, capture_output=True)
    server.start()
    page = requests.get(server.base_url + "/sign-in", timeout=5).text
    server.discard()
    assert "csrf-token" in page and "@example.org" not in page
