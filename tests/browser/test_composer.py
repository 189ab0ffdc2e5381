"""Writing in the talk in a real Chromium: two tabs, no network, a killed tab, naming somebody, preview, editing, drafts, keys."""

import json
import re
import secrets

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.services import Server, launch_chromium

pytestmark = pytest.mark.browser

AT_ONCE = 5_000  # milliseconds
FIELD, SEND = "[data-composer] textarea[name=body]", "[data-composer] .tv-btn--main"


@pytest.fixture(scope="module")
def world(instance):
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
    """enter("delegate"): the thread in a browser of this person's own, with the live line standing."""
    contexts = []

    def enter(role):
        context = chromium.new_context(base_url=world["base_url"], locale="it-IT")
        contexts.append(context)
        page = context.new_page()
        page.goto("/sign-in")
        page.fill("input[name=email]", world["people"][role]["email"])
        page.fill("input[name=password]", world["people"][role]["password"])
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/sign-in" not in url)
        return opened(page, world)

    yield enter
    for context in contexts:
        context.close()


def opened(page, world):
    page.goto(world["places"]["thread"])
    expect(page.locator("#link-state")).to_have_attribute("data-state", "linked", timeout=15_000)
    return page


def some_words():
    return f"Parole {secrets.token_hex(4)}"


def write(page, text):
    page.fill(FIELD, text)
    page.click(SEND)


def said(page, text):
    return page.locator(".tv-said[id]", has_text=text)


def test_what_two_tabs_wrote_without_network_stands_once_and_in_order(enter, world):
    one, reader = enter("delegate"), enter("other_delegate")
    other = opened(one.context.new_page(), world)
    one.context.set_offline(True)
    words = [some_words() for _ in range(4)]
    for number, each in enumerate(words):
        page = (one, other)[number % 2]
        write(page, each)
        expect(page.locator(".tv-said--pending", has_text=each)).to_be_visible()
    one.context.set_offline(False)
    for each in words:
        expect(said(reader, each)).to_have_count(1, timeout=20_000)
    reader.wait_for_timeout(1_000)
    shown = reader.locator(".tv-said[id]").all_inner_texts()
    places = [[i for i, text in enumerate(shown) if each in text] for each in words]
    assert all(len(each) == 1 for each in places) and places == sorted(places)


def test_a_tab_killed_between_send_and_answer_has_its_message_standing_once(enter, world):
    page, reader, words = enter("delegate"), enter("other_delegate"), some_words()
    arrived = []

    def swallow(route):
        """The server has it; the answer never comes."""
        arrived.append(route.fetch().status)

    page.route("**/messages", swallow)
    write(page, words)
    expect(said(reader, words)).to_have_count(1, timeout=AT_ONCE)
    context = page.context
    page.close()
    again = opened(context.new_page(), world)
    expect(said(again, words)).to_have_count(1, timeout=AT_ONCE)
    again.wait_for_timeout(1_500)
    expect(again.locator(".tv-said--pending")).to_have_count(0)
    again.reload()
    expect(said(again, words)).to_have_count(1)
    assert arrived == [201]


def test_a_browser_that_keeps_nothing_still_sends(enter):
    page, words = enter("delegate"), some_words()
    page.evaluate(
        """() => {
          IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
          Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
        }"""
    )
    write(page, words)
    expect(said(page, words)).to_have_count(1, timeout=AT_ONCE)


def test_who_was_signed_out_keeps_what_she_wrote_and_sends_it_after_signing_in_again(enter, world):
    page, words = enter("delegate"), some_words()
    page.context.clear_cookies()
    write(page, words)
    expect(page.locator(".tv-said--pending", has_text=words)).to_be_visible()
    other = page.context.new_page()
    other.goto("/sign-in")
    other.fill("input[name=email]", world["people"]["delegate"]["email"])
    other.fill("input[name=password]", world["people"]["delegate"]["password"])
    other.press("input[name=password]", "Enter")
    other.wait_for_url(lambda url: "/sign-in" not in url)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(said(opened(other, world), words)).to_have_count(1, timeout=20_000)


def test_somebody_is_named_by_the_keyboard(enter):
    page = enter("delegate")
    page.fill(FIELD, "")
    page.locator(FIELD).press_sequentially("Chiedo a @Uff")
    options = page.locator("[role=listbox] [role=option]")
    expect(options.first).to_be_visible(timeout=AT_ONCE)
    count = options.count()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert page.locator(FIELD).get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert count >= 1
    text = chosen.get_attribute("data-text")
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_have_value(f"Chiedo a {text} ")
    page.locator(FIELD).press_sequentially("e a @Uff")
    expect(options.first).to_be_visible(timeout=AT_ONCE)
    page.keyboard.press("Escape")
    expect(page.locator("[role=listbox]")).to_be_hidden()


def test_a_message_is_previewed_and_a_draft_comes_back_on_another_device(enter):
    page, words = enter("technician"), some_words()
    page.fill(FIELD, f"**{words}**")
    page.click("[data-composer] [name=preview]")
    expect(page.locator(".tv-preview strong")).to_have_text(words, timeout=AT_ONCE)
    with page.expect_response(re.compile(r"/draft$"), timeout=10_000):
        page.locator(FIELD).press_sequentially(" e poi")
    elsewhere = enter("technician")
    expect(elsewhere.locator(FIELD)).to_have_value(f"**{words}** e poi")


def test_arrow_up_in_an_empty_composer_edits_the_last_message(enter):
    page, reader, first, then = enter("delegate"), enter("other_delegate"), some_words(), some_words()
    write(page, first)
    expect(said(page, first)).to_be_visible()
    page.press(FIELD, "ArrowUp")
    expect(page.locator(FIELD)).to_have_value(first, timeout=AT_ONCE)
    write(page, then)
    expect(said(reader, then)).to_have_count(1, timeout=AT_ONCE)
    expect(said(reader, first)).to_have_count(0)
    expect(page.locator(FIELD)).to_have_value("")


def test_who_types_and_who_reads_is_shown(enter):
    page, reader = enter("delegate"), enter("other_delegate")
    expect(reader.locator(".tv-present summary")).to_be_visible(timeout=AT_ONCE)
    page.locator(FIELD).press_sequentially("Sto scrivendo")
    expect(reader.locator(".tv-typing")).not_to_be_empty(timeout=AT_ONCE)
    page.fill(FIELD, "")
    expect(reader.locator(".tv-typing")).to_be_empty(timeout=9_000)


def test_the_talk_goes_by_keys_and_says_which(enter):
    page = enter("delegate")
    page.locator(FIELD).press_sequentially("j k ?")
    expect(page.locator("#talk-keys")).to_be_hidden()
    page.fill(FIELD, "")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(page.locator(".tv-said:focus")).to_have_count(1)
    page.keyboard.press("r")
    expect(page.locator("[data-quoting]")).to_be_visible()
    expect(page.locator(FIELD)).to_be_focused()
    page.click("[data-quote-end]")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.locator("#talk-keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#talk-keys")).to_be_hidden()


def test_what_one_reads_to_the_end_is_read_on_her_other_device_too(enter):
    writer, reading = enter("other_delegate"), enter("technician")
    words = some_words()
    write(writer, words)
    expect(said(reading, words)).to_be_visible(timeout=AT_ONCE)
    with reading.expect_response(re.compile(r"/reading$"), timeout=15_000) as answer:
        said(reading, words).scroll_into_view_if_needed()
        reading.bring_to_front()
    assert answer.value.json()["unread"] == 0
