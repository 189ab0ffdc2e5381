"""What waits for a later meeting: seen by who keeps the table, put on an agenda, put back, and never lost on the way."""

from datetime import timedelta

import pytest

from app.database import commit, db, utc_now, writing
from app.meetings.models import AgendaItem, Meeting


@pytest.fixture
def table(app, cast):
    with app.app_context():
        return cast.table().id


def wait(visitor, table, title="Regolamento del Tavolo", **more):
    reply = visitor("secretary").post(f"/tables/{table}/backlog", {"title": title, **more})
    assert reply.status_code == 201, reply.json
    return reply.json["id"]


def waiting(visitor, table):
    return [each["title"] for each in visitor("secretary").get_json(f"/tables/{table}/backlog").json["waiting"]]


def test_an_item_waits_until_it_is_put_on_an_agenda(app, cast, visitor, table):
    with app.app_context():
        meeting = cast.planned_meeting().id
    item = wait(visitor, table, kind="decision", planned_minutes="20", section="Regole")
    page = visitor("secretary").get(f"/meetings/{meeting}").text
    assert "Regolamento del Tavolo" in page and f"/backlog/{item}/placing" in page
    assert visitor("secretary").post(f"/backlog/{item}/placing", {"meeting": meeting}).json["position"] == 3
    told = visitor("secretary").get_json(f"/meetings/{meeting}").json["items"][-1]
    assert (told["id"], told["kind"], told["planned_minutes"], told["section"]) == (item, "decision", 20, "Regole")
    assert waiting(visitor, table) == []
    assert visitor("secretary").post(f"/backlog/{item}/placing", {"meeting": meeting}).status_code == 404


def test_an_item_goes_back_and_stays_the_same(app, cast, visitor, table):
    with app.app_context():
        meeting = cast.convened_meeting()
        id, item = meeting.id, meeting.items[0].id
    assert visitor("secretary").post(f"/items/{item}/shelving").status_code == 200
    assert waiting(visitor, table) == ["Alloggi per studenti"]
    assert [each["title"] for each in visitor("secretary").get_json(f"/meetings/{id}").json["items"]] == ["Varie"]
    assert visitor("delegate").get_json(f"/items/{item}").status_code == 404
    assert visitor("secretary").post(f"/backlog/{item}/placing").json == {"id": item, "meeting": id, "position": 2}
    assert visitor("delegate").get_json(f"/items/{item}").status_code == 200


def test_nobody_else_sees_what_waits(app, cast, visitor, table):
    item = wait(visitor, table)
    with app.app_context():
        meeting = cast.convened_meeting().id
    assert "Regolamento" not in visitor("delegate").get(f"/meetings/{meeting}").text
    for role, status in (("outsider", 403), ("delegate", 403), ("auditor", 403)):
        assert visitor(role).get_json(f"/tables/{table}/backlog").status_code == status
        assert visitor(role).get_json(f"/backlog/{item}").status_code == 404
        assert visitor(role).post(f"/backlog/{item}/withdrawal").status_code == 404
        assert visitor(role).get_json(f"/items/{item}").status_code == 404


def test_an_item_that_waits_is_reworded_and_taken_away(visitor, table):
    item = wait(visitor, table)
    assert visitor("secretary").get(f"/backlog/{item}").status_code == 200
    visitor("secretary").post(f"/backlog/{item}", {"title": "Nuovo regolamento", "kind": "information"})
    assert waiting(visitor, table) == ["Nuovo regolamento"]
    refused = visitor("secretary").submit(f"/backlog/{item}", {"title": "", "note": "Quel che ho scritto"})
    assert refused.status_code == 422 and "Quel che ho scritto" in refused.text
    assert visitor("secretary").post(f"/backlog/{item}/withdrawal").status_code == 200
    assert waiting(visitor, table) == []


def test_what_was_deferred_shows_in_the_backlog_until_it_is_carried_over(app, cast, visitor, table):
    with app.app_context():
        meeting = cast.open_meeting()
        writing()
        row, said = db.session.get(Meeting, meeting.id), cast.mandate("secretary")
        row.items[0].conclude("deferred", "", said)
        row.items[1].conclude("noted", "", said)
        row.close(said)
        item = row.items[0].id
        commit()
    deferred = visitor("secretary").get_json(f"/tables/{table}/backlog").json["deferred"]
    assert [each["id"] for each in deferred] == [item]
    copy = visitor("secretary").post(f"/items/{item}/carrying", {"where": "backlog"}).json
    assert copy["meeting"] is None
    told = visitor("secretary").get_json(f"/tables/{table}/backlog").json
    assert (told["deferred"], [each["id"] for each in told["waiting"]]) == ([], [copy["id"]])
    with app.app_context():
        assert db.session.get(AgendaItem, copy["id"]).carried_from_id == item


def test_an_item_of_a_series_shows_under_its_meetings_only(app, cast, visitor, table):
    with app.app_context():
        meeting = cast.planned_meeting().id
    facts = {
        "title": "Mensile",
        "every": "1",
        "unit": "week",
        "weekday": "0",
        "nth": "1",
        "first_on": "2026-01-01",
        "time": "9:00",
    }
    series = visitor("secretary").post(f"/tables/{table}/series", facts | {"ahead": "1"}).json
    wait(visitor, table, "Solo della serie", series=series["id"])
    wait(visitor, table, "Di tutti")
    page = visitor("secretary").get(f"/meetings/{series['meetings'][0]}").text
    assert "Solo della serie" in page and "Di tutti" in page
    assert visitor("secretary").post(f"/tables/{table}/backlog", {"title": "X", "series": "99999"}).status_code == 422
    assert "Di tutti" in visitor("secretary").get(f"/meetings/{meeting}").text


def test_the_backlog_is_folded_in_the_sitting_and_gone_after_it(app, cast, visitor, table):
    wait(visitor, table)
    with app.app_context():
        running = cast.open_meeting().id
        closed = cast.closed_meeting()[0].id
    assert 'id="backlog"' in visitor("secretary").get(f"/meetings/{running}").text
    assert 'id="backlog"' not in visitor("secretary").get(f"/meetings/{closed}").text


def test_without_a_meeting_to_come_nothing_is_placed(visitor, table):
    item = wait(visitor, table)
    assert visitor("secretary").post(f"/backlog/{item}/placing").status_code == 409
    assert waiting(visitor, table) == ["Regolamento del Tavolo"]


def test_the_next_meeting_is_the_nearest_that_takes_items(app, cast, visitor, table):
    item = wait(visitor, table)
    with app.app_context():
        writing()
        said = cast.mandate("secretary")
        later = Meeting.plan(cast.table(), "Dopo", utc_now() + timedelta(days=9), "", said)
        sooner = Meeting.plan(cast.table(), "Prima", utc_now() + timedelta(days=2), "", said)
        off = Meeting.plan(cast.table(), "Annullata", utc_now() + timedelta(days=1), "", said)
        off.call_off("Manca la sala", said)
        commit()
        sooner, later = sooner.id, later.id
    assert visitor("secretary").post(f"/backlog/{item}/placing").json["meeting"] == sooner
