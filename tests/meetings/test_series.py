"""A table that meets at a rhythm: its next meetings are planned ahead, follow one template, and change or end together."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from app.database import ROME, commit, db, writing
from app.errors import RuleBroken
from app.meetings.models import Meeting, MeetingSeries
from app.meetings.models.rhythm import Rhythm, begins
from app.meetings.rounds.series import plan_ahead

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)  # a Monday
FACTS = {
    "title": "Tavolo mensile",
    "every": "1",
    "unit": "month",
    "weekday": "1",
    "nth": "2",
    "first_on": "2027-01-01",
    "time": "10:30",
    "planned_minutes": "120",
    "location": "Palazzo Isimbardi",
    "ahead": "3",
}


@pytest.fixture(autouse=True)
def at_the_beginning_of_january():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def series(app, cast, visitor):
    with app.app_context():
        table = cast.table().id
    return visitor("secretary").post(f"/tables/{table}/series", FACTS).json


def days_of(app, series):
    with app.app_context():
        rows = db.session.scalars(db.select(Meeting).where(Meeting.series_id == series["id"]).order_by(Meeting.starts_at)).all()
        return [each.starts_at.astimezone(ROME).strftime("%d/%m %H:%M") for each in rows]


def test_the_next_meetings_stand_in_the_calendar_of_who_keeps_the_table(app, visitor, series):
    assert days_of(app, series) == ["12/01 10:30", "09/02 10:30", "09/03 10:30"]
    told = visitor("secretary").get_json(series["address"]).json
    assert [each["state"] for each in told["meetings"]] == ["planned"] * 3
    assert all(visitor("delegate").get_json(f"/meetings/{id}").status_code == 404 for id in series["meetings"])
    for role in ("outsider", "delegate"):
        assert visitor(role).get_json(series["address"]).status_code == 404


def test_the_hour_is_that_of_rome_in_summer_and_in_winter():
    hours = {begins(day, time(10, 30)).strftime("%H:%M") for day in (date(2027, 3, 9), date(2027, 4, 13))}
    assert hours == {"09:30", "08:30"}


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        (Rhythm("week", 2, 3, None, date(2027, 1, 1)), ["2027-01-14", "2027-01-28", "2027-02-11"]),
        (Rhythm("month", 2, 4, -1, date(2027, 1, 1)), ["2027-01-29", "2027-03-26", "2027-05-28"]),
        (Rhythm("month", 12, 0, 1, date(2027, 1, 1)), ["2028-01-03", "2029-01-01", "2030-01-07"]),
    ],
)
def test_a_rhythm_counts_weeks_and_weekdays_of_the_month(rhythm, days):
    assert [each.isoformat() for each in rhythm.days(date(2027, 1, 4), 3)] == days
    last = date.fromisoformat(days[1])
    assert [each.isoformat() for each in rhythm.days(date(2027, 1, 4), 9, last)] == days[:2]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"every": "0"}, "every"),
        ({"every": "40"}, "every"),
        ({"unit": "day"}, "unit"),
        ({"weekday": "9"}, "weekday"),
        ({"weekday": "lunedì"}, "weekday"),
        ({"nth": "5"}, "nth"),
        ({"time": "25:00"}, "time"),
        ({"first_on": "30/02/2027"}, "first_on"),
        ({"ahead": "100"}, "ahead"),
        ({"planned_minutes": "0"}, "planned_minutes"),
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
    ],
)
def test_a_rhythm_that_is_none_is_refused_beside_its_field(app, cast, visitor, sent, field):
    with app.app_context():
        table = cast.table().id
    reply = visitor("secretary").submit(f"/tables/{table}/series", FACTS | sent)
    assert reply.status_code == 422
    assert f'id="{field}-error"' in reply.text and "Palazzo Isimbardi" in reply.text
    assert visitor("secretary").get_json(f"/tables/{table}/series").json["items"] == []


def test_only_who_keeps_the_table_begins_a_series(app, cast, visitor):
    with app.app_context():
        table = cast.table().id
    for role in ("delegate", "outsider", "admin"):
        assert visitor(role).post(f"/tables/{table}/series", FACTS).status_code == 403
    assert visitor("chair").post(f"/tables/{table}/series", FACTS).status_code == 201


def test_the_round_plans_what_is_missing_and_nothing_twice(app, series, at_the_beginning_of_january):
    with app.app_context():
        plan_ahead(NOW)
    assert len(days_of(app, series)) == 3
    at_the_beginning_of_january.move_to(NOW + timedelta(days=20))
    with app.app_context():
        plan_ahead(NOW)
        plan_ahead(NOW)
    assert days_of(app, series) == ["12/01 10:30", "09/02 10:30", "09/03 10:30", "13/04 10:30"]


def test_the_round_stops_where_the_table_has_ended(app, cast, series, at_the_beginning_of_january):
    with app.app_context():
        writing()
        cast.table().end(NOW + timedelta(days=60))
        commit()
    at_the_beginning_of_january.move_to(NOW + timedelta(days=100))
    with app.app_context():
        plan_ahead(NOW)
    assert len(days_of(app, series)) == 3


def add_point(visitor, series, title, **more):
    reply = visitor("secretary").post(f"{series['address']}/items", {"title": title, **more})
    assert reply.status_code == 201, reply.json
    return reply.json["id"]


def agenda(visitor, meeting):
    return [each["title"] for each in visitor("secretary").get_json(f"/meetings/{meeting}").json["items"]]


def test_the_template_stands_on_every_agenda_that_nobody_touched(visitor, series):
    first, second, third = series["meetings"]
    verbale = add_point(visitor, series, "Verbale", kind="approval", planned_minutes="10")
    visitor("secretary").post(f"/meetings/{second}/items", {"title": "Un punto proprio"})
    add_point(visitor, series, "Varie")
    assert agenda(visitor, first) == agenda(visitor, third) == ["Verbale", "Varie"]
    assert agenda(visitor, second) == ["Verbale", "Un punto proprio"]
    visitor("secretary").post(f"{series['address']}/items/{verbale}/withdrawal")
    assert agenda(visitor, first) == ["Varie"]
    assert visitor("outsider").post(f"{series['address']}/items", {"title": "Mio"}).status_code == 404


def test_an_agenda_becomes_the_template(visitor, series):
    first, second, _ = series["meetings"]
    secretary = visitor("secretary")
    for title in ("Verbale", "Stato degli impegni"):
        secretary.post(f"/meetings/{first}/items", {"title": title, "section": "Sempre", "planned_minutes": "15"})
    assert secretary.post(f"/meetings/{first}/template").status_code == 200
    assert agenda(visitor, second) == ["Verbale", "Stato degli impegni"]
    point = secretary.get_json(series["address"]).json["template"][0]
    assert (point["section"], point["planned_minutes"]) == ("Sempre", 15)
    assert visitor("outsider").post(f"/meetings/{first}/template").status_code == 404


def test_a_meeting_of_no_series_is_no_template(app, cast, visitor):
    with app.app_context():
        meeting = cast.planned_meeting().id
    assert visitor("secretary").post(f"/meetings/{meeting}/template").status_code == 409


def convene(visitor, meeting):
    visitor("secretary").post(f"/meetings/{meeting}/items", {"title": "Un punto"})
    assert visitor("secretary").post(f"/meetings/{meeting}/convocation").status_code == 200


def test_a_change_reaches_all_to_come_but_what_was_called_or_changed_alone(app, cast, visitor, series):
    first, second, third = series["meetings"]
    convene(visitor, first)
    with app.app_context():
        writing()
        row = db.session.get(Meeting, second)
        row.title = "Seduta sul piano"
        commit()
    changed = FACTS | {"title": "Tavolo del mercoledì", "weekday": "2", "time": "15:00", "location": "Online"}
    assert visitor("secretary").post(series["address"], changed).status_code == 200
    assert days_of(app, series)[:3] == ["12/01 10:30", "13/01 15:00", "10/02 15:00"]
    told = {id: visitor("secretary").get_json(f"/meetings/{id}").json for id in (first, second, third)}
    assert [told[id]["title"] for id in (first, second, third)] == ["Tavolo mensile", "Seduta sul piano", "Tavolo del mercoledì"]
    assert [told[id]["location"] for id in (first, second, third)] == ["Palazzo Isimbardi", "Online", "Online"]
    assert visitor("outsider").post(series["address"], changed).status_code == 404


def test_an_occurrence_moved_by_itself_keeps_its_day_and_is_not_planned_again(app, cast, visitor, series):
    with app.app_context():
        writing()
        row = db.session.get(Meeting, series["meetings"][1])
        row.move(starts_at=begins(date(2027, 2, 11), time(9)), location="Altrove", voice=cast.mandate("secretary"))
        commit()
        plan_ahead(NOW)
    assert days_of(app, series) == ["12/01 10:30", "11/02 09:00", "09/03 10:30"]
    visitor("secretary").post(series["address"], FACTS | {"time": "11:00"})
    assert days_of(app, series) == ["12/01 11:00", "11/02 09:00", "09/03 11:00"]


def test_the_end_takes_away_what_nobody_touched(app, visitor, series):
    add_point(visitor, series, "Verbale")
    _first, second, third = series["meetings"]
    visitor("secretary").post(f"/meetings/{second}/items", {"title": "Un punto proprio"})
    reply = visitor("secretary").post(f"{series['address']}/end", {})
    assert reply.json["staying"] == [second]
    assert days_of(app, series) == ["09/02 10:30"]
    assert visitor("secretary").get_json(f"/meetings/{third}").status_code == 404
    assert visitor("secretary").post(f"{series['address']}/end", {}).status_code == 409
    assert visitor("secretary").post(series["address"], FACTS).status_code == 409
    with app.app_context():
        plan_ahead(NOW)
    assert len(days_of(app, series)) == 1


def test_an_end_to_come_lets_the_meetings_before_it_stand(app, visitor, series):
    visitor("secretary").post(f"{series['address']}/end", {"last_on": "2027-02-28"})
    assert days_of(app, series) == ["12/01 10:30", "09/02 10:30"]
    with app.app_context():
        plan_ahead(NOW)
    assert len(days_of(app, series)) == 2
    assert visitor("outsider").post(f"{series['address']}/end", {}).status_code == 404


def test_an_ended_series_takes_no_template(context, cast):
    writing()
    said = cast.mandate("secretary")
    facts = {"title": "S", "location": "", "time": time(9), "planned_minutes": None, "unit": "week", "every": 1}
    row = MeetingSeries.begin(cast.table(), said, **facts, weekday=0, nth=None, first_on=date(2027, 1, 1), ahead=2)
    commit()
    writing()
    row.end(said)
    with pytest.raises(RuleBroken):
        row.add_point("Un punto", "", said)
