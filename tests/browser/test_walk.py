"""The first full circle, walked in a real Chromium by three signed-in people and an outsider.

The secretary plans, convenes and holds a meeting; the delegates watch it arrive; an executive output becomes a decision, its
minutes a public page with a register entry; from the decision the delegate opens a workspace in which two browsers talk
live, until one body is released; and from the objective everything is found again. `TAVOLO_SCREENSHOTS=folder` keeps pictures.
"""

import json
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from app.database import utc_now
from tests.services import Server, launch_chromium, need

pytestmark = pytest.mark.browser

OBJECTIVE = "Servizi integrati per gli studenti"
TITLE = "Seconda seduta d'autunno"
OUTPUT = "Ogni ateneo nomina un referente per i servizi agli studenti e lo comunica alla segreteria."
SOON = (utc_now() + timedelta(days=90)).strftime("%d/%m/%Y")


@pytest.fixture(scope="module")
def demo(instance):
    """The demo as the README starts it, on an empty SQLite, with its card of who can sign in."""
    server = Server({"TAVOLO_INSTANCE": str(instance), "TAVOLO_RATE_LIMITS": "off"}, ["flask", "demo"]).start()
    yield server, json.loads((instance / "demo.json").read_text())
    server.discard()


@pytest.fixture(scope="module")
def chromium():
    need("chromium")
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        yield browser
        browser.close()


class Walker:
    """One person with a browser of her own; requests to other hosts and errors of scripts fail the walk."""

    def __init__(self, chromium, demo, role=None, width=1280):
        self.server, self.card = demo
        self.context = chromium.new_context(locale="it-IT", viewport={"width": width, "height": 900})
        self.page: Page = self.context.new_page()
        self.faults = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self.check_host)
        if role:
            self.sign_in(self.card["people"][role])

    def check_host(self, request):
        if not request.url.startswith((self.server.base_url, "ws://127.0.0.1", "data:", "blob:")):
            self.faults.append(f"asked another host: {request.url}")

    def sign_in(self, person):
        self.go("/sign-in")
        self.page.fill("[name=email]", person["email"])
        self.page.fill("[name=password]", person["password"])
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(f"{self.server.base_url}/")

    def go(self, path):
        return self.page.goto(self.server.base_url + path)

    def see(self, text):
        expect(self.page.locator("body")).to_contain_text(text)

    def press(self, door):
        """The button of the form that leads to a door."""
        self.page.locator(f'form[action$="{door}"]').first.locator("button[type=submit], button:not([type])").first.click()
        self.page.wait_for_load_state()

    def choose(self, field, words, within=""):
        """The first option of a select that says these words."""
        options = self.page.locator(f"{within}select[name={field}] option")
        self.page.select_option(f"{within}select[name={field}]", options.filter(has_text=words).first.get_attribute("value"))

    def path(self):
        return self.page.url.removeprefix(self.server.base_url)

    def picture(self, name):
        if folder := os.environ.get("TAVOLO_SCREENSHOTS"):
            for width in (1280, 360):
                self.page.set_viewport_size({"width": width, "height": 900})
                self.page.wait_for_timeout(300)
                self.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
            self.page.set_viewport_size({"width": 1280, "height": 900})

    def leave(self):
        self.context.close()
        assert self.faults == []


def test_the_first_full_circle(demo, chromium):
    walk = [Walker(chromium, demo, role) for role in ("secretary", "delegate", "other_delegate", "outsider")]
    secretary, delegate, other, outsider = walk
    tables_seats_and_mandates(secretary, demo)
    meeting = plan_and_convene(secretary, delegate, outsider)
    hold(secretary, delegate, meeting)
    decision = minute_and_publish(secretary, outsider, meeting)
    workspace = open_workspace(delegate, other, outsider, decision)
    talk(delegate, other, workspace)
    release(delegate, other, workspace)
    way_down(delegate, meeting, decision, workspace)
    for each in walk:
        each.leave()


def tables_seats_and_mandates(secretary, demo):
    """Point 3: who sits today and at a past date; what a body holds; the composition that is only illustrative says so."""
    places = demo[1]["places"]
    secretary.go(places["table"])
    secretary.see("Politecnico di Milano")
    secretary.picture("table")
    secretary.go(places["table"] + "?al=2018-12-31")
    expect(secretary.page.locator("body")).to_contain_text("non siede nessuna organizzazione")
    secretary.go(places["organisation"])
    secretary.see("Tavolo permanente delle Università")
    secretary.go("/tables")
    secretary.page.get_by_role("link", name="Tavolo metropolitano", exact=True).first.click()
    secretary.see("illustrativa")


def plan_and_convene(secretary, delegate, outsider):
    """Point 4, first half: planned, its agenda written, convened; the delegates see it, others do not."""
    secretary.go(secretary.card["places"]["table"])
    secretary.page.locator('a[href$="/meetings/new"]').click()
    secretary.page.fill("[name=title]", TITLE)
    secretary.page.fill("[name=day]", (utc_now() + timedelta(days=10)).strftime("%Y-%m-%d"))
    secretary.page.fill("[name=time]", "10:30")
    secretary.page.fill("[name=location]", "Palazzo Isimbardi")
    secretary.press("/meetings")
    meeting = secretary.path().split("?")[0]
    for title in ("Servizi agli studenti: i referenti", "Calendario del prossimo anno"):
        form = secretary.page.locator(f'form[action="{meeting}/items"]')
        if not form.is_visible():
            secretary.page.locator("details", has=form).locator("summary").click()
        form.locator("[name=title]").fill(title)
        form.locator("button[type=submit]").click()
        secretary.see(title)
    assert delegate.go(meeting).status == 404
    secretary.press("/convocation")
    assert delegate.go(meeting).status == 200
    delegate.see("Servizi agli studenti: i referenti")
    delegate.go("/")
    delegate.see(TITLE)
    assert outsider.go(meeting).status == 404
    return meeting


def hold(secretary, delegate, meeting):
    """Point 4, second half: opened, attended, concluded; it cannot be closed while anything is missing, and says what."""
    delegate.go(meeting)
    secretary.go(meeting)
    secretary.press("/opening")
    expect(delegate.page.locator("body")).to_contain_text("In corso", timeout=10_000)
    seat = secretary.page.locator('form[action$="/attendance"]')
    seat.locator("select").first.select_option(index=1)
    seat.locator("button[type=submit]").first.click()
    secretary.press("/closure")
    secretary.see("Servizi agli studenti: i referenti")
    expect(secretary.page.get_by_text("nessun esito").first).to_be_visible()
    record_output(secretary, meeting)
    secretary.page.locator(".tv-agenda a", has_text="Calendario").click()
    secretary.page.wait_for_load_state()
    secretary.page.locator("label", has_text="Rinviato alla prossima seduta").click()
    secretary.page.locator('form[action$="/outcome"] button[type=submit]').click()
    expect(delegate.page.locator("body")).to_contain_text("Rinviato", timeout=10_000)
    secretary.picture("meeting")
    secretary.press("/closure")
    secretary.see("Tenuta")


def record_output(secretary, meeting):
    """An output without deadline is refused with what was typed still there; then it is whole."""
    secretary.go(meeting)
    secretary.page.locator(".tv-agenda a", has_text="Servizi agli studenti").click()
    secretary.page.wait_for_load_state()
    secretary.page.fill("#decide textarea[name=text]", OUTPUT)
    secretary.choose("organisation", "Politecnico di Milano", "#decide ")
    secretary.choose("person", "Delegata", "#decide ")
    secretary.page.locator("#decide select[name=person] optgroup[label*='Politecnico'] option").first.evaluate(
        "o => o.selected = true"
    )
    secretary.page.check("#decide [name=no_resources]")
    secretary.choose("objective", OBJECTIVE, "#decide ")
    secretary.page.locator('form[action$="/decisions"] button[type=submit]:not([hidden], [data-add-row])').first.click()
    secretary.page.wait_for_load_state()
    expect(secretary.page.locator("#decide textarea[name=text]")).to_have_value(OUTPUT)
    expect(secretary.page.locator("#due_on-error, [id$=due_on-error]").first).to_be_visible()
    secretary.page.fill("#decide [name=due_on]", (utc_now() + timedelta(days=90)).strftime("%Y-%m-%d"))
    secretary.page.locator('form[action$="/decisions"] button[type=submit]:not([hidden], [data-add-row])').first.click()
    secretary.page.wait_for_load_state()
    secretary.see(OUTPUT)


def minute_and_publish(secretary, outsider, meeting):
    """Point 5: drafted from what was recorded, edited, approved, published; anyone reads it, with its seal."""
    secretary.press("/minutes")
    secretary.go(f"{meeting}/minutes")
    source = secretary.page.locator("textarea[name=source]")
    expect(source).to_have_value(re.compile("referente per i servizi"))
    source.fill(source.input_value() + "\n\nLa seduta si chiude con un applauso.\n")
    secretary.press("/versions")
    secretary.see("La seduta si chiude con un applauso.")
    secretary.press("/approval")
    secretary.press("/publication")
    anyone = Walker.__new__(Walker)
    anyone.__init__(outsider.context.browser, (outsider.server, outsider.card))
    page = anyone.go(f"/public{meeting}")
    assert page.status == 200
    assert anyone.context.cookies() == []
    anyone.see("La seduta si chiude con un applauso.")
    anyone.see(OUTPUT)
    anyone.picture("public")
    decision = anyone.page.locator('a[href*="/public/decisions/"]').first.get_attribute("href")
    anyone.leave()
    outsider.go(decision.split("?")[0])
    outsider.see(OUTPUT)
    return decision.split("?")[0].removeprefix("/public")


def open_workspace(delegate, other, outsider, decision):
    """Point 6: the lead opens it, says why, lets bodies join, also one that sits at no table; names a person."""
    delegate.go(decision)
    delegate.page.locator('a[href$="/workspaces/new"]').click()
    delegate.page.fill("[name=name]", "Referenti per i servizi")
    delegate.page.fill("[name=purpose]", "Un referente in ogni ateneo, con un recapito **unico**.")
    delegate.page.fill("[name=why]", "Un referente unico toglie agli studenti un giro di uffici.")
    delegate.press("/workspaces")
    workspace = delegate.path().split("?")[0].split("#")[0]
    for body in ("Università degli Studi di Milano", "FHS - Fondazione Housing Sociale"):
        form = delegate.page.locator('form[action$="/participations"]')
        delegate.page.locator("details", has=form).locator("summary").first.click()
        options = form.locator("select[name=organisation] option")
        value = options.filter(has_text=re.compile(f"^\\s*{re.escape(body)}\\s*$")).first.get_attribute("value")
        form.locator("select[name=organisation]").select_option(value)
        form.locator("select[name=role]").select_option("partner")
        form.locator("button[type=submit]").click()
        delegate.page.wait_for_load_state()
        delegate.see(body)
    assert other.go(workspace).status == 404
    seat = delegate.page.locator('form[action$="/mandates"]', has=delegate.page.locator("option", has_text="Delegato"))
    delegate.page.locator("details", has=seat).locator("summary").first.click()
    seat.locator("select[name=person]").select_option(label=seat.locator("option", has_text="Delegato").first.inner_text())
    seat.locator("button[type=submit]").first.click()
    delegate.page.wait_for_load_state()
    assert other.go(workspace).status == 200
    assert outsider.go(workspace).status == 404
    return workspace


def talk(delegate, other, workspace):
    """Point 7: two browsers hear each other at once; one that was away catches up."""
    for each in (delegate, other):
        each.go(workspace)
        expect(each.page.get_by_text("Collegato")).to_be_visible(timeout=10_000)
    say(delegate, "Chi porta il recapito **unico**?")
    expect(other.page.locator("ol[data-messages] strong", has_text="unico")).to_be_visible(timeout=5_000)
    say(other, "Lo porta la Statale.")
    expect(delegate.page.locator("ol[data-messages] li", has_text="Lo porta la Statale.")).to_have_count(1, timeout=5_000)
    other.context.set_offline(True)
    say(delegate, "Detto mentre eri via.")
    other.context.set_offline(False)
    expect(other.page.locator("ol[data-messages] li", has_text="Detto mentre eri via.")).to_have_count(1, timeout=30_000)
    delegate.go(delegate.card["places"]["workspace"])
    delegate.picture("workspace")
    delegate.go(workspace)


def say(walker, words):
    walker.page.fill("form[data-composer] textarea", words)
    walker.page.click("form[data-composer] .tv-btn--main")


def release(delegate, other, workspace):
    """A body released while its browser is open hears nothing more, is told, and finds nothing there."""
    form = delegate.page.locator('form[action*="/participations/"][action$="/end"]', has=delegate.page.locator("[name=reason]"))
    seat = delegate.page.locator("details", has=form).filter(has_text="Università degli Studi di Milano").first
    seat.locator("summary").first.click()
    seat.locator("[name=reason]").first.fill("Ha finito la sua parte")
    seat.locator('form[action$="/end"] button[type=submit]').first.click()
    delegate.page.wait_for_load_state()
    expect(other.page.locator("[role=alert]")).not_to_be_empty(timeout=10_000)
    say(delegate, "Questo resta fra noi.")
    expect(delegate.page.locator("ol[data-messages] li", has_text="Questo resta fra noi.")).to_have_count(1)
    other.page.wait_for_timeout(1500)
    expect(other.page.locator("body")).not_to_contain_text("Questo resta fra noi.")
    assert other.go(workspace).status == 404


def way_down(delegate, meeting, decision, workspace):
    """Point 8: from the objective to its decisions, meetings and workspaces; and from the workspace back up."""
    delegate.go(workspace)
    delegate.page.get_by_role("link", name=OBJECTIVE).first.click()
    delegate.page.wait_for_load_state()
    delegate.picture("objective")
    for below in (meeting, decision, workspace):
        expect(delegate.page.locator(f'main a[href^="{below}"]').first).to_be_visible()
    delegate.page.locator(f'main a[href^="{decision}"]').first.click()
    delegate.see(OUTPUT)
    expect(delegate.page.locator(f'a[href^="{workspace}"]').first).to_be_visible()
    expect(delegate.page.locator('a[href^="/objectives/"]').first).to_be_visible()
