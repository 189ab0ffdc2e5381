"""The work stops for a reason and starts again; each stop stays on record, and while it lasts nobody writes."""

import secrets
from datetime import timedelta

import time_machine

from app.database import ROME, utc_now
from app.workspaces.models.life import STATES


def stop(visitor, room, role="delegate", **other):
    return visitor(role).post(f"{room.page}/suspension", {"reason": "Si aspetta il bilancio", **other})


def start(visitor, room, role="delegate"):
    return visitor(role).post(f"{room.page}/resumption")


def post(visitor, room):
    return visitor("other_delegate").post(room.messages, {"body": "Ciao", "nonce": secrets.token_hex(16)}).status_code


def test_while_it_is_suspended_everybody_reads_and_nobody_writes(visitor, room):
    assert stop(visitor, room).status_code == 201
    page = visitor("other_delegate").get(room.page).text
    assert "Si aspetta il bilancio" in page and f'action="{room.messages}"' not in page
    assert post(visitor, room) == 403
    assert visitor("delegate").post(f"{room.page}/participations", {"organisation": room.bodies["EX"]}).status_code in (403, 422)
    assert visitor("delegate").get_json(room.page).json["state"] == "suspended"


def test_it_starts_again_and_each_stop_is_on_record(visitor, room):
    for _ in range(2):
        assert stop(visitor, room).status_code == 201
        assert start(visitor, room).status_code == 200
    assert post(visitor, room) == 201
    page = visitor("delegate").get_json(room.page).json
    assert page["state"] == "active"
    assert [each["until"] is not None for each in page["suspensions"]] == [True, True]
    assert start(visitor, room).status_code == 403
    told = visitor("delegate").get_json(room.happenings).json["happenings"]
    kinds = [each["kind"] for each in told if each["kind"].startswith("workspace-")]
    assert kinds[-2:] == ["workspace-suspended", "workspace-resumed"]


def test_a_planned_end_starts_it_by_itself(visitor, room):
    until = (utc_now() + timedelta(days=2)).astimezone(ROME).date().isoformat()
    assert stop(visitor, room, until=until).status_code == 201
    assert post(visitor, room) == 403
    with time_machine.travel(utc_now() + timedelta(days=4), tick=True):
        assert visitor("delegate").get_json(room.page).json["state"] == "active"


def test_a_reason_is_asked_and_an_end_lies_ahead(visitor, room):
    assert stop(visitor, room, reason=" ").status_code == 422
    refused = visitor("delegate").submit(f"{room.page}/suspension", {"reason": "Perché sì", "until": "2020-01-01"})
    assert refused.status_code == 422 and 'value="Perché sì"' in refused.text
    assert visitor("delegate").get_json(room.page).json["state"] == "active"


def test_only_who_leads_stops_it(visitor, room):
    roles = ("other_delegate", "observer", "technician", "outsider")
    assert [stop(visitor, room, role).status_code for role in roles] == [403, 403, 403, 404]
    stop(visitor, room)
    assert [start(visitor, room, role).status_code for role in roles] == [403, 403, 403, 404]


def test_the_list_is_narrowed_by_state_and_kind(visitor, room):
    def found(asked, role="delegate"):
        return [each["id"] for each in visitor(role).get_json(f"/workspaces?{asked}").json["items"]]

    assert [state for state in STATES if found(f"state={state}")] == ["active"]
    stop(visitor, room)
    assert [state for state in STATES if found(f"state={state}")] == ["suspended"]
    assert found("kind=joint_project") == [room.id] and found("kind=dossier") == []
    assert found(f"objective={room.objectives['P1.A.1']}") == [room.id]
    assert found(f"objective={room.objectives['P2.M1']}") == []
    assert found("", "auditor") == [room.id] and found("whose=mine", "auditor") == []
    assert found("state=active", "outsider") == []
    page = visitor("delegate").get("/workspaces?state=closed").text
    assert "tv-empty" in page and room.page not in page
    assert "Scegli" in visitor("delegate").get("/workspaces?state=boh").text
