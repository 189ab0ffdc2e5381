"""Every page and state in a real Chromium: nothing for axe to find, no sideways scroll, no foreign host, small, usable by keyboard."""

import gzip
import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect, sync_playwright

from tests.browser.scenes import EXTREMES, SCENES
from tests.browser.stage import set_the_stage
from tests.services import ROOT, Server, launch_chromium, need

pytestmark = pytest.mark.browser

AXE = ROOT / "app" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
NARROW, PHONE, WIDE = 320, 360, 1280
SETTLED = "() => document.fonts.ready.then(() => true)"
OVERFLOW = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const inBox = (each) => each.parentElement?.closest('.tv-scroll, .tv-geo, pre, .tv-tabs, .tv-jump, .tv-threads');
  const out = [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > room + 1 && !inBox(each));
  return [`${document.documentElement.scrollWidth} > ${room}`, ...out.slice(-3).map((each) => each.outerHTML.slice(0, 160))];
}"""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The demo on a server of its own, with states and extremes beside its story: its people and places."""
    need("chromium")
    instance = tmp_path_factory.mktemp("demo")
    server = Server({"TAVOLO_INSTANCE": str(instance), "TAVOLO_RATE_LIMITS": "off"}, ["flask", "demo"]).start()
    card = json.loads((instance / "demo.json").read_text(encoding="utf-8"))
    yield {**card, "places": card["places"] | set_the_stage(instance)}
    server.discard()


@pytest.fixture(scope="module")
def chromium():
    need("chromium")
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def signed_in(chromium, world):
    """signed_in("delegate") is what a browser keeps of this person's sign-in, asked for once."""
    kept = {None: None}

    def state(role):
        if role not in kept:
            context = chromium.new_context(base_url=world["base_url"])
            page = context.new_page()
            page.goto("/sign-in")
            page.fill("input[name=email]", world["people"][role]["email"])
            page.fill("input[name=password]", world["people"][role]["password"])
            page.press("input[name=password]", "Enter")
            page.wait_for_url(lambda url: "/sign-in" not in url)
            kept[role] = context.storage_state()
            context.close()
        return kept[role]

    return state


@pytest.fixture(scope="module")
def visit(chromium, world, signed_in):
    """visit(scene) is the page in its state, in a browser of its own; what it did wrong gathers in `page.faults`."""
    contexts = []

    def visit(scene, language="it", **options):
        options = {"viewport": {"width": WIDE, "height": 900}, "locale": language, "reduced_motion": "reduce"} | options
        context = chromium.new_context(base_url=world["base_url"], storage_state=signed_in(scene.role), **options)
        contexts.append(context)
        page = context.new_page()
        page.faults = faults_of(page, world["base_url"])
        path = world["places"].get(scene.place) or scene.place.format(**world["places"])
        answer = page.goto(f"{path}?lang={language}" if path.startswith("/public") else path)
        page.on("response", lambda response: page.statuses.append(response.status) if response.request.is_navigation_request() else None)
        page.statuses = [answer.status]
        if scene.act:
            scene.act(page)
        assert page.statuses[-1] == scene.status
        page.evaluate(SETTLED)
        return page

    yield visit
    for context in contexts:
        context.close()


def faults_of(page, base_url):
    """Fills while the page lives: errors of scripts, words of the content policy, requests to another host."""
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type in ("error", "warning") and "status of 4" not in line.text else None)
    own = (base_url, base_url.replace("http:", "ws:"), "data:", "blob:")
    page.on("request", lambda request: None if request.url.startswith(own) else faults.append(request.url))
    return faults


@pytest.fixture(scope="module", params=SCENES, ids=lambda scene: scene.name)
def shown(request, visit):
    page = visit(request.param)
    photograph(page, request.param.name)
    yield page
    page.context.close()


@pytest.fixture(scope="module", params=EXTREMES, ids=lambda scene: scene.name)
def stretched(request, visit):
    page = visit(request.param)
    photograph(page, request.param.name)
    yield page
    page.context.close()


def photograph(page, name):
    """With TAVOLO_SCREENSHOTS=folder, pictures in both widths and both lights."""
    if folder := os.environ.get("TAVOLO_SCREENSHOTS"):
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light)
            for width in (WIDE, PHONE):
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=Path(folder) / f"{name}-{width}-{light}.png", full_page=True)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": WIDE, "height": 900})


def found_by_axe(page, **options):
    """What axe finds, a line each: the rule, what is wrong and where."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]} | options
    violations = page.evaluate("(options) => axe.run(document, options)", options)["violations"]
    return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:240]}" for rule in violations for node in rule["nodes"]]


def overflow(page, width, text="100%"):
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("(size) => { document.documentElement.style.fontSize = size }", text)
    return page.evaluate(OVERFLOW)


def test_axe_finds_nothing(shown):
    assert found_by_axe(shown) == []


def test_axe_finds_nothing_in_the_dark(shown):
    shown.emulate_media(color_scheme="dark")
    dark = found_by_axe(shown, runOnly={"type": "rule", "values": ["color-contrast"]})
    shown.emulate_media(color_scheme="light")
    assert dark == []


def test_nothing_scrolls_sideways(shown):
    assert overflow(shown, NARROW) == []
    assert overflow(shown, NARROW, "200%") == []
    assert overflow(shown, WIDE, "200%") == []


def test_no_page_asks_another_host_or_breaks_the_policy(shown):
    assert shown.faults == []


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_axe_finds_nothing_in_english(scene, visit):
    page = visit(scene, "en", viewport={"width": NARROW, "height": 900})
    assert page.locator("html").get_attribute("lang") == "en"
    assert found_by_axe(page, rules={"color-contrast": {"enabled": False}}) == []
    assert overflow(page, NARROW) == []
    page.context.close()


def test_extremes_fit(stretched):
    assert overflow(stretched, NARROW) == []
    assert overflow(stretched, WIDE, "200%") == []
    assert overflow(stretched, WIDE) == []
