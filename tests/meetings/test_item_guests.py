"""Guests of one agenda item: they see that item alone, hear what changes on it, and leave with it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.database import ROME, commit, db, utc_now, writing
from app.meetings.models import AgendaItem, Meeting
from app.membership.models import Guest, Place
from app.rendering import render


def in_days(count):
    return (utc_now() + timedelta(days=count)).astimezone(ROME).date().isoformat()


@pytest.fixture
def sitting(app, cast):
    """A convened meeting of two items, and the body of the guest."""
    with app.app_context():
        meeting = cast.convened_meeting()
        first, second = (item.id for item in meeting.items)
        return SimpleNamespace(
            id=meeting.id, page=f"/meetings/{meeting.id}", item=f"/items/{first}", other=f"/items/{second}", first=first,
            second=second, body=cast.body("EX").id, member=cast.body("US").id, log=f"/streams/item/{first}/happenings",
        )  # fmt: skip


def let_in(visitor, sitting, role="secretary", **other):
    fields = {"email": "guest@example.org", "organisation": sitting.body, "purpose": "Presenta lo studio", "until": in_days(20)}
    return visitor(role).post(f"{sitting.item}/guests", fields | other)


@pytest.fixture
def guest(visitor, sitting):
    return let_in(visitor, sitting).json


def test_a_guest_sees_her_item_and_nothing_else_of_the_meeting(visitor, sitting, guest):
    visit = visitor("guest")
    page = visit.get(sitting.item)
    assert page.status_code == 200 and "Alloggi per studenti" in page.text and "Tavolo di prova" in page.text
    assert "Varie" not in page.text and sitting.page not in page.text and "Prima seduta" not in page.text
    told = visit.get_json(sitting.item).json
    assert (told["title"], told["location"], told["stream"]) == (
        "Alloggi per studenti",
        "Sala del Consiglio",
        f"item/{sitting.first}",
    )
    assert "Prima seduta" not in str(told)
    for door in (sitting.page, sitting.other, f"{sitting.page}/minutes", f"/streams/meeting/{sitting.id}/happenings"):
        assert visit.get_json(door).status_code == 404
    assert visit.get_json("/meetings").json["items"] == []
    assert visitor("outsider").get_json(sitting.item).status_code == 404


def test_who_sees_the_meeting_sees_the_page_of_an_item_and_its_guests(visitor, sitting, guest):
    page = visitor("delegate").get(sitting.item).text
    assert f'href="{sitting.page}?item={sitting.first}"' in page and "Presenta lo studio" in page
    assert "Presenta lo studio" in visitor("delegate").get(f"{sitting.page}?item={sitting.first}").text
    assert "Presenta lo studio" not in visitor("delegate").get(f"{sitting.page}?item={sitting.second}").text
    assert f"{sitting.item}/guests" not in page


def test_only_the_secretariat_and_the_chair_bring_a_guest_to_an_item(visitor, sitting):
    assert let_in(visitor, sitting, "delegate").status_code == 403
    assert let_in(visitor, sitting, "outsider").status_code == 404
    assert let_in(visitor, sitting, "chair").status_code == 201


def test_a_body_of_the_table_has_no_guests_at_its_items(visitor, sitting):
    assert let_in(visitor, sitting, email="expired@example.org", organisation=sitting.member).status_code == 422


def test_a_wrong_guest_is_refused_with_what_was_typed(visitor, sitting):
    typed = {"email": "chi@example.org", "organisation": sitting.body, "purpose": "Presenta lo studio", "until": in_days(-2)}
    refused = visitor("secretary").submit(f"{sitting.item}/guests", typed)
    assert (
        refused.status_code == 422 and 'value="Presenta lo studio"' in refused.text and 'value="chi@example.org"' in refused.text
    )
    assert let_in(visitor, sitting, organisation="999999").status_code == 422


def test_a_guest_changes_nothing_of_her_item(visitor, sitting, guest):
    visit = visitor("guest")
    assert visit.post(sitting.item, {"title": "Altro"}).status_code == 403
    assert visit.post(f"{sitting.item}/outcome", {"outcome": "noted"}).status_code == 403
    assert visit.post(f"{sitting.item}/withdrawal").status_code == 403
    assert visit.post(f"{sitting.item}/guests", {"email": "a@example.org", "organisation": sitting.body, "purpose": "x",
                                                 "until": in_days(3)}).status_code == 403  # fmt: skip


def test_before_the_convocation_a_guest_sees_nothing_yet(app, cast, visitor, sitting):
    with app.app_context():
        meeting = cast.planned_meeting()
        writing()
        item = db.session.get(AgendaItem, meeting.items[0].id)
        stay = {"sponsor": cast.mandate("secretary"), "purpose": "Presenta lo studio", "until": utc_now() + timedelta(days=9)}
        item.welcome_guest("guest@example.org", cast.body("EX"), **stay)
        commit()
        id, meeting_id = item.id, meeting.id
    assert visitor("guest").get(f"/items/{id}").status_code == 404
    assert visitor("secretary").post(f"/meetings/{meeting_id}/convocation").status_code == 200
    assert visitor("guest").get(f"/items/{id}").status_code == 200


def test_the_line_of_the_item_tells_a_guest_what_changes_on_it_and_nothing_of_the_others(visitor, sitting, guest):
    secretary = visitor("secretary")
    secretary.post(sitting.item, {"title": "Alloggi per chi studia"})
    secretary.post(sitting.other, {"title": "Varie ed eventuali"})
    secretary.post(f"{sitting.page}/opening")
    secretary.post(f"{sitting.item}/outcome", {"outcome": "noted"})
    secretary.post(f"{sitting.other}/outcome", {"outcome": "noted"})
    told = visitor("guest").get_json(sitting.log).json
    kinds = [each["kind"] for each in told["happenings"]]
    assert kinds == ["guest-welcomed", "item-reworded", "meeting-opened", "outcome-recorded"]
    assert told["from"] == told["head"] - 3
    assert visitor("delegate").get_json(sitting.log).json["from"] == 1
    assert visitor("outsider").get_json(sitting.log).status_code == 404


def test_an_item_without_guests_has_no_line_of_its_own(app, visitor, sitting):
    visitor("secretary").post(sitting.item, {"title": "Alloggi per chi studia"})
    assert visitor("delegate").get_json(sitting.log).json["head"] == 0
    with app.app_context():
        assert db.session.scalar(select(Place.id).where(Place.noun == "item")) is None


def test_a_guest_reads_the_decision_of_her_item_and_not_that_of_another(app, cast, visitor, sitting, guest):
    with app.app_context():
        writing()
        meeting = db.session.get(Meeting, sitting.id)
        meeting.open(cast.mandate("secretary"))
        decisions = [item.decide(cast.mandate("secretary"), **cast.parts(html=render("Sì.").html)) for item in meeting.items]
        commit()
        mine, other = (each.id for each in decisions)
    visit = visitor("guest")
    assert visit.get(f"/decisions/{mine}").status_code == 200
    assert visit.get(f"/decisions/{other}").status_code == 404
    assert [each["id"] for each in visit.get_json(sitting.item).json["decisions"]] == [mine]
    assert visitor("secretary").post(f"/decisions/{mine}/removal").status_code == 200
    assert visit.get_json(sitting.item).json["decisions"] == []
    assert visit.get_json(sitting.log).json["happenings"][-1]["kind"] == "decision-dropped"


def test_a_guest_leaves_with_the_item_that_is_taken_off_the_agenda(app, visitor, sitting, guest):
    live, visit = app.extensions["live"], visitor("guest")
    socket = live.socketio.test_client(app, flask_test_client=visit.http)
    with app.app_context():
        live.pump.turn()
    assert visitor("secretary").post(f"{sitting.item}/withdrawal").status_code == 200
    with app.app_context():
        live.pump.turn()
        assert not db.session.get(Guest, guest["id"]).mandate.in_force(utc_now())
    assert {"stream": f"item/{sitting.first}"} in [each["args"][0] for each in socket.get_received() if each["name"] == "gone"]
    assert visit.get(sitting.item).status_code == 404
    assert visit.get("/").status_code == 200 and visit.get("/me").status_code == 200
    socket.disconnect()


def test_the_stay_is_renewed_and_ended_by_who_keeps_the_table(visitor, sitting, guest):
    assert visitor("delegate").post(f"/guests/{guest['id']}/renewal").status_code == 403
    assert visitor("chair").post(f"/guests/{guest['id']}/renewal").status_code == 200
    assert visitor("outsider").post(f"/guests/{guest['id']}/end").status_code == 404
    assert visitor("chair").post(f"/guests/{guest['id']}/end").status_code == 200
    visit = visitor("guest")
    assert [visit.get_json(door).status_code for door in (sitting.item, sitting.log)] == [404, 404]


def test_a_closed_meeting_takes_no_more_guests(app, cast, visitor):
    with app.app_context():
        meeting, _ = cast.closed_meeting()
        sitting = SimpleNamespace(item=f"/items/{meeting.items[0].id}", body=cast.body("EX").id)
    assert let_in(visitor, sitting).status_code == 409
    assert visitor("delegate").get(sitting.item).status_code == 200


def test_a_guest_of_an_item_has_it_on_her_pages(visitor, sitting, guest):
    for page in ("/", "/me"):
        assert "Alloggi per studenti" in visitor("guest").get(page).text
    assert sitting.item in visitor("guest").get("/me").text


def test_the_page_of_an_item_costs_the_same_with_one_guest_and_with_three(app, cast, visitor, sitting, guest, counted):
    secretary = visitor("secretary")
    secretary.get(sitting.item)
    with counted() as few:
        secretary.get(sitting.item)
    with app.app_context():
        region = cast.body("RL").id
    assert let_in(visitor, sitting, email="outsider@example.org").status_code == 201
    assert let_in(visitor, sitting, email="counterpart@example.org", organisation=region).status_code == 201
    with counted() as many:
        secretary.get(sitting.item)
    assert len(few) == len(many)
