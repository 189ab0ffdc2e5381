"""Circles: a group of those who take part in a workspace, which narrows who reads; every right in it ends with the one around."""

import secrets
from datetime import timedelta

import pytest
import time_machine

from app.database import ROME, commit, db, utc_now, writing
from app.errors import RuleBroken
from app.membership.models import Mandate, Seat
from app.membership.models.leaving import leave_body
from app.permissions import seen_workspaces
from app.rendering import render
from app.workspaces.models import Workspace, open_circle
from app.workspaces.queries.circles import circles_of
from tests.states.workspace_circles import circle_in


def fields(room, **other):
    return {"name": "Modelli economici", "purpose": "I conti tra noi", "bodies": [room.bodies["US"]]} | other


def open_one(visitor, room, role="delegate", **other):
    return visitor(role).post(f"{room.page}/circles", fields(room, **other))


def say(visitor, circle, body, role="delegate"):
    page = visitor(role).get_json(circle["address"]).json
    return visitor(role).post(
        f"{circle['address']}/threads/{page['threads'][0]['id']}/messages", {"body": body, "nonce": secrets.token_hex(16)}
    )


def listed(visitor, room, role):
    return visitor(role).get_json(f"{room.page}/circles").json["items"]


def in_days(count):
    return (utc_now() + timedelta(days=count)).astimezone(ROME).date().isoformat()


@pytest.fixture
def circle(visitor, room):
    """Opened by the delegate of PM for PM and the Statale: PM's technician and the observing Fondazione stay outside."""
    return open_one(visitor, room, people=[room.mandates["delegate"], room.mandates["other_delegate"]]).json


# --- Opening ---------------------------------------------------------------------------------------------------------


def test_a_partner_opens_a_circle_and_leads_it(app, visitor, room):
    reply = open_one(visitor, room, "other_delegate", bodies=[room.bodies["PM"]])
    assert reply.status_code == 201, reply.text
    assert reply.json["stream"] == f"workspace/{reply.json['id']}"
    page = visitor("other_delegate").get_json(reply.json["address"]).json
    assert {each["organisation"]["id"]: each["role"] for each in page["participations"]} == {
        room.bodies["US"]: "lead", room.bodies["PM"]: "partner"
    }  # fmt: skip
    assert [each["title"] for each in page["threads"]] == ["Discussione generale"]
    assert visitor("outsider").get(reply.json["address"]).status_code == 404


def test_all_people_of_the_chosen_bodies_are_in_unless_some_are_named(visitor, room, circle):
    assert [line["people"] for line in listed(visitor, room, "delegate")] == [2]
    whole = open_one(visitor, room, name="Tutti").json
    assert visitor("technician").get(whole["address"]).status_code == 200
    assert visitor("technician").get(circle["address"]).status_code == 404


def test_who_unticks_everybody_lets_nobody_in_by_mistake(visitor, room):
    reply = open_one(visitor, room, named="1")
    assert reply.status_code == 422 and "Statale" in reply.text
    alone = open_one(visitor, room, name="Io", bodies=[], named="1").json
    assert visitor("technician").get(alone["address"]).status_code == 404


def test_only_who_sits_in_the_workspace_sits_in_its_circle(visitor, room, circle):
    assert open_one(visitor, room, name="Altra", bodies=[room.bodies["EX"]]).status_code == 422
    welcome = {"organisation": room.bodies["EX"], "role": "partner"}
    refused = visitor("delegate").post(f"{circle['address']}/participations", welcome)
    assert refused.status_code == 422
    page = visitor("delegate").get(circle["address"]).text
    assert f'<option value="{room.bodies["FH"]}">' in page and f'<option value="{room.bodies["EX"]}">' not in page


def test_who_observes_the_workspace_observes_its_circles(visitor, room, circle):
    lead = visitor("delegate")
    asked = {"organisation": room.bodies["FH"], "role": "partner"}
    assert lead.post(f"{circle['address']}/participations", asked).status_code == 422
    assert lead.post(f"{circle['address']}/participations", asked | {"role": "observer"}).status_code == 201
    whole = open_one(visitor, room, name="Con chi osserva", bodies=[room.bodies["FH"]]).json
    assert visitor("observer").get(whole["address"]).status_code == 200
    assert say(visitor, whole, "Osservo", "observer").status_code == 403


def test_people_are_named_into_a_circle_only_from_the_workspace(app, cast, visitor, room, circle):
    with app.app_context():
        place = db.session.get(Workspace, circle["id"]).place
        seat = next(each.id for each in place.seats if each.organisation.code == "PM")
        stranger, technician = cast.person("org_admin").id, cast.person("technician").id
    lead = visitor("delegate")
    refused = lead.post(f"/seats/{seat}/mandates", {"person": stranger, "role": "substitute"})
    assert refused.status_code == 422
    assert lead.post(f"/seats/{seat}/mandates", {"person": technician, "role": "technician"}).status_code == 201
    assert visitor("technician").get(circle["address"]).status_code == 200


def test_a_circle_has_no_circles_and_one_name_once(app, cast, visitor, room, circle):
    assert open_one(visitor, room).status_code == 422
    assert visitor("delegate").get(f"{circle['address']}/circles").status_code == 404
    with app.app_context():
        inner = db.session.get(Workspace, circle["id"])
        with pytest.raises(RuleBroken):
            open_circle(inner, "Più dentro", "x", render("x"), [], cast.mandate("delegate", inner.place))


def test_what_was_typed_stays_when_a_circle_is_refused(visitor, room):
    page = visitor("delegate").submit(
        f"{room.page}/circles", fields(room, name="", named="1", people=[room.mandates["delegate"]])
    )
    assert page.status_code == 422 and "I conti tra noi" in page.text
    assert f'value="{room.mandates["delegate"]}" checked' in page.text
    assert f'value="{room.mandates["other_delegate"]}" checked' not in page.text


# --- Who knows, who reads --------------------------------------------------------------------------------------------


def test_the_lead_of_the_workspace_who_is_outside_reads_nothing_of_it(visitor, room):
    circle = open_one(visitor, room, "other_delegate", bodies=[room.bodies["FH"]]).json
    assert say(visitor, circle, "Aquilone", "other_delegate").status_code == 201
    lead = visitor("delegate")
    [line] = listed(visitor, room, "delegate")
    assert (line["name"], line["people"], line["inside"]) == ("Modelli economici", 2, False)
    assert {"address", "moved_at", "stream", "purpose"}.isdisjoint(line)
    for address in (circle["address"], f"/streams/workspace/{circle['id']}/happenings"):
        assert lead.get(address).status_code == lead.get_json(address).status_code == 404
    told = [lead.get(address).text for address in (room.page, f"{room.page}/circles", "/", "/workspaces")]
    told += [lead.get_json(address).text for address in (room.page, f"{room.page}/circles", "/", "/workspaces", room.happenings)]
    assert not any("Aquilone" in text or "I conti tra noi" in text for text in told)
    elsewhere = [read(f"/organisations/{room.bodies['US']}").text for read in (lead.get, lead.get_json)]
    assert not any("Modelli economici" in text for text in elsewhere)
    page = lead.get(f"{room.page}/circles").text
    assert "Modelli economici" in page and circle["address"] not in page
    assert visitor("outsider").get(f"{room.page}/circles").status_code == 404


def test_a_hidden_circle_is_known_to_those_in_it_only(visitor, room):
    circle = open_one(visitor, room, "other_delegate", bodies=[], hidden="y").json
    assert listed(visitor, room, "delegate") == []
    assert "Modelli economici" not in visitor("delegate").get(f"{room.page}/circles").text
    assert [each["id"] for each in listed(visitor, room, "other_delegate")] == [circle["id"]]
    assert [each["id"] for each in listed(visitor, room, "auditor")] == [circle["id"]]


def test_a_circle_is_no_workspace_in_any_list_or_count(visitor, room, circle):
    delegate = visitor("delegate")
    assert circle["id"] not in [each["id"] for each in delegate.get_json("/").json["workspaces"]]
    for address in ("/workspaces", f"/decisions/{room.decision}"):
        page, told = delegate.get(address).text, delegate.get_json(address).text
        assert f'href="{circle["address"]}"' not in page and f'"{circle["address"]}"' not in told
    served = delegate.get_json("/plan").text
    asked = {"objective": room.objectives["P2.M1"], "why": "Fa i conti"}
    assert delegate.post(f"{circle['address']}/contributions", asked).status_code == 201
    assert delegate.get_json("/plan").text == served


def test_who_is_in_it_finds_it_under_the_threads_and_on_its_page_the_way_back(visitor, room, circle):
    page = visitor("delegate").get(room.page).text
    assert f'<a href="{circle["address"]}">' in page and "Modelli economici" in page
    assert "Modelli economici" not in visitor("technician").get(room.page).text
    inside = visitor("delegate").get(circle["address"]).text
    assert 'id="circle"' in inside and f'href="{room.page}"' in inside
    assert f"{circle['address']}/circles" not in inside


def test_the_circles_of_a_person_are_those_she_reads_now(app, cast, visitor, room, circle):
    with app.app_context():
        space, at = db.session.get(Workspace, room.id), utc_now()
        mine = {role: [each.id for each in circles_of(space, cast.person(role).id, at)] for role in ("delegate", "technician")}
    assert mine == {"delegate": [circle["id"]], "technician": []}


# --- Leaving ---------------------------------------------------------------------------------------------------------


def ends_in(app, circle, role, cast):
    with app.app_context():
        return cast.mandate(role, db.session.get(Workspace, circle["id"]).place).until


def test_a_body_that_leaves_the_workspace_leaves_the_circle(app, cast, visitor, room, circle):
    assert visitor("delegate").post(f"/participations/{room.seats['US']}/end", {"reason": "Fine"}).status_code == 200
    assert visitor("other_delegate").get(circle["address"]).status_code == 404
    assert say(visitor, circle, "Siamo soli").status_code == 201
    assert ends_in(app, circle, "other_delegate", cast) <= utc_now()


def test_a_circle_whose_lead_leaves_the_workspace_is_led_by_the_partner_that_came_first(app, cast, visitor, room):
    mine = open_one(visitor, room, "other_delegate", bodies=[room.bodies["PM"]]).json
    gone = visitor("delegate").post(f"/participations/{room.seats['US']}/end", {"reason": "Altri impegni"})
    assert gone.status_code == 200, gone.text
    page = visitor("delegate").get_json(mine["address"]).json
    now = [(each["organisation"]["id"], each["role"]) for each in page["participations"] if not each["until"]]
    assert now == [(room.bodies["PM"], "lead")]
    assert visitor("delegate").post(f"{mine['address']}/circle/closure").status_code in (200, 201)


def test_a_body_that_leads_a_circle_leaves_suspended_work_too(app, cast, visitor, room):
    mine = open_one(visitor, room, "other_delegate", bodies=[room.bodies["PM"]]).json
    assert visitor("delegate").post(f"{room.page}/suspension", {"reason": "Si aspetta il bando"}).status_code in (200, 201)
    gone = visitor("delegate").post(f"/participations/{room.seats['US']}/end", {"reason": "Altri impegni"})
    assert gone.status_code == 200, gone.text
    roles = [each["role"] for each in visitor("delegate").get_json(mine["address"]).json["participations"] if not each["until"]]
    assert roles == ["lead"]


def test_a_future_end_in_the_workspace_is_that_of_the_circle(app, cast, visitor, room, circle):
    assert visitor("delegate").post(f"/participations/{room.seats['US']}/end", {"until": in_days(3)}).status_code == 200
    assert visitor("other_delegate").get(circle["address"]).status_code == 200
    assert ends_in(app, circle, "other_delegate", cast) is not None
    with app.app_context(), time_machine.travel(utc_now() + timedelta(days=5)):
        seen = seen_workspaces(cast.person("other_delegate").id, utc_now())
        assert circle["id"] not in [each.id for each in db.session.scalars(seen)]


def test_a_person_whose_mandate_ends_leaves_the_circle_and_her_body_stays(app, cast, visitor, room, circle):
    assert visitor("delegate").post(f"/mandates/{room.mandates['other_delegate']}/end").status_code == 200
    assert visitor("other_delegate").get(circle["address"]).status_code == 404
    [line] = listed(visitor, room, "delegate")
    assert line["people"] == 1 and len(line["organisations"]) == 2


def test_a_mandate_that_rests_around_rests_inside_until_it_is_lifted(app, cast, visitor, room, circle):
    with app.app_context():
        writing()
        db.session.get(Mandate, room.mandates["other_delegate"]).suspend("Da chiarire", by=cast.person("admin"))
        commit()
    assert visitor("other_delegate").get(circle["address"]).status_code == 404
    assert say(visitor, circle, "Manca qualcuno").status_code == 201
    with app.app_context():
        writing()
        db.session.get(Mandate, room.mandates["other_delegate"]).suspensions[0].lift(by=cast.person("admin"))
        commit()
    assert visitor("other_delegate").get(circle["address"]).status_code == 200


def test_who_takes_over_a_mandate_is_not_in_the_circle_until_named(app, cast, visitor, room, circle):
    with app.app_context():
        writing()
        mandate = db.session.get(Mandate, room.mandates["other_delegate"])
        mandate.hand_over(cast.person("expired"), by=cast.person("admin"))
        commit()
    assert visitor("expired").get(room.page).status_code == 200
    for role in ("expired", "other_delegate"):
        assert visitor(role).get(circle["address"]).status_code == 404


def test_a_body_that_goes_on_in_another_role_stays_unless_it_only_observes(app, cast, visitor, room, circle):
    for role, expected in (("lead", 200), ("observer", 404)):
        with app.app_context():
            writing()
            space = db.session.get(Workspace, room.id)
            seat = next(each for each in space.place.seats if each.organisation.code == "US" and each.in_force(utc_now()))
            space.recast(seat, role, None, "Cambia passo", cast.mandate("delegate", space.place))
            commit()
        assert visitor("other_delegate").get(room.page).status_code == 200
        assert visitor("other_delegate").get(circle["address"]).status_code == expected


def test_leaving_the_body_ends_both_at_once(app, cast, visitor, room, circle):
    with app.app_context():
        writing()
        leave_body(cast.person("other_delegate").affiliations[0], by=cast.person("admin"))
        commit()
    assert visitor("other_delegate").get(circle["address"]).status_code == 404


def test_a_row_in_the_circle_alone_gives_no_right(app, cast, visitor, room, circle):
    """Even where the mandate of the workspace was cut without a word to anybody."""
    with app.app_context():
        writing()
        db.session.get(Seat, room.seats["US"]).until = utc_now()
        commit()
    assert visitor("other_delegate").get(circle["address"]).status_code == 404
    assert visitor("other_delegate").get(f"/streams/workspace/{circle['id']}/happenings").status_code == 404


# --- Guests ----------------------------------------------------------------------------------------------------------


def visit(room, days, **other):
    asked = {"email": "guest@example.org", "organisation": room.bodies["EX"], "purpose": "Porta i dati"}
    return asked | {"until": in_days(days)} | other


def test_a_guest_of_the_workspace_comes_in_as_a_guest_and_no_longer_than_there(visitor, room, circle):
    lead = visitor("delegate")
    assert lead.post(f"{circle['address']}/guests", visit(room, 20)).status_code == 422
    stay = lead.post(f"{room.page}/guests", visit(room, 20)).json
    assert visitor("guest").get(circle["address"]).status_code == 404
    assert lead.post(f"{circle['address']}/guests", visit(room, 30)).status_code == 422
    assert lead.post(f"{circle['address']}/guests", visit(room, 10)).status_code == 201
    assert visitor("guest").get(circle["address"]).status_code == 200
    assert visitor("guest").post(f"/guests/{stay['id']}/end").status_code == 200
    assert visitor("guest").get(circle["address"]).status_code == 404


# --- Closing ---------------------------------------------------------------------------------------------------------


def test_a_closed_circle_is_read_and_not_written(visitor, room, circle):
    say(visitor, circle, "Prima della fine")
    assert visitor("other_delegate").post(f"{circle['address']}/circle/closure").status_code == 403
    assert visitor("delegate").post(f"{circle['address']}/circle/closure").status_code == 200
    assert "Prima della fine" in visitor("other_delegate").get(circle["address"]).text
    assert say(visitor, circle, "Dopo").status_code == 403
    assert visitor("delegate").post(f"{circle['address']}/circle/closure").status_code == 403
    assert open_one(visitor, room).status_code == 201
    assert visitor("outsider").post(f"{circle['address']}/circle/closure").status_code == 404


def test_with_the_workspace_its_circles_are_closed(app, visitor, room, circle):
    with app.app_context():
        writing()
        db.session.get(Workspace, room.id).closed_at = utc_now()
        commit()
    assert visitor("delegate").get(circle["address"]).status_code == 200
    assert say(visitor, circle, "Ancora").status_code == 403


# --- What it costs ---------------------------------------------------------------------------------------------------


def test_twenty_circles_cost_as_many_queries_as_two(app, cast, visitor, room, counted):
    asked = []
    for number in (2, 20):
        with app.app_context():
            space = db.session.get(Workspace, room.id)
            for each in range(number):
                circle_in(cast, space, f"Cerchia {number} {each}")
        reader = visitor("delegate")
        reader.get(room.page)
        with counted() as statements:
            reader.get(f"{room.page}/circles"), reader.get(room.page)
        asked.append(len(statements))
    assert asked[0] == asked[1]
