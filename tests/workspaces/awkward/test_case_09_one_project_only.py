"""Awkward case 9: a university joins one project only; one outside the accord comes in as a guest until a day."""

from datetime import timedelta

from app.database import ROME, utc_now


def in_days(count):
    return (utc_now() + timedelta(days=count)).astimezone(ROME).date().isoformat()


def partner_without_seat(visitor, room):
    """FH, which sits at no table, becomes a partner of the one project, with its delegate."""
    recast = visitor("delegate").post(f"/participations/{room.seats['FH']}/role", {"role": "partner", "reason": "Porta case"})
    assert recast.status_code == 201
    return recast.json["id"]


def test_case_09_a_project_partner_takes_part_without_a_seat_at_the_table(app, cast, visitor, room):
    partner_without_seat(visitor, room)
    assert visitor("observer").post(f"{room.page}/threads", {"title": "Le nostre case"}).status_code == 201
    with app.app_context():
        table = cast.table()
        assert "FH" not in {seat.organisation.code for seat in table.place.seats}
        door = f"/tables/{table.id}/proposals"
    assert visitor("observer").post(door, {"title": "Al tavolo", "note": "x", "kind": "decision"}).status_code in (403, 404)
    assert visitor("observer").get_json("/workspaces").json["items"][0]["id"] == room.id


def test_case_09_it_is_counted_in_that_project_only(app, cast, visitor, room):
    partner_without_seat(visitor, room)
    with app.app_context():
        cast.workspace()
    visitor("delegate").post(f"/participations/{last_seat(visitor, room, 'FL')}/end")
    counts = {each["id"]: len(each["organisations"]) for each in visitor("auditor").get_json("/workspaces").json["items"]}
    assert counts[room.id] == 2


def last_seat(visitor, room, initials):
    seats = visitor("delegate").get_json(room.page).json["participations"]
    return [each["id"] for each in seats if each["organisation"]["initials"] == initials][-1]


def test_case_09_one_outside_the_accord_is_a_guest_with_an_end(visitor, room):
    sent = {"email": "guest@example.org", "organisation": room.bodies["EX"], "purpose": "Parere", "until": in_days(20)}
    assert visitor("delegate").post(f"{room.page}/guests", sent).status_code == 201
    page = visitor("guest").get_json(room.page).json
    assert [each["until"] is not None for each in page["guests"]] == [True]
    assert all(each["organisation"]["initials"] != "CT" for each in page["participations"])
    assert [each["id"] for each in visitor("guest").get_json("/workspaces").json["items"]] == [room.id]
    without_end = {**sent, "email": "outsider@example.org", "until": ""}
    assert visitor("delegate").post(f"{room.page}/guests", without_end).status_code == 422


def test_case_09_a_guest_does_not_become_a_partner_by_a_change_of_role(visitor, room):
    sent = {"email": "guest@example.org", "organisation": room.bodies["EX"], "purpose": "Parere", "until": in_days(20)}
    visitor("delegate").post(f"{room.page}/guests", sent)
    then = visitor("delegate").get_json(f"{room.page}?al={in_days(0)}").json["then"]["participations"]
    seat = next(each["id"] for each in then if each["role"] == "guest")
    assert visitor("delegate").post(f"/participations/{seat}/role", {"role": "partner"}).status_code == 409


def test_case_09_who_was_never_let_in_finds_nothing(visitor, room):
    assert visitor("outsider").get(room.page).status_code == 404
    assert visitor("outsider").post(f"/participations/{room.seats['FH']}/role", {"role": "partner"}).status_code == 404
