"""`flask demo` as people and scripts meet it: a real server, its card, signing in by HTTP, quiet at the end."""

import json
import os
import re
import secrets
import signal
import statistics
import time
from pathlib import Path

import pytest
import requests

from tests.services import Server

JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def server(request, tmp_path_factory):
    env = {"TAVOLO_INSTANCE": str(tmp_path_factory.mktemp("instance")), "TAVOLO_RATE_LIMITS": "off"}
    if os.environ.get("TAVOLO_TEST_DATABASE") == "postgresql":
        env["TAVOLO_DATABASE_URL"] = request.getfixturevalue("postgres").create("demo_served")
    server = Server(env, ["flask", "demo"]).start()
    yield server
    server.discard()


def card_of(server):
    return json.loads((Path(server.env["TAVOLO_INSTANCE"]) / "demo.json").read_text(encoding="utf-8"))


class Browser(requests.Session):
    """Signed in by the form, as a script would: the token from the page, the password from the card."""

    def __init__(self, server, role):
        super().__init__()
        self.base = server.base_url
        person = card_of(server)["people"][role]
        typed = {"email": person["email"], "password": person["password"], "csrf_token": self.token("/sign-in")}
        self.reply = self.post(self.base + "/sign-in", data=typed, allow_redirects=False)

    def token(self, path):
        return re.search(r'<meta name="csrf-token" content="([^"]+)"', self.get(self.base + path).text)[1]

    def status(self, path):
        return self.get(self.base + path, headers=JSON).status_code


def test_the_house_is_alive_and_ready(server):
    assert requests.get(server.base_url + "/healthz", timeout=5).json() == {"status": "ok"}
    assert requests.get(server.base_url + "/readyz", timeout=5).status_code == 200


def test_it_prints_its_address_and_who_can_sign_in(server):
    card, printed = card_of(server), server.log()
    assert card["base_url"] == server.base_url and server.base_url in printed
    assert all(each["email"] in printed and each["password"] in printed for each in card["people"].values())


@pytest.mark.parametrize("role", ["admin", "secretary", "chair", "delegate", "substitute", "technician", "partner", "outsider"])
def test_each_of_the_cast_signs_in_with_the_password_of_the_card(server, role):
    browser = Browser(server, role)
    assert browser.reply.status_code == 303 and browser.reply.headers["Location"] == "/"
    assert browser.status("/") == 200


def test_a_wrong_password_opens_nothing(server):
    browser = requests.Session()
    token = re.search(r'csrf-token" content="([^"]+)"', browser.get(server.base_url + "/sign-in").text)[1]
    typed = {"email": "delegate@example.org", "password": "una parola sbagliata", "csrf_token": token}
    assert browser.post(server.base_url + "/sign-in", data=typed, allow_redirects=False).status_code == 422


def test_a_delegate_opens_every_place_of_the_card_and_an_outsider_only_the_open_ones(server):
    delegate, outsider = Browser(server, "delegate"), Browser(server, "outsider")
    places = card_of(server)["places"]
    elsewhere = {"sub_area", "split_work", "closed_work", "merger"}  # joint work in which her body takes no part
    assert {name for name, path in places.items() if delegate.status(path) == 404} == elsewhere
    assert {delegate.status(path) for name, path in places.items() if name not in elsewhere} == {200}
    closed = {"meeting", "next_meeting", "workspace", "circle", "thread"} | elsewhere
    assert {name for name, path in places.items() if outsider.status(path) == 404} == closed


def test_the_portal_is_open_to_everybody_and_sets_no_cookie(server):
    reply = requests.get(server.base_url + "/public", timeout=5)
    assert reply.status_code == 200 and not reply.cookies
    assert "Residenzialità e servizi per gli studenti" in reply.text


@pytest.mark.alone
def test_a_message_is_acknowledged_without_waiting_for_the_network(server):
    """Without TCP_NODELAY the second packet of each answer waits some 40 ms for the acknowledgement of the first."""
    browser = Browser(server, "delegate")
    thread = card_of(server)["places"]["thread"]
    headers = JSON | {"X-CSRFToken": browser.token(thread)}
    took = []
    for number in range(21):
        said = {"body": f"Prova {number}", "nonce": secrets.token_hex(16)}
        began = time.perf_counter()
        reply = browser.post(f"{server.base_url}{thread}/messages", data=said, headers=headers)
        took.append(time.perf_counter() - began)
        assert reply.status_code == 201
    assert statistics.median(took) < 0.035


@pytest.mark.alone
def test_it_ends_quietly_at_ctrl_c_and_starts_again_with_the_same_passwords(server):
    card = card_of(server)
    process = server.process
    server.stop(signal.SIGINT)
    assert process.returncode == 0
    assert not re.search("traceback|error|warning|critical", server.log(), re.IGNORECASE)
    server.start()
    assert card_of(server) == card
    assert Browser(server, "delegate").reply.status_code == 303
