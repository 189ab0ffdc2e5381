"""The tab of tasks: list, board, month, sheet; the same number of queries for few and for many."""

from datetime import timedelta

import pytest

from app.database import day_of, utc_now


@pytest.fixture
def tasks(room, visitor):
    def open_some(count, days=3):
        due = (day_of(utc_now()) + timedelta(days=days)).isoformat()
        for number in range(count):
            sent = {"title": f"=Compito {number}", "owner": str(room.bodies["US"]), "due_on": due}
            assert visitor("delegate").post(f"{room.page}/tasks", sent, accept="application/json").status_code == 201

    return open_some


@pytest.mark.parametrize("view", ["list", "board", "calendar"])
def test_every_view_shows_them_and_costs_the_same(room, visitor, tasks, counted, view):
    page = f"{room.page}/tasks?view={view}"
    tasks(2, 0)
    assert "=Compito 1" in visitor("observer").get(page).text
    with counted() as few:
        visitor("observer").get(page)
    tasks(6, 0)
    with counted() as many:
        visitor("observer").get(page)
    assert len(few) == len(many)
    assert visitor("outsider").get(page).status_code == 404


def test_the_list_is_narrowed_by_owner_and_state(room, visitor, tasks):
    tasks(1)
    asked = [f"owner={room.bodies['US']}", f"owner={room.bodies['PM']}", "state=done", "state=all", "state=nonsense", "owner=x-y"]
    found = [len(visitor("observer").get_json(f"{room.page}/tasks?{each}").json["items"]) for each in asked]
    assert found == [1, 0, 0, 1, 1, 1]
    assert visitor("outsider").get(f"{room.page}/tasks?state=all").status_code == 404


def test_the_month_of_the_address_is_shown_monday_first_and_nonsense_is_this_month(room, visitor):
    page = visitor("observer").get(f"{room.page}/tasks?view=calendar&month=2026-02").text
    assert page.index("2026-01-26") < page.index("2026-02-01") < page.index("2026-03-01")
    for month in ("", "2026-13", "x", "9999-12"):
        assert visitor("observer").get(f"{room.page}/tasks?view=calendar&month={month}").status_code == 200
    assert visitor("outsider").get(f"{room.page}/tasks?view=calendar").status_code == 404


def test_the_sheet_holds_no_formulas(room, visitor, tasks):
    tasks(1)
    sheet = visitor("observer").get(f"{room.page}/tasks.csv")
    assert sheet.headers["Content-Disposition"].startswith("attachment") and "'=Compito 0" in sheet.text
    assert visitor("outsider").get(f"{room.page}/tasks.csv").status_code == 404


def test_the_page_of_the_workspace_shows_what_is_to_be_done(room, visitor, tasks):
    tasks(1)
    assert "=Compito 0" in visitor("observer").get(room.page).text
    assert visitor("outsider").get(room.page).status_code == 404
