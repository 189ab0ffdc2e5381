"""A table on a day: who sits there, who speaks, drawn and in words, now and as it was."""

from datetime import timedelta

import pytest

from app.database import commit, day_of, db, midnight, utc_now, writing
from app.membership.models import Organisation, Table
from app.membership.queries.tables import seats_covered
from tests.cast import LONG_AGO


@pytest.fixture
def table(app, cast):
    with app.app_context():
        return f"/tables/{cast.table().id}"


def change(app, doing):
    with app.app_context():
        writing()
        doing()
        commit()


def seats_of(visitor, address):
    return {seat["organisation"]["initials"]: seat for seat in visitor.get_json(address).get_json()["seats"]}


def test_the_list_tells_each_table_with_its_seats_covered(visitor):
    page = visitor("outsider").get("/tables")
    items = visitor("outsider").get_json("/tables").get_json()["items"]
    assert {item["name"] for item in items} == {"Tavolo di prova", "Conferenza di prova", "Tavolo senza seggi"}
    assert items[0]["address"] in page.text and "Tavolo senza seggi" in page.text


def test_a_proposed_table_is_marked(visitor, cast, app, table):
    change(app, lambda: setattr(cast.table(), "proposed", True))
    states = {item["name"]: item["state"] for item in visitor("outsider").get_json("/tables").get_json()["items"]}
    assert states == {"Tavolo di prova": "proposed", "Conferenza di prova": "active", "Tavolo senza seggi": "active"}
    assert "tv-chip--open" in visitor("outsider").get(table).text


def test_a_reserved_table_is_not_there_for_the_outsider(visitor, cast, app, table):
    change(app, lambda: setattr(cast.table(), "reserved_at", utc_now()))
    outsider = visitor("outsider")
    assert outsider.get(table).status_code == 404
    assert "Tavolo di prova" not in outsider.get("/tables").text
    assert "tv-sealed" in visitor("delegate").get(table).text


def test_a_parent_that_is_reserved_is_not_named_to_the_outsider(visitor, cast, app):
    def tie():
        child, parent = cast.table("VUOTO"), cast.table()
        child.parent_id, parent.reserved_at = parent.id, utc_now()

    change(app, tie)
    with app.app_context():
        child = f"/tables/{cast.table('VUOTO').id}"
    assert visitor("outsider").get_json(child).get_json()["parent"] is None
    assert visitor("delegate").get_json(child).get_json()["parent"]["name"] == "Tavolo di prova"


def test_tables_below_are_linked(visitor, cast, app, table):
    change(app, lambda: setattr(cast.table("VUOTO"), "parent_id", cast.table().id))
    assert [each["name"] for each in visitor("outsider").get_json(table).get_json()["children"]] == ["Tavolo senza seggi"]
    assert "Tavolo senza seggi" in visitor("outsider").get(table).text


def test_seats_and_mandates_of_today(visitor, table):
    seats = seats_of(visitor("outsider"), table)
    assert list(seats) == ["CM", "PP", "SP"]
    assert [(each["role"], each["person"]["name"]) for each in seats["PP"]["mandates"]] == [
        ("delegate", "Delegata"),
        ("substitute", "Supplente"),
        ("technician", "Ufficio tecnico"),
    ]


def test_the_page_draws_the_seats_and_says_them(visitor, table):
    page = visitor("outsider").get(table).text
    assert "tv-around" in page and "Politecnico di Prova" in page and "Ufficio tecnico" in page


def test_as_it_was_on_a_day(visitor, table):
    then = seats_of(visitor("outsider"), table + "?al=2020-06-01")
    assert [each["person"]["name"] for each in then["SP"]["mandates"]] == [
        "Ex delegata",
        "Supplente revocata",
        "Supplente sospesa",
    ]
    assert then["PP"]["mandates"] == []
    assert visitor("outsider").get_json(table + "?al=2020-06-01").get_json()["at"] == "2020-06-01"
    assert visitor("outsider").get_json(table + "?al=2019-12-31").get_json()["seats"] == []


def test_the_day_may_be_written_as_people_do(visitor, table):
    assert visitor("outsider").get_json(table + "?al=01/06/2020").get_json()["at"] == "2020-06-01"


def test_the_day_of_an_end_no_longer_tells_who_left_and_the_last_day_does(visitor, cast, app, table):
    last = day_of(utc_now() + timedelta(days=5))

    def leave():
        cast.mandate("delegate").seat.until = midnight(last + timedelta(days=1))

    change(app, leave)
    assert "PP" in seats_of(visitor("outsider"), f"{table}?al={last}")
    assert "PP" not in seats_of(visitor("outsider"), f"{table}?al={last + timedelta(days=1)}")


@pytest.mark.parametrize("day", ["31/02/2020", "ieri", "2020-13-01", "0001-01-01", "9999-12-31"])
def test_a_wrong_day_shows_today_and_says_so_beside_the_field(visitor, table, day):
    page = visitor("outsider").get(f"{table}?al={day}")
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.text and 'id="al-error"' in page.text and f'value="{day}"' in page.text
    assert "Delegata" in page.text
    reply = visitor("outsider").get_json(f"{table}?al={day}")
    assert reply.status_code == 422 and list(reply.get_json()["errors"]) == ["al"]


def test_a_vacant_seat_and_one_held_by_the_substitute_are_told(visitor, cast, app, table):
    def lay_down():
        cast.mandate("delegate").end()
        cast.mandate("other_delegate").end()

    change(app, lay_down)
    page = visitor("outsider").get(table).text
    assert "tv-chip--info" in page and "tv-chip--gap" not in page.split("Università Statale")[0]
    assert "tv-seat--sub" in page
    seats = seats_of(visitor("outsider"), table)
    assert (seats["PP"]["state"], seats["SP"]["state"]) == ("substitute", "suspended")
    assert [each["person"]["name"] for each in seats["SP"]["suspended"]] == ["Supplente sospesa"]


def test_a_seat_whose_people_are_all_to_come_is_designated_and_one_without_anybody_vacant(visitor, cast, app, table):
    def leave_to_the_future():
        for role in ("other_delegate", "suspended", "secretary", "chair"):
            cast.mandate(role).end()

    change(app, leave_to_the_future)
    seats = seats_of(visitor("outsider"), table)
    assert (seats["SP"]["state"], seats["CM"]["state"]) == ("designated", "vacant")
    assert "tv-chip--open" in visitor("outsider").get(table).text


def test_a_suspended_or_unconfirmed_mandate_does_not_cover_a_seat_nor_count(visitor, cast, app, table):
    def covered():
        with app.app_context():
            return seats_covered(utc_now())[cast.table().place_id]

    assert covered() == (3, 3)
    change(app, lambda: cast.mandate("other_delegate").suspend("In verifica"))
    assert covered() == (3, 2)
    assert seats_of(visitor("outsider"), table)["SP"]["state"] == "suspended"

    def name_only():
        cast.mandate("suspended").end()
        cast.mandate("other_delegate").end()
        cast.mandate("other_delegate").seat.appoint(cast.person("expired"), "delegate", confirmed=False)

    change(app, name_only)
    assert covered() == (3, 2)
    seat = seats_of(visitor("outsider"), table)["SP"]
    assert (seat["state"], seat["mandates"]) == ("designated", [])
    assert [each["person"]["name"] for each in seat["waiting"]] == ["Ex delegata"]


def test_nobody_speaks_for_a_body_that_has_ended(visitor, cast, app, table):
    change(app, lambda: setattr(cast.body("US"), "until", utc_now()))
    assert seats_of(visitor("outsider"), table)["SP"]["mandates"] == []


def test_two_sides_stand_apart(visitor, cast, app, table):
    def pair():
        for seat in cast.table().place.seats:
            seat.side = "a" if seat.organisation.code == "CM" else "b"

    change(app, pair)
    page = visitor("outsider").get(table).text
    assert "tv-seat--plum" in page
    assert [seat["side"] for seat in visitor("outsider").get_json(table).get_json()["seats"]] == ["a", "b", "b"]


def test_an_illustrative_composition_says_so(visitor, cast, app, table):
    assert "tv-note--off" not in visitor("outsider").get(table).text
    change(app, lambda: setattr(cast.table(), "composition_illustrative", True))
    assert "tv-note--off" in visitor("outsider").get(table).text


def test_an_empty_table_says_so(visitor, cast, app):
    with app.app_context():
        empty = f"/tables/{cast.table('VUOTO').id}"
    assert 'class="tv-empty"' in visitor("outsider").get(empty).text


def test_english_readers_read_the_english_name(visitor, table):
    outsider = visitor("outsider")
    outsider.http.set_cookie("tavolo_lang", "en")
    assert "<h1>Test table</h1>" in outsider.get(table).text


@pytest.mark.parametrize("noun", ["tables", "seats", "organisations", "zones"])
@pytest.mark.parametrize("id", [0, 999, 99999999999999999999])
def test_what_is_not_there_is_a_calm_page(visitor, noun, id):
    page = visitor("outsider").get(f"/{noun}/{id}")
    assert page.status_code == 404 and "data-stop" in page.text


def test_forty_two_seats_cost_as_many_queries_as_two(visitor, cast, app, table, counted):
    secretary = visitor("secretary")

    def ask():
        with counted() as statements:
            assert secretary.get(table).status_code == secretary.get("/tables").status_code == 200
        return len(statements)

    ask()
    few = ask()
    change(app, lambda: fill(cast.table(), cast.person("partner")))
    assert ask() == few
    assert "tv-rows10" in secretary.get(table).text


def fill(table, person):
    for number in range(42):
        body = Organisation(name=f"Ente numero {number}", kind="public_body" if number % 2 else "foundation")
        db.session.add(body)
        db.session.flush()
        table.place.seat(body, "member", since=LONG_AGO).appoint(person, "delegate", since=LONG_AGO)
    below = Table.establish(code="SOTTO", name="Tavolo sotto", kind="working_table")
    below.parent_id = table.id
