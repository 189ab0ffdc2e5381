"""Security keys in a real Chromium: added at the first sign-in, then signing in and proving with nothing to type.

The server asks for second factors as an installation does; the key is Chromium's virtual authenticator.
"""

import json

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.looking import NARROW, found_by_axe, overflow
from tests.services import Server, launch_chromium

pytestmark = pytest.mark.browser
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": False,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def house(instance):
    """The demo's world on a server that asks for second factors, at an address with a name: keys know no numbers."""
    server = Server({"TAVOLO_INSTANCE": str(instance), "TAVOLO_SECOND_FACTOR": "on", "TAVOLO_RATE_LIMITS": "off"})
    server.env["TAVOLO_BASE_URL"] = server.base_url = f"http://localhost:{server.port}"
    server.start()
    yield json.loads((instance / "demo.json").read_text(encoding="utf-8"))
    server.discard()


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, house):
    context = chromium.new_context(base_url=house["base_url"], locale="en")
    yield context.new_page()
    context.close()


def plug_in(page, **other):
    """A security key in the USB port of this page's computer."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    key = line.send("WebAuthn.addVirtualAuthenticator", {"options": {**KEY, **other}})
    return line, key["authenticatorId"]


def give_password(page, house, role):
    page.goto("/sign-in")
    page.fill("input[name=email]", house["people"][role]["email"])
    page.fill("input[name=password]", house["people"][role]["password"])
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()


def looks_well(page):
    """Nothing for axe to find, in a wide window and in a narrow one."""
    assert found_by_axe(page) == []
    assert overflow(page, NARROW) == overflow(page, NARROW, "200%") == []
    page.evaluate("document.documentElement.style.fontSize = ''")


def path(page, house):
    return page.url.removeprefix(house["base_url"]).split("?")[0]


def test_a_key_is_added_at_sign_in_and_then_opens_and_proves(page, house):
    line, key = plug_in(page)
    give_password(page, house, "secretary")
    assert path(page, house) == "/sign-in/second-factor"
    looks_well(page)
    page.fill("#name", "Blue key")
    page.click("[data-key=make] button")
    page.wait_for_selector(".tv-codes li")
    assert page.locator(".tv-codes li").count() == 10
    page.click(".tv-codes ~ .tv-acts a")
    looks_well(page)
    page.goto("/me/security")
    looks_well(page)
    assert "Blue key" in page.inner_text("#factors")

    page.context.clear_cookies()
    give_password(page, house, "secretary")
    looks_well(page)
    page.click("[data-key=sign] button")
    page.wait_for_url(lambda url: "second-factor" not in url)
    assert page.goto("/me").status == 200

    page.goto("/sign-in/step-up?next=/tables")
    page.click("[data-key=sign] button")
    page.wait_for_url("**/tables")
    count = line.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"][0]["signCount"]
    assert count >= 2


def test_a_copied_key_whose_count_runs_behind_opens_nothing(page, house):
    line, key = plug_in(page)
    give_password(page, house, "admin")
    page.click("[data-key=make] button")
    page.wait_for_selector(".tv-codes li")
    page.context.clear_cookies()
    give_password(page, house, "admin")
    page.click("[data-key=sign] button")
    page.wait_for_url(lambda url: "second-factor" not in url)
    copied = line.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"][0]
    line.send("WebAuthn.clearCredentials", {"authenticatorId": key})
    line.send("WebAuthn.addCredential", {"authenticatorId": key, "credential": {**copied, "signCount": 0}})
    page.context.clear_cookies()
    give_password(page, house, "admin")
    page.click("[data-key=sign] button")
    page.wait_for_selector(".tv-miss:visible, .tv-errors")
    assert path(page, house) == "/sign-in/second-factor"
    assert page.goto("/me").url.split("?")[0].endswith("/sign-in")


def test_somebody_elses_key_opens_nothing(page, house):
    plug_in(page)
    give_password(page, house, "auditor")
    page.click("[data-key=make] button")
    page.wait_for_selector(".tv-codes li")
    stranger = page.context.browser.new_context(base_url=house["base_url"]).new_page()
    plug_in(stranger)
    give_password(stranger, house, "auditor")
    stranger.click("[data-key=sign] button")
    stranger.wait_for_selector("[data-key=sign] .tv-miss:visible", timeout=90_000)
    assert stranger.goto("/me").url.split("?")[0].endswith("/sign-in")
    stranger.context.close()


def test_without_scripts_an_authenticator_is_offered(chromium, house):
    context = chromium.new_context(base_url=house["base_url"], java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    give_password(page, house, "plan_office")
    assert page.locator("input[name=code]").is_visible() and page.locator("img.tv-enrol__qr").is_visible()
    assert not page.locator("[data-key] button").is_visible()
    context.close()
