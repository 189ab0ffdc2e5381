"""Joint work for a while in one workspace: three organisations, a guest and a circle, each in browsers of their own.

They write, name each other, mark, change, answer, attach, give and do a task; they confer in a circle of which the third
hears nothing; what one reads on a device is read on her other one; a thread goes to a sitting and its decision comes back;
one organisation is released while it types. A tab killed between send and answer loses and doubles nothing, each time (twenty
for a release).
`TAVOLO_SCREENSHOTS=folder` keeps pictures.
"""

import json
import re
import secrets
from datetime import datetime

import pytest
from playwright.sync_api import expect, sync_playwright

from app.database import ROME
from tests.browser.test_two_sittings import Sitter, in_days, plan
from tests.rotation import RELEASE
from tests.services import Server, launch_chromium

pytestmark = pytest.mark.browser

AT_ONCE = 30_000  # milliseconds: the machine is shared, the figure of the live line is measured elsewhere
QUIET = 1_500  # milliseconds in which what must not come would have come
PEN = 250  # milliseconds a letter, as a hand writes
KILLS = 20 if RELEASE else 5
FIELD, SEND = "[data-composer] textarea[name=body]", "[data-composer] .tv-btn--main"
TITLE = "Canoni sostenibili vicino agli atenei"
THREAD = "Il canone di riferimento"
SITTING = "Seduta sul canone di riferimento"
DECISION = "Gli atenei pubblicano il canone di riferimento entro l'anno accademico."
OBJECTIVE = "Servizi integrati per gli studenti"


class Colleague(Sitter):
    """Somebody at work in her browser; what the console complains of fails the walk, but for the statuses in `refusals`."""

    def __init__(self, chromium, demo, role):
        self.refusals = ()
        super().__init__(chromium, demo, role)
        self.role = role
        self.context.set_default_timeout(AT_ONCE)
        self.context.on("page", self.watch)
        self.watch(self.page)

    def watch(self, page):
        page.on("console", lambda said: said.type == "error" and self.complain(said))

    def complain(self, said):
        if not any(f"status of {each}" in said.text for each in self.refusals):
            self.faults.append(f"{said.text} ({said.location['url']} on {self.page.url})")

    def tab(self):
        """Another page of the same browser; it is the one at hand from now on."""
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self.check_host)
        return self.page

    def enter(self, place):
        """A page of a workspace, with the live line standing."""
        self.go(place)
        expect(self.page.locator("#link-state")).to_have_attribute("data-state", "linked")

    def write(self, words):
        self.page.fill(FIELD, words)
        self.page.click(SEND)

    def said(self, words):
        own = self.page.locator("[data-slot=body]", has_text=words)  # not what an answer quotes of it
        return self.page.locator("[data-messages] > .tv-said[id]", has=own)

    def hears(self, words):
        expect(self.said(words)).to_have_count(1)

    def does(self, words, act):
        """Opens what can be done with a message and answers the link or button of it."""
        message = self.said(words)
        message.hover()
        menu = message.locator(".tv-does")
        expect(menu).to_have_count(1)
        menu.locator("summary").click()
        return menu.locator(act)

    def names(self, whom):
        """Calls somebody in the text at hand, by the keyboard."""
        self.page.locator(FIELD).press_sequentially(f"@{whom}")
        expect(self.page.locator("[role=listbox] [role=option]").first).to_contain_text(whom)
        self.page.keyboard.press("Enter")

    def unread(self, thread):
        return self.page.locator(f'[data-thread-link="{number(thread)}"] [data-unread]')


def number(thread):
    return thread.rsplit("/", 1)[1]


@pytest.fixture(scope="module")
def demo(instance):
    """(server, card) of the demo world on a server of its own."""
    server = Server({"TAVOLO_INSTANCE": str(instance), "TAVOLO_RATE_LIMITS": "off"}).start()
    yield server, json.loads((instance / "demo.json").read_text(encoding="utf-8"))
    server.discard()


@pytest.fixture
def enter(demo):
    """enter("delegate", "partner"): each in a browser of her own, signed in."""
    expect.set_options(timeout=AT_ONCE)
    inside = []
    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)

        def enter(*roles):
            inside.extend(Colleague(chromium, demo, role) for role in roles)
            return inside[-len(roles) :]

        yield enter
        for each in inside:
            each.leave()
        chromium.close()
    expect.set_options(timeout=None)


def all_hear(people, words):
    for each in people:
        each.hears(words)


def test_three_organisations_a_guest_and_a_circle_work_for_a_while(enter, tmp_path):
    polimi, unimi, third, guest, device = enter("delegate", "other_delegate", "partner", "guest", "partner")
    thread = open_thread(polimi, TITLE)
    four = [polimi, unimi, third, guest]
    for each in four:
        each.enter(thread)
    see_each_other(polimi, unimi, third)
    speak(four)
    change_and_mark(four)
    attach(guest, four, tmp_path)
    task = give_a_task(polimi, unimi, four, thread)
    confer(polimi, unimi, third, thread)
    read_on_the_other_device(polimi, third, device, thread)
    do_the_task(unimi, polimi, task, thread)
    for each in four:
        each.go(thread)
    polimi.picture("joint-work")


def open_thread(lead, title):
    lead.go(lead.card["places"]["workspace"])
    lead.send("/threads", title=title)
    return re.match(r"/workspaces/\d+/threads/\d+", lead.path())[0]


def see_each_other(polimi, unimi, third):
    """Who reads and who types is shown, in whose name; it fades once she is silent."""
    expect(polimi.page.locator(".tv-present summary")).to_contain_text("4")
    third.page.locator(FIELD).press_sequentially("Sto scriv", delay=PEN)
    for each in (polimi, unimi):
        each.sees(".tv-typing", "Housing Sociale")
    third.page.fill(FIELD, "")
    expect(polimi.page.locator(".tv-typing")).to_be_empty()


def speak(four):
    """Each is heard by all, once; who is called by her body's name finds it."""
    polimi, unimi, third, guest = four
    polimi.write("Partiamo dal **canone** di riferimento.")
    for each in four:
        expect(each.page.locator("[data-messages] strong", has_text="canone")).to_have_count(1)
    unimi.page.locator(FIELD).press_sequentially("Chi ha i numeri? ")
    unimi.names("FHS")
    unimi.page.click(SEND)
    all_hear(four, "Chi ha i numeri?")
    third.write("Li abbiamo noi: 320 euro in media.")
    guest.write("Intorno all'ospedale si arriva a 410.")
    all_hear(four, "320 euro in media")
    all_hear(four, "si arriva a 410")
    order = [each.page.locator("[data-messages] > .tv-said[id]").evaluate_all("all => all.map(e => e.id)") for each in four]
    assert order[0] == order[1] == order[2] == order[3] and len(order[0]) == 4


def change_and_mark(four):
    """A mark, other words, an answer that quotes: seen by all without loading anything."""
    polimi, unimi, third, guest = four
    message = unimi.said("320 euro in media")
    message.hover()
    message.locator(".tv-react summary").click()
    message.locator("[name=mark][value=agree]").click()
    for each in four:
        expect(each.said("320 euro in media").locator("[data-marks] [value=agree]")).to_contain_text("· 1")
    third.does("320 euro in media", "[data-edit]").click()
    expect(third.page.locator(FIELD)).to_have_value("Li abbiamo noi: 320 euro in media.")
    third.write("Li abbiamo noi: 335 euro in media.")
    all_hear(four, "335 euro in media")
    for each in four:
        expect(each.said("320 euro in media")).to_have_count(0)
        expect(each.said("335 euro in media").locator(".tv-edited")).to_have_count(1)
    guest.does("335 euro in media", "[data-quote]").click()
    guest.write("Rispondo qui: compresi i servizi?")
    for each in four:
        expect(each.said("compresi i servizi?").locator(".tv-quote")).to_contain_text("335 euro in media")


def attach(guest, four, folder):
    """A file that comes with a message is there for all, and lies among the documents."""
    paper = folder / "canoni.csv"
    paper.write_text("struttura;canone\nResidenza nord;410\n", encoding="utf-8")
    form = guest.page.locator('form[action$="/messages/files"], .tv-attach form').first
    guest.page.locator(".tv-attach > summary").click()
    form.locator("[type=file]").set_input_files(paper)
    form.locator("[name=body]").fill("Ecco la tabella.")
    form.locator("button.tv-btn:visible").last.click()
    all_hear(four, "Ecco la tabella.")
    for each in four:
        expect(each.said("Ecco la tabella.").locator(".tv-files a")).to_have_text("canoni.csv")


def give_a_task(polimi, unimi, four, thread):
    """Made of a message and given to a person of another body: it stands in the thread for all."""
    polimi.does("335 euro in media", 'a[href*="/tasks/new"]').click()
    polimi.send("/tasks", title="Confrontare i canoni", owner=unimi.card["people"]["other_delegate"]["name"], due_on=in_days(20))
    task = re.match(r"/tasks/\d+", polimi.path())[0]
    polimi.sees("#origin", TITLE)
    for each in four[1:]:
        expect(each.page.locator(f'.tv-told a[href^="{task}"], .tv-made a[href^="{task}"]').first).to_be_visible()
    polimi.enter(thread)
    return task


def do_the_task(unimi, polimi, task, thread):
    polimi.enter(thread)
    unimi.go("/")
    unimi.page.locator(f'main a[href^="{task}"]').first.click()
    unimi.page.locator("[data-move=done] button").first.click()
    unimi.see("Fatt")
    expect(polimi.page.locator(f'.tv-told:has(a[href^="{task}"])').last).to_contain_text(re.compile("fatt", re.IGNORECASE))


def confer(polimi, unimi, third, thread):
    """Two of the three open a circle: the third, who is outside, is not let in and hears nothing of what is said there."""
    space = thread.partition("/threads")[0]
    polimi.go(f"{space}/circles")
    body = polimi.page.locator("label:visible", has_text=re.compile("^\\s*Università degli Studi di Milano(?! Bicocca|-)"))
    if not body.count():
        polimi.page.locator("details", has=polimi.page.locator('form[action$="/circles"]')).locator("summary").first.click()
    body.first.click()
    polimi.send("/circles", name="Conti riservati", purpose="Confrontare i costi prima di portarli a tutti.")
    circle = re.match(r"/workspaces/\d+", polimi.path())[0]
    polimi.send("/threads", title="I costi di ciascuno")
    inner = re.match(r"/workspaces/\d+/threads/\d+", polimi.path())[0]
    polimi.enter(inner)
    unimi.enter(inner)
    secret = f"Sotto i 300 euro {secrets.token_hex(4)}"
    polimi.write(secret)
    unimi.hears(secret)
    third.refusals = (404,)
    nothing = f"/workspaces/999999/threads/{number(inner)}"
    for address, absent in ((circle, "/workspaces/999999"), (inner, nothing), (f"{inner}/messages/1", f"{nothing}/messages/1")):
        found, missing = (third.context.request.get(third.server.base_url + each) for each in (address, absent))
        assert found.status == missing.status == 404
        assert alike(found.text(), address) == alike(missing.text(), absent)
    third.page.wait_for_timeout(QUIET)
    assert secret not in third.page.content()
    for page in (space, thread, f"{space}/circles", f"{space}/catch-up", f"{space}/tasks", "/", "/workspaces"):
        third.go(page)
        assert secret not in third.page.content() and "I costi di ciascuno" not in third.page.content()
    assert "I costi di ciascuno" not in third.context.request.get(third.server.base_url + "/unread").text()
    third.refusals = ()
    third.enter(thread)


def alike(page, address):
    """A page without what differs on each: the address asked for and the marks of the form."""
    return re.sub(r'(content|value)="[\w.-]{20,}"', "", page).replace(address, "")


def read_on_the_other_device(polimi, third, device, thread):
    """What arrives elsewhere is counted on both of her devices; read on one, it is read on the other."""
    elsewhere = third.card["places"]["thread"]
    polimi.enter(thread)
    for each in (third, device):
        each.enter(elsewhere)
        expect(each.unread(thread)).to_be_hidden()
    polimi.write("Prima novità.")
    polimi.write("Seconda novità.")
    polimi.page.locator(FIELD).press_sequentially("Terza, per ")
    polimi.names("FHS")
    polimi.page.click(SEND)
    for each in (third, device):
        expect(each.unread(thread)).to_have_text(re.compile(r"^3\b"))
        expect(each.page.locator(".tv-rail [data-unread-total]")).to_be_visible()
        expect(each.page.locator(f'[data-thread-link="{number(thread)}"] [data-mentions]')).to_have_text(re.compile("^@"))
    third.enter(thread)
    third.said("Terza, per").scroll_into_view_if_needed()
    expect(device.unread(thread)).to_be_hidden()
    expect(device.page.locator(f'[data-thread-link="{number(thread)}"] [data-mentions]:visible')).to_have_count(0)
    expect(third.unread(thread)).to_be_hidden()
    third.go("/workspaces")
    device.enter(thread)
    expect(device.page.locator("[data-new-line]")).to_have_count(0)


def test_a_thread_goes_to_a_sitting_and_its_decision_comes_back(enter):
    secretary, polimi, unimi = enter("secretary", "delegate", "other_delegate")
    thread = open_thread(polimi, THREAD)
    polimi.enter(thread)
    unimi.enter(thread)
    polimi.write("Il canone di riferimento va deciso dal Tavolo.")
    unimi.hears("Il canone di riferimento va deciso")
    meeting = plan(secretary, "table", SITTING, [])
    polimi.does("Il canone di riferimento va deciso", 'a[href*="/proposals"]').first.click()
    polimi.send("/proposals", table="Università", title=THREAD, note="Serve una data comune.")
    polimi.enter(thread)
    secretary.go(f"{secretary.card['places']['table']}/proposals")
    secretary.page.locator("main a", has_text=THREAD).first.click()
    secretary.send("/acceptance", meeting=SITTING)
    for each in (polimi, unimi):
        each.sees(".tv-told >> nth=-1", "accolta")
    hold(secretary, meeting)
    for each in (polimi, unimi):
        each.sees(".tv-told >> nth=-1", f"{datetime.now(ROME).year}/")
    polimi.picture("came-back")
    polimi.page.locator(".tv-told >> nth=-1").locator("a").click()
    polimi.page.locator('main a[href*="item="], main a[href^="/decisions/"]').first.click()
    polimi.see(DECISION)
    expect(polimi.page.locator(f'main a[href^="{thread}"]').first).to_be_visible()
    polimi.page.locator(f'main a[href^="{thread}"]').first.click()
    expect(polimi.page.locator("#talk-title")).to_have_text(THREAD)


def hold(secretary, meeting):
    """Convened, opened, decided and closed: the outcome of the item is what the thread asked for."""
    secretary.go(meeting)
    secretary.see(THREAD)
    secretary.send("/convocation")
    secretary.send("/opening")
    secretary.follow(meeting)
    secretary.send("/course")
    parts = {"text": DECISION, "organisation": "Politecnico di Milano", "person": "Ufficio tecnico", "due_on": in_days(90)}
    secretary.send("/decisions", no_resources=True, objective=OBJECTIVE, **parts)
    secretary.sees("#now .tv-prose", DECISION)
    secretary.send("/closure", within="#missing")
    secretary.sees("#sitting", "chiusa alle")


def test_who_is_released_while_typing_keeps_her_text_and_reaches_nobody(enter):
    polimi, unimi, third = enter("delegate", "other_delegate", "partner")
    thread = open_thread(polimi, "Chiusura dei lavori")
    for each in (polimi, unimi, third):
        each.enter(thread)
    unimi.write("Ci siamo anche noi.")
    all_hear([polimi, third], "Ci siamo anche noi.")
    unimi.refusals = (403, 404)
    held = []
    unimi.page.route("**/messages", lambda route: held.append(route))
    unimi.write("Questo parte tardi.")
    unimi.page.locator(FIELD).press_sequentially("Stavo ancora scriv", delay=PEN)
    third.sees(".tv-typing", "Delegato")
    release(polimi, thread, "Università degli Studi di Milano")
    expect(unimi.page.locator("#notes [role=alert]")).not_to_be_empty()
    expect(unimi.page.locator(FIELD)).to_have_value("Stavo ancora scriv")
    expect(unimi.page.locator(FIELD)).to_have_attribute("readonly", "")
    for each in held:
        each.continue_()
    given_back = unimi.page.locator(".tv-said--pending", has_text="Questo parte tardi.")
    expect(given_back.locator(".tv-acts button").first).to_be_visible()
    polimi.enter(thread)
    polimi.write("Restiamo in due.")
    third.hears("Restiamo in due.")
    unimi.page.wait_for_timeout(QUIET)
    assert "Restiamo in due." not in unimi.page.content()
    for each in (polimi, third):
        expect(each.said("Questo parte tardi.")).to_have_count(0)
        expect(each.said("Ci siamo anche noi.")).to_have_count(1)
    unimi.picture("released")
    assert unimi.go(thread).status == 404


def release(lead, thread, body):
    lead.go(thread.partition("/threads")[0])
    seat = lead.page.locator("#participations-list > li", has=lead.page.locator("b", has_text=re.compile(f"^{body}$")))
    seat.locator("details > summary").first.click()
    form = seat.locator('form[action$="/end"]', has=lead.page.locator("[name=reason]"))
    form.locator("[name=reason]").fill("Ha finito la sua parte")
    form.locator("button").click()
    lead.page.wait_for_load_state()


def test_a_tab_killed_between_send_and_answer_loses_and_doubles_nothing_each_time(enter):
    polimi, third = enter("delegate", "partner")
    thread = open_thread(polimi, "Una volta sola")
    third.enter(thread)
    said = [f"Volta {turn} {secrets.token_hex(4)}" for turn in range(KILLS)]
    for words in said:
        stored = kill_between_send_and_answer(polimi, thread, words)
        assert stored == [201]
        polimi.tab()
        polimi.enter(thread)
        expect(polimi.said(words)).to_have_count(1)
        expect(polimi.page.locator(".tv-said--pending")).to_have_count(0)
    polimi.page.wait_for_timeout(QUIET)
    assert polimi.page.evaluate(KEPT) == 0
    for each in (polimi, third):
        each.enter(thread)
        assert each.page.locator("[data-messages] > .tv-said[id] .tv-prose").all_inner_texts() == said


def kill_between_send_and_answer(writer, thread, words):
    """The server stores the message, the answer never comes, the tab is gone; answers the statuses that were swallowed."""
    writer.enter(thread)
    stored = []
    writer.page.route("**/messages", lambda route: stored.append(route.fetch().status))
    writer.write(words)
    writer.hears(words)
    while not stored:
        writer.page.wait_for_timeout(20)
    writer.page.close()
    return stored


KEPT = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("tavolo");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const count = opening.result.transaction("outbox").objectStore("outbox").count();
    count.onsuccess = () => resolve(count.result);
  };
})"""
