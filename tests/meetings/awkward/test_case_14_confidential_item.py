"""Case 14: an agenda item that is confidential, with its papers, its outputs and its neutral title, until its day of release."""

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.access_log import AccessEntry
from app.database import commit, db, midnight, utc_now, writing
from app.meetings.models import AgendaItem, Decision, Meeting, Minutes
from app.meetings.rounds.releases import release_items
from app.register.verifier import faults
from app.rendering import render
from tests.cast import PEOPLE
from tests.states.papers import NOTE, PAPER, TITLE, in_days, sealed, sealed_by_law

DECIDED = "Si transige per la cifra concordata"
SECRETS = (TITLE, NOTE, PAPER, "parere.pdf", DECIDED, "Lite pendente", "Esito della lite")
NEUTRAL = "Questioni legali"
CLEARED = ("secretary", "chair", "delegate", "substitute", "other_delegate", "auditor")
OTHERS = sorted(set(PEOPLE) - set(CLEARED))


@pytest.fixture
def names(app, cast):
    with app.app_context():
        return sealed(cast)


def decide_on_it(app, cast, names):
    """The sitting decides in confidence and its minutes are published."""
    with app.app_context():
        writing()
        meeting, voice = db.session.get(Meeting, names["meeting"]), cast.mandate("secretary")
        meeting.open(voice)
        decision = meeting.items[0].decide(voice, **cast.parts(text=DECIDED, html=render(DECIDED).html))
        meeting.items[1].conclude("noted", "", voice)
        meeting.close(voice)
        commit()
        return decision.id


def publish(app, visitor, names):
    secretary = visitor("secretary")
    assert secretary.post(f"/meetings/{names['meeting']}/minutes").status_code == 201
    with app.app_context():
        minutes = db.session.scalar(select(Minutes.id))
    assert secretary.post(f"/minutes/{minutes}/approval", {"version": 1}).status_code == 200
    assert secretary.post(f"/minutes/{minutes}/publication").status_code == 200


def told(text):
    return [secret for secret in SECRETS if secret in text]


def test_case_14_who_is_sent_to_the_table_reads_the_item_and_nobody_else_does(app, visitor, names):
    for role in CLEARED:
        page = visitor(role).get(f"/meetings/{names['meeting']}?item={names['item']}").text
        assert TITLE in page and NOTE in page and PAPER in page, role
        assert visitor(role).get(f"/files/{names['file']}").status_code == 200
    for role in [*OTHERS, None]:
        for address in ("/meetings/{meeting}", "/meetings/{meeting}?item={item}", "/items/{item}", "/files/{file}"):
            for accept in ("text/html", "application/json"):
                assert not told(visitor(role).get(address.format(**names), accept=accept).text), (role, address)
        assert visitor(role).get(f"/items/{names['item']}").status_code in (404, 303)


def test_case_14_the_neutral_title_stands_in_its_place_on_the_agenda(visitor, names):
    technician = visitor("technician")
    page = technician.get(f"/meetings/{names['meeting']}?item={names['item']}").text
    assert NEUTRAL in page and "tv-sealed" in page
    item = technician.get_json(f"/meetings/{names['meeting']}").json["items"][0]
    assert (item["title"], item["note"], item["decisions"], item["confidential"]) == (NEUTRAL, "", [], True)
    assert technician.get_json(f"/items/{names['item']}").status_code == 404


def test_case_14_no_door_at_all_tells_others_what_is_in_it(app, cast, visitor, names):
    """Every address of the house that can be read, asked by who sits at the same table without being cleared, and by anyone."""
    decide_on_it(app, cast, names)
    publish(app, visitor, names)
    technician, anybody = visitor("technician"), visitor()
    rules = [rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint != "static"]
    addresses = {re.sub(r"<int:\w+>", str(number), rule) for rule in rules for number in (1, 2)}
    addresses |= {f"/streams/{kind}/1/happenings" for kind in ("meeting", "item", "table", "organisation")}
    addresses -= {"/people/1", "/people/2"}
    open_ones = 0
    for address in sorted(each for each in addresses if "<" not in each):
        for ask in (technician.get, technician.get_json, anybody.get):
            reply = ask(address)
            assert not told(reply.text if "zip" not in address else str(reply.data)), address
            open_ones += reply.status_code == 200
    assert open_ones > 100


def test_case_14_each_reading_is_in_the_access_log(app, cast, visitor, names):
    def readers():
        with app.app_context():
            log = select(AccessEntry.person_id).where(AccessEntry.kind == "confidential-read")
            return db.session.scalars(log.where(AccessEntry.subject == f"item/{names['item']}").order_by(AccessEntry.id)).all()

    with app.app_context():
        delegate = cast.person("delegate").id
    assert readers() == []
    visit = visitor("delegate")
    for count, address in enumerate(
        ("/meetings/{meeting}", "/items/{item}", "/files/{file}", "/meetings/{meeting}/papers.zip"), 1
    ):
        assert visit.get(address.format(**names)).status_code == 200
        assert readers() == [delegate] * count, address
    visit.get_json(f"/items/{names['item']}")
    visitor("technician").get(f"/meetings/{names['meeting']}")
    assert readers() == [delegate] * 5


def test_case_14_an_auditor_reads_it_unless_a_law_seals_it(app, cast, visitor):
    with app.app_context():
        names = sealed_by_law(cast)
    auditor = visitor("auditor")
    assert auditor.get(f"/items/{names['item']}").status_code == 404
    assert auditor.get(f"/files/{names['file']}").status_code == 404
    assert not told(auditor.get(f"/meetings/{names['meeting']}?item={names['item']}").text)
    assert visitor("delegate").get(f"/items/{names['item']}").status_code == 200


def test_case_14_what_happens_on_it_is_told_on_its_own_line(app, cast, visitor, names):
    decide_on_it(app, cast, names)
    meeting, item = f"/streams/meeting/{names['meeting']}/happenings", f"/streams/item/{names['item']}/happenings"
    kinds = [each["kind"] for each in visitor("technician").get_json(meeting).json["happenings"]]
    assert "item-sealed" in kinds and "sealed-item-changed" in kinds
    assert kinds.count("outcome-recorded") == 1, "that of the other item"
    assert "decision-recorded" not in kinds
    assert visitor("technician").get_json(item).status_code == 404
    own = [each["kind"] for each in visitor("delegate").get_json(item).json["happenings"]]
    assert {"decision-recorded", "outcome-recorded"} <= set(own)


def test_case_14_minutes_and_register_hold_the_neutral_title_alone(app, cast, visitor, names):
    decision = decide_on_it(app, cast, names)
    publish(app, visitor, names)
    page = visitor().get(f"/public/meetings/{names['meeting']}").text
    assert NEUTRAL in page and not told(page)
    assert visitor().get(f"/public/decisions/{decision}").status_code == 404
    with app.app_context():
        minutes = db.session.scalar(select(Minutes))
        assert not told(minutes.latest.source) and not told(minutes.entry.content) and NEUTRAL in minutes.entry.content
        assert db.session.get(Decision, decision).published_at is None
        assert faults() == []
    assert visitor("delegate").get(f"/decisions/{decision}").status_code == 200
    assert visitor("technician").get(f"/decisions/{decision}").status_code == 404


def test_case_14_on_the_day_of_release_everybody_reads_it_before_any_worker_comes_by(app, cast, visitor, names):
    decision = decide_on_it(app, cast, names)
    publish(app, visitor, names)
    technician = f"/items/{names['item']}"
    with time_machine.travel(midnight(in_days(30)) - timedelta(seconds=5), tick=False):
        assert visitor("technician").get(technician).status_code == 404
    with time_machine.travel(midnight(in_days(30)) + timedelta(seconds=5), tick=False):
        page = visitor("technician").get(technician)
        assert page.status_code == 200 and TITLE in page.text and DECIDED in page.text
        assert visitor("technician").get(f"/files/{names['file']}").status_code == 200
        with app.app_context():
            release_items(utc_now())
            release_items(utc_now())
            assert faults() == []
            item = db.session.get(AgendaItem, names["item"])
            assert (item.title, item.note, item.sealed_title) == (TITLE, NOTE, "")
            assert DECIDED in item.entry.content
        assert DECIDED in visitor().get(f"/public/decisions/{decision}").text
        assert DECIDED in visitor().get(f"/public/meetings/{names['meeting']}").text


def test_case_14_the_chair_releases_it_before_its_day(app, visitor, names):
    assert visitor("delegate").post(f"/items/{names['item']}/release").status_code == 403
    assert visitor("technician").post(f"/items/{names['item']}/release").status_code == 404
    assert visitor("outsider").post(f"/items/{names['item']}/release").status_code == 404
    assert visitor("chair").post(f"/items/{names['item']}/release").status_code == 200
    assert TITLE in visitor("technician").get(f"/items/{names['item']}").text
    assert visitor("chair").post(f"/items/{names['item']}/release").status_code == 409
