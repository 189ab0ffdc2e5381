"""A body names its own people, the secretariat confirms or refuses; two delegates of one seat never."""

from datetime import timedelta

import pytest

from app.database import commit, db, utc_now, writing
from app.errors import RuleBroken
from app.happenings import Happening
from app.membership.models import Affiliation, Mandate, Suspension
from tests.cast import LONG_AGO


@pytest.fixture
def names(app, cast):
    with app.app_context():
        seats = {seat.organisation.code: seat.id for seat in cast.table().place.seats}
        people = {role: cast.person(role).id for role in ("org_admin", "technician", "delegate", "substitute")}
        mandates = {role: cast.mandate(role).id for role in ("delegate", "substitute", "chair")}
        return {"table": cast.table().id, "seats": seats, "people": people, "mandates": mandates}


def named(visitor, names, role="delegate", **more):
    fields = {"person": names["people"]["org_admin"], "role": role, **more}
    return visitor("org_admin").post(f"/seats/{names['seats']['PM']}/mandates", fields)


@pytest.fixture
def waiting(visitor, names):
    """The number of a nomination that succeeds the delegate of PM, and waits."""
    reply = named(visitor, names, takes_over="y")
    assert reply.status_code == 201 and reply.get_json()["state"] == "designated"
    return reply.get_json()["id"]


def mandate(app, id):
    with app.app_context():
        return db.session.get(Mandate, id)


def state(visitor, id):
    return visitor("auditor").get_json(f"/mandates/{id}").get_json()["state"]


def test_what_a_body_names_gives_no_right_until_it_is_confirmed(visitor, names, app, cast):
    with app.app_context():
        writing()
        cast.table().reserved_at = utc_now()
        commit()
    reply = named(visitor, names, "technician")
    table, named_one = f"/tables/{names['table']}", visitor("org_admin")
    assert named_one.get(table).status_code == 404
    assert visitor("secretary").post(f"/mandates/{reply.get_json()['id']}/confirmation").status_code == 200
    assert named_one.get(table).status_code == 200


def test_the_desk_and_the_table_tell_the_secretariat_what_waits_and_others_nothing(visitor, names, waiting):
    for role in ("secretary", "chair", "admin"):
        assert [each["id"] for each in visitor(role).get_json("/").get_json()["waiting"]] == [waiting]
    assert f"/mandates/{waiting}/confirmation" in visitor("secretary").get("/").text
    for role in ("outsider", "delegate", "org_admin"):
        assert visitor(role).get_json("/").get_json()["waiting"] == []
    assert visitor("outsider").get_json(f"/tables/{names['table']}").get_json()["waiting"] == 1
    assert 'id="waiting"' in visitor("secretary").get(f"/tables/{names['table']}").text


def test_the_successor_begins_in_the_instant_in_which_the_delegate_ends(visitor, names, waiting, app):
    assert mandate(app, names["mandates"]["delegate"]).until is None
    assert visitor("chair").post(f"/mandates/{waiting}/confirmation").get_json()["state"] == "active"
    before, after = mandate(app, names["mandates"]["delegate"]), mandate(app, waiting)
    assert before.until == after.since <= utc_now() and after.predecessor_id == before.id
    assert (state(visitor, before.id), state(visitor, waiting)) == ("ended", "active")


def test_a_refusal_has_a_reason_and_leaves_the_delegate_in_her_seat(visitor, names, waiting):
    secretary, address = visitor("secretary"), f"/mandates/{waiting}/refusal"
    page = secretary.submit(address, {"reason": " "})
    assert page.status_code == 422 and 'id="refusal-reason-error"' in page.text
    assert secretary.post(address, {"reason": "Manca l'atto di nomina"}).get_json()["state"] == "ended"
    told = visitor("org_admin").get_json(f"/mandates/{waiting}").get_json()
    assert (told["reason"], told["confirmed"], told["state"]) == ("Manca l'atto di nomina", False, "ended")
    assert state(visitor, names["mandates"]["delegate"]) == "active"
    assert secretary.post(f"/mandates/{waiting}/confirmation").status_code == 409


def test_the_body_itself_nor_the_outsider_confirms(visitor, waiting):
    for role in ("org_admin", "outsider", "delegate", "auditor"):
        someone = visitor(role)
        assert someone.post(f"/mandates/{waiting}/confirmation").status_code == 403
        assert someone.submit(f"/mandates/{waiting}/refusal", {"reason": ""}).status_code == 403
        assert f"/mandates/{waiting}/confirmation" not in someone.get(f"/mandates/{waiting}").text
    assert f"/mandates/{waiting}/confirmation" in visitor("secretary").get(f"/mandates/{waiting}").text


def test_a_body_may_take_its_nomination_back(visitor, waiting):
    assert visitor("org_admin").post(f"/mandates/{waiting}/end").status_code == 200
    assert visitor("secretary").post(f"/mandates/{waiting}/confirmation").status_code == 409


def test_of_two_nominations_for_one_seat_the_first_gets_its_word_first(visitor, names, waiting):
    fields = {"person": names["people"]["technician"], "role": "delegate", "takes_over": "y"}
    page = visitor("org_admin").submit(f"/seats/{names['seats']['PM']}/mandates", fields)
    assert page.status_code == 422 and 'id="person-error"' in page.text
    assert f'selected value="{names["people"]["technician"]}"' in page.text and "checked" in page.text


def test_a_nomination_is_not_confirmed_over_a_delegate_who_came_in_the_meantime(app, cast):
    with app.app_context():
        writing()
        seat = cast.mandate("other_delegate").seat
        cast.mandate("other_delegate").end()
        nomination = seat.appoint(cast.person("expired"), "delegate", confirmed=False)
        seat.appoint(cast.person("removed"), "delegate")
        with pytest.raises(RuleBroken):
            nomination.confirm()


def test_what_the_administrator_names_is_confirmed_at_once(visitor, names):
    fields = {"person": names["people"]["org_admin"], "role": "technician"}
    reply = visitor("admin").post(f"/seats/{names['seats']['PM']}/mandates", fields)
    assert reply.get_json()["state"] == "active"


def test_what_the_secretariat_names_for_its_own_body_is_confirmed_at_once(visitor, names, app, cast):
    with app.app_context():
        writing()
        belongs = db.select(Affiliation).where(Affiliation.person_id == cast.person("secretary").id)
        db.session.scalar(belongs).administrator = True
        named_one = cast.person("plan_office").id
        commit()
    reply = visitor("secretary").post(f"/seats/{names['seats']['CM']}/mandates", {"person": named_one, "role": "technician"})
    assert (reply.status_code, reply.get_json()["state"]) == (201, "active")


def test_a_table_may_ask_for_no_confirmation(visitor, names, app, cast):
    with app.app_context():
        writing()
        cast.table().confirms = False
        commit()
    assert named(visitor, names, takes_over="y").get_json()["state"] == "active"
    assert state(visitor, names["mandates"]["delegate"]) == "ended"


def test_in_a_workspace_no_confirmation_is_needed_and_the_body_may_object(visitor, app, cast):
    with app.app_context():
        workspace, _ = cast.workspace()
        lead = next(seat.id for seat in workspace.place.seats if seat.role == "lead")
        person = cast.person("substitute").id
    reply = visitor("delegate").post(f"/seats/{lead}/mandates", {"person": person, "role": "substitute"})
    assert reply.get_json()["state"] == "active"
    assert visitor("org_admin").post(f"/mandates/{reply.get_json()['id']}/end").status_code == 200


def test_a_role_outside_the_rule_of_the_table_is_refused(visitor, names, app, cast):
    with app.app_context():
        writing()
        cast.table().appointable = ["delegate"]
        commit()
    assert named(visitor, names, "substitute").status_code == 403
    assert (
        visitor("admin")
        .post(f"/seats/{names['seats']['PM']}/mandates", {"person": names["people"]["org_admin"], "role": "substitute"})
        .status_code
        == 201
    )


def test_substitutes_stand_in_the_order_in_which_they_were_named_or_in_the_one_said(visitor, names, app, cast):
    second = named(visitor, names, "substitute").get_json()["id"]
    assert visitor("auditor").get_json(f"/mandates/{second}").get_json()["rank"] == 2
    fields = {"person": names["people"]["technician"], "role": "substitute", "rank": "12"}
    page = visitor("org_admin").submit(f"/seats/{names['seats']['PM']}/mandates", fields)
    assert page.status_code == 422 and 'id="rank-error"' in page.text
    third = visitor("org_admin").post(f"/seats/{names['seats']['PM']}/mandates", fields | {"rank": "1"}).get_json()["id"]
    assert mandate(app, third).rank == 1


def test_each_step_is_in_the_log_once(visitor, names, waiting, app):
    visitor("secretary").post(f"/mandates/{waiting}/confirmation")
    with app.app_context():
        told = (Happening.kind.startswith("mandate-"), Happening.stream == f"table/{names['table']}")
        kinds = db.session.scalars(db.select(Happening.kind).where(*told).order_by(Happening.id)).all()
    assert kinds[-4:] == ["mandate-named", "mandate-confirmed", "mandate-ended", "mandate-handed-over"]


def test_the_page_of_a_mandate_is_not_there_where_its_seat_is_not_seen(visitor, app, cast):
    with app.app_context():
        workspace, _ = cast.workspace()
        hidden = cast.mandate("other_delegate", workspace.place).id
    assert visitor("outsider").get(f"/mandates/{hidden}").status_code == 404
    assert visitor("outsider").post(f"/mandates/{hidden}/confirmation").status_code == 404
    assert visitor("delegate").get(f"/mandates/{hidden}").status_code == 200


def test_the_page_of_a_mandate_costs_the_same_with_many_people_in_its_seat(visitor, names, app, cast, counted):
    secretary = visitor("secretary")

    def ask():
        with counted() as statements:
            assert secretary.get(f"/mandates/{names['mandates']['delegate']}").status_code == 200
        return len(statements)

    ask()
    few = ask()
    with app.app_context():
        writing()
        seat = cast.mandate("delegate").seat
        for _ in range(30):
            past = seat.appoint(cast.person("org_admin"), "technician", since=LONG_AGO, until=LONG_AGO + timedelta(days=500))
            past.until = past.since
            never = past.since - timedelta(days=1)
            db.session.add(Suspension(mandate=past, reason="Prova", since=never, until=never + timedelta(hours=1)))
        commit()
    assert ask() == few
