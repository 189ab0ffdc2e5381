"""The demo's world with states and extremes beside its story, and browsers of its people to look at it."""

import fcntl
import json
import os
import shutil
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.stage import set_the_stage
from tests.services import Server, launch_chromium, need

WIDE = {"width": 1280, "height": 900}


@contextmanager
def made_once(tmp_path_factory, name):
    """(folder, whether it is still to be filled): the processes of a run share it, and the first one fills it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = shared / f"{name}.done"
        yield shared / name, not done.exists()
        done.touch()


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    """The folder of a demo that was started for the first time and closed."""
    need("chromium")
    with made_once(tmp_path_factory, "loaded") as (folder, empty):
        if empty:
            Server({"TAVOLO_INSTANCE": str(folder)}).start().stop()
    return folder


@pytest.fixture(scope="session")
def set_up(loaded, tmp_path_factory):
    """The same with the states and extremes, and with their places in stage.json."""
    with made_once(tmp_path_factory, "staged") as (folder, empty):
        if empty:
            shutil.copytree(loaded, folder)
            (folder / "stage.json").write_text(json.dumps(set_the_stage(folder)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def instance(loaded, tmp_path_factory):
    """The folder of a demo of one's own, as its first start leaves it."""
    return shutil.copytree(loaded, tmp_path_factory.mktemp("demo") / "instance")


@pytest.fixture(scope="module")
def staged(set_up, tmp_path_factory):
    """The demo on a server of its own: its people and places."""
    instance = shutil.copytree(set_up, tmp_path_factory.mktemp("staged") / "instance")
    server = Server({"TAVOLO_INSTANCE": str(instance), "TAVOLO_RATE_LIMITS": "off"}).start()
    card = json.loads((instance / "demo.json").read_text(encoding="utf-8"))
    stage = json.loads((instance / "stage.json").read_text(encoding="utf-8"))
    yield {**card, "places": card["places"] | stage}
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
