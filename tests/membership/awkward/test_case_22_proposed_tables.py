"""Case 22: a table proposed but not existing (the frontier tables, the Intesa CM–Milano) is never shown as active."""

from datetime import timedelta

from app.database import commit, day_of, utc_now, writing


def propose(app, cast):
    with app.app_context():
        writing()
        cast.table().proposed = True
        commit()
        return f"/tables/{cast.table().id}"


def test_case_22_a_proposed_table_says_so_wherever_it_is_shown(app, cast, visitor):
    table, outsider = propose(app, cast), visitor("outsider")
    assert outsider.get_json(table).get_json()["state"] == "proposed"
    assert {each["state"] for each in outsider.get_json("/tables").get_json()["items"] if each["address"] == table} == {
        "proposed"
    }
    assert "tv-chip--open" in outsider.get(table).text


def test_case_22_no_sitting_is_called_at_a_proposed_table(app, cast, visitor):
    table = propose(app, cast)
    meeting = {"title": "Seduta", "day": str(day_of(utc_now()) + timedelta(days=9)), "time": "10:00"}
    assert visitor("secretary").post(f"{table}/meetings", meeting).status_code == 409


def test_case_22_below_its_parent_it_stands_as_to_come(app, cast, visitor):
    table = propose(app, cast)
    with app.app_context():
        writing()
        cast.table().parent_id = cast.table("VUOTO").id
        commit()
        above = f"/tables/{cast.table('VUOTO').id}"
    assert "to-come" in visitor("outsider").get(above).text
    assert table in visitor("outsider").get(above).text
