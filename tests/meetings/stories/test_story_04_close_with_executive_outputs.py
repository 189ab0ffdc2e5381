"""User story 4, a secretary: close with executive outputs; nothing closes while an item has no outcome or an action no date."""

import re
from datetime import timedelta

import pytest

from app.database import utc_now


@pytest.fixture
def sitting(app, cast):
    """An open sitting of two items, and the ids its forms need."""
    with app.app_context():
        meeting = cast.open_meeting()
        return {
            "meeting": f"/meetings/{meeting.id}",
            "items": [item.id for item in meeting.items],
            "PM": cast.body("PM").id,
            "US": cast.body("US").id,
            "delegate": cast.person("delegate").id,
            "objective": cast.objective().id,
            "day": (utc_now() + timedelta(days=30)).date().isoformat(),
        }


def output(sitting, **other):
    row = {"organisation": sitting["PM"], "kind": "money", "source": "own", "year": "2027", "amount": "60.000,00"}
    whole = {"kind": "decision", "text": "Si fa un elenco comune.", "organisation": sitting["PM"], "person": sitting["delegate"]}
    whole |= {"due_on": sitting["day"], "objective": sitting["objective"]}
    return whole | {f"means-0-{name}": value for name, value in row.items()} | other


def test_story_04_closing_says_item_by_item_what_is_missing_and_ends_with_numbered_outputs(visitor, sitting):
    secretary, (first, second) = visitor("secretary"), sitting["items"]
    refused = secretary.post(f"{sitting['meeting']}/closure")
    assert refused.status_code == 409
    assert "1. Alloggi per studenti" in refused.json["detail"] and "2. Varie" in refused.json["detail"]
    half = secretary.post(f"/items/{first}/decisions", {"text": "Si fa un elenco comune.", "draft": "1"}).json
    assert len(half["missing"]) == 4
    page = secretary.get(f"{sitting['meeting']}?item={first}&decision={half['id']}").text
    assert re.search(r"1\s+(di|of)\s+5", page)
    action = secretary.post(f"/items/{first}/actions", {"text": "Mandare gli elenchi", "draft": "1"})
    assert action.status_code == 201
    secretary.post(f"/items/{second}/outcome", {"outcome": "noted"})
    assert secretary.post(f"{sitting['meeting']}/closure").status_code == 409
    assert secretary.post(f"/decisions/{half['id']}/revision", output(sitting)).json["missing"] == []
    still = secretary.post(f"{sitting['meeting']}/closure")
    assert still.status_code == 409  # the action has neither body nor person nor date
    whole = {
        "text": "Mandare gli elenchi",
        "organisation": sitting["PM"],
        "person": sitting["delegate"],
        "due_on": sitting["day"],
    }
    assert secretary.post(f"/actions/{action.json['id']}/revision", whole).status_code == 200
    assert secretary.post(f"{sitting['meeting']}/closure").json["state"] == "held"
    decision = visitor("delegate").get_json(f"/decisions/{half['id']}").json
    assert re.fullmatch(r"\d{4}/1", decision["label"]) and decision["means"][0]["cents"] == 60_000_00
    told = visitor("delegate").get_json(f"/actions/{action.json['id']}").json
    assert told["organisation"]["id"] == sitting["PM"] and told["due_on"] == sitting["day"] and told["person"]
    assert visitor("outsider").get(f"/decisions/{half['id']}").status_code == 404


@pytest.mark.parametrize("kind", ["decision", "orientation", "position", "task", "opinion"])
def test_story_04_each_kind_of_output_is_complete_or_not_final(visitor, sitting, kind):
    secretary, item = visitor("secretary"), sitting["items"][0]
    for part in ("text", "organisation", "person", "due_on", "objective", "means-0-organisation"):
        assert secretary.post(f"/items/{item}/decisions", output(sitting, kind=kind, **{part: ""})).status_code == 422, part
    id = secretary.post(f"/items/{item}/decisions", output(sitting, kind=kind)).json["id"]
    assert secretary.get_json(f"/decisions/{id}").json["kind"] == kind


def test_story_04_numbers_are_counted_by_table_and_period(app, cast):
    with app.app_context():
        labels = [cast.closed_meeting()[1].label for _ in range(3)]
        year = utc_now().year
        assert [label.split("/")[1] for label in labels] == ["1", "2", "3"]
        assert {int(label.split("/")[0]) for label in labels} <= {year, year + 1}
