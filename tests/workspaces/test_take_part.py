"""Taking part: organisations join from a day on and leave, and from that moment nothing reaches their people."""

import secrets
from datetime import timedelta

from app.database import ROME, commit, db, utc_now, writing
from app.workspaces.models import Workspace


def in_days(count):
    return (utc_now() + timedelta(days=count)).astimezone(ROME).date().isoformat()


def join(visitor, room, code="EX", **other):
    return visitor("delegate").post(
        f"{room.page}/participations", {"organisation": room.bodies[code], "role": "partner", **other}
    )


def message():
    return {"body": "Buongiorno", "nonce": secrets.token_hex(16)}


def doors_of(room):
    return [room.page, room.talk, room.happenings]


def test_a_body_that_sits_at_no_table_joins_and_its_person_takes_part(visitor, room):
    joined = join(visitor, room)
    assert joined.status_code == 201 and joined.json["stream"] == f"workspace/{room.id}"
    told = visitor("delegate").get_json(room.happenings).json["happenings"][-1]
    assert (told["kind"], told["seq"], told["data"]["id"]) == ("seat-given", joined.json["seq"], joined.json["id"])
    person = {"person": room.people["outsider"], "role": "delegate"}
    assert visitor("outsider").get(room.page).status_code == 404
    assert visitor("delegate").post(f"/seats/{joined.json['id']}/mandates", person).status_code == 201
    assert visitor("outsider").get(room.page).status_code == 200
    assert visitor("outsider").post(room.messages, message()).status_code == 201


def test_a_participation_to_come_gives_nothing_yet(visitor, room):
    joined = join(visitor, room, since=in_days(10), until=in_days(40))
    person = {"person": room.people["outsider"], "role": "delegate"}
    assert visitor("delegate").post(f"/seats/{joined.json['id']}/mandates", person).status_code == 201
    outsider = visitor("outsider")
    assert [outsider.get_json(door).status_code for door in doors_of(room)] == [404, 404, 404]
    assert outsider.post(room.messages, message()).status_code == 404
    shown = visitor("delegate").get_json(room.page).json["participations"][-1]
    assert shown["id"] == joined.json["id"] and shown["until"] > shown["since"]


def test_who_is_released_finds_nothing_from_that_moment(visitor, room):
    released = visitor("other_delegate")
    assert [released.get_json(door).status_code for door in doors_of(room)] == [200, 200, 200]
    ended = visitor("delegate").post(f"/participations/{room.seats['US']}/end", {"reason": "Il suo progetto è finito"})
    assert ended.status_code == 200 and ended.json["stream"] == f"workspace/{room.id}"
    told = visitor("delegate").get_json(room.happenings).json["happenings"][-1]
    assert (told["kind"], told["seq"]) == ("seat-ended", ended.json["seq"])
    assert [released.get_json(door).status_code for door in doors_of(room)] == [404, 404, 404]
    assert released.post(room.messages, message()).status_code == 404
    assert released.post(f"{room.page}/threads", {"title": "Ancora"}).status_code == 404
    assert room.page not in released.get("/workspaces").text


def test_a_participation_that_ended_stays_on_record_with_its_reason(visitor, room):
    visitor("delegate").post(f"/participations/{room.seats['US']}/end", {"reason": "Il suo progetto è finito"})
    page = visitor("delegate").get(room.page).text
    assert "Il suo progetto è finito" in page and "Università Statale di Prova" in page
    gone = next(each for each in visitor("delegate").get_json(room.page).json["participations"] if each["until"])
    assert (gone["id"], gone["reason"]) == (room.seats["US"], "Il suo progetto è finito")


def test_a_planned_end_leaves_today_as_it_is(visitor, room):
    ended = visitor("delegate").post(f"/participations/{room.seats['US']}/end", {"until": in_days(20)})
    assert ended.status_code == 200
    assert visitor("other_delegate").post(room.messages, message()).status_code == 201


def test_an_end_in_the_past_is_refused_beside_its_field(visitor, room):
    end = f"/participations/{room.seats['US']}/end"
    refused = visitor("delegate").submit(end, {"until": in_days(-3), "reason": "Perché sì"})
    assert refused.status_code == 422
    assert 'value="Perché sì"' in refused.text and f'value="{in_days(-3)}"' in refused.text
    assert visitor("other_delegate").get(room.page).status_code == 200


def test_a_body_leaves_by_its_own_administrator(visitor, room):
    administrator = visitor("org_admin")
    assert administrator.get(room.page).status_code == 404
    left = administrator.submit(f"/participations/{room.seats['PM']}/end", {"reason": "Altri compiti"})
    assert left.status_code == 303 and left.headers["Location"] == "/workspaces"
    assert visitor("delegate").get(room.page).status_code == 404


def test_a_seat_at_a_table_is_no_participation(app, cast, visitor, room):
    with app.app_context():
        seat = next(each.id for each in cast.table().place.seats if each.organisation.code == "PM")
    assert visitor("org_admin").post(f"/participations/{seat}/end").status_code == 404


def test_only_the_lead_says_who_takes_part(visitor, room):
    fields = {"organisation": room.bodies["EX"], "role": "partner"}
    assert visitor("other_delegate").post(f"{room.page}/participations", fields).status_code == 403
    assert visitor("technician").post(f"{room.page}/participations", fields).status_code == 403
    assert visitor("outsider").post(f"{room.page}/participations", fields).status_code == 404
    assert visitor("observer").post(f"/participations/{room.seats['US']}/end").status_code == 403
    assert visitor("outsider").post(f"/participations/{room.seats['US']}/end").status_code == 404


def test_a_technician_of_one_lead_who_speaks_for_another_does_not_lead_for_both(app, cast, visitor, room):
    with app.app_context():
        writing()
        space = db.session.get(Workspace, room.id)
        second = space.welcome(cast.body("EX"), "lead", voice=space.place.seats[0].mandates[0])
        second.appoint(cast.person("technician"), "delegate", voice=space.place.seats[0].mandates[0])
        commit()
    joins = {"organisation": room.bodies["CM"], "role": "partner"}
    for code, status in (("PM", 403), ("EX", 201)):
        reply = visitor("technician").post(f"{room.page}/participations", {**joins, "for": room.bodies[code]})
        assert reply.status_code == status


def test_what_cannot_be_is_refused_with_what_was_typed(visitor, room):
    assert join(visitor, room, code="US").status_code == 422
    assert join(visitor, room, code="OLD").status_code == 422
    assert join(visitor, room, role="owner").status_code == 422
    assert join(visitor, room, organisation="999999").status_code == 422
    assert join(visitor, room, organisation="uno").status_code == 422
    assert join(visitor, room, since=in_days(10), until=in_days(5)).status_code == 422
    assert join(visitor, room, since="31/11/2026").status_code == 422
    lead = visitor("delegate")
    again = lead.submit(f"{room.page}/participations", {"organisation": room.bodies["US"], "role": "observer"})
    assert again.status_code == 422
    assert f'<option selected value="{room.bodies["US"]}">' in again.text


def test_a_role_changes_by_ending_and_joining_again(visitor, room):
    lead = visitor("delegate")
    lead.post(f"/participations/{room.seats['FH']}/end", {"reason": "Entra come partner"})
    assert join(visitor, room, code="FH").status_code == 201
    roles = [each["role"] for each in lead.get_json(room.page).json["participations"] if each["organisation"]["initials"] == "FL"]
    assert roles == ["observer", "partner"]
