"""The room of a sitting in a real Chromium: one item for all, nobody is moved, nothing typed is lost without a network."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_discussion import linked, send

pytestmark = pytest.mark.browser

HEAVIEST = 320 * 1024  # bytes: the first load of the live room (P13)


@pytest.fixture
def sitting(staged, browse):
    """sitting("delegate") is the room as this person sees it, linked."""
    contexts = []

    def sitting(role, path=None, **options):
        contexts.append(browse(role, **options))
        page = contexts[-1].new_page()
        page.goto(path or staged["places"]["room"])
        return linked(page)

    yield sitting
    for context in contexts:
        context.close()


def pass_to(page, number):
    page.get_by_role("button", name=re.compile(rf"(Passa|Torna) al punto {number}$")).click()
    expect(page.locator("#course [data-number]")).to_have_text(f"Punto {number}")


def line(page):
    return page.locator("form[data-line] textarea")


def write(page, text):
    line(page).fill(text)
    page.get_by_role("button", name="Aggiungi la riga").click()


def test_a_change_of_item_is_shown_at_once_and_moves_nobody_who_writes(sitting):
    secretary, delegate, chair = sitting("secretary"), sitting("delegate"), sitting("chair")
    line(chair).fill("Una riga a metà")
    line(chair).focus()
    pass_to(secretary, 2)
    expect(delegate.locator("#course [data-title]")).to_have_text("Mobilità")
    expect(delegate.locator("#item-heading")).to_have_text("Mobilità")
    expect(delegate.locator("#status")).to_have_text(re.compile("Si è passati al punto 2"))
    expect(chair.locator("#course [data-title]")).to_have_text("Mobilità")
    expect(chair.locator("#moved")).to_contain_text("Si è passati al punto 2 Vai")
    expect(chair.locator("#item-heading")).to_have_text("Alloggi per studenti fuori sede")
    expect(line(chair)).to_have_value("Una riga a metà")
    expect(line(chair)).to_be_focused()
    chair.locator("#moved a").click()
    expect(chair.locator("#item-heading")).to_have_text("Mobilità")
    expect(line(chair)).to_have_value("Una riga a metà")
    pass_to(secretary, 1)


def test_lines_typed_without_a_network_leave_by_themselves_even_after_the_page_was_closed(sitting, staged):
    secretary = sitting("secretary")
    context = secretary.context
    context.set_offline(True)
    write(secretary, "Prima riga senza rete")
    write(secretary, "Seconda riga senza rete")
    expect(secretary.locator("#unsent")).to_contain_text("2 cose che hai inviato partono da sole appena torna la rete")
    expect(secretary.locator(".tv-record__unsent")).to_have_count(2)
    secretary.close()
    context.set_offline(False)
    back = context.new_page()
    back.goto(staged["places"]["room"])
    expect(back.locator("#record-lines")).to_contain_text("Seconda riga senza rete")
    expect(back.locator("#unsent")).to_be_hidden()
    expect(back.locator("#record-lines").get_by_text("Prima riga senza rete").first).to_be_attached()
    assert back.locator("#record-lines p", has_text="Prima riga senza rete").count() == 1


def test_what_is_refused_stays_with_its_reason_and_what_was_typed(sitting, staged):
    secretary = sitting("secretary")
    write(secretary, "Riga da contendere")
    kept = secretary.locator("#record-lines li[id]", has_text="Riga da contendere")
    kept.locator("summary").click()
    field = kept.locator("textarea")
    field.fill("Come la vuole la segretaria")
    number = kept.get_attribute("id").removeprefix("line-")
    send(sitting("chair"), f"/notes/{number}", text="Come la vuole la presidente", revision=1)
    mine = secretary.locator(f"#line-{number}")
    mine.get_by_role("button", name="Salva la riga").click()
    expect(mine.get_by_role("alert")).to_contain_text("Come la vuole la presidente")
    expect(mine.locator("textarea")).to_have_value("Come la vuole la segretaria")


def test_the_lectern_passes_items_by_the_arrow_keys(sitting, staged):
    hall = sitting("secretary", staged["places"]["projector"])
    hall.keyboard.press("ArrowRight")
    expect(hall.locator("h1[data-title]")).to_have_text("Mobilità")
    expect(hall.locator("[data-before]")).to_have_count(1)
    hall.keyboard.press("ArrowLeft")
    expect(hall.locator("h1[data-title]")).to_have_text("Alloggi per studenti fuori sede")


def test_the_room_works_without_scripts(staged, browse):
    context = browse("secretary", java_script_enabled=False)
    page = context.new_page()
    page.goto(staged["places"]["room"])
    line(page).fill("Una riga senza script")
    page.get_by_role("button", name="Aggiungi la riga").click()
    assert page.url.split("#")[0].endswith("/room")
    expect(page.locator("#record-lines")).to_contain_text("Una riga senza script")
    page.locator("#course").get_by_role("link", name="Aggiorna").click()
    assert page.url.split("#")[0].endswith("/room")
    context.close()


def test_the_first_load_of_the_room_is_light(staged, browse):
    context = browse("secretary")
    page, sizes = context.new_page(), {}
    page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    page.goto(staged["places"]["room"])
    linked(page)
    loaded = {url: size for url, size in sizes.items() if "/static/" in url}
    print(f"\nfirst load of the room: {sum(loaded.values()) / 1024:.0f} KB in {len(loaded)} files")
    assert loaded
    assert sum(loaded.values()) <= HEAVIEST
    context.close()
