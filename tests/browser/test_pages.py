"""Every page and state in a real Chromium: axe finds nothing, nothing scrolls sideways, no other host is asked."""

import os
from pathlib import Path

import pytest

from tests.browser import scenes_agenda as agenda
from tests.browser import scenes_circles as circles
from tests.browser import scenes_convening as convening
from tests.browser import scenes_dossier as dossier
from tests.browser import scenes_files as files
from tests.browser import scenes_geometry as geometry
from tests.browser import scenes_joint as joint
from tests.browser import scenes_membership as membership
from tests.browser import scenes_minutes as minutes
from tests.browser import scenes_outputs as outputs
from tests.browser import scenes_papers as papers
from tests.browser import scenes_polls as polls
from tests.browser import scenes_presence as presence
from tests.browser import scenes_promises as promises
from tests.browser import scenes_proposals as proposals
from tests.browser import scenes_room as room
from tests.browser.looking import NARROW, WIDE, faults_of, found_by_axe, overflow
from tests.browser.scenes import EXTREMES, SCENES
from tests.rotation import a_part

pytestmark = pytest.mark.browser

PHONE = 360
# what the words of a language can break: the rest of a page is the same in both
NAMES = ["html-has-lang", "valid-lang", "label", "button-name", "link-name", "select-name", "label-content-name-mismatch"]
ORDINARY, EXTREME = (
    SCENES
    + circles.SCENES
    + dossier.SCENES
    + convening.SCENES
    + agenda.SCENES
    + membership.SCENES
    + outputs.SCENES
    + papers.SCENES
    + files.SCENES
    + polls.SCENES
    + proposals.SCENES
    + presence.SCENES
    + geometry.SCENES
    + joint.SCENES
    + promises.SCENES
    + room.SCENES
    + minutes.SCENES,
    EXTREMES + membership.EXTREMES + joint.EXTREMES,
)


def drawn():
    """A fresh sixth of the pages in each run."""
    return a_part(ORDINARY, 6)


def in_english():
    """A fresh twentieth."""
    return a_part(ORDINARY, 20)


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


@pytest.fixture(scope="module", params=drawn(), ids=lambda scene: scene.name)
def shown(request, visit):
    page = visit(request.param)
    photograph(page, request.param.name)
    yield page
    page.close()


@pytest.fixture(scope="module", params=EXTREME, ids=lambda scene: scene.name)
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


@pytest.mark.parametrize("scene", in_english(), ids=lambda scene: scene.name)
def test_in_english_too(scene, visit):
    page = visit(scene, "en")
    assert page.locator("html").get_attribute("lang") == "en"
    assert overflow(page, NARROW) == []
    assert found_by_axe(page, runOnly={"type": "rule", "values": NAMES}) == []
    page.close()


def test_extremes_fit(stretched):
    assert overflow(stretched, WIDE) == []
    assert overflow(stretched, WIDE, "200%") == []
    assert overflow(stretched, NARROW) == []
