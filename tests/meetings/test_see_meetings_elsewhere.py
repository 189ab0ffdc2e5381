"""Meetings and decisions in lists and on other pages: who finds them there, and at what cost."""

from datetime import timedelta

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting


def test_the_list_shows_what_is_in_course_first_and_the_past_last(app, cast, visitor):
    with app.app_context():
        past, coming, running = cast.closed_meeting()[0].id, cast.convened_meeting().id, cast.open_meeting().id
        planned = cast.planned_meeting().id
    listed = visitor("secretary").get_json("/meetings").json["items"]
    assert [each["id"] for each in listed] == [running, coming, planned, past]
    assert [each["id"] for each in visitor("delegate").get_json("/meetings").json["items"]] == [running, coming, past]
    assert visitor("outsider").get_json("/meetings").json["items"] == []
    page = visitor("delegate").get("/meetings").text
    assert page.index(f"/meetings/{running}") < page.index(f"/meetings/{past}")


def plan_many(cast, count):
    writing()
    voice = cast.mandate("secretary")
    for day in range(count):
        Meeting.plan(cast.table(), f"Seduta {day}", utc_now() + timedelta(days=day), "", voice)
    commit()


def test_a_long_list_goes_on_to_another_page(app, cast, visitor):
    with app.app_context():
        plan_many(cast, 53)
    secretary = visitor("secretary")
    first = secretary.get_json("/meetings").json
    assert len(first["items"]) == 50 and first["next"] == "/meetings?page=2"
    assert len(secretary.get_json(first["next"]).json["items"]) == 3
    assert 'rel="next"' in secretary.get("/meetings").text and 'rel="prev"' in secretary.get("/meetings?page=2").text


def test_the_way_to_another_page_never_leaves_the_list(app, cast, visitor):
    with app.app_context():
        plan_many(cast, 53)
    odd = visitor("secretary").get_json("/meetings?_scheme=javascript&_external=1&endpoint=static&id=7")
    assert odd.status_code == 200 and odd.json["next"].startswith("/meetings?_scheme=javascript&")


def test_a_list_of_many_costs_as_much_as_one_of_two(app, cast, visitor, counted):
    secretary = visitor("secretary")
    with app.app_context():
        plan_many(cast, 2)
    costs = {}
    for rows in (2, 42):
        with counted() as statements:
            assert len(secretary.get_json("/meetings").json["items"]) == rows
            assert secretary.get("/meetings").status_code == 200
        costs[rows] = len(statements)
        with app.app_context():
            plan_many(cast, 40)
    assert costs[2] == costs[42]


def test_a_meeting_of_twelve_items_costs_as_much_as_one_of_two(app, cast, visitor, counted):
    costs = []
    for count in (2, 12):
        with app.app_context():
            meeting = cast.open_meeting(items=[f"Punto {number}" for number in range(count)])
            writing()
            voice = cast.mandate("secretary")
            meeting = find_meeting(meeting.id)
            for item in meeting.items:
                item.decide(voice, **cast.parts())
            commit()
        for role in ("secretary", "delegate"):
            reader = visitor(role)
            with counted() as statements:
                assert reader.get(f"/meetings/{meeting.id}").status_code == 200
            costs.append((role, len(statements)))
    assert costs[:2] == costs[2:]


def find_meeting(id):
    return db.session.get(Meeting, id)


def test_decisions_are_listed_with_what_they_lack_and_late_ones_marked(app, cast, visitor):
    with app.app_context():
        _, decision = cast.closed_meeting()
        writing()
        decision.due_on = (utc_now() - timedelta(days=3)).date()
        commit()
        open_meeting = cast.open_meeting()
        writing()
        half = find_meeting(open_meeting.id).items[0].decide(cast.mandate("secretary"), text="A metà")
        commit()
        late, proposed = decision.id, half.id
    listed = visitor("delegate").get_json("/decisions").json["items"]
    assert [(each["id"], each["state"]) for each in listed] == [(proposed, "proposed"), (late, "adopted")]
    assert len(listed[0]["missing"]) == 4 and listed[1]["label"].endswith("/1")
    assert visitor("delegate").get("/decisions").text.count("tv-late") == 1
    assert visitor("outsider").get_json("/decisions").json["items"] == []


def test_decisions_cost_the_same_in_any_number(app, cast, visitor, counted):
    reader, costs = visitor("delegate"), []
    for more in (2, 6):
        with app.app_context():
            for _ in range(more):
                cast.closed_meeting()
        with counted() as statements:
            assert reader.get("/decisions").status_code == 200
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_a_decision_leads_up_to_its_objective_and_down_to_its_work(app, cast, visitor):
    with app.app_context():
        workspace, _ = cast.workspace()
        decision, objective, space = workspace.decision_id, cast.objective().id, workspace.id
    page = visitor("delegate").get(f"/decisions/{decision}").text
    assert f"/plan/objectives/{objective}" in page or f"/objectives/{objective}" in page
    assert f"/workspaces/{space}" in page
    assert visitor("outsider").get(f"/decisions/{decision}").status_code == 404


def test_the_calendar_of_a_table_tells_everybody_what_was_convened(app, cast, visitor):
    with app.app_context():
        cast.planned_meeting()
        convened, table = cast.convened_meeting().id, cast.table().id
    calendar = {
        role: visitor(role).get_json(f"/tables/{table}").json["meetings"] for role in ("outsider", "delegate", "secretary")
    }
    assert [set(each) for each in calendar["outsider"]] == [{"id", "title", "state", "starts_at"}]
    assert [each["address"] for each in calendar["delegate"]] == [f"/meetings/{convened}"]
    assert len(calendar["secretary"]) == 2
    assert f'href="/meetings/{convened}"' not in visitor("outsider").get(f"/tables/{table}").text
    assert f'href="/tables/{table}/meetings/new"' in visitor("chair").get(f"/tables/{table}").text
    assert f'href="/tables/{table}/meetings/new"' not in visitor("delegate").get(f"/tables/{table}").text


def test_the_page_carries_its_place_in_the_stream(app, cast, visitor):
    with app.app_context():
        meeting = cast.convened_meeting()
        id = meeting.id
    shown = visitor("delegate").get_json(f"/meetings/{id}").json
    page = visitor("delegate").get(f"/meetings/{id}").text
    assert f'data-stream="meeting/{id}" data-head="{shown["head"]}" data-log="{shown["log"]}"' in page
    visitor("secretary").post(f"/meetings/{id}/opening")
    assert visitor("delegate").get_json(f"/meetings/{id}").json["head"] == shown["head"] + 1
