"""Two sittings from the convocation to the close, five people in five browsers each, by the pages alone.

The parity Conference of Region and Metropolitan City: a substitute who comes late makes it valid, a vote fails for one side
and another is carried. The Metropolitan Table: a proxy, a confidential item, a conflict of interest, a decision that amends
an older one, an item that comes from a workspace's thread and goes back there. What others do arrives by the live line.
`TAVOLO_SCREENSHOTS=folder` keeps pictures.
"""

import re
from datetime import datetime, timedelta

import pytest
from flask_migrate import upgrade
from icalendar import Calendar
from playwright.sync_api import expect, sync_playwright

from app import create_app
from app.database import ROME, db
from app.postman import carry_what_is_due
from tests.browser.stage_sittings import (
    AFTER,
    BEFORE,
    CONFERENCE,
    OBJECTIVE,
    OLDER,
    PASSWORD,
    SEATS,
    TABLE,
    THREAD,
    build_two_tables,
    email_of,
)
from tests.browser.test_walk import Walker
from tests.mail.conftest import SENDER, Sink
from tests.services import Server, launch_chromium, need

pytestmark = pytest.mark.browser

KEY = "a key for tests, long enough to be one, and varied"
ACCORD = "La Regione e la Città metropolitana integrano gli abbonamenti agevolati per chi studia fuori sede."
TITLE = "Abitare e studiare nella Città metropolitana"
SECRET, NEUTRAL = "Acquisto dell'ex caserma di via Mascheroni", "Questione patrimoniale"
AT_ONCE = 30_000  # milliseconds: the machine is shared, the figure of the live line is measured elsewhere


@pytest.fixture(scope="module")
def post():
    """A mail server that keeps what it is given."""
    sink = Sink()
    sink.controller.start()
    yield sink
    sink.controller.stop()


@pytest.fixture(scope="module")
def house(tmp_path_factory, post):
    """(server, card) of the small world, as the walkers take it; the card's `carry` brings what is due to the mail server."""
    need("chromium")
    folder = tmp_path_factory.mktemp("sittings")
    url = f"sqlite:///{folder / 'tavolo.sqlite'}"
    mail = {"MAIL_URL": post.url, "MAIL_FROM": SENDER}
    app = create_app({"SQLALCHEMY_DATABASE_URI": url, "SECRET_KEY": KEY, "INSTANCE": folder, "SOCKET_MODE": "threading"} | mail)
    with app.app_context():
        upgrade()
        places = build_two_tables()
        db.engine.dispose()
    keys = {key for mandates in SEATS.values() for _, key, _ in mandates}
    people = {key: {"email": email_of(key), "password": PASSWORD} for key in keys}
    settings = {"TAVOLO_DATABASE_URL": url, "TAVOLO_SECRET_KEY": KEY, "TAVOLO_INSTANCE": str(folder), "TAVOLO_RATE_LIMITS": "off"}
    settings |= {"TAVOLO_MAIL_URL": post.url, "TAVOLO_MAIL_FROM": SENDER[1]}
    server = Server(settings, ["flask", "serve"]).start()

    def carry():
        with app.app_context():
            while carry_what_is_due():
                pass
            db.engine.dispose()

    yield server, {"people": people, "places": places, "carry": carry}
    server.discard()


@pytest.fixture
def enter(house):
    """enter("secretary", "chair"): each in a browser of her own, signed in."""
    inside = []
    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)

        def enter(*keys):
            inside.extend(Sitter(chromium, house, key) for key in keys)
            for each in inside:
                each.page.set_default_timeout(AT_ONCE)
            return inside[-len(keys) :]

        yield enter
        for each in inside:
            each.leave()
        chromium.close()


class Sitter(Walker):
    """Somebody who follows a sitting in her browser."""

    def send(self, door, press=None, within="body", **fields):
        """Fills the form of a door, unfolded where it is folded, and sends it."""
        form = self.page.locator(f'{within} form[action$="{door}"]').first
        folded = form.locator("xpath=ancestor::details[not(@open)]")
        while folded.count():
            folded.first.locator("summary").first.click()
        for name, value in fields.items():
            self.fill(form.locator(f"[name={name}]"), value)
        form.locator(f"button{press or ':not([name=more])'}:visible").first.click()
        self.page.wait_for_load_state()

    def fill(self, field, value):
        kind = field.first.evaluate("e => e.type || e.tagName")
        if kind == "select-one":
            chosen = field.locator("option").filter(has_text=value)
            field.select_option(chosen.first.get_attribute("value"))
        elif kind == "radio":
            field.locator(f"xpath=self::*[@value='{value}']").check()
        elif kind == "checkbox":
            field.check()
        else:
            field.fill(value)

    def follow(self, meeting):
        """Into the room, with the live line standing."""
        self.go(f"{meeting}/room")
        expect(self.page.locator("#link-state")).to_have_attribute("data-state", "linked", timeout=AT_ONCE)

    def sees(self, where, text):
        expect(self.page.locator(where).first).to_contain_text(text, timeout=AT_ONCE)


def all_see(people, where, text):
    for each in people:
        each.sees(where, text)


def in_days(days):
    return (datetime.now(ROME) + timedelta(days=days)).strftime("%Y-%m-%d")


def plan(secretary, table, title, items):
    """A meeting with its agenda, not convened; answers its path."""
    secretary.go(secretary.card["places"][table])
    secretary.page.locator('a[href$="/meetings/new"]').first.click()
    secretary.send("/meetings", title=title, day=in_days(12), time="10:30", location="Palazzo Isimbardi, Sala del Consiglio")
    for each in items:
        secretary.send("/items", title=each)
    return re.match(r"/meetings/\d+", secretary.path())[0]


def test_a_sitting_of_the_parity_conference(enter):
    secretary, chair, region, councillor, late = enter("secretary", "chair", "region", "councillor", "region_substitute")
    five = [secretary, chair, region, councillor, late]
    title = "Intesa quadro sul governo del territorio, della mobilità e delle residenze universitarie"
    meeting = plan(secretary, CONFERENCE, title, ["Intesa sul trasporto pubblico locale", "Varie ed eventuali"])
    assert region.go(meeting).status == 404
    secretary.send("/convocation")
    region.go("/meetings")
    region.see(title)
    secretary.send("/opening")
    for each in five:
        each.follow(meeting)
    secretary.picture("conference-open")
    comes_late(secretary, five, region, late)
    first = record(secretary, ACCORD, "Regione Lombardia", "Delegata della Presidenza")
    all_see(five, f"#output-{first}", ACCORD)
    ballots = [region, late, chair, councillor]
    put_to_the_vote(secretary, ballots, "La Regione", ("yes", "yes", "no", "abstain"))
    all_see(five, "#polls", "Non approvato")
    all_see(five, "#polls .is-wait", "Parte B")
    secretary.send("/record", within="#polls")
    secretary.send("/closure", within="#missing")
    secretary.sees("#missing", "manca l'assenso della parte B")
    carried_at_the_second_vote(secretary, five, ballots)
    region.page.locator("#agenda a", has_text="Intesa").click()
    region.sees(f"#output-{first}-title", f"{datetime.now(ROME).year}/1")


def carried_at_the_second_vote(secretary, five, ballots):
    """The output is changed and put again: both sides assent, and the sitting closes."""
    changed = ACCORD.replace("chi studia fuori sede", "chi studia")
    secretary.page.locator("a[href$='#decide']").first.click()
    secretary.send("/revision", text=changed)
    all_see(five, "#output .tv-prose", changed)
    put_to_the_vote(secretary, ballots, "La Regione", ("yes",) * 4)
    for each in five:
        expect(each.page.locator("#polls .is-yes", has_text="Parte B")).to_have_count(1, timeout=AT_ONCE)
    secretary.send("/record", within="#polls")
    secretary.send("/course", within="#course")
    all_see(five, "#course [data-title]", "Varie ed eventuali")
    secretary.send("/outcome", outcome="noted")
    secretary.send("/closure", within="#missing")
    all_see(five, "#sitting", "chiusa alle")


def comes_late(secretary, five, region, late):
    """Side B is there; of side A one seat, then a substitute who comes late: only now the sitting is valid."""
    secretary.page.locator('form[action$="/rows"]', has=secretary.page.locator("[name=side][value=b]")).locator("button").click()
    arrives(secretary, region)
    all_see(five, "#seats", re.compile("parte A:.*1.* su 2, ne servono 2"))
    all_see(five, "#seats", "Non ancora valida")
    secretary.send("/course")
    all_see(five, "#course [data-title]", "Intesa sul trasporto pubblico locale")
    arrives(secretary, late)
    all_see(five, "#seats", re.compile("parte A:.*2.* su 2, ne servono 2"))
    all_see(five, "#seats", "Seduta valida")


def arrives(secretary, member):
    """She says that she is here; the secretary, who sees it arrive, confirms."""
    member.send("/arrivals")
    secretary.sees("#seats", "dice di essere qui")
    secretary.page.locator('form[action*="/arrivals/"] button').first.click()
    expect(secretary.page.locator('form[action*="/arrivals/"]')).to_have_count(0, timeout=AT_ONCE)


def record(secretary, text, body, person):
    """A whole output on the item at hand; answers its number in the archive."""
    facts = {"text": text, "organisation": body, "person": person, "due_on": in_days(90), "objective": OBJECTIVE}
    secretary.send("/decisions", no_resources=True, **facts)
    secretary.sees("#now .tv-prose", text)
    panel = secretary.page.locator("section[id^=output-]", has_text=text).last
    return panel.get_attribute("id").removeprefix("output-")


def put_to_the_vote(secretary, members, output, choices, seats=4):
    """An open vote on an output; counted once every seat has answered."""
    secretary.send("/polls", press="[name=now]", way="vote", decision=output, majority="Maggioranza semplice")
    for each, choice in zip(members, choices, strict=True):
        vote(each, choice)
    secretary.sees("#polls", f"Hanno risposto {seats} seggi su {seats}")
    secretary.send("/closure", within="#polls")


def vote(member, choice):
    """On the ballot that has arrived by itself; for each seat that she speaks for."""
    ballot = member.page.locator('form[action$="/ballots"]')
    expect(ballot).to_be_visible(timeout=AT_ONCE)
    for each in ballot.locator(f"[type=radio][value={choice}]").all():
        each.check()
    ballot.locator("button").click()


def test_a_sitting_of_the_metropolitan_table(enter, post):
    secretary, chair, town, employers, late = enter("secretary", "chair", "town", "employers", "substitute")
    technician, union = enter("technician", "union")
    five = [secretary, chair, town, employers, late]
    bring_to_the_table(town)
    meeting = plan(secretary, TABLE, TITLE, ["Elenco degli alloggi: nuova scadenza", SECRET])
    accept_and_seal(secretary, meeting)
    secretary.send("/convocation")
    technician.go(meeting)
    technician.see(NEUTRAL)
    answer_by_mail(union, post)
    union.go(meeting)
    union.send("/proxies", holder="Delegato delle imprese")
    secretary.go(meeting)
    secretary.send("/opening")
    for each in [*five, technician]:
        each.follow(meeting)
    for each in (town, employers):
        arrives(secretary, each)
    all_see(five, "#seats", re.compile("3.* su 6, ne servono 4"))
    all_see(five, "#seats", "con delega di Camera del Lavoro")
    secretary.send("/course")
    arrives(secretary, late)
    all_see(five, "#seats", "Seduta valida")
    amend(secretary, five, meeting, [town, employers, late])
    in_conflict(secretary, employers, [town, late], technician)
    decide_what_came_from_the_thread(secretary, chair, five)
    what_came_of_it(town, technician)


def bring_to_the_table(town):
    town.go(town.card["places"]["thread"])
    town.page.locator(".tv-more-acts > summary").click()
    town.page.locator('.tv-more-acts a[href$="/proposals"]').click()
    town.send("/proposals", table="Tavolo metropolitano", title=THREAD, note="Serve una data comune.")


def accept_and_seal(secretary, meeting):
    """What came from the thread goes on this agenda; the second item is closed under a neutral title."""
    secretary.go(f"{secretary.card['places'][TABLE]}/proposals")
    secretary.page.locator("main a", has_text=THREAD).first.click()
    secretary.send("/acceptance", meeting=TITLE)
    secretary.go(meeting)
    address = secretary.page.locator("#agenda ol a", has_text=SECRET).get_attribute("href")
    secretary.go(f"/items/{re.search('item=([0-9]+)', address)[1]}")
    secretary.send("/confidentiality", public_title=NEUTRAL, release_on=in_days(60), reason="Trattativa in corso")
    secretary.go(meeting)


def answer_by_mail(union, post):
    """Her invitation, as a calendar reads it, says no closed title; its link takes her answer."""
    union.card["carry"]()
    mine = [each for each in post.read() if each["To"].addresses[0].addr_spec == email_of("union")]
    text, calendar = mine[-1].iter_parts()
    (event,) = Calendar.from_ical(calendar.get_payload(decode=True)).walk("VEVENT")
    assert event["SUMMARY"] == TITLE and event["ATTENDEE"] == f"mailto:{email_of('union')}"
    said = text.get_content() + event["DESCRIPTION"]
    assert NEUTRAL in said and SECRET not in said
    union.go(re.search(r"/answers/\S+", said)[0])
    union.page.locator("button[name=answer][value=no]").click()
    expect(union.page.locator("button[name=answer][value=no]")).to_have_attribute("aria-pressed", "true", timeout=AT_ONCE)


def amend(secretary, five, meeting, members):
    """A new output changes a passage of the older decision; who holds a proxy answers for two seats."""
    text = "Il termine dell'elenco degli alloggi passa al 30 settembre."
    output = record(secretary, text, "Comune di Milano", "Delegata del Comune")
    secretary.page.locator(f'a[href="/decisions/{output}/links"]').click()
    secretary.page.locator("#choose-target option", has_text=OLDER[:40]).evaluate("e => { e.selected = true }")
    secretary.page.locator("form[method=get] button:visible").last.click()
    form = secretary.page.locator(f'form[action="/decisions/{output}/links"][method=post]')
    form.locator("[name=kind][value=amends]").check()
    form.locator("[name$=before]").first.fill(BEFORE)
    form.locator("[name$=after]").first.fill(AFTER)
    form.locator(".tv-acts button").last.click()
    secretary.sees("#links", "Modifica")
    secretary.follow(meeting)
    put_to_the_vote(secretary, members, "Il termine", ("yes",) * 3)
    all_see(five, "#polls", "per delega: Assolombarda")
    all_see(five, "#polls", "Approvato")
    secretary.send("/record", within="#polls")


def in_conflict(secretary, employers, others, technician):
    """The title is read by delegates and substitutes, not by the technician; who is in conflict says so to all."""
    secretary.send("/course", within="#course")
    for where in ("#course [data-title]", "#item-heading"):
        all_see([secretary, employers, *others], where, SECRET)
        technician.sees(where, NEUTRAL)
    assert SECRET not in technician.page.content()
    employers.send("/conflicts", kind="organisation", effect="leaves")
    all_see([secretary, employers, *others], "#conflicts", "Delegato delle imprese")
    secretary.send("/outcome", outcome="noted")
    all_see([secretary, employers, *others], "#agenda li:nth-of-type(2)", "Preso atto")
    expect(secretary.page.locator("[data-refusal]")).to_have_count(0)


def decide_what_came_from_the_thread(secretary, chair, five):
    """Who conducts with the secretary is told that the sitting moved on, and is moved by nobody."""
    secretary.send("/course", within="#course")
    all_see(five, "#course [data-title]", THREAD)
    chair.sees("#moved", "Si è passati al punto 3")
    chair.page.locator("#moved a").click()
    all_see(five, "#item-heading", THREAD)
    record(secretary, "Il Comune pubblica il calendario degli alloggi.", "Comune di Milano", "Delegata del Comune")
    secretary.send("/closure", within="#missing")
    all_see(five, "#sitting", "chiusa alle")


def what_came_of_it(town, technician):
    """The older decision reads as amended; the thread tells what came of its item; the closed title stays closed."""
    town.page.locator("#agenda a", has_text="nuova scadenza").click()
    town.sees("#output", f"{datetime.now(ROME).year}/2")
    town.page.locator("#output a", has_text=f"{datetime.now(ROME).year}/1").first.click()
    town.sees(".tv-prose", AFTER)
    town.go(town.card["places"]["thread"])
    town.sees(".tv-told >> nth=-1", f"{datetime.now(ROME).year}/3")
    assert SECRET not in technician.page.content()
