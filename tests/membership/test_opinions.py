"""Opinions of zones: asked with a day by which they are due, given by the zone's table, taken back."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from app.database import commit, db, midnight, writing
from app.membership.models import Opinion, Table, Zone
from tests.states.zones import zoned


@pytest.fixture
def names(app, cast):
    with app.app_context():
        return zoned(cast)


def state(visitor, names):
    return visitor("outsider").get_json(f"/opinions/{names['opinion']}").get_json()["state"]


def test_an_opinion_is_given_in_the_name_of_the_mandate_that_gives_it(visitor, names):
    reply = visitor("delegate").post(
        f"/opinions/{names['opinion']}/answer", {"outcome": "with_conditions", "text": "**Solo** se"}
    )
    assert reply.status_code == 200, reply.text
    told = visitor("outsider").get_json(f"/opinions/{names['opinion']}").get_json()
    assert (told["state"], told["outcome"], told["html"]) == ("given", "with_conditions", "<p><strong>Solo</strong> se</p>")
    assert told["given_as"]["organisation"]["name"] == "Politecnico di Prova"
    page = visitor("outsider").get(f"/opinions/{names['opinion']}").text
    assert "<strong>Solo</strong>" in page and "Delegata" in page


def test_it_is_given_once(visitor, names):
    chair = visitor("chair")
    assert chair.post(f"/opinions/{names['opinion']}/answer", {"outcome": "favourable"}).status_code == 200
    assert chair.post(f"/opinions/{names['opinion']}/answer", {"outcome": "contrary", "text": "No"}).status_code == 409
    assert visitor("admin").post(f"/opinions/{names['opinion']}/withdraw", {"reason": "x"}).status_code == 409


def test_a_contrary_one_says_why_and_loses_nothing_typed(visitor, names):
    reply = visitor("chair").submit(f"/opinions/{names['opinion']}/answer", {"outcome": "contrary", "text": ""})
    assert reply.status_code == 422 and 'id="text-error"' in reply.text
    assert "checked" in reply.text
    assert state(visitor, names) == "asked"


def test_the_table_of_another_zone_does_not_answer(visitor, app, names):
    with app.app_context():
        writing()
        db.session.get(Opinion, names["opinion"]).zone_id = names["other_zone"]
        Table.establish(code="ZO-E", name="Zona Est", kind="zone")
        commit()
    for role in ("chair", "delegate", "outsider"):
        assert visitor(role).post(f"/opinions/{names['opinion']}/answer", {"outcome": "favourable"}).status_code == 403


def test_it_is_late_from_the_midnight_in_rome_that_follows_the_day(visitor, app, names):
    with app.app_context():
        edge = midnight(db.session.get(Opinion, names["opinion"]).due_on + timedelta(days=1))
        opinion = db.session.get(Opinion, names["opinion"])
        assert opinion.state(edge - timedelta(microseconds=1)) == "asked" and opinion.state(edge) == "late"
    with time_machine.travel(edge + timedelta(minutes=1), tick=True):
        assert state(visitor, names) == "late"
        late = visitor("outsider").get_json("/opinions?state=late").get_json()["items"]
        assert [each["id"] for each in late] == [names["opinion"]]
        assert visitor("outsider").get_json("/opinions?state=asked").get_json()["items"] == []
        visitor("secretary").post(f"/opinions/{names['opinion']}/answer", {"outcome": "favourable"})
        assert "tv-note--off" in visitor("outsider").get(f"/opinions/{names['opinion']}").text


def test_what_is_late_comes_first_then_what_is_due_soonest(visitor, app, cast, names):
    with app.app_context():
        writing()
        zone = db.session.get(Zone, names["zone"])
        for day, subject in ((90, "Ultimo"), (2, "Secondo"), (1, "Primo")):
            due = (datetime.now(UTC) + timedelta(days=day)).date()
            Opinion.ask(zone, due, subject=subject, by=cast.person("plan_office"))
        commit()
    visitor("chair").post(f"/opinions/{names['opinion']}/answer", {"outcome": "favourable"})
    items = visitor("outsider").get_json("/opinions").get_json()["items"]
    assert [each["title"] for each in items] == ["Primo", "Secondo", "Ultimo", "Deliberazione sulle zone"]


def test_a_request_names_an_act_or_a_subject_and_a_day_to_come(visitor, names):
    office = visitor("plan_office")
    fields = {"zone": names["other_zone"], "subject": "Bozza del PTM", "due_on": "2100-01-01", "compulsory": "y"}
    assert office.post("/opinions", fields | {"subject": ""}).status_code == 422
    assert office.post("/opinions", fields | {"due_on": "2020-01-01"}).status_code == 422
    reply = office.submit("/opinions", fields | {"due_on": "presto"})
    assert reply.status_code == 422 and "Bozza del PTM" in reply.text and "presto" in reply.text
    made = office.post("/opinions", fields)
    assert made.status_code == 201 and office.get_json(made.headers["Location"]).get_json()["compulsory"] is True


def test_the_same_act_is_not_asked_twice_while_the_answer_is_waited_for(visitor, names):
    office = visitor("zones_office")
    fields = {"zone": names["zone"], "act": names["act"], "due_on": "2100-01-01"}
    assert office.post("/opinions", fields).status_code == 422
    assert office.post(f"/opinions/{names['opinion']}/withdraw", {"reason": "Serve un testo nuovo"}).status_code == 200
    assert office.post("/opinions", fields).status_code == 201


def test_a_request_taken_back_says_why_and_is_not_answered(visitor, names):
    visitor("admin").post(f"/opinions/{names['opinion']}/withdraw", {"reason": "Atto ritirato"})
    assert visitor("chair").post(f"/opinions/{names['opinion']}/answer", {"outcome": "favourable"}).status_code == 409
    assert "Atto ritirato" in visitor("outsider").get(f"/opinions/{names['opinion']}").text


def test_it_stands_on_the_pages_of_the_zone_and_of_the_act(visitor, names):
    outsider = visitor("outsider")
    for address in (f"/zones/{names['zone']}", f"/acts/{names['act']}"):
        assert f'href="/opinions/{names["opinion"]}"' in outsider.get(address).text
        assert [each["id"] for each in outsider.get_json(address).get_json()["opinions"]] == [names["opinion"]]


def test_an_outsider_neither_asks_nor_answers(visitor, names):
    outsider = visitor("outsider")
    assert outsider.get("/opinions/new").status_code == 403
    assert outsider.post("/opinions", {"zone": names["zone"], "subject": "x", "due_on": "2100-01-01"}).status_code == 403
    assert outsider.get("/opinions/999").status_code == 404
    assert "/answer" not in outsider.get(f"/opinions/{names['opinion']}").text


def test_forty_two_opinions_cost_as_many_queries_as_one(visitor, app, cast, names, counted):
    outsider = visitor("outsider")
    outsider.get("/opinions")
    with counted() as few:
        outsider.get("/opinions")
    with app.app_context():
        writing()
        zone = db.session.get(Zone, names["zone"])
        for number in range(42):
            opinion = Opinion.ask(
                zone, datetime(2100, 1, 1, tzinfo=UTC).date(), subject=f"Bozza {number}", by=cast.person("admin")
            )
            opinion.zone = Zone(code=f"Z{number}", name=f"Zona {number}")
        commit()
    with counted() as many:
        assert "Bozza 41" in outsider.get("/opinions").text
    assert len(few) == len(many)
