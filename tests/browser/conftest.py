"""The demo's world with states and extremes beside its story, and browsers of its people to look at it."""

import json

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.stage import set_the_stage
from tests.services import Server, launch_chromium, need

WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    """The demo on a server of its own: its people and places."""
    need("chromium")
    instance = tmp_path_factory.mktemp("demo")
    server = Server({"TAVOLO_INSTANCE": str(instance), "TAVOLO_RATE_LIMITS": "off"}, ["flask", "demo"]).start()
    card = json.loads((instance / "demo.json").read_text(encoding="utf-8"))
    yield {**card, "places": card["places"] | set_the_stage(instance)}
    server.discard()


@pytest.fixture(scope="module")
def browse(staged):
    """browse("delegate") is a browser in which this person has signed in; browse(None) one of nobody's."""
    with sync_playwright() as playwright:
        chromium, tickets = launch_chromium(playwright), {None: None}

        def browse(role=None, language="it", **options):
            if role not in tickets:
                tickets[role] = ticket(chromium, staged, role)
            options = {"viewport": WIDE, "locale": language, "reduced_motion": "reduce"} | options
            return chromium.new_context(base_url=staged["base_url"], storage_state=tickets[role], **options)

        yield browse
        chromium.close()


def ticket(chromium, staged, role):
    """What a browser keeps of the sign-in of this person."""
    context = chromium.new_context(base_url=staged["base_url"])
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("input[name=email]", staged["people"][role]["email"])
    page.fill("input[name=password]", staged["people"][role]["password"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    kept = context.storage_state()
    context.close()
    return kept
