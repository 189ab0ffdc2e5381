"""Outcomes of agenda items: an executive output with its five parts, half made or whole, or an outcome without one."""

from datetime import timedelta

import pytest

from app.database import commit, utc_now, writing


@pytest.fixture
def room(app, cast):
    """An open meeting of two items, and the ids its forms need."""
    with app.app_context():
        meeting = cast.open_meeting()
        return {
            "meeting": f"/meetings/{meeting.id}",
            "item": meeting.items[0].id,
            "other": meeting.items[1].id,
            "PM": cast.body("PM").id,
            "US": cast.body("US").id,
            "OLD": cast.body("OLD").id,
            "delegate": cast.person("delegate").id,
            "objective": cast.objective().id,
            "seats": {seat.organisation.code: seat.id for seat in cast.table().place.seats},
            "mandates": {role: cast.mandate(role).id for role in ("delegate", "other_delegate")},
        }


def one_row(room, **other):
    """One row of resources, as the form sends it."""
    row = {"organisation": room["PM"], "kind": "money", "source": "own", "year": "2027", "amount": "60.000,00", "note": ""}
    return {f"means-0-{name}": value for name, value in (row | other).items()}


def parts(room, **other):
    whole = {
        "text": "Si fa un elenco.",
        "organisation": room["PM"],
        "person": room["delegate"],
        "due_on": (utc_now() + timedelta(days=30)).date().isoformat(),
        **one_row(room),
        "resources": "Due persone",
        "objective": room["objective"],
    }
    return whole | other


def test_an_output_without_a_deadline_is_refused_and_keeps_what_was_typed(visitor, room):
    page = visitor("secretary").submit(f"/items/{room['item']}/decisions", parts(room, due_on=""))
    assert page.status_code == 422
    assert "Si fa un elenco." in page.text and 'value="Due persone"' in page.text
    assert 'id="decision-due_on-error"' in page.text
    assert f'<option selected value="{room["objective"]}">' in page.text


def test_a_program_is_told_each_missing_part(visitor, room):
    answer = visitor("secretary").post(f"/items/{room['item']}/decisions", {"text": "Solo il testo"})
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"organisation", "person", "due_on", "means", "objective"}


def test_a_half_made_output_is_stored_as_a_draft_and_keeps_the_meeting_open(visitor, room):
    secretary = visitor("secretary")
    answer = secretary.post(f"/items/{room['item']}/decisions", {"text": "A metà", "draft": "1"})
    assert answer.status_code == 201 and len(answer.json["missing"]) == 4
    secretary.post(f"/items/{room['other']}/outcome", {"outcome": "noted"})
    refused = secretary.post(f"{room['meeting']}/closure")
    assert refused.status_code == 409 and "Alloggi per studenti" in refused.json["detail"]
    page = secretary.get(room["meeting"]).text
    assert f"decision={answer.json['id']}#decision-due_on" in page


def test_the_half_made_output_is_completed_and_the_meeting_closes(visitor, room):
    secretary = visitor("secretary")
    id = secretary.post(f"/items/{room['item']}/decisions", {"text": "A metà", "draft": "1"}).json["id"]
    assert "A metà</textarea>" in secretary.get(f"{room['meeting']}?item={room['item']}&decision={id}").text
    assert secretary.post(f"/decisions/{id}/revision", parts(room)).json["missing"] == []
    secretary.post(f"/items/{room['other']}/outcome", {"outcome": "deferred"})
    assert secretary.post(f"{room['meeting']}/closure").json["state"] == "held"
    assert secretary.post(f"/decisions/{id}/revision", parts(room)).status_code == 409
    assert secretary.post(f"/decisions/{id}/removal").status_code == 409


def test_the_refusal_to_close_names_each_item_on_the_page_too(visitor, room):
    page = visitor("secretary").submit(f"{room['meeting']}/closure")
    assert page.status_code == 409
    assert 'role="alert"' in page.text
    for item in (room["item"], room["other"]):
        assert f"item={item}#outcome" in page.text
    assert visitor("outsider").submit(f"{room['meeting']}/closure").status_code == 404


def test_no_outcome_needs_a_reason(visitor, room):
    secretary = visitor("secretary")
    refused = secretary.submit(f"/items/{room['item']}/outcome", {"outcome": "none"})
    assert refused.status_code == 422 and 'id="outcome-note-error"' in refused.text
    kept = secretary.post(f"/items/{room['item']}/outcome", {"outcome": "none", "note": "Mancava la relazione"})
    assert kept.json["outcome"] == "none"
    assert "Mancava la relazione" in visitor("delegate").get(f"{room['meeting']}?item={room['item']}").text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"organisation": "OLD"}, "organisation"),
        ({"organisation": "US"}, "person"),
        ({"person": 999_999}, "person"),
        ({"person": 0}, "person"),
        ({"objective": "abc"}, "objective"),
        ({"objective": 999_999}, "objective"),
        ({"due_on": "30/02/2027"}, "due_on"),
        ({"no_resources": "y"}, "no_resources"),
    ],
)
def test_a_wrong_part_is_told_beside_its_field(visitor, room, wrong, field):
    sent = parts(room, **{name: room.get(value, value) for name, value in wrong.items()})
    page = visitor("secretary").submit(f"/items/{room['item']}/decisions", sent)
    assert page.status_code == 422
    assert f'id="decision-{field}-error"' in page.text and "Si fa un elenco." in page.text


def test_an_output_taken_back_leaves_the_item_without_outcome(visitor, room):
    secretary = visitor("secretary")
    id = secretary.post(f"/items/{room['item']}/decisions", parts(room)).json["id"]
    assert secretary.post(f"/items/{room['item']}/outcome", {"outcome": "noted"}).status_code == 409
    assert secretary.post(f"/decisions/{id}/removal").status_code == 200
    items = {item["id"]: item for item in secretary.get_json(room["meeting"]).json["items"]}
    assert items[room["item"]]["outcome"] is None and items[room["item"]]["decisions"] == []


def test_the_roll_call_marks_many_seats_at_once_and_leaves_others_alone(visitor, room):
    seats, mandates = room["seats"], room["mandates"]
    sent = {"seat": [seats["PM"], seats["US"], seats["CM"]], "mandate": [mandates["delegate"], "", "-"]}
    assert visitor("chair").post(f"{room['meeting']}/attendance", sent).status_code == 200
    rows = {row["seat"]: row for row in visitor("delegate").get_json(room["meeting"]).json["attendance"]}
    assert rows[seats["PM"]]["mandate"]["role"] == "delegate"
    assert rows[seats["US"]]["marked"] and rows[seats["US"]]["mandate"] is None
    assert not rows[seats["CM"]]["marked"]


def test_nobody_sits_in_the_seat_of_another_body(visitor, room):
    wrong = {"seat": room["seats"]["PM"], "mandate": room["mandates"]["other_delegate"]}
    assert visitor("secretary").post(f"{room['meeting']}/attendance", wrong).status_code == 422
    assert visitor("secretary").submit(f"{room['meeting']}/attendance", {"mandate": "1"}).status_code == 422
    assert visitor("secretary").post(f"{room['meeting']}/attendance", {"seat": 99_999}).status_code == 422


def test_a_seat_of_another_table_is_not_called(app, cast, visitor, room):
    with app.app_context():
        writing()
        elsewhere = cast.table("VUOTO").place.seat(cast.body("EX"), "member")
        commit()
        elsewhere = elsewhere.id
    assert visitor("secretary").post(f"{room['meeting']}/attendance", {"seat": elsewhere}).status_code == 422


def test_an_item_with_an_outcome_stays_as_it_is(visitor, room):
    secretary = visitor("secretary")
    assert secretary.post(f"/items/{room['other']}", {"title": "Altre varie"}).status_code == 200
    secretary.post(f"/items/{room['item']}/outcome", {"outcome": "noted"})
    assert secretary.post(f"/items/{room['item']}", {"title": "Altro"}).status_code == 409
    assert secretary.post(f"/items/{room['item']}/withdrawal").status_code == 409
    assert secretary.post(f"/items/{room['other']}/withdrawal").status_code == 200
    assert len(secretary.get_json(room["meeting"]).json["items"]) == 1


def test_rows_of_resources_are_kept_by_party_and_shown_again_for_change(visitor, room):
    secretary = visitor("secretary")
    sent = parts(room, kind="task") | {"means-1-organisation": room["US"], "means-1-kind": "staff", "means-1-source": "own",
            "means-1-year": "2027", "means-1-note": "Due persone"}  # fmt: skip
    id = secretary.post(f"/items/{room['item']}/decisions", sent).json["id"]
    shown = visitor("delegate").get_json(f"/decisions/{id}").json
    assert shown["kind"] == "task" and [(each["kind"], each["cents"]) for each in shown["means"]] == [
        ("money", 6_000_000),
        ("staff", None),
    ]
    page = secretary.get(f"{room['meeting']}?item={room['item']}&decision={id}").text
    assert 'value="60000,00"' in page and 'name="means-2-year"' in page
    first = shown["means"][0]["id"]
    secretary.post(f"/decisions/{id}/revision", parts(room))
    assert [each["id"] for each in secretary.get_json(f"/decisions/{id}").json["means"]] == [first]
    assert visitor("outsider").get(f"/decisions/{id}").status_code == 404


def test_one_more_row_keeps_what_was_typed(visitor, room):
    page = visitor("secretary").submit(f"/items/{room['item']}/decisions", parts(room, more="1", due_on="31/31/2027")).text
    assert "Si fa un elenco." in page and 'value="60.000,00"' in page and 'name="means-2-amount"' in page
    assert 'value="31/31/2027"' in page


@pytest.mark.parametrize(
    ("wrong", "field"), [("amount", "tanti"), ("amount", ""), ("year", "1066"), ("source", "tasca"), ("organisation", "")]
)
def test_a_wrong_cell_of_a_row_is_told_beside_it(visitor, room, wrong, field):
    sent = parts(room, **one_row(room, **{wrong: field}))
    page = visitor("secretary").submit(f"/items/{room['item']}/decisions", sent)
    assert page.status_code == 422 and f'id="means-0-{wrong}-error"' in page.text
    assert visitor("secretary").post(f"/items/{room['item']}/decisions", sent).status_code == 422


def test_words_alone_are_no_resources_any_more(visitor, room):
    sent = {name: value for name, value in parts(room).items() if not name.startswith("means-")}
    assert set(visitor("secretary").post(f"/items/{room['item']}/decisions", sent).json["errors"]) == {"means"}
