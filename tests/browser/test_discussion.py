"""The discussion in a real Chromium against a real server: at once, after an absence, after a release, without scripts."""

import json
import re
import secrets

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.services import Server, launch_chromium

pytestmark = pytest.mark.browser

AT_ONCE = 3_000  # milliseconds
FIELD = "[data-composer] textarea[name=body]"
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def world(instance):
    """The demo world on a server of our own: base_url, people, places."""
    server = Server({"TAVOLO_INSTANCE": str(instance), "TAVOLO_RATE_LIMITS": "off"}).start()
    yield json.loads((instance / "demo.json").read_text(encoding="utf-8"))
    server.discard()


@pytest.fixture(scope="module")
def chromium(world):
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture
def enter(chromium, world):
    """enter("delegate", "thread"): the page of a place in a browser of this person's own."""
    contexts = []

    def enter(role, place="thread", **options):
        context = chromium.new_context(base_url=world["base_url"], locale="it-IT", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto("/sign-in")
        page.fill("input[name=email]", world["people"][role]["email"])
        page.fill("input[name=password]", world["people"][role]["password"])
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/sign-in" not in url)
        page.goto(world["places"].get(place, place))
        return page

    yield enter
    for context in contexts:
        context.close()


def linked(page):
    """The live line stands: what others write arrives by itself."""
    expect(page.locator("#link-state")).to_have_attribute("data-state", "linked")
    return page


def write(page, text):
    page.fill(FIELD, text)
    page.click("[data-composer] .tv-btn--main")


def said(page, text):
    return page.locator(".tv-said[id]", has_text=text)


def send(page, address, **fields):
    """A POST as a program of this person would send it; the answer as JSON."""
    token = page.locator("meta[name=csrf-token]").get_attribute("content")
    headers = {"Accept": "application/json", "X-CSRFToken": token}
    answer = page.request.post(address, form={name: str(value) for name, value in fields.items()}, headers=headers, max_retries=3)
    assert answer.ok, answer.text()
    return answer.json()


def some_words():
    return f"Parole {secrets.token_hex(4)}"


def test_two_people_see_each_other_write_at_once(enter):
    one, other = linked(enter("delegate")), linked(enter("other_delegate"))
    question, reply = some_words(), some_words()
    write(one, question)
    expect(said(other, question)).to_be_visible(timeout=AT_ONCE)
    write(other, reply)
    expect(said(one, reply)).to_be_visible(timeout=AT_ONCE)
    expect(said(other, reply)).to_have_count(1)
    byline = said(one, reply).locator(".tv-by")
    stored = byline.inner_text()
    one.reload()
    assert said(one, reply).locator(".tv-by").inner_text() == stored
    expect(one.locator(FIELD)).to_have_value("")


def test_what_was_said_during_an_absence_arrives_once_and_in_order(enter):
    away, here = linked(enter("delegate")), linked(enter("other_delegate"))
    away.context.set_offline(True)
    words = [some_words() for _ in range(3)]
    for each in words:
        write(here, each)
        expect(said(here, each)).to_be_visible()
    own = some_words()
    write(away, own)
    expect(away.locator(".tv-said--pending", has_text=own)).to_be_visible()
    away.context.set_offline(False)
    for each in (*words, own):
        expect(said(away, each)).to_have_count(1, timeout=15_000)
    expect(said(here, own)).to_have_count(1, timeout=15_000)
    shown = away.locator(".tv-said[id]").all_inner_texts()
    places = [next(i for i, text in enumerate(shown) if each in text) for each in words]
    assert places == sorted(places)


def test_who_is_released_while_reading_is_told_and_hears_nothing_more(enter, world):
    lead, space = linked(enter("delegate")), world["places"]["workspace"]
    guest_page = enter("outsider", "/organisations?q=Legnano")
    organisation = re.search(
        r"/organisations/(\d+)", guest_page.locator("main a[href^='/organisations/']").first.get_attribute("href")
    )[1]
    seat = send(lead, f"{space}/participations", organisation=organisation, role="partner")["id"]
    lead.goto(space)
    person = lead.locator(f"#person-{seat} option", has_text=world["people"]["outsider"]["name"]).get_attribute("value")
    send(lead, f"/seats/{seat}/mandates", person=person, role="delegate")
    guest_page.goto(world["places"]["thread"])
    guest, first, later = linked(guest_page), some_words(), some_words()
    write(lead, first)
    expect(said(guest, first)).to_be_visible(timeout=AT_ONCE)

    send(lead, f"/participations/{seat}/end", reason="Prova finita")
    expect(guest.locator("#notes [role=alert]")).to_be_visible(timeout=AT_ONCE)
    expect(guest.locator(FIELD)).to_have_attribute("readonly", "")
    thread = world["places"]["thread"]
    send(lead, f"{thread}/messages", body=later, nonce=secrets.token_hex(16))
    expect(said(linked(enter("technician")), later)).to_be_visible()
    guest.wait_for_timeout(1500)
    expect(said(guest, later)).to_have_count(0)
    assert guest.goto(thread).status == 404


def test_without_scripts_one_reads_writes_and_opens_threads(enter):
    page = enter("other_delegate", java_script_enabled=False)
    words, title = some_words(), some_words()
    write(page, words)
    expect(said(page, words)).to_have_count(1)
    assert re.search(r"#message-\d+$", page.url)
    page.reload()
    expect(said(page, words)).to_have_count(1)
    page.click("#threads summary")
    page.fill("#thread-title", title)
    page.click("#threads form button[type=submit]")
    expect(page.locator("#talk-title")).to_have_text(title)


def test_a_message_in_another_thread_is_counted_beside_its_name(enter, world):
    reader, writer = linked(enter("other_delegate")), linked(enter("delegate"))
    quiet = send(writer, f"{world['places']['workspace']}/threads", title=some_words())["id"]
    link = reader.locator(f'[data-thread-link="{quiet}"]')
    expect(link).to_be_visible(timeout=5_000)
    send(writer, f"{world['places']['workspace']}/threads/{quiet}/messages", body="Di là", nonce=secrets.token_hex(16))
    expect(link.locator("[data-unread]")).to_be_visible(timeout=AT_ONCE)


def test_a_phone_shows_the_workspace_without_scrolling_sideways(enter):
    page = enter("delegate", "workspace", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.evaluate("document.querySelectorAll('main details').forEach((part) => (part.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
