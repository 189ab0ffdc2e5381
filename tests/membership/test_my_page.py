"""My own page: my mandates, my offices, and the sign-ins that I may end."""

from datetime import timedelta

from app.database import commit, db, utc_now, writing
from tests.cast import LONG_AGO


def test_it_tells_mandates_in_force_to_come_and_ended(visitor):
    states = {
        role: visitor(role).get_json("/me").get_json()["mandates"][0]["state"]
        for role in ("delegate", "expired", "future", "suspended", "removed")
    }
    told = {"delegate": "active", "expired": "ended", "future": "designated", "suspended": "suspended", "removed": "ended"}
    assert states == told


def test_a_mandate_in_a_seat_that_ended_has_ended(visitor, cast, app):
    with app.app_context():
        writing()
        cast.mandate("delegate").seat.until = utc_now()
        commit()
    assert visitor("delegate").get_json("/me").get_json()["mandates"][0]["state"] == "ended"


def test_each_mandate_names_its_place(visitor, cast, app):
    with app.app_context():
        cast.workspace()
    mandates = visitor("delegate").get_json("/me").get_json()["mandates"]
    assert {each["place"]["name"] for each in mandates} == {"Tavolo di prova", "Residenze"}


def test_who_has_no_mandate_is_told_what_to_do(visitor):
    page = visitor("outsider").get("/me")
    assert page.status_code == 200
    assert 'id="mandates"' in page.text and 'class="tv-empty"' in page.text


def test_offices_are_told(visitor):
    assert visitor("admin").get_json("/me").get_json()["offices"][0]["kind"] == "administrator"


def test_my_page_is_mine(visitor):
    assert visitor("delegate").get_json("/me").get_json()["email"] == "delegate@example.org"
    assert visitor().get_json("/me").status_code == 401


def test_i_end_a_sign_in_of_mine_in_another_browser(visitor):
    here, there = visitor("delegate"), visitor("delegate")
    assert here.submit(f"/sign-ins/{there.sign_in_id}/end").location == "/me"
    assert there.get("/").status_code == 303
    assert here.get("/me").status_code == 200


def test_i_end_all_the_others_at_once(visitor):
    here, *others = [visitor("delegate") for _ in range(3)]
    stranger = visitor("outsider")
    ended = here.post("/sign-ins/end-others")
    assert ended.status_code == 200 and len(ended.get_json()["ended"]) == 2
    assert {each.get("/").status_code for each in others} == {303}
    assert here.get("/me").status_code == stranger.get("/me").status_code == 200


def test_a_sign_in_ends_once(visitor):
    here, there = visitor("delegate"), visitor("delegate")
    here.post(f"/sign-ins/{there.sign_in_id}/end")
    assert here.post(f"/sign-ins/{there.sign_in_id}/end").status_code == 409
    again = here.submit(f"/sign-ins/{there.sign_in_id}/end")
    assert again.status_code == 409 and 'id="sign-ins"' in again.text


def test_the_outsider_cannot_end_mine_and_the_administrator_can(visitor):
    delegate = visitor("delegate")
    assert visitor("outsider").post(f"/sign-ins/{delegate.sign_in_id}/end").status_code == 404
    assert visitor("admin").post(f"/sign-ins/{delegate.sign_in_id}/end").status_code == 200
    assert delegate.get("/").status_code == 303


def test_many_mandates_cost_as_many_queries_as_one(visitor, cast, app, counted):
    delegate = visitor("delegate")
    delegate.get_json("/me")
    with counted() as one:
        delegate.get_json("/me")
    with app.app_context():
        writing()
        seat = cast.table("VUOTO").place.seat(cast.body("PM"), "member", since=LONG_AGO)
        for days in range(40):
            seat.appoint(
                cast.person("delegate"),
                "technician",
                since=LONG_AGO + timedelta(days=days),
                until=LONG_AGO + timedelta(days=days + 1),
            )
        commit()
        db.session.remove()
    with counted() as many:
        assert len(delegate.get_json("/me").get_json()["mandates"]) == 41
    assert len(one) == len(many)
