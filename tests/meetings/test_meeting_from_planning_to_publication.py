"""A meeting from its planning to its public page, through the doors, with those who may and may not follow."""

import re
from datetime import timedelta

import pytest

from app.database import commit, utc_now, writing


def plan(secretary, table, **other):
    fields = {"title": "Seduta di primavera", "day": "01/03/2027", "time": "10:00", "location": "Sala", **other}
    return secretary.post(f"/tables/{table}/meetings", fields)


@pytest.fixture
def world(app, cast):
    with app.app_context():
        return {
            "table": cast.table().id,
            "PM": cast.body("PM").id,
            "delegate": cast.person("delegate").id,
            "objective": cast.objective().id,
            "seats": {seat.organisation.code: seat.id for seat in cast.table().place.seats},
            "mandate": cast.mandate("delegate").id,
            "substitute": cast.mandate("substitute").id,
            "due_on": (utc_now() + timedelta(days=30)).date().isoformat(),
        }


def five_parts(world, **other):
    return {
        "text": "Si fa un elenco **comune**.",
        "organisation": world["PM"],
        "person": world["delegate"],
        "due_on": world["due_on"],
        "no_resources": "y",
        "objective": world["objective"],
        **other,
    }


def test_a_meeting_goes_from_planning_to_its_public_page(visitor, world):
    secretary, delegate, outsider = visitor("secretary"), visitor("delegate"), visitor("outsider")
    planned = plan(secretary, world["table"])
    assert planned.status_code == 201
    meeting = planned.json["address"]
    first = secretary.post(f"{meeting}/items", {"title": "Alloggi", "note": "Con le tabelle"}).json["id"]
    second = secretary.post(f"{meeting}/items", {"title": "Varie"}).json["id"]
    assert delegate.get(meeting).status_code == 404

    assert secretary.post(f"{meeting}/convocation").json["state"] == "convened"
    assert "Alloggi" in delegate.get(meeting).text
    forms = re.findall(r'action="([^"]+)"', main_of(delegate.get(meeting).text))
    assert not any(each.endswith(("/opening", "/convocation", "/attendance", "/items")) for each in forms)
    assert outsider.get(meeting).status_code == 404

    assert secretary.post(f"{meeting}/opening").json["state"] == "open"
    marked = {"seat": [world["seats"]["PM"], world["seats"]["US"]], "mandate": [world["substitute"], ""]}
    assert secretary.post(f"{meeting}/attendance", marked).status_code == 200
    decided = secretary.post(f"/items/{first}/decisions", five_parts(world))
    assert decided.status_code == 201 and decided.json["missing"] == []
    secretary.post(f"/items/{second}/outcome", {"outcome": "noted"})
    assert "<strong>comune</strong>" in delegate.get(f"{meeting}?item={first}").text

    assert secretary.post(f"{meeting}/closure").json["state"] == "held"
    drafted = secretary.post(f"{meeting}/minutes")
    assert drafted.status_code == 201
    minutes = f"/minutes/{drafted.json['id']}"
    source = delegate.get_json(f"{meeting}/minutes").json["source"]
    assert "Politecnico di Prova: Supplente" in source or "Politecnico di Prova: Substitute" in source
    assert secretary.post(f"{minutes}/approval", {"version": 1}).status_code == 200
    published = secretary.post(f"{minutes}/publication")
    assert published.json["state"] == "published" and published.json["entry"]["number"] == 1

    number = meeting.rsplit("/", 1)[1]
    page = visitor().get(f"/public/meetings/{number}")
    assert page.status_code == 200 and "elenco" in page.text
    assert outsider.get(meeting).status_code == 404
    assert outsider.get(f"/decisions/{decided.json['id']}").status_code == 200


def main_of(page):
    return re.search("<main.*</main>", page, re.DOTALL)[0]


def test_a_delegate_can_neither_plan_nor_record(visitor, app, cast):
    with app.app_context():
        meeting = cast.open_meeting()
        item, table = meeting.items[0].id, cast.table().id
    delegate = visitor("delegate")
    assert plan(delegate, table).status_code == 403
    assert delegate.post(f"/items/{item}/outcome", {"outcome": "noted"}).status_code == 403
    assert visitor("outsider").post(f"/items/{item}/outcome", {"outcome": "noted"}).status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"), [({"day": "30/02/2027"}, "30/02/2027"), ({"time": "25:70"}, "25:70"), ({"title": ""}, "Sala rossa")]
)
def test_a_wrong_field_is_named_and_what_was_typed_stays(visitor, world, fields, said):
    secretary = visitor("secretary")
    sent = {"title": "Seduta", "day": "01/03/2027", "time": "10:00", "location": "Sala rossa", **fields}
    page = secretary.submit(f"/tables/{world['table']}/meetings", sent)
    assert page.status_code == 422
    assert said in page.text and 'value="Sala rossa"' in page.text and 'aria-invalid="true"' in page.text


def test_the_refused_form_of_an_outsider_says_nothing(visitor, app, cast):
    with app.app_context():
        id = cast.open_meeting().id
    assert visitor("outsider").submit(f"/meetings/{id}/items", {"title": ""}).status_code == 404
    assert visitor("delegate").submit(f"/meetings/{id}/items", {"title": ""}).status_code in (403, 422)


def test_nobody_is_called_to_an_empty_agenda(visitor, world):
    secretary = visitor("secretary")
    meeting = plan(secretary, world["table"]).json["address"]
    assert secretary.post(f"{meeting}/convocation").status_code == 409
    assert secretary.get_json(meeting).json["state"] == "planned"


def test_an_item_taken_off_the_agenda_leaves_no_gap(app, cast, visitor):
    with app.app_context():
        meeting = cast.planned_meeting(items=("Primo", "Secondo", "Terzo"))
        first, address = meeting.items[0].id, f"/meetings/{meeting.id}"
    secretary = visitor("secretary")
    assert secretary.post(f"/items/{first}/withdrawal").status_code == 200
    left = [(item["position"], item["title"]) for item in secretary.get_json(address).json["items"]]
    assert left == [(1, "Secondo"), (2, "Terzo")]


def test_the_hour_of_a_meeting_is_that_of_rome(visitor, world):
    meeting = plan(visitor("secretary"), world["table"], day="2027-07-01", time="10.30").json["address"]
    assert visitor("chair").get_json(meeting).json["starts_at"] == "2027-07-01T08:30:00Z"


def test_at_a_table_of_two_sides_each_seat_is_drawn_on_its_own(app, cast, visitor, world):
    with app.app_context():
        writing()
        for seat in cast.table().place.seats:
            seat.side = "a" if seat.organisation.code == "CM" else "b"
        commit()
        meeting = cast.convened_meeting().id
    delegate = visitor("delegate")
    drawn = [delegate.get(page).text.count("tv-seat--plum") for page in (f"/meetings/{meeting}", f"/tables/{world['table']}")]
    assert drawn == [1, 1]
