"""Every page and state in a real Chromium: axe finds nothing, nothing scrolls sideways, no other host is asked."""

import os
from pathlib import Path

import pytest

from tests.browser.scenes import EXTREMES, SCENES
from tests.services import ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / "app" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
NARROW, PHONE, WIDE = 320, 360, 1280
OVERFLOW = """() => {
  const { clientWidth: room, scrollWidth } = document.documentElement;
  const wide = (each) => each.getBoundingClientRect().right > room + 1;
  const cut = (each) => each.matches('.tv-panel') && each.scrollWidth > each.clientWidth + 1; // a panel clips its content
  const out = [...document.querySelectorAll('body *')].filter((each) => (scrollWidth > room && wide(each)) || cut(each));
  return out.slice(0, 5).map((each) => `${each.scrollWidth} ${each.outerHTML.slice(0, 120)}`);
}"""


@pytest.fixture(scope="module")
def visit(staged, browse):
    """visit(scene) is its page in its state; what it did wrong gathers in `page.faults`."""
    browsers = {}

    def visit(scene, language="it"):
        whose = (scene.role, language)
        browsers[whose] = browsers.get(whose) or browse(*whose)
        page, statuses = browsers[whose].new_page(), []
        page.faults = faults_of(page, staged["base_url"])
        page.on("response", lambda answer: answer.request.is_navigation_request() and statuses.append(answer.status))
        page.goto(address(scene.place, staged["places"], language))
        if scene.act:
            scene.act(page)
        page.evaluate("() => document.fonts.ready.then(() => true)")
        assert statuses[-1] == scene.status
        return page

    yield visit
    for browser in browsers.values():
        browser.close()


def address(place, places, language):
    path = places.get(place) or place.format(**places)
    return f"{path}?lang={language}" if path.startswith("/public") else path


def faults_of(page, base_url):
    """Fills while the page lives: errors of scripts, complaints of the browser, requests to another host."""
    faults, own = [], (base_url, base_url.replace("http:", "ws:"), "data:", "blob:")
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: complains(line) and faults.append(line.text))
    page.on("request", lambda request: request.url.startswith(own) or faults.append(request.url))
    return faults


def complains(line):
    """A page that says no with its status is no fault."""
    return line.type in ("error", "warning") and "responded with a status of 4" not in line.text


@pytest.fixture(scope="module", params=SCENES, ids=lambda scene: scene.name)
def shown(request, visit):
    page = visit(request.param)
    photograph(page, request.param.name)
    yield page
    page.close()


@pytest.fixture(scope="module", params=EXTREMES, ids=lambda scene: scene.name)
def stretched(request, visit):
    page = visit(request.param)
    photograph(page, request.param.name)
    yield page
    page.close()


def photograph(page, name):
    """With TAVOLO_SCREENSHOTS=folder, pictures in two widths and both lights."""
    if folder := os.environ.get("TAVOLO_SCREENSHOTS"):
        for light in ("dark", "light"):
            page.emulate_media(color_scheme=light)
            for width in (PHONE, WIDE):
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=Path(folder) / f"{name}-{width}-{light}.png", full_page=True)


def found_by_axe(page, **options):
    """What axe finds, a line each: the rule, what is wrong and where."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]} | options
    violations = page.evaluate("(options) => axe.run(document, options)", options)["violations"]
    return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}" for rule in violations for node in rule["nodes"]]


def overflow(page, width, text="100%"):
    """What sticks out of a page or panel this wide, with its text this large."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("(size) => { document.documentElement.style.fontSize = size }", text)
    return page.evaluate(OVERFLOW)


def test_axe_finds_nothing(shown):
    assert found_by_axe(shown) == []


def test_axe_finds_nothing_in_the_dark(shown):
    shown.emulate_media(color_scheme="dark")
    faint = found_by_axe(shown, runOnly={"type": "rule", "values": ["color-contrast"]})
    shown.emulate_media(color_scheme="light")
    assert faint == []


def test_nothing_scrolls_sideways(shown):
    assert overflow(shown, NARROW) == []
    assert overflow(shown, NARROW, "200%") == []
    assert overflow(shown, WIDE, "200%") == []


def test_no_other_host_is_asked_and_the_policy_holds(shown):
    assert shown.faults == []


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_in_english_too(scene, visit):
    page = visit(scene, "en")
    assert page.locator("html").get_attribute("lang") == "en"
    assert overflow(page, NARROW) == []
    assert found_by_axe(page, rules={"color-contrast": {"enabled": False}}) == []
    page.close()


def test_extremes_fit(stretched):
    assert overflow(stretched, WIDE) == []
    assert overflow(stretched, WIDE, "200%") == []
    assert overflow(stretched, NARROW) == []
