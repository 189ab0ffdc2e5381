"""What people do without a script or without a mouse, and how much a first page weighs, in a real Chromium."""

import gzip
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app.database import utc_now

pytestmark = pytest.mark.browser

OUTPUT = "Ogni ateneo apre uno sportello unico."
STEPS = 150  # presses of Tab before a part of a page counts as out of reach
HERE = "(selector) => document.activeElement.matches(selector)"
SEEN = """() => {
  if (document.activeElement === document.body) return true; // on the way round, through the browser's own bar
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  const { width, height } = document.activeElement.getBoundingClientRect();
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 1 && height > 1;
}"""


@pytest.fixture
def page_of(browse):
    """page_of("delegate", "/") is a page in a browser of this person's own."""
    browsers = []

    def page_of(role, path, **options):
        browsers.append(browse(role, **options))
        page = browsers[-1].new_page()
        page.goto(path)
        return page

    yield page_of
    for browser in browsers:
        browser.close()


def tab_to(page, selector):
    """Presses Tab until this has the focus; whatever has it on the way shows it."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.evaluate(HERE, selector):
            return
    pytest.fail(f"{selector} cannot be reached with the Tab key on {page.url}")


def follow(page, selector):
    """Tab to a link or button, and Enter."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def pick(page, selector, words):
    """Tab to a choice and type the beginning of its words."""
    tab_to(page, selector)
    page.keyboard.type(words)
    expect(page.locator(f"{selector} option:checked")).to_contain_text(words)


def send(page):
    """Enter in a line sends its form."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def submit(page, form):
    page.locator(f"{form} button[type=submit]:not([hidden], [data-add-row])").first.click()


def choose(page, name, words):
    option = page.locator(f"#decide select[name={name}] option", has_text=words).first
    page.locator(f"#decide select[name={name}]").select_option(option.get_attribute("value"))


def test_the_keyboard_alone_signs_in_and_records_an_outcome(page_of, staged):
    page, person = page_of(None, "/sign-in"), staged["people"]["secretary"]
    tab_to(page, ".tv-skip")
    page.keyboard.press("Enter")
    tab_to(page, "[name=email]")
    page.keyboard.type(person["email"])
    tab_to(page, "[name=password]")
    page.keyboard.type(person["password"])
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    follow(page, ".tv-rail a[href='/meetings']")
    follow(page, f"main a[href='{staged['places']['open']}']")
    page.goto(staged["places"]["open_item"])
    tab_to(page, ".tv-skip")
    page.keyboard.press("Enter")
    tab_to(page, "#outcome input[type=radio]")
    page.keyboard.press("Space")
    follow(page, "#outcome button[type=submit]")
    expect(page.locator(".tv-agenda [aria-current]")).to_contain_text("Preso atto")


def test_the_keyboard_alone_opens_a_menu_and_sends_a_message(page_of, staged):
    page = page_of("delegate", staged["places"]["thread"])
    expect(page.locator("#link-state")).to_have_attribute("data-state", "linked")
    tab_to(page, ".tv-hat summary")
    page.keyboard.press("Enter")
    expect(page.locator(".tv-hat .tv-menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".tv-hat .tv-menu")).to_be_hidden()
    tab_to(page, "#body")
    page.keyboard.type("Scritto senza mouse")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".tv-said[id]", has_text="Scritto senza mouse")).to_be_visible()
    expect(page.locator("#body")).to_be_focused()


def test_the_keyboard_alone_names_and_confirms_a_delegate(page_of, staged):
    page = page_of("org_admin", staged["places"]["organisation"])
    follow(page, "main a[href$='/delegates']")
    follow(page, "#seats li:first-child > div > a.tv-btn")
    seat = page.url.split("#")[0]
    pick(page, "#appoint select[name=person]", "Supplente")
    pick(page, "#appoint select[name=role]", "Delegata")
    follow(page, "#appoint button[type=submit]")
    expect(page.locator("#notes")).to_contain_text("onferma")
    page = page_of("secretary", seat)
    follow(page, "#mandates a[href^='/mandates/']")
    follow(page, "#word form[action$='/confirmation'] button")
    page.goto(seat)
    expect(page.locator("#mandates")).to_contain_text("Attivo")


def test_the_keyboard_alone_writes_a_roster_and_puts_it_in_force(page_of, staged):
    page = page_of("admin", staged["places"]["conference"])
    tab_to(page, "#new-roster summary")
    page.keyboard.press("Enter")
    tab_to(page, "#note")
    page.keyboard.type("Un seggio in più per parte")
    send(page)
    for body, side, title in [("Regione Lombardia", 0, "Casa"), ("Città metropolitana di Milano", 1, "Abitare")]:
        pick(page, "#add select[name=organisation]", body)
        tab_to(page, "#add [name=side]")
        page.keyboard.press("Space")
        for _ in range(side):
            page.keyboard.press("ArrowDown")
        tab_to(page, "#add [name=title]")
        page.keyboard.type(title)
        send(page)
    pick(page, "#activation select[name=act]", "Legge")
    follow(page, "#activation button[type=submit]")
    expect(page.locator(".tv-board, .tv-around, main").first).to_contain_text("3 = 3")


def test_the_keyboard_alone_lets_a_guest_in_and_out(page_of, staged):
    page, guest = page_of("delegate", staged["places"]["workspace"]), staged["people"]["outsider"]
    expect(page.locator("#link-state")).to_have_attribute("data-state", "linked")
    tab_to(page, "#guests details > summary:not(li *)")
    page.keyboard.press("Enter")
    tab_to(page, "#guests [name=email]")
    page.keyboard.type(guest["email"])
    pick(page, "#guests select[name=organisation]", guest["organisation"])
    tab_to(page, "#guests [name=purpose]")
    page.keyboard.type("Porta i dati del Comune")
    tab_to(page, "#guests [name=until]")
    page.keyboard.type((utc_now() + timedelta(days=30)).strftime("%m%d%Y"))  # as the browser, which is English, shows days
    follow(page, "#guests details form button[type=submit]")
    staying = page.locator("#guests-list li", has_text="Porta i dati del Comune")
    expect(staying).to_have_count(1)
    page.goto(staying.locator("a").first.get_attribute("href"))
    follow(page, "main form[action$='/end'] button")
    page.goto(staged["places"]["workspace"])
    expect(staying).to_have_count(0)


def test_without_scripts_one_decides(page_of, staged):
    page = page_of("secretary", staged["places"]["half_made"], java_script_enabled=False)
    submit(page, ".tv-panel__foot form[action$='/removal']")
    page.goto(staged["places"]["half_made"])
    page.fill("#decide textarea[name=text]", OUTPUT)
    choose(page, "organisation", "Politecnico di Milano")
    choose(page, "person", "Supplente")
    page.check("#decide [name=no_resources]")
    choose(page, "objective", "Servizi integrati per gli studenti")
    submit(page, "#decide")
    expect(page.locator("#decide [name=text]")).to_have_value(OUTPUT)
    expect(page.locator("#decide .tv-miss").first).to_be_visible()
    page.fill("#decide [name=due_on]", (utc_now() + timedelta(days=60)).strftime("%Y-%m-%d"))
    submit(page, "#decide")
    expect(page.locator("#item-now, [id^=item-]").first).to_contain_text(OUTPUT)


def test_without_scripts_one_reads_writes_and_leaves(page_of, staged):
    page = page_of("delegate", "/public", java_script_enabled=False)
    page.locator("main h2 a").last.click()
    expect(page.locator("article .tv-voice").first).not_to_be_empty()
    page.goto(staged["places"]["thread"])
    page.fill("#body", "Scritto senza script")
    page.click("[data-composer] .tv-btn--main")
    expect(page.locator(".tv-said", has_text="Scritto senza script")).to_have_count(1)
    page.click(".tv-hat summary")
    submit(page, ".tv-hat form")
    assert page.goto(staged["places"]["thread"]).url.split("?")[0].endswith("/sign-in")


@pytest.mark.parametrize(
    "role, place, most", [(None, "/public{meeting}", 170), ("secretary", "{open_item}", 320), ("delegate", "{workspace}", 320)]
)
def test_a_first_page_is_light(page_of, staged, role, place, most):
    """Kilobytes of what is really fetched, compressed as a web server in front would."""
    page, answers = page_of(role, "about:blank"), []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(place.format(**staged["places"]), wait_until="networkidle")
    weights = {answer.url: weight(answer) for answer in answers if answer.request.resource_type in SENT}
    assert sum(weights.values()) <= most * 1024, weights
    assert {kind for kind in ("css", "woff2") if any(f".{kind}" in url for url in weights)} == {"css", "woff2"}


SENT = ("document", "stylesheet", "script", "font", "image")


def weight(answer):
    body = b"" if 300 <= answer.status < 400 else answer.body()
    return len(body if ".woff2" in answer.url else gzip.compress(body))
