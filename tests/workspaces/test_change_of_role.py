"""A body goes on in another role, and the page says how it was on any day: who was in, as what, who spoke, what it served."""

from datetime import timedelta

import pytest

from app.database import ROME, commit, db, utc_now, writing
from app.rendering import render
from app.workspaces.models import Workspace, open_circle
from tests.workspaces.territory import ago


def day(count):
    return (utc_now() + timedelta(days=count)).astimezone(ROME).date().isoformat()


def recast(visitor, room, code="FH", role="partner", by="delegate", **other):
    return visitor(by).post(f"/participations/{room.seats[code]}/role", {"role": role, "reason": "Porta case", **other})


@pytest.fixture
def older(app, room):
    """The same workspace, begun forty days ago."""
    with app.app_context():
        writing()
        space = db.session.get(Workspace, room.id)
        space.opened_at = ago(40)
        for seat in space.place.seats:
            seat.since = ago(40)
            for mandate in seat.mandates:
                mandate.since = ago(40)
        space.contributions[0].since = ago(30)
        commit()
    return room


def then(visitor, room, asked, role="delegate"):
    return visitor(role).get_json(f"{room.page}?al={asked}").json["then"]


def test_a_participation_ends_and_the_next_begins_at_the_same_moment_with_its_people(visitor, room):
    assert recast(visitor, room).status_code == 201
    seats = [
        each
        for each in visitor("delegate").get_json(room.page).json["participations"]
        if each["organisation"]["initials"] == "FL"
    ]
    assert [each["role"] for each in seats] == ["observer", "partner"]
    assert seats[0]["until"] == seats[1]["since"] and seats[0]["reason"] == "Porta case"
    assert [each["person"]["name"] for each in seats[1]["people"]] == ["Osservatrice"]
    assert visitor("observer").post(f"{room.page}/threads", {"title": "Ora scrivo"}).status_code == 201


def test_a_change_to_come_leaves_today_as_it_is(visitor, room):
    assert recast(visitor, room, since=day(9)).status_code == 201
    assert visitor("observer").post(f"{room.page}/threads", {"title": "Ancora no"}).status_code == 403
    page = visitor("delegate").get(room.page).text
    assert page.count('class="tv-geo__row') == 3 and "planned" in page


def test_somebody_always_leads(visitor, room):
    assert recast(visitor, room, "PM", "partner").status_code == 422
    assert recast(visitor, room, "US", "lead").status_code == 201
    assert recast(visitor, room, "PM", "partner").status_code == 201
    assert recast(visitor, room, "FH", "partner", by="other_delegate").status_code == 201


def test_it_stays_in_its_circles_unless_it_only_observes_from_then_on(app, cast, visitor, room):
    with app.app_context():
        writing()
        space = db.session.get(Workspace, room.id)
        words = ("Conti", "I conti.", render("I conti."))
        circle = open_circle(space, *words, [cast.body("US")], cast.mandate("delegate", space.place))
        commit()
        inside = f"/workspaces/{circle.id}"
    assert recast(visitor, room, "US", "lead").status_code == 201
    assert visitor("other_delegate").get(inside).status_code == 200
    seats = visitor("delegate").get_json(room.page).json["participations"]
    lead = next(each["id"] for each in seats if each["role"] == "lead" and each["id"] != room.seats["PM"])
    assert visitor("delegate").post(f"/participations/{lead}/role", {"role": "observer"}).status_code == 201
    assert visitor("other_delegate").get(room.page).status_code == 200
    assert visitor("other_delegate").get(inside).status_code == 404


def test_what_cannot_be_is_refused_with_what_was_typed(visitor, room):
    assert recast(visitor, room, role="observer").status_code == 422
    assert recast(visitor, room, role="guest").status_code == 422
    refused = visitor("delegate").submit(
        f"/participations/{room.seats['FH']}/role", {"role": "partner", "since": "2019-01-01", "reason": "Perché sì"}
    )
    assert refused.status_code == 422 and 'value="Perché sì"' in refused.text
    assert [recast(visitor, room, by=role).status_code for role in ("other_delegate", "observer", "outsider")] == [403, 403, 404]


def test_who_was_in_on_a_past_day_in_which_role_and_who_spoke(visitor, older):
    visitor("delegate").post(f"/participations/{older.seats['US']}/end", {"reason": "Ha finito"})
    was = then(visitor, older, day(-10))
    assert (was["state"], [each["role"] for each in was["participations"]]) == ("active", ["lead", "partner", "observer"])
    assert [each["person"]["name"] for each in was["participations"][1]["people"]] == ["Delegato"]
    assert [each["role"] for each in then(visitor, older, day(0))["participations"]] == ["lead", "observer"]
    page = visitor("delegate").get(f"{older.page}?al={day(-10)}").text
    assert 'id="then"' in page and "Università Statale di Prova</b>, Partner: Delegato" in page


def test_which_objectives_it_served_then_and_nothing_before_it_began(visitor, older):
    assert then(visitor, older, day(-35))["objectives"] == []
    assert [each["id"] for each in then(visitor, older, day(-10))["objectives"]] == [older.objectives["P1.A.1"]]
    before = then(visitor, older, day(-50))
    assert (before["state"], before["participations"], before["zones"]) == (None, [], [])
    shown = visitor("delegate").get(f"{older.page}?al={day(-50)}").text.partition('id="then"')[2].partition("</section>")[0]
    assert shown and "Prova" not in shown


def test_the_past_costs_the_same_for_three_bodies_and_for_nine(app, cast, visitor, older, counted):
    visitor("delegate").get(f"{older.page}?al={day(0)}")
    with counted() as few:
        visitor("delegate").get(f"{older.page}?al={day(0)}")
    with app.app_context():
        writing()
        space = db.session.get(Workspace, older.id)
        for code in ("CM", "EX", "RL"):
            space.welcome(cast.body(code), "partner")
        commit()
    with counted() as many:
        visitor("delegate").get(f"{older.page}?al={day(0)}")
    assert len(few) == len(many)


def test_the_past_is_seen_by_who_sees_the_workspace(visitor, older):
    assert visitor("outsider").get_json(f"{older.page}?al={day(-1)}").status_code == 404
    assert then(visitor, older, day(-1), "auditor")["participations"]
