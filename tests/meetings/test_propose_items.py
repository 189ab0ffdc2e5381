"""Proposing an item to a table: by who speaks there or from another table; reviewed, and the outcome goes back."""

from types import SimpleNamespace

import pytest

from app.database import commit, db, utc_now, writing
from app.meetings.models import AgendaItem, Meeting, Proposal

WORDS = {"title": "Mense aperte", "note": "Aprirle a chi studia altrove.", "kind": "decision"}


@pytest.fixture
def world(app, cast):
    with app.app_context():
        meeting = cast.convened_meeting()
        conference, other = cast.table("CONF"), cast.table("VUOTO")
        return SimpleNamespace(
            table=meeting.table_id, meeting=meeting.id, item=meeting.items[0].id, conference=conference.id, other=other.id
        )


def proposed(visitor, world, role="delegate", **more):
    return visitor(role).post(f"/tables/{world.table}/proposals", WORDS | more, accept="application/json")


def keep_other(app, cast, role="partner"):
    """Somebody keeps the table without seats; returns nothing."""
    with app.app_context():
        writing()
        seat = cast.table("VUOTO").place.seat(cast.body("FH"), "member")
        seat.appoint(cast.person(role), "secretary")
        commit()


def test_who_speaks_at_a_table_proposes_and_its_keepers_put_it_on_the_agenda(app, visitor, world):
    id = proposed(visitor, world).json["id"]
    assert "Mense aperte" in visitor("secretary").get("/").text
    assert "Mense aperte" in visitor("chair").get(f"/tables/{world.table}").text
    took = visitor("secretary").post(f"/proposals/{id}/acceptance", {"meeting": world.meeting}, accept="application/json")
    assert took.status_code == 200
    page = visitor("delegate").get(f"/items/{took.json['item']}")
    assert "Politecnico di Prova" in page.text and f"/proposals/{id}" in page.text
    with app.app_context():
        item = db.session.get(AgendaItem, took.json["item"])
        assert (item.title, item.note, item.kind, item.meeting_id) == (*WORDS.values(), world.meeting)


def test_without_a_meeting_it_goes_into_the_backlog(app, visitor, world):
    id = proposed(visitor, world).json["id"]
    visitor("chair").post(f"/proposals/{id}/acceptance")
    assert "Mense aperte" in visitor("secretary").get(f"/tables/{world.table}/backlog").text
    assert visitor("delegate").get(f"/proposals/{id}").status_code == 200


def test_it_is_returned_only_with_a_reason(visitor, world):
    id = proposed(visitor, world).json["id"]
    empty = visitor("secretary").post(f"/proposals/{id}/return", {"reason": "  "})
    assert empty.status_code == 422
    visitor("secretary").post(f"/proposals/{id}/return", {"reason": "Se ne occupa già la commissione."})
    assert "Se ne occupa già la commissione." in visitor("substitute").get(f"/proposals/{id}").text
    again = visitor("secretary").post(f"/proposals/{id}/acceptance", accept="application/json")
    assert again.status_code == 409


def test_who_made_it_takes_it_back_while_it_waits(visitor, world):
    id = proposed(visitor, world).json["id"]
    assert visitor("other_delegate").post(f"/proposals/{id}/withdrawal").status_code == 404
    assert visitor("substitute").post(f"/proposals/{id}/withdrawal").status_code == 200
    assert visitor("delegate").post(f"/proposals/{id}/withdrawal", accept="application/json").status_code == 409


def test_the_same_words_wait_only_once(visitor, world):
    assert proposed(visitor, world).status_code == 201
    again = proposed(visitor, world, "substitute")
    assert again.status_code == 422 and "già" in again.json["detail"]
    assert proposed(visitor, world, "other_delegate").status_code == 201


def test_an_outsider_and_a_technician_propose_nothing(visitor, world):
    id = proposed(visitor, world).json["id"]
    assert visitor("outsider").get(f"/proposals/{id}").status_code == 404
    assert [proposed(visitor, world, role).status_code for role in ("outsider", "technician", "secretary")] == [403] * 3


def test_an_item_sent_to_another_table_stays_and_hears_what_came_of_it(app, cast, visitor, world):
    keep_other(app, cast)
    fields = WORDS | {"table": world.other}
    sent = visitor("secretary").post(f"/items/{world.item}/proposals", fields, accept="application/json")
    assert sent.status_code == 201
    back = visitor("partner").post(f"/proposals/{sent.json['id']}/return", {"reason": "Non è materia nostra."})
    assert back.status_code == 200
    page = visitor("delegate").get(f"/items/{world.item}").text
    assert f"/proposals/{sent.json['id']}" in page
    assert "Non è materia nostra." in visitor("delegate").get(f"/proposals/{sent.json['id']}").text
    with app.app_context():
        assert db.session.get(AgendaItem, world.item).meeting_id == world.meeting


def test_the_outcome_goes_back_at_the_closing_also_of_an_item_carried_over(app, cast, visitor, world):
    id = proposed(visitor, world).json["id"]
    with app.app_context():
        writing()
        voice, meeting = cast.mandate("secretary"), db.session.get(Meeting, world.meeting)
        item = db.session.get(Proposal, id).accept(meeting, voice)
        meeting.open(voice)
        item.conclude("deferred", "", voice)
        for each in meeting.items[:2]:
            each.conclude("noted", "", voice)
        meeting.close(voice)
        later = Meeting.plan(cast.table(), "Seduta seguente", utc_now(), "", voice)
        copy = item.carry_over(later, voice)
        later.convene(voice)
        later.open(voice)
        copy.decide(voice, **cast.parts())
        later.close(voice)
        commit()
        label = copy.decisions[0].label
    news = visitor("delegate").get_json(f"/proposals/{id}").json["news"]
    assert [(each["kind"], each["outcome"], each["decisions"]) for each in news] == [
        ("proposed", None, None),
        ("accepted", None, None),
        ("outcome", "deferred", None),
        ("outcome", "output", label),
    ]


def test_of_a_confidential_item_only_that_there_is_an_outcome_goes_back(app, cast, visitor, world):
    keep_other(app, cast)
    fields = WORDS | {"table": world.other}
    id = visitor("secretary").post(f"/items/{world.item}/proposals", fields, accept="application/json").json["id"]
    with app.app_context():
        writing()
        voice = cast.mandate("partner", cast.table("VUOTO").place)
        meeting = Meeting.plan(cast.table("VUOTO"), "Riservata", utc_now(), "", voice)
        item = db.session.get(Proposal, id).accept(meeting, voice)
        item.seal("Questioni di personale", None, "Per legge", True, voice)
        meeting.convene(voice)
        meeting.open(voice)
        item.conclude("none", "Un segreto", voice)
        meeting.close(voice)
        commit()
    told = visitor("delegate").get_json(f"/proposals/{id}").json
    assert (told["title"], told["note"], told["item"]) == ("Questioni di personale", "", None)
    assert told["news"][-1]["kind"] == "outcome" and told["news"][-1]["outcome"] is None
    page = visitor("delegate").get(f"/items/{world.item}").text
    assert "segreto" not in page and "Mense aperte" not in page


def test_an_item_taken_off_the_agenda_waits_again_for_its_keepers(visitor, world):
    id = proposed(visitor, world).json["id"]
    item = (
        visitor("secretary")
        .post(f"/proposals/{id}/acceptance", {"meeting": world.meeting}, accept="application/json")
        .json["item"]
    )
    assert visitor("secretary").post(f"/items/{item}/withdrawal").status_code == 200
    assert visitor("delegate").get_json(f"/proposals/{id}").json["state"] == "waiting"


def test_the_list_costs_the_same_with_many(visitor, world, counted):
    proposed(visitor, world)
    visitor("secretary").get(f"/tables/{world.table}/proposals")
    with counted() as few:
        visitor("secretary").get(f"/tables/{world.table}/proposals")
    for number in range(8):
        proposed(visitor, world, title=f"Proposta {number}")
    with counted() as many:
        visitor("secretary").get(f"/tables/{world.table}/proposals")
    assert len(few) == len(many)
