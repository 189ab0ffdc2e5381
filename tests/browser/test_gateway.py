"""Chromium signs in by a real OpenID Connect provider, out of this house and back into it."""

import json

import pytest
from playwright.sync_api import sync_playwright

from tests.oidc.gateway import LEVEL_2, Gateway, need_gateway
from tests.services import Server, launch_chromium, need

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The demo as a client of a gateway, with the second factor asked for."""
    need("chromium")
    need_gateway()
    instance = tmp_path_factory.mktemp("demo")
    server = Server(
        {"TAVOLO_INSTANCE": str(instance), "TAVOLO_RATE_LIMITS": "off", "TAVOLO_SECOND_FACTOR": "on"}, ["flask", "demo"]
    )
    gateway = Gateway(f"{server.base_url}/sign-in/oidc/back").start()
    server.env |= {f"TAVOLO_OIDC_{name}": value for name, value in gateway.settings.items()}
    server.start()
    card = json.loads((instance / "demo.json").read_text(encoding="utf-8"))
    yield {"gateway": gateway, "server": server, "people": card["people"]}
    server.discard()
    gateway.discard()


@pytest.fixture
def page(house):
    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)
        yield chromium.new_context(base_url=house["server"].base_url, locale="it").new_page()
        chromium.close()


def come_in(page, who, acr="", start="/sign-in"):
    page.goto(start)
    page.get_by_role("link", name="SPID/CIE").click()
    page.get_by_label("Who").fill(who)
    page.get_by_label("Level").fill(acr)
    page.get_by_role("button", name="In", exact=True).click()
    page.wait_for_load_state()


def test_a_delegate_comes_in_to_the_page_she_asked_for(house, page):
    come_in(page, house["people"]["delegate"]["email"], start="/tables")
    assert page.url.endswith("/tables")
    assert page.locator("meta[name=csrf-token]").count() == 1
    page.goto("/me/data/identities")
    assert house["gateway"].issuer in page.content()


def test_a_secretary_of_level_two_is_not_asked_again(house, page):
    come_in(page, house["people"]["secretary"]["email"], LEVEL_2)
    assert page.url.rstrip("/") == house["server"].base_url


def test_a_secretary_of_level_one_gives_her_second_factor(house, page):
    come_in(page, house["people"]["secretary"]["email"])
    assert "/sign-in/second-factor" in page.url


def test_an_address_nobody_checked_is_told_so(house, page):
    come_in(page, house["people"]["chair"]["email"] + "|unverified")
    assert page.get_by_role("alert").count() == 1
    page.goto("/tables")
    assert "/sign-in" in page.url


def test_a_state_of_another_browser_is_refused(house, page):
    page.goto("/sign-in/oidc")
    assert page.get_by_label("Who").count() == 1
    answer = page.goto(f"{house['server'].base_url}/sign-in/oidc/back?code=rubato&state=altrui")
    assert answer.status == 400
    assert page.get_by_role("alert").count() == 1


def test_after_a_refusal_the_password_still_works(house, page):
    person = house["people"]["delegate"]
    come_in(page, "nessuno@example.com")
    page.fill("input[name=email]", person["email"])
    page.fill("input[name=password]", person["password"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
