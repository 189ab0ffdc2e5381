"""An idea of joint work: opened by who speaks at a table, discussed, sent before the table, and mandated by its decision."""

import secrets
from types import SimpleNamespace

import pytest

from app.database import commit, db, utc_now, writing
from app.meetings.models import Decision, Meeting, Proposal
from tests.states.geometry import idea


@pytest.fixture
def dream(app, cast):
    with app.app_context():
        names = idea(cast)
        return SimpleNamespace(**names, page=f"/workspaces/{names['workspace']}")


def opening(table, **other):
    return {"table": table, "kind": "eu_application", "name": "Reti verdi", "purpose": "Una **rete**.", **other}


def state(visitor, dream):
    return visitor("delegate").get_json(dream.page).json["state"]


def send(visitor, dream, role="delegate", **other):
    words = {"table": dream.table, "title": "Biblioteche aperte", "note": "Dare il mandato.", **other}
    return visitor(role).post(f"{dream.page}/submissions", words)


def decide(cast, proposal, end):
    """A sitting takes the proposal up and ends its item as `end(item, voice)` says."""
    writing()
    voice = cast.mandate("secretary")
    meeting = Meeting.plan(cast.table(), "Seduta", utc_now(), "", voice)
    item = db.session.get(Proposal, proposal).accept(meeting, voice)
    meeting.convene(voice)
    meeting.open(voice)
    end(item, voice)
    meeting.close(voice)
    commit()
    return item


def test_who_speaks_at_a_table_opens_an_idea_and_leads_it(app, cast, visitor):
    with app.app_context():
        table = cast.table().id
    assert f'<option selected value="{table}">' in visitor("other_delegate").get("/workspaces/new").text
    opened = visitor("other_delegate").post("/workspaces", opening(table))
    assert opened.status_code == 201
    page = visitor("other_delegate").get_json(f"/workspaces/{opened.json['id']}").json
    assert (page["state"], page["kind"], page["decision"], page["table"]) == ("idea", "eu_application", None, table)
    assert [(each["role"], each["organisation"]["name"]) for each in page["participations"]] == [
        ("lead", "Università Statale di Prova")
    ]
    assert "<strong>rete</strong>" in visitor("other_delegate").get(f"/workspaces/{opened.json['id']}").text
    assert opened.json["id"] in [each["id"] for each in visitor("other_delegate").get_json(f"/tables/{table}").json["workspaces"]]
    assert visitor("delegate").get(f"/workspaces/{opened.json['id']}").status_code == 404


def test_others_open_none_and_the_list_offers_it_only_to_who_may(app, cast, visitor):
    with app.app_context():
        table = cast.table().id
    for role in ("outsider", "technician", "secretary"):
        assert visitor(role).get("/workspaces/new").status_code == 403
        assert visitor(role).post("/workspaces", opening(table)).status_code == 403
        assert "/workspaces/new" not in visitor(role).get("/workspaces").text
    assert "/workspaces/new" in visitor("delegate").get("/workspaces").text
    assert visitor("counterpart").post("/workspaces", opening(table)).status_code == 403


def test_what_is_missing_is_said_and_what_was_typed_stays(app, cast, visitor):
    with app.app_context():
        table, objective = cast.table().id, cast.objective().id
    refused = visitor("delegate").submit("/workspaces", opening(table, kind="altro"))
    assert refused.status_code == 422 and "Una **rete**." in refused.text
    assert visitor("delegate").post("/workspaces", opening(table, objective=objective)).status_code == 422
    assert visitor("delegate").post("/workspaces", opening(table, objective=objective, why="Serve.")).status_code == 201
    assert visitor("delegate").post("/workspaces", opening(table)).status_code == 422  # the same name again


def test_people_discuss_an_idea_and_bring_nothing_to_decide(visitor, dream):
    thread = visitor("other_delegate").post(f"{dream.page}/threads", {"title": "Quali sale"})
    assert thread.status_code == 201
    said = {"body": "Tutte", "nonce": secrets.token_hex(16)}
    talk = f"{dream.page}/threads/{thread.json['id']}"
    assert visitor("delegate").post(f"{talk}/messages", said).status_code == 201
    words = {"table": dream.table, "title": "Sale", "note": "Aprirle", "kind": "decision"}
    assert visitor("delegate").post(f"{talk}/proposals", words).status_code == 409
    assert visitor("delegate").post(f"{talk}/proposals", {**words, "kind": "discussion"}).status_code == 201


def test_it_waits_for_the_table_and_the_decision_there_is_its_mandate(app, cast, visitor, dream):
    sent = send(visitor, dream)
    assert sent.status_code == 201 and state(visitor, dream) == "waiting"
    assert send(visitor, dream, title="Ancora").status_code == 409
    assert visitor("other_delegate").get(f"/proposals/{sent.json['proposal']}").status_code == 200
    with app.app_context():
        item = decide(cast, sent.json["proposal"], lambda item, voice: item.decide(voice, **cast.parts()))
        decision = item.decisions[0].id
    page = visitor("delegate").get_json(dream.page).json
    assert (page["state"], page["decision"]["id"]) == ("active", decision) and page["mandated_at"]
    assert page["submissions"][0]["until"] == page["mandated_at"]
    told = [
        each["kind"]
        for each in visitor("delegate").get_json(f"/streams/workspace/{dream.workspace}/happenings").json["happenings"]
    ]
    assert told[-2:] == ["workspace-submitted", "workspace-mandated"]
    assert [each["id"] for each in visitor("delegate").get_json(f"/decisions/{decision}").json["workspaces"]] == [dream.workspace]
    assert f'href="/decisions/{decision}"' in visitor("delegate").get(dream.page).text.partition('id="life"')[2]


def test_an_item_that_ends_without_a_decision_leaves_an_idea(app, cast, visitor, dream):
    sent = send(visitor, dream)
    with app.app_context():
        decide(cast, sent.json["proposal"], lambda item, voice: item.conclude("noted", "", voice))
    assert state(visitor, dream) == "idea"
    assert send(visitor, dream, title="Di nuovo").status_code == 201


def test_a_proposal_given_back_leaves_an_idea(app, cast, visitor, dream):
    sent = send(visitor, dream)
    with app.app_context():
        writing()
        db.session.get(Proposal, sent.json["proposal"]).give_back("Serve una stima.", cast.mandate("secretary"))
        commit()
    assert state(visitor, dream) == "idea"


def test_a_decision_taken_already_is_named_by_hand(visitor, dream):
    assert f'value="{dream.decision}"' in visitor("delegate").get(dream.page).text
    assert visitor("delegate").post(f"{dream.page}/mandate", {"decision": 99999}).status_code == 422
    assert visitor("delegate").post(f"{dream.page}/mandate", {"decision": dream.decision}).status_code == 200
    assert state(visitor, dream) == "active"
    assert visitor("delegate").post(f"{dream.page}/mandate", {"decision": dream.decision}).status_code == 403


def test_only_a_table_of_one_of_its_bodies(app, cast, visitor, dream):
    with app.app_context():
        elsewhere = cast.table("VUOTO").id
    assert send(visitor, dream, table=elsewhere).status_code == 422
    assert state(visitor, dream) == "idea"


def test_who_does_not_lead_sends_nothing_and_who_is_outside_finds_nothing(visitor, dream):
    assert [send(visitor, dream, role).status_code for role in ("other_delegate", "technician", "outsider")] == [403, 403, 404]
    assert visitor("outsider").get(dream.page).status_code == 404
    assert "submissions" not in visitor("other_delegate").get(dream.page).text


def test_the_output_a_workspace_rests_on_is_not_taken_back(app, cast, visitor, dream):
    visitor("delegate").post(f"{dream.page}/mandate", {"decision": dream.decision})
    with app.app_context():
        writing()
        decision = db.session.get(Decision, dream.decision)
        decision.item.meeting.reopen("Errore materiale.", cast.mandate("secretary"))
        commit()
    dropped = visitor("secretary").post(f"/decisions/{dream.decision}/removal")
    assert dropped.status_code == 409
