"""Which mandates end soon, told at 90, 30 and 7 days, and their renewal by one click."""

from datetime import timedelta

import pytest

from app.database import commit, day_after, day_of, db, utc_now, writing
from app.errors import RuleBroken
from app.membership.models import Mandate
from app.membership.queries.renewals import ending_within


@pytest.fixture
def ending(app, cast):
    """ending(days) makes the delegate's mandate end after so many days; returns its number."""

    def within(days):
        with app.app_context():
            writing()
            mandate = cast.mandate("delegate")
            mandate.until = day_after(day_of(utc_now()) + timedelta(days=days))
            commit()
            return mandate.id

    return within


def told(app, days):
    with app.app_context():
        return [each.id for each in ending_within(days, utc_now())]


@pytest.mark.parametrize(("days", "warned"), [(89, (90,)), (29, (90, 30)), (6, (90, 30, 7)), (120, ())])
def test_a_mandate_is_told_within_each_warning(app, ending, days, warned):
    id = ending(days)
    assert [id in told(app, each) for each in (90, 30, 7)] == [each in warned for each in (90, 30, 7)]


def test_the_end_of_the_seat_and_of_the_body_count_too(app, cast, ending):
    with app.app_context():
        writing()
        cast.mandate("delegate").seat.until = utc_now() + timedelta(days=20)
        cast.body("US").until = utc_now() + timedelta(days=10)
        commit()
        found = [each.person.name for each in ending_within(30, utc_now())]
    assert found[0] == "Delegato" and {"Delegata", "Supplente", "Ufficio tecnico"} <= set(found)
    assert "Supplente sospesa" not in found and "Prossima supplente" not in found


def test_who_is_renewed_or_has_a_successor_is_not_told_again(app, cast, ending):
    id = ending(20)
    with app.app_context():
        writing()
        db.session.get(Mandate, id).renew(until=utc_now() + timedelta(days=400))
        commit()
    assert id not in told(app, 90)


def test_the_desk_tells_the_holder_and_who_names_for_the_body_and_nobody_else(visitor, ending):
    id = ending(25)
    for role in ("delegate", "org_admin"):
        assert [each["id"] for each in visitor(role).get_json("/").get_json()["ending"]] == [id]
        assert 'id="ending"' in visitor(role).get("/").text
    for role in ("outsider", "other_delegate"):
        assert visitor(role).get_json("/").get_json()["ending"] == []


def test_pages_say_how_many_days_are_left(visitor, ending, app, cast):
    ending(25)
    with app.app_context():
        table, body = cast.table().id, cast.body("PM").id
    outsider = visitor("outsider")
    outsider.http.set_cookie("tavolo_lang", "en")
    for address in (f"/tables/{table}", f"/organisations/{body}"):
        assert "ends in 25 days" in outsider.get(address).text


def test_one_click_renews_from_the_instant_in_which_the_old_one_ends(visitor, ending, app):
    id = ending(25)
    reply = visitor("admin").post(f"/mandates/{id}/renewal")
    assert reply.status_code == 201
    with app.app_context():
        old, new = db.session.get(Mandate, id), db.session.get(Mandate, reply.get_json()["id"])
        assert (new.since, new.until, new.person_id, new.predecessor_id) == (old.until, None, old.person_id, old.id)
        assert [each.holds(old.until) for each in (old, new)] == [False, True]
        assert [each.holds(old.until - timedelta(seconds=1)) for each in (old, new)] == [True, False]


def test_what_the_body_renews_waits_for_the_secretariat_where_the_table_asks_so(visitor, ending):
    id = ending(25)
    reply = visitor("org_admin").post(f"/mandates/{id}/renewal", {"until": "31/12/2030"})
    assert (reply.status_code, reply.get_json()["state"]) == (201, "designated")
    assert visitor("secretary").post(f"/mandates/{reply.get_json()['id']}/confirmation").status_code == 200
    assert visitor("org_admin").post(f"/mandates/{id}/renewal").status_code == 422


def test_others_do_not_renew_and_a_wrong_day_is_asked_again(visitor, ending):
    id = ending(25)
    for role in ("outsider", "delegate", "secretary", "other_delegate"):
        assert visitor(role).post(f"/mandates/{id}/renewal").status_code == 403
    page = visitor("org_admin").submit(f"/mandates/{id}/renewal", {"until": "31/02/2030"})
    assert page.status_code == 422 and 'value="31/02/2030"' in page.text


def test_only_what_ends_and_has_not_ended_is_renewed(app, cast):
    with app.app_context():
        writing()
        open_end = cast.mandate("delegate")
        with pytest.raises(RuleBroken):
            open_end.renew()
        open_end.until = utc_now() + timedelta(days=5)
        open_end.seat.until = open_end.until
        with pytest.raises(RuleBroken):
            open_end.renew()
        open_end.until = utc_now()
        with pytest.raises(RuleBroken):
            open_end.renew()


def test_warnings_cost_the_same_for_one_and_for_many(app, cast, visitor, counted):
    secretary = visitor("org_admin")

    def ask():
        with counted() as statements:
            assert secretary.get("/").status_code == 200
        return len(statements)

    with app.app_context():
        writing()
        cast.mandate("delegate").until = utc_now() + timedelta(days=20)
        commit()
    ask()
    few = ask()
    with app.app_context():
        writing()
        for role in ("substitute", "technician"):
            cast.mandate(role).until = utc_now() + timedelta(days=20)
        commit()
    assert ask() == few
