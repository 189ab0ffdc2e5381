"""Reading workspaces: the list, the page, the drawing of who takes part over time, the messages."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from app.database import commit, midnight, utc_now, writing
from app.membership.models import Organisation, Seat
from app.workspaces.queries import geometry_of


def test_the_list_holds_what_i_take_part_in(visitor, room):
    item = visitor("observer").get_json("/workspaces").json["items"][0]
    assert (item["id"], item["address"], item["name"]) == (room.id, room.page, "Residenze")
    assert [each["initials"] for each in item["organisations"]] == ["PP", "SP", "FL"]
    assert "Residenze" in visitor("auditor").get("/workspaces").text
    assert visitor("outsider").get_json("/workspaces").json == {"items": [], "next": None}
    assert "Residenze" not in visitor("secretary").get("/workspaces").text


@pytest.mark.parametrize("role", ["outsider", "secretary", "substitute", "admin", "expired"])
def test_whoever_takes_no_part_finds_no_workspace(visitor, room, role):
    stranger = visitor(role)
    for door in (room.page, room.talk, room.happenings, f"{room.page}?thread={room.thread}"):
        assert stranger.get_json(door).status_code == 404


def test_the_page_prints_where_its_live_line_stands(visitor, room):
    known = visitor("observer").get_json(room.happenings).json
    page = visitor("observer").get(room.page).text
    assert f'data-stream="workspace/{room.id}" data-head="{known["head"]}" data-log="{known["log"]}"' in page
    thread = visitor("observer").get_json(room.talk).json
    assert (thread["head"], thread["log"]) == (known["head"], known["log"])


def test_the_page_costs_the_same_with_two_messages_and_with_forty_two(visitor, room, counted):
    writers = [visitor(role) for role in ("delegate", "technician", "other_delegate")]

    def write(count):
        for number in range(count):
            sent = {"body": "Ciao", "nonce": f"{number + count * 100:032x}"}
            assert writers[(number + 1) % 3].post(room.messages, sent).status_code == 201

    delegate = visitor("delegate")
    write(2)
    with counted() as few:
        delegate.get(room.page)
    write(40)
    with counted() as many:
        delegate.get(room.page)
    assert len(delegate.get_json(room.talk).json["items"]) == 42
    assert len(few) == len(many)


def test_the_list_costs_the_same_with_one_workspace_and_with_three(app, cast, visitor, room, counted):
    delegate = visitor("delegate")
    with counted() as few:
        delegate.get("/workspaces")
    with app.app_context():
        cast.workspace()
    with app.app_context():
        cast.workspace()
    with counted() as many:
        assert delegate.get("/workspaces").text.count('<a href="/workspaces/') == 3
    assert len(few) == len(many)


def test_earlier_messages_are_one_link_away(visitor, room):
    delegate = visitor("delegate")
    for number in range(53):
        delegate.post(room.messages, {"body": f"numero-{number}.", "nonce": f"{number:032x}"})
    last = delegate.get_json(room.talk).json
    assert len(last["items"]) == 50 and last["items"][-1]["html"] == "<p>numero-52.</p>"
    first = delegate.get_json(last["next"]).json
    assert [each["html"] for each in first["items"]] == [f"<p>numero-{n}.</p>" for n in range(3)] and first["next"] is None
    earlier = delegate.get(last["next"]).text
    assert "numero-2." in earlier and "numero-3." not in earlier and "data-composer" not in earlier


def test_the_page_opens_at_the_thread_that_moved_last(visitor, room):
    delegate = visitor("delegate")
    quiet = delegate.post(f"{room.page}/threads", {"title": "Criteri comuni"}).json["id"]
    delegate.post(room.messages, {"body": "Qui si parla", "nonce": "a" * 32})
    assert delegate.get_json(room.page).json["thread"]["id"] == room.thread
    assert delegate.get_json(f"{room.page}?thread={quiet}").json["thread"]["id"] == quiet


def test_a_partner_who_does_not_see_the_decision_gets_its_name_without_a_link(visitor, room):
    assert f"/decisions/{room.decision}" in visitor("delegate").get(room.page).text
    page = visitor("observer").get(room.page).text
    assert f"/decisions/{room.decision}" not in page and "Tavolo di prova" in page


def test_the_name_of_a_reserved_table_is_not_told_to_a_partner_who_does_not_see_it(app, cast, visitor, room):
    with app.app_context():
        writing()
        cast.table().reserved_at = utc_now()
        commit()
    for page in (room.page, "/workspaces"):
        text = visitor("observer").get(page).text
        assert "decisione" in text.lower()
        assert "Tavolo di prova" not in text
    assert "Tavolo di prova" in visitor("delegate").get(room.page).text


def test_a_wrong_day_is_told_and_the_page_stays(visitor, room):
    page = visitor("observer").get(f"{room.page}?al=31/02/2026")
    assert page.status_code == 200 and "31/02/2026" in page.text


# --- The drawing -----------------------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 14, 11, tzinfo=UTC)


def seat(id, name, role, since, until=None, reason=""):
    until = until and midnight(until)
    return Seat(id=id, organisation_id=id, organisation=Organisation(id=id, name=name), role=role, since=midnight(since),
                until=until, reason=reason)  # fmt: skip


@pytest.fixture
def drawn(context):
    """geometry(seats, day): the drawing of a workspace opened on 6 May."""

    def geometry(*seats, asked=None):
        with context.test_request_context(headers={"Accept-Language": "en"}):
            return geometry_of(SimpleNamespace(opened_at=midnight(date(2026, 5, 6))), seats, NOW, asked)

    return geometry


def test_bars_lie_between_the_months_of_their_days(drawn):
    lead = seat(1, "Ente Capofila", "lead", date(2026, 5, 6))
    gone = seat(2, "Ente Uscito", "partner", date(2026, 6, 1), date(2026, 8, 1), "Progetto finito")
    picture = drawn(gone, lead)
    assert [row["organisation"].name for row in picture.rows] == ["Ente Capofila", "Ente Uscito"]
    assert [mark["label"] for mark in picture.months] == ["May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    bar, left = picture.rows[0]["bars"][0], picture.rows[1]["bars"][0]
    assert bar["x"] < picture.months[1]["x"] and bar["x"] + bar["w"] == pytest.approx(picture.line, abs=0.02)
    assert left["x"] == picture.months[1]["x"] and left["x"] + left["w"] == pytest.approx(picture.months[3]["x"], abs=0.02)
    assert left["text"] == "Partner from 1 June 2026 to 31 July 2026"
    assert picture.rows[1]["note"] == "left on 31 Jul: Progetto finito" and picture.rows[1]["faded"]


def test_a_reason_is_cut_beside_its_bar_and_may_be_missing(drawn):
    silent = seat(1, "Ente", "partner", date(2026, 6, 1), date(2026, 8, 1))
    wordy = seat(2, "Ente Lungo", "partner", date(2026, 6, 1), date(2026, 8, 1), "Ha portato a termine tutto ciò che doveva")
    notes = [row["note"] for row in drawn(silent, wordy).rows]
    assert notes == ["left on 31 Jul", "left on 31 Jul: Ha portato a termine tutto…"]


def test_what_is_planned_is_drawn_apart(drawn):
    guest = seat(1, "Ente a Tempo", "partner", date(2026, 10, 14), date(2026, 12, 14))
    later = seat(2, "Ente Futuro", "observer", date(2026, 12, 1))
    rows = drawn(guest, later).rows
    assert [bar["planned"] for bar in rows[0]["bars"]] == [False, True]
    assert [bar["planned"] for bar in rows[1]["bars"]] == [True] and rows[1]["faded"]
    assert rows[1]["bars"][0]["text"] == "Observer from 1 December 2026"


def test_one_row_holds_the_roles_that_a_body_had_one_after_the_other(drawn):
    before = seat(1, "Ente", "observer", date(2026, 6, 1), date(2026, 9, 1))
    after = seat(2, "Ente", "partner", date(2026, 9, 1))
    after.organisation_id = 1
    rows = drawn(before, after).rows
    assert [[bar["role"] for bar in row["bars"]] for row in rows] == [["observer", "partner"]]


def test_as_it_was_on_a_day_fades_who_was_not_in(drawn):
    lead = seat(1, "Ente Capofila", "lead", date(2026, 5, 6))
    joined = seat(2, "Ente Entrato", "partner", date(2026, 9, 1))
    on_the_day, before = drawn(lead, joined, asked=date(2026, 9, 1)), drawn(lead, joined, asked=date(2026, 8, 31))
    assert [row["faded"] for row in on_the_day.rows] == [False, False]
    assert [row["faded"] for row in before.rows] == [False, True]
    assert before.line < drawn(lead, joined).line


def test_years_of_work_get_few_marks_and_an_end_far_away_is_cut(drawn):
    old = seat(1, "Ente", "lead", date(2020, 1, 1), date(2099, 1, 1))
    picture = drawn(old)
    assert len(picture.months) <= 9
    assert picture.months[-1]["x"] < 100 and picture.rows[0]["bars"][-1]["planned"]
    assert sum(bar["w"] for bar in picture.rows[0]["bars"]) <= 100.1


def test_a_workspace_opened_today_has_a_drawing(drawn):
    picture = drawn(seat(1, "Ente", "lead", NOW.date()))
    assert len(picture.rows) == 1 and picture.rows[0]["bars"]
