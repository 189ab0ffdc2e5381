"""Guests of a workspace: let in by a sponsor for a purpose, reading from the day of entry, renewed or gone with one click."""

import secrets
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.database import ROME, commit, db, utc_now, writing
from app.membership.models import Guest, Mandate, Seat
from app.workspaces.models import Workspace


def in_days(count):
    return (utc_now() + timedelta(days=count)).astimezone(ROME).date().isoformat()


def stay(room, **other):
    fields = {"email": "guest@example.org", "organisation": room.bodies["EX"], "purpose": "Porta i dati sugli affitti"}
    return fields | {"until": in_days(60)} | other


def let_in(visitor, room, role="delegate", **other):
    return visitor(role).post(f"{room.page}/guests", stay(room, **other))


def say(visitor, room, body, role="delegate"):
    return visitor(role).post(room.messages, {"body": body, "nonce": secrets.token_hex(16)})


@pytest.fixture
def guest(visitor, room):
    """The guest, let in by the delegate after one message."""
    say(visitor, room, "Prima della visita")
    return let_in(visitor, room).json


def test_a_guest_comes_in_and_sees_and_writes(visitor, room, guest):
    visit = visitor("guest")
    assert visit.get(room.page).status_code == 200 and 'id="visit"' in visit.get(room.talk).text
    assert say(visitor, room, "Grazie a tutti", "guest").status_code == 201
    said = visitor("delegate").get(room.talk).text
    assert "Grazie a tutti" in said and 'tv-org--guest" aria-hidden="true" data-slot="initials">CT' in said
    assert 'id="visit"' not in said
    assert visitor("outsider").get(room.page).status_code == 404


def test_a_guest_reads_from_the_day_of_entry_through_every_door(visitor, room, guest):
    say(visitor, room, "Dopo la visita")
    visit = visitor("guest")
    for address in (room.page, room.talk, f"{room.talk}?before=9999"):
        page, told = visit.get(address).text, visit.get_json(address).text
        assert "Prima della visita" not in page and "Prima della visita" not in told
        assert "Dopo la visita" in page and "Dopo la visita" in told
    log = visit.get_json(f"{room.happenings}?after=0").json
    assert log["from"] == guest["seq"] and [each["seq"] for each in log["happenings"]] == [guest["seq"], guest["seq"] + 1]
    assert log["happenings"][0]["kind"] == "guest-welcomed" and log["head"] == guest["seq"] + 1
    whole = visitor("delegate").get_json(room.happenings).json
    assert whole["from"] == 1 and len(whole["happenings"]) == whole["head"]
    assert "Prima della visita" in visitor("delegate").get(room.talk).text


def test_the_socket_resumes_a_guest_from_her_entry(app, visitor, room, guest):
    socket = app.extensions["live"].socketio.test_client(app, flask_test_client=visitor("guest").http)
    told = socket.emit("resume", {"stream": f"workspace/{room.id}", "log": "", "after": 0}, callback=True)
    assert told["from"] == guest["seq"] and [each["seq"] for each in told["happenings"]] == [guest["seq"]]
    socket.disconnect()


def test_who_is_connected_when_she_is_let_in_does_not_hear_what_was_before(app, visitor, room):
    live = app.extensions["live"]
    socket = live.socketio.test_client(app, flask_test_client=visitor("guest").http)
    with app.app_context():
        live.pump.turn()
    say(visitor, room, "Ancora tra noi")
    came = let_in(visitor, room).json
    with app.app_context():
        live.pump.turn()
    heard = [each["args"][0]["seq"] for each in socket.get_received() if each["name"] == "happening"]
    assert heard == [came["seq"]]
    socket.disconnect()


def test_an_auditor_who_is_a_guest_too_reads_everything(app, cast, visitor, room):
    say(visitor, room, "Prima della visita")
    with app.app_context():
        writing()
        space = db.session.get(Workspace, room.id)
        sponsor = cast.mandate("delegate", space.place)
        until = utc_now() + timedelta(days=9)
        space.welcome_guest("auditor@example.org", cast.body("CM"), sponsor=sponsor, purpose="Controllo", until=until)
        commit()
    assert "Prima della visita" in visitor("auditor").get(room.talk).text
    assert visitor("auditor").get_json(room.happenings).json["from"] == 1


def test_a_guest_neither_manages_nor_opens_threads_nor_brings_guests(visitor, room, guest):
    visit = visitor("guest")
    assert visit.post(f"{room.page}/threads", {"title": "Un altro filone"}).status_code == 403
    assert visit.post(f"{room.page}/guests", stay(room)).status_code == 403
    assert visit.post(f"{room.page}/participations", {"organisation": room.bodies["CM"], "role": "partner"}).status_code == 403
    assert visit.post(f"/guests/{guest['id']}/renewal").status_code == 403


def test_who_speaks_for_a_partner_may_be_the_sponsor_and_nobody_else(visitor, room):
    assert let_in(visitor, room, "technician").status_code == 403
    assert let_in(visitor, room, "observer").status_code == 403
    assert let_in(visitor, room, "outsider").status_code == 404
    assert let_in(visitor, room, "other_delegate").status_code == 201


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"until": in_days(-1)}, "until"),
        ({"until": in_days(400)}, "until"),
        ({"until": ""}, "until"),
        ({"purpose": ""}, "purpose"),
        ({"purpose": "p" * 301}, "purpose"),
        ({"organisation": ""}, "organisation"),
        ({"organisation": "999999"}, "organisation"),
        ({"email": "nobody@example.org"}, "email"),
        ({"email": "delegate@example.org"}, "email"),
        ({"email": ""}, "email"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_with_what_was_typed(visitor, room, wrong, field):
    refused = visitor("delegate").submit(f"{room.page}/guests", stay(room, **wrong))
    assert refused.status_code == 422 and f'id="guest-{field}-error"' in refused.text
    if field != "purpose":
        assert 'value="Porta i dati sugli affitti"' in refused.text
    assert visitor("guest").get(room.page).status_code == 404


def test_an_address_that_nobody_has_and_one_of_another_body_get_the_same_answer(visitor, room):
    told = [let_in(visitor, room, email=address).json for address in ("nobody@example.org", "secretary@example.org")]
    assert told[0] == told[1]


def test_a_body_that_takes_part_has_no_guests(visitor, room):
    refused = let_in(visitor, room, organisation=room.bodies["FH"], email="partner@example.org")
    assert refused.status_code == 422


def test_a_body_joins_once_its_visits_have_ended(visitor, room, guest):
    joins = {"organisation": room.bodies["EX"], "role": "partner"}
    lead = visitor("delegate")
    assert lead.post(f"{room.page}/participations", joins).status_code == 422
    assert lead.post(f"/guests/{guest['id']}/end").status_code == 200
    assert lead.post(f"{room.page}/participations", joins).status_code == 201


def test_guests_are_listed_apart_and_counted_nowhere(visitor, room, guest):
    before = visitor("observer").get_json(room.page).json
    assert [each["organisation"]["initials"] for each in before["participations"]] == ["PP", "SP", "FL"]
    assert [each["purpose"] for each in before["guests"]] == ["Porta i dati sugli affitti"]
    page = visitor("observer").get(room.page).text
    assert "3 organizzazioni" in page and "Consorzio dei Terzi" in page and 'class="guest' in page
    assert len(visitor("guest").get_json("/workspaces").json["items"][0]["organisations"]) == 3
    assert "Residenze" not in visitor("guest").get(f"/organisations/{room.bodies['EX']}").text.split('id="content"')[1]


def test_no_administrator_of_a_body_puts_people_into_the_seat_of_a_guest(app, cast, visitor, room, guest):
    with app.app_context():
        seat = db.session.get(Guest, guest["id"]).mandate.seat_id
        person = cast.person("outsider").id
    assert visitor("delegate").post(f"/seats/{seat}/mandates", {"person": person, "role": "delegate"}).status_code == 403


def test_one_click_renews_by_ninety_days_and_the_log_says_so(visitor, room, guest):
    before = visitor("guest").get_json(f"/guests/{guest['id']}").json
    renewed = visitor("delegate").post(f"/guests/{guest['id']}/renewal")
    assert renewed.status_code == 200
    after = visitor("guest").get_json(f"/guests/{guest['id']}").json
    assert after["until"] > before["until"] and after["renewed"] == 1
    assert visitor("delegate").get_json(room.happenings).json["happenings"][-1]["kind"] == "guest-renewed"
    assert visitor("delegate").post(f"/guests/{guest['id']}/renewal", {"until": in_days(30)}).status_code == 422
    assert visitor("delegate").post(f"/guests/{guest['id']}/renewal", {"until": in_days(400)}).status_code == 422
    assert visitor("outsider").post(f"/guests/{guest['id']}/renewal").status_code == 404
    assert visitor("observer").post(f"/guests/{guest['id']}/renewal").status_code == 403


def test_the_two_buttons_stand_on_a_page_that_changes_nothing_by_being_read(visitor, room, guest):
    page = visitor("delegate").get(f"/guests/{guest['id']}").text
    assert f'action="/guests/{guest["id"]}/renewal"' in page and f'action="/guests/{guest["id"]}/end"' in page
    assert "renewal" not in visitor("observer").get(f"/guests/{guest['id']}").text
    assert visitor("outsider").get(f"/guests/{guest['id']}").status_code == 404
    assert visitor("guest").get_json(f"/guests/{guest['id']}").json["renewed"] == 0


@pytest.mark.parametrize("who", ["delegate", "guest"])
def test_the_sponsor_ends_the_stay_or_the_guest_leaves(visitor, room, guest, who):
    visit = visitor("guest")
    assert visitor(who).post(f"/guests/{guest['id']}/end").status_code == 200
    for door in (room.page, room.talk, room.happenings, f"/guests/{guest['id']}"):
        assert visit.get_json(door).status_code == 404
    assert say(visitor, room, "Ancora", "guest").status_code == 404
    assert visitor("delegate").post(f"/guests/{guest['id']}/end").status_code == 409


def test_who_leads_ends_the_stay_of_a_partners_guest_too(visitor, room):
    guest = let_in(visitor, room, "other_delegate").json
    assert visitor("observer").post(f"/guests/{guest['id']}/end").status_code == 403
    assert visitor("delegate").post(f"/guests/{guest['id']}/end").status_code == 200


def test_at_midnight_of_the_last_day_everything_closes_and_the_socket_is_told(app, visitor, room, guest):
    live, visit = app.extensions["live"], visitor("guest")
    with app.app_context():
        end = db.session.get(Guest, guest["id"]).until
    with time_machine.travel(end - timedelta(hours=1), tick=False):
        late = visitor("guest")
        socket = live.socketio.test_client(app, flask_test_client=late.http)
        with app.app_context():
            live.pump.turn()
        assert late.get(room.page).status_code == 200
    with time_machine.travel(end, tick=False):
        say(visitor, room, "Dopo la mezzanotte")
        with app.app_context():
            live.pump.turn()
        assert [each["name"] for each in socket.get_received()] == ["gone"]
        assert late.get(room.page).status_code == 404 and visit.get(room.page).status_code in (401, 404, 303)
    socket.disconnect()


def test_two_guests_of_one_body_share_a_seat_that_lasts_as_long_as_the_last(app, visitor, room, guest):
    second = let_in(visitor, room, email="outsider@example.org", until=in_days(20)).json
    with app.app_context():
        seats = db.session.scalars(select(Seat).where(Seat.role == "guest")).all()
        longest = db.session.get(Guest, guest["id"]).until
        assert [seat.until for seat in seats] == [longest]
    visitor("delegate").post(f"/guests/{guest['id']}/end")
    with app.app_context():
        assert db.session.scalar(select(Seat.until).where(Seat.role == "guest")) == db.session.get(Guest, second["id"]).until
    assert visitor("outsider").get(room.page).status_code == 200


def test_a_guest_let_in_again_reads_from_the_new_entry(visitor, room, guest):
    say(visitor, room, "Tra le due visite")
    visitor("delegate").post(f"/guests/{guest['id']}/end")
    again = let_in(visitor, room)
    assert again.status_code == 201
    assert "Tra le due visite" not in visitor("guest").get(room.talk).text


def test_a_guest_is_not_let_in_twice(visitor, room, guest):
    assert let_in(visitor, room).status_code == 422


def test_once_the_sponsor_has_left_who_leads_answers_and_the_guest_stays(app, visitor, room):
    guest = let_in(visitor, room, "other_delegate").json
    with app.app_context():
        writing()
        db.session.get(Mandate, room.mandates["other_delegate"]).end()
        commit()
    assert visitor("guest").get(room.page).status_code == 200
    assert visitor("delegate").post(f"/guests/{guest['id']}/renewal").status_code == 200


def test_the_page_costs_the_same_with_one_guest_and_with_five(app, cast, visitor, room, guest, counted):
    lead = visitor("delegate")
    with counted() as few:
        lead.get(room.page)
    for email in ("outsider@example.org",):
        let_in(visitor, room, email=email)
    for code, role in (("RL", "counterpart"), ("CM", "area_lead"), ("CM", "zones_office")):
        with app.app_context():
            body = cast.body(code).id
        assert let_in(visitor, room, email=f"{role}@example.org", organisation=body).status_code == 201
    with counted() as many:
        lead.get(room.page)
    assert len(few) == len(many)
