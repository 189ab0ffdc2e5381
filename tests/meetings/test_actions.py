"""Actions: promised at a sitting or by the body itself, with a day; what comes of them is told, asked for, and passed on."""

from datetime import timedelta

import pytest
import time_machine

from app.database import commit, day_of, db, utc_now, writing
from app.errors import RuleBroken
from app.happenings import Happening
from app.meetings.models import Action, Decision, Meeting, unsettle


def in_days(days):
    return (day_of(utc_now()) + timedelta(days=days)).isoformat()


@pytest.fixture
def room(app, cast):
    """An open sitting with one output, and what its forms need."""
    with app.app_context():
        meeting = cast.open_meeting()
        writing()
        db.session.refresh(meeting)
        decision = meeting.items[0].decide(cast.mandate("secretary"), **cast.parts())
        meeting.items[1].conclude("noted", "", cast.mandate("secretary"))
        commit()
        return {
            "meeting": meeting.id,
            "item": meeting.items[0].id,
            "decision": decision.id,
            "PM": cast.body("PM").id,
            "US": cast.body("US").id,
            "delegate": cast.person("delegate").id,
            "other": cast.person("other_delegate").id,
        }


def parts(room, **other):
    whole = {"text": "Raccoglie i dati.", "organisation": room["PM"], "person": room["delegate"], "due_on": in_days(20)}
    return whole | {"decision": room["decision"]} | other


def given(visitor, room, **other):
    return visitor("secretary").post(f"/items/{room['item']}/actions", parts(room, **other))


def blamed(answer):
    """The fields that a refusal is about."""
    return set(answer.json.get("errors", ()))


def closed(visitor, room):
    assert visitor("secretary").post(f"/meetings/{room['meeting']}/closure").status_code == 200


def promised(visitor, room, **other):
    """The id of an action of the sitting, which is closed."""
    id = given(visitor, room, **other).json["id"]
    closed(visitor, room)
    return id


def test_the_secretariat_gives_an_action_with_an_output_and_everybody_at_the_table_reads_it(visitor, room):
    answer = given(visitor, room)
    assert answer.status_code == 201 and answer.json["missing"] == []
    told = visitor("other_delegate").get_json(f"/actions/{answer.json['id']}").json
    assert (told["state"], told["person"]["name"], told["decision"]["id"]) == ("open", "Delegata", room["decision"])
    assert "Raccoglie i dati." in visitor("delegate").get(f"/meetings/{room['meeting']}?item={room['item']}").text
    assert visitor("outsider").get(f"/actions/{answer.json['id']}").status_code == 404


def test_an_action_without_body_person_or_date_is_not_final(visitor, room):
    answer = given(visitor, room, organisation="", person="", due_on="")
    assert answer.status_code == 422 and set(answer.json["errors"]) == {"organisation", "person", "due_on"}
    page = visitor("secretary").submit(f"/items/{room['item']}/actions", parts(room, due_on=""))
    assert page.status_code == 422 and "Raccoglie i dati." in page.text and 'id="action-due_on-error"' in page.text


def test_an_unfinished_action_keeps_the_sitting_from_closing(visitor, room):
    answer = given(visitor, room, person="", draft="1")
    assert answer.status_code == 201 and len(answer.json["missing"]) == 1
    secretary = visitor("secretary")
    refused = secretary.post(f"/meetings/{room['meeting']}/closure")
    assert refused.status_code == 409 and "Alloggi per studenti" in refused.json["detail"]
    assert secretary.post(f"/actions/{answer.json['id']}/revision", parts(room)).json["missing"] == []
    closed(visitor, room)
    assert secretary.post(f"/actions/{answer.json['id']}/revision", parts(room)).status_code == 409
    assert secretary.post(f"/actions/{answer.json['id']}/removal").status_code == 409


def test_who_does_it_belongs_to_the_body_that_does_it(visitor, room):
    answer = given(visitor, room, person=room["other"])
    assert answer.status_code == 422 and "non fa parte" in answer.json["detail"]


def test_what_was_recorded_by_mistake_is_taken_back_and_leaves_with_its_output(app, visitor, room):
    first, second = given(visitor, room).json["id"], given(visitor, room).json["id"]
    secretary = visitor("secretary")
    assert secretary.post(f"/actions/{first}/removal").status_code == 200
    assert secretary.get(f"/actions/{first}").status_code == 404
    assert secretary.post(f"/decisions/{room['decision']}/removal").status_code == 200
    assert secretary.get(f"/actions/{second}").status_code == 404


def test_the_state_follows_from_the_facts(app, visitor, room):
    id = promised(visitor, room)
    delegate = visitor("delegate")
    assert delegate.post(f"/actions/{id}/beginning").json["state"] == "begun"
    assert delegate.post(f"/actions/{id}/beginning").status_code == 409
    with time_machine.travel(utc_now() + timedelta(days=26), tick=False):
        delegate = visitor("delegate")
        assert delegate.get_json(f"/actions/{id}").json["state"] == "late"
        assert "In ritardo di 6 giorni" in delegate.get(f"/actions/{id}").text
        done = delegate.post(f"/actions/{id}/completion", {"note": "Fatto.", "evidence": "https://www.example.org/elenco"})
        assert done.json["state"] == "done"
        assert 'href="https://www.example.org/elenco"' in delegate.get(f"/actions/{id}").text
        assert delegate.post(f"/actions/{id}/completion", {"note": "Ancora."}).status_code == 409


def test_it_is_done_only_with_a_word_and_evidence_is_an_address(visitor, room):
    id = promised(visitor, room)
    delegate = visitor("delegate")
    assert "note" in blamed(delegate.post(f"/actions/{id}/completion", {"note": " "}))
    for address in ("javascript:alert(1)", "//altrove.example.org", "un foglio"):
        assert "evidence" in blamed(delegate.post(f"/actions/{id}/completion", {"note": "Fatto.", "evidence": address}))


def test_another_state_than_the_facts_give_is_said_with_a_reason_and_by_whom(visitor, room):
    id = promised(visitor, room)
    secretary = visitor("secretary")
    assert secretary.post(f"/actions/{id}/state", {"state": "late"}).status_code == 422
    assert secretary.post(f"/actions/{id}/state", {"state": "fatta", "reason": "Così"}).status_code == 422
    said = secretary.post(f"/actions/{id}/state", {"state": "late", "reason": "Il termine è stato anticipato."})
    assert said.json["state"] == "late"
    told = visitor("delegate").get_json(f"/actions/{id}").json
    assert (told["state"], told["computed"], told["said"]["reason"]) == ("late", "open", "Il termine è stato anticipato.")
    page = visitor("delegate").get(f"/actions/{id}").text
    assert "Il termine è stato anticipato." in page and "Segreteria" in page
    assert visitor("delegate").post(f"/actions/{id}/state", {"state": "open", "reason": "No"}).status_code == 403
    assert secretary.post(f"/actions/{id}/state", {"state": ""}).json["state"] == "open"


def test_a_promise_of_the_sitting_is_dropped_by_who_keeps_the_table_and_says_why(visitor, room):
    id = promised(visitor, room)
    assert visitor("delegate").post(f"/actions/{id}/withdrawal", {"reason": "Non serve."}).status_code == 403
    secretary = visitor("secretary")
    assert "reason" in blamed(secretary.post(f"/actions/{id}/withdrawal", {"reason": ""}))
    assert secretary.post(f"/actions/{id}/withdrawal", {"reason": "Non serve più."}).json["state"] == "dropped"
    assert "Non serve più." in visitor("delegate").get(f"/actions/{id}").text


def test_nothing_is_reported_before_the_sitting_is_closed(visitor, room):
    id = given(visitor, room).json["id"]
    assert visitor("delegate").post(f"/actions/{id}/beginning").status_code == 409


# --- The body itself -------------------------------------------------------------------------------------------------


def test_the_body_that_answers_for_an_output_adds_actions_of_its_own(visitor, room):
    address = f"/decisions/{room['decision']}/actions"
    mine = {"text": "Scrive ai Comuni.", "person": room["delegate"], "due_on": in_days(10)}
    assert visitor("delegate").post(address, mine).status_code == 409, "the sitting is still open"
    closed(visitor, room)
    answer = visitor("substitute").post(address, mine)
    assert answer.status_code == 201
    told = visitor("delegate").get_json(address).json["items"]
    assert [(each["text"], each["organisation"]["id"]) for each in told] == [("Scrive ai Comuni.", room["PM"])]
    assert visitor("other_delegate").post(address, mine).status_code == 403
    assert visitor("outsider").post(address, mine).status_code == 404
    assert visitor("delegate").post(address, mine | {"person": room["other"]}).status_code == 422
    assert visitor("delegate").post(f"/actions/{answer.json['id']}/withdrawal", {"reason": "Superata."}).status_code == 200


def test_a_decision_is_carried_out_when_all_its_actions_are(visitor, room):
    first = given(visitor, room).json["id"]
    second = promised(visitor, room)
    delegate, address = visitor("delegate"), f"/decisions/{room['decision']}"
    assert delegate.post(f"{address}/execution", {"note": "Tutto fatto."}).status_code == 409
    delegate.post(f"/actions/{first}/completion", {"note": "Fatto."})
    assert visitor("delegate").get_json("/decisions?state=executed").json["items"] == []
    delegate.post(f"/actions/{second}/completion", {"note": "Fatto."})
    assert [each["id"] for each in delegate.get_json("/decisions?state=executed").json["items"]] == [room["decision"]]
    delegate.post(f"{address}/actions", {"text": "Ancora una cosa.", "person": room["delegate"], "due_on": in_days(3)})
    assert delegate.get_json("/decisions?state=executed").json["items"] == []


def test_a_decision_without_actions_is_carried_out_when_its_body_says_so(visitor, room):
    closed(visitor, room)
    address = f"/decisions/{room['decision']}/execution"
    assert visitor("other_delegate").post(address, {"note": "Fatto."}).status_code == 403
    assert visitor("delegate").post(address, {"note": "Elenco consegnato."}).status_code == 200
    assert visitor("delegate").post(address, {"note": "Elenco consegnato."}).status_code == 409
    assert "Elenco consegnato." in visitor("other_delegate").get(f"/decisions/{room['decision']}").text


# --- Follow-up -------------------------------------------------------------------------------------------------------


def test_follow_up_is_asked_and_given_and_both_stand_with_their_day(visitor, room):
    id = promised(visitor, room)
    secretary, delegate = visitor("secretary"), visitor("delegate")
    assert delegate.post(f"/actions/{id}/requests", {"text": "?", "due_on": in_days(5)}).status_code == 403
    assert secretary.post(f"/actions/{id}/requests", {"text": "A che punto è?", "due_on": in_days(-1)}).status_code == 422
    assert secretary.post(f"/actions/{id}/requests", {"text": "A che punto è?", "due_on": in_days(5)}).status_code == 201
    assert "A che punto è?" in delegate.get(f"/actions/{id}").text
    assert delegate.post(f"/actions/{id}/news", {"text": "Mancano due Comuni."}).status_code == 201
    told = delegate.get_json(f"/actions/{id}").json["follow_ups"]
    assert [(each["kind"], each["answered_at"] is not None) for each in told] == [("needed", True), ("given", False)]
    assert visitor("outsider").post(f"/actions/{id}/news", {"text": "No"}).status_code == 404


def test_the_history_tells_each_step_and_by_whom(visitor, room):
    id = promised(visitor, room)
    visitor("delegate").post(f"/actions/{id}/beginning")
    visitor("secretary").post(f"/actions/{id}/state", {"state": "late", "reason": "Non si è visto nulla."})
    told = visitor("delegate").get_json(f"/actions/{id}").json["history"]
    assert [each["person"] for each in told] == ["Segreteria", "Delegata", "Segreteria"]


# --- The next sitting ------------------------------------------------------------------------------------------------


def test_the_next_sitting_opens_with_what_is_late(app, cast, visitor, room):
    late = promised(visitor, room, due_on=in_days(-3), text="Doveva essere pronto.")
    with app.app_context():
        later = cast.convened_meeting().id
    page = visitor("delegate").get(f"/meetings/{later}").text
    assert "Doveva essere pronto." in page and f"/actions/{late}/beginning" in page
    assert f"/actions/{late}/beginning" not in visitor("other_delegate").get(f"/meetings/{later}").text
    visitor("delegate").post(f"/actions/{late}/completion", {"note": "Fatto."})
    assert "Doveva essere pronto." not in visitor("delegate").get(f"/meetings/{later}").text


# --- Passing on ------------------------------------------------------------------------------------------------------


def test_handing_over_a_mandate_passes_its_open_actions_on(app, cast, visitor, room):
    done = given(visitor, room).json["id"]
    waiting = promised(visitor, room)
    visitor("delegate").post(f"/actions/{done}/completion", {"note": "Fatto."})
    with app.app_context():
        seat, person = cast.mandate("delegate").seat_id, cast.person("org_admin").id
    handed = visitor("admin").post(f"/seats/{seat}/mandates", {"person": person, "role": "delegate", "takes_over": "y"})
    assert handed.status_code == 201
    secretary = visitor("secretary")
    assert secretary.get_json(f"/actions/{waiting}").json["person"]["name"] == "Referente"
    assert secretary.get_json(f"/actions/{done}").json["person"]["name"] == "Delegata"
    with app.app_context():
        assert db.session.scalar(db.select(Happening).where(Happening.kind == "action-passed-on")).subject_id == waiting


def test_when_its_decision_changes_an_open_action_waits_to_be_confirmed_or_dropped_by_hand(app, cast, visitor, room):
    id = promised(visitor, room)
    with app.app_context():
        writing()
        decision = db.session.get(Decision, room["decision"])
        decision.item.tell("decision-amended", decision, cast.mandate("secretary"))
        commit()
    delegate = visitor("delegate")
    assert delegate.get_json(f"/actions/{id}").json["unsettled"] is True
    assert visitor("other_delegate").post(f"/actions/{id}/confirmation").status_code == 403
    assert delegate.post(f"/actions/{id}/confirmation").status_code == 200
    assert delegate.get_json(f"/actions/{id}").json["unsettled"] is False
    assert delegate.post(f"/actions/{id}/confirmation").status_code == 409
    assert unsettle


def test_an_action_of_another_item_s_output_is_refused(context, cast, room):
    writing()
    meeting = db.session.get(Meeting, room["meeting"])
    decision = db.session.get(Decision, room["decision"])
    with pytest.raises(RuleBroken):
        Action.give(meeting.items[1], cast.mandate("secretary"), decision, text="Altro")


def test_the_administrator_of_a_body_sees_and_reports_what_it_promised(visitor, room):
    id = given(visitor, room).json["id"]
    assert visitor("org_admin").get(f"/actions/{id}").status_code == 404, "while the sitting is open it may yet change"
    closed(visitor, room)
    assert visitor("org_admin").get(f"/actions/{id}").status_code == 200
    assert visitor("org_admin").post(f"/actions/{id}/beginning").status_code == 200


def test_the_actions_of_a_sitting_cost_the_same_however_many(visitor, room, counted):
    given(visitor, room)
    costs = []
    for _ in range(2):
        reader = visitor("delegate")
        reader.get(f"/meetings/{room['meeting']}?item={room['item']}")
        with counted() as statements:
            assert reader.get(f"/meetings/{room['meeting']}?item={room['item']}").status_code == 200
        with counted() as board:
            assert reader.get("/actions").status_code == 200
        costs.append((len(statements), len(board)))
        for number in range(6):
            given(visitor, room, text=f"Azione {number}")
    assert costs[0] == costs[1]
