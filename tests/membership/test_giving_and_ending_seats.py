"""Seats and mandates are given and ended, never edited; each by whom it belongs to."""

from datetime import timedelta

import pytest

from app.database import commit, day_after, day_of, db, midnight, utc_now, writing
from app.happenings import Happening
from app.membership.models import Act, Affiliation, Mandate, Seat
from tests.cast import LONG_AGO


@pytest.fixture
def names(app, cast):
    """The numbers of what the tests speak of."""
    with app.app_context():
        seats = {seat.organisation.code: seat.id for seat in cast.table().place.seats}
        people = {role: cast.person(role).id for role in ("org_admin", "outsider", "delegate", "technician", "expired")}
        bodies = {code: cast.body(code).id for code in ("EX", "OLD", "PM")}
        mandates = {role: cast.mandate(role).id for role in ("delegate", "technician", "other_delegate")}
        return {"table": cast.table().id, "seats": seats, "people": people, "bodies": bodies, "mandates": mandates}


def row(app, kind, id):
    with app.app_context():
        return db.session.get(kind, id)


def last_happening(app):
    with app.app_context():
        return db.session.scalar(db.select(Happening).order_by(Happening.id.desc()))


# --- Giving a seat ---------------------------------------------------------------------------------------------------


def test_the_secretary_gives_a_seat_in_the_name_of_her_body(visitor, names, app, cast):
    reply = visitor("secretary").post(f"/tables/{names['table']}/seats", {"organisation": names["bodies"]["EX"]})
    assert reply.status_code == 201
    seat = row(app, Seat, reply.get_json()["id"])
    assert seat.organisation_id == names["bodies"]["EX"] and seat.until is None
    said = last_happening(app)
    with app.app_context():
        assert (said.kind, said.organisation_id) == ("seat-given", cast.body("CM").id)


def test_the_platform_administrator_gives_a_seat_in_nobodys_name(visitor, names, app, cast):
    reply = visitor("admin").submit(f"/tables/{names['table']}/seats", {"organisation": names["bodies"]["EX"]})
    assert (reply.status_code, reply.location) == (303, f"/tables/{names['table']}")
    said = last_happening(app)
    with app.app_context():
        assert (said.organisation_id, said.person_id) == (None, cast.person("admin").id)


def test_a_body_holds_several_seats_where_their_titles_tell_them_apart_each_by_its_act(visitor, names, app):
    with app.app_context():
        writing()
        act = Act(code="D1", title="Decreto di nomina", kind="decree", issuer="Sindaca", number="1")
        db.session.add(act)
        commit()
        fields = {"organisation": names["bodies"]["PM"], "title": "Prorettorato", "act": act.id}
    address = f"/tables/{names['table']}/seats"
    seat = row(app, Seat, visitor("secretary").post(address, fields).get_json()["id"])
    assert (seat.title, seat.act_id) == ("Prorettorato", fields["act"])
    assert "Decreto di nomina" in visitor("outsider").get(f"/seats/{seat.id}").text
    assert visitor("secretary").post(address, fields).status_code == 422
    named = {"person": names["people"]["org_admin"], "role": "delegate", "act": fields["act"]}
    mandate = visitor("admin").post(f"/seats/{seat.id}/mandates", named).get_json()["id"]
    assert visitor("outsider").get_json(f"/mandates/{mandate}").get_json()["act"] == fields["act"]
    assert visitor("admin").post(f"/seats/{seat.id}/mandates", named | {"role": "technician", "act": "99999"}).status_code == 422


def test_a_day_means_its_midnight_in_rome_and_until_includes_it(visitor, names, app):
    first, last = day_of(utc_now()) + timedelta(days=3), day_of(utc_now()) + timedelta(days=30)
    fields = {"organisation": names["bodies"]["EX"], "since": f"{first:%d/%m/%Y}", "until": str(last)}
    seat = row(app, Seat, visitor("secretary").post(f"/tables/{names['table']}/seats", fields).get_json()["id"])
    assert (seat.since, seat.until) == (midnight(first), day_after(last))
    assert f"{last.day} " in visitor("outsider").get(f"/seats/{seat.id}").text


def test_a_body_that_has_ended_is_refused_beside_the_field(visitor, names):
    fields = {"organisation": names["bodies"]["OLD"], "since": "2026-01-31"}
    page = visitor("secretary").submit(f"/tables/{names['table']}/seats", fields)
    assert page.status_code == 422
    assert 'id="organisation-error"' in page.text and "Vecchio Ente" in page.text
    assert 'value="2026-01-31"' in page.text


@pytest.mark.parametrize("chosen", ["", "abc", "999999", "99999999999999999999", "-1", "²"])
def test_something_that_is_no_body_is_refused_beside_the_field(visitor, names, chosen):
    page = visitor("secretary").submit(f"/tables/{names['table']}/seats", {"organisation": chosen})
    assert page.status_code == 422 and 'id="organisation-error"' in page.text


def test_a_wrong_day_comes_back_as_it_was_typed(visitor, names):
    page = visitor("secretary").submit(
        f"/tables/{names['table']}/seats", {"organisation": names["bodies"]["EX"], "since": "31/02/2026"}
    )
    assert page.status_code == 422 and 'value="31/02/2026"' in page.text
    assert f'selected value="{names["bodies"]["EX"]}"' in page.text


def test_a_second_seat_for_the_same_body_is_refused(visitor, names):
    reply = visitor("secretary").post(f"/tables/{names['table']}/seats", {"organisation": names["bodies"]["PM"]})
    assert reply.status_code == 422


def test_others_neither_give_nor_see_the_form(visitor, names):
    for role in ("outsider", "delegate", "org_admin", "auditor"):
        someone = visitor(role)
        assert someone.post(f"/tables/{names['table']}/seats", {"organisation": names["bodies"]["EX"]}).status_code == 403
        assert "give-seat" not in someone.get(f"/tables/{names['table']}").text
    assert "give-seat" in visitor("secretary").get(f"/tables/{names['table']}").text


# --- Ending a seat ---------------------------------------------------------------------------------------------------


def test_the_seat_page_tells_who_held_it_over_time(visitor, names):
    address = f"/seats/{names['seats']['US']}"
    people = [each["person"]["name"] for each in visitor("outsider").get_json(address).get_json()["mandates"]]
    assert set(people) == {"Ex delegata", "Supplente revocata", "Supplente sospesa", "Delegato", "Prossima supplente"}
    assert people[-2:] == ["Delegato", "Prossima supplente"]
    page = visitor("outsider").get(address).text
    assert all(name in page for name in people) and '<form class="tv-form"' not in page


def test_a_seat_ends_now_with_its_mandates(visitor, names, app):
    seat = names["seats"]["PM"]
    reply = visitor("org_admin").post(f"/seats/{seat}/end", {"reason": "Lasciamo il tavolo"})
    assert reply.status_code == 200
    assert reply.get_json() == {"id": seat, "stream": f"table/{names['table']}", "seq": last_happening(app).seq}
    assert row(app, Seat, seat).reason == "Lasciamo il tavolo"
    assert row(app, Mandate, names["mandates"]["delegate"]).until <= utc_now()
    assert "Lasciamo il tavolo" in visitor("outsider").get(f"/seats/{seat}").text


def test_a_seat_ends_at_the_close_of_a_day(visitor, names, app):
    last = day_of(utc_now()) + timedelta(days=9)
    reply = visitor("secretary").submit(f"/seats/{names['seats']['PM']}/end", {"until": f"{last:%d/%m/%Y}"})
    assert reply.location == f"/tables/{names['table']}"
    assert row(app, Seat, names["seats"]["PM"]).until == day_after(last)


def test_an_end_in_the_past_is_refused_beside_the_field(visitor, names):
    page = visitor("secretary").submit(f"/seats/{names['seats']['PM']}/end", {"until": "2020-01-01", "reason": "Perché sì"})
    assert page.status_code == 422
    assert 'id="until-error"' in page.text and "Perché sì" in page.text


def test_an_end_comes_closer_and_never_moves_away(visitor, names, app):
    secretary, address = visitor("secretary"), f"/seats/{names['seats']['PM']}/end"
    first = day_of(utc_now()) + timedelta(days=9)
    secretary.post(address, {"until": str(first)})
    assert secretary.post(address, {"until": str(first + timedelta(days=1))}).status_code == 422
    assert row(app, Seat, names["seats"]["PM"]).until == day_after(first)
    assert secretary.post(address, {"until": str(first - timedelta(days=1))}).status_code == 200
    assert row(app, Seat, names["seats"]["PM"]).until == day_after(first - timedelta(days=1))


def test_nobody_is_named_beyond_the_last_day_of_the_seat(visitor, names):
    seat, last = names["seats"]["PM"], day_of(utc_now()) + timedelta(days=9)
    visitor("secretary").post(f"/seats/{seat}/end", {"until": str(last)})
    named = {"person": names["people"]["org_admin"], "role": "technician"}
    administrator = visitor("org_admin")
    assert administrator.post(f"/seats/{seat}/mandates", named | {"until": str(last + timedelta(days=1))}).status_code == 422
    assert administrator.post(f"/seats/{seat}/mandates", named | {"until": str(last)}).status_code == 201


def test_a_seat_ends_once(visitor, names):
    secretary = visitor("secretary")
    secretary.post(f"/seats/{names['seats']['PM']}/end")
    assert secretary.post(f"/seats/{names['seats']['PM']}/end").status_code == 409


def test_others_do_not_end_a_seat(visitor, names):
    for role in ("outsider", "other_delegate", "delegate"):
        assert visitor(role).post(f"/seats/{names['seats']['PM']}/end").status_code == 403


# --- Naming people ---------------------------------------------------------------------------------------------------


def test_the_administrator_of_a_body_names_its_people(visitor, names, app):
    address = f"/seats/{names['seats']['PM']}"
    reply = visitor("org_admin").submit(f"{address}/mandates", {"person": names["people"]["org_admin"], "role": "substitute"})
    assert (reply.status_code, reply.location) == (303, f"/tables/{names['table']}")
    assert "Referente" in visitor("outsider").get(address).text


def test_only_people_of_the_body_are_offered_and_taken(visitor, names, cast, app):
    org_admin, address = visitor("org_admin"), f"/seats/{names['seats']['PM']}"
    assert "Funzionario" not in org_admin.get(address).text
    page = org_admin.submit(f"{address}/mandates", {"person": names["people"]["outsider"], "role": "technician"})
    assert page.status_code == 422 and 'id="person-error"' in page.text


def test_who_belonged_to_the_body_once_is_not_taken(visitor, names, cast, app):
    with app.app_context():
        writing()
        belongs = db.session.scalar(db.select(Affiliation).where(Affiliation.person_id == names["people"]["technician"]))
        belongs.until = LONG_AGO + timedelta(days=1)
        commit()
    fields = {"person": names["people"]["technician"], "role": "substitute"}
    assert visitor("org_admin").post(f"/seats/{names['seats']['PM']}/mandates", fields).status_code == 422


def test_a_body_does_not_name_the_chair_or_the_secretariat_for_itself(visitor, names):
    fields = {"person": names["people"]["org_admin"], "role": "secretary"}
    org_admin, address = visitor("org_admin"), f"/seats/{names['seats']['PM']}"
    page = org_admin.submit(f"{address}/mandates", fields)
    assert page.status_code == 403 and 'id="role-error"' in page.text
    assert 'value="secretary"' not in org_admin.get(address).text
    assert visitor("admin").post(f"{address}/mandates", fields).status_code == 201


def test_a_second_delegate_is_refused_and_the_choice_kept(visitor, names):
    fields = {"person": names["people"]["org_admin"], "role": "delegate", "until": "2099-12-31"}
    page = visitor("org_admin").submit(f"/seats/{names['seats']['PM']}/mandates", fields)
    assert page.status_code == 422 and 'id="person-error"' in page.text
    assert 'value="2099-12-31"' in page.text and f'selected value="{names["people"]["org_admin"]}"' in page.text


def test_a_role_that_does_not_exist_is_refused(visitor, names):
    fields = {"person": names["people"]["org_admin"], "role": "king"}
    assert visitor("org_admin").post(f"/seats/{names['seats']['PM']}/mandates", fields).status_code == 422


def test_others_do_not_name(visitor, names):
    fields = {"person": names["people"]["org_admin"], "role": "technician"}
    for role in ("outsider", "delegate", "secretary"):
        assert visitor(role).post(f"/seats/{names['seats']['PM']}/mandates", fields).status_code == 403


# --- Ending a mandate ------------------------------------------------------------------------------------------------


def test_everybody_may_lay_down_a_mandate_of_her_own(visitor, names, app):
    delegate = visitor("delegate")
    assert f"/mandates/{names['mandates']['delegate']}/end" in delegate.get("/me").text
    reply = delegate.post(f"/mandates/{names['mandates']['delegate']}/end")
    assert reply.status_code == 200 and reply.get_json()["stream"] == f"table/{names['table']}"
    assert row(app, Mandate, names["mandates"]["delegate"]).until <= utc_now()


def test_a_wrong_last_day_of_a_mandate_is_asked_again(visitor, names):
    delegate, address = visitor("delegate"), f"/mandates/{names['mandates']['delegate']}/end"
    assert delegate.submit(address, {"until": "2020-01-01"}).status_code == 422
    page = delegate.submit(address, {"until": "31/02/2027"})
    assert page.status_code == 422 and 'value="31/02/2027"' in page.text and 'id="until-error"' in page.text


def test_others_do_not_end_a_mandate(visitor, names):
    for role in ("outsider", "other_delegate", "secretary"):
        reply = visitor(role).submit(f"/mandates/{names['mandates']['delegate']}/end", {"until": "ieri"})
        assert reply.status_code == 403
        assert visitor(role).post(f"/mandates/{names['mandates']['delegate']}/end").status_code == 403


@pytest.mark.parametrize("role", ["chair", "secretary"])
def test_a_body_does_not_end_the_chair_or_the_secretariat_which_it_does_not_name(visitor, cast, app, role):
    with app.app_context():
        writing()
        kept, body = cast.mandate(role).id, cast.body("CM")
        db.session.add(Affiliation(person=cast.person("outsider"), organisation=body, since=LONG_AGO, administrator=True))
        commit()
    assert visitor("outsider").post(f"/mandates/{kept}/end").status_code == 403
    assert visitor("admin").post(f"/mandates/{kept}/end").status_code == 200


def test_after_the_last_right_has_ended_one_is_led_to_a_page_still_open(visitor, cast, app, names):
    with app.app_context():
        writing()
        cast.table().reserved_at = utc_now()
        commit()
    reply = visitor("delegate").submit(f"/mandates/{names['mandates']['delegate']}/end")
    assert reply.location == "/me"


# --- In a workspace --------------------------------------------------------------------------------------------------


@pytest.fixture
def space(app, cast):
    with app.app_context():
        workspace, _ = cast.workspace()
        seats = {seat.organisation.code: seat.id for seat in workspace.place.seats}
        return {"id": workspace.id, "seats": seats, "own": cast.mandate("delegate", workspace.place).id}


def test_the_lead_names_people_and_comes_back_to_the_workspace(visitor, space, names):
    fields = {"person": names["people"]["expired"], "role": "technician"}
    reply = visitor("delegate").submit(f"/seats/{space['seats']['US']}/mandates", fields)
    assert reply.location == f"/workspaces/{space['id']}"


def test_in_a_workspace_nobody_is_chair(visitor, space, names):
    fields = {"person": names["people"]["expired"], "role": "chair"}
    assert visitor("delegate").post(f"/seats/{space['seats']['US']}/mandates", fields).status_code == 403


def test_the_administrator_of_a_body_acts_on_its_seat_without_seeing_the_workspace(visitor, space, names):
    org_admin = visitor("org_admin")
    address = f"/seats/{space['seats']['PM']}"
    assert org_admin.get(f"/workspaces/{space['id']}").status_code == 404
    page = org_admin.get(address)
    assert page.status_code == 200 and f'href="/workspaces/{space["id"]}"' not in page.text
    reply = org_admin.submit(f"{address}/mandates", {"person": names["people"]["org_admin"], "role": "substitute"})
    assert reply.location == f"/workspaces/{space['id']}"


def test_ending_a_seat_unseen_leads_back_to_the_seat(visitor, space):
    reply = visitor("org_admin").submit(f"/seats/{space['seats']['PM']}/end", {"reason": "Usciamo"})
    assert reply.location == f"/seats/{space['seats']['PM']}"


def test_the_outsider_finds_no_seat_of_a_workspace(visitor, space):
    outsider = visitor("outsider")
    assert outsider.get(f"/seats/{space['seats']['US']}").status_code == 404
    assert outsider.post(f"/seats/{space['seats']['US']}/end").status_code == 404
    assert outsider.post(f"/mandates/{space['own']}/end").status_code == 404
