"""Opening a workspace from a decision, and the sentences that tie its work to the plan."""

import pytest

from app.database import commit, db, writing
from app.meetings.models import Decision
from app.membership.models import Affiliation


@pytest.fixture
def decided(app, cast):
    """(address of the decision's workspaces, objective id)"""
    with app.app_context():
        _, decision = cast.closed_meeting()
        return f"/decisions/{decision.id}/workspaces", cast.objective().id


def fields(objective, **other):
    return {"name": "Residenze", "purpose": "Trovare **casa**.", "objective": objective, "why": "Dà case.", **other}


def test_who_answers_for_the_decision_opens_it_and_leads(visitor, decided):
    doors, objective = decided
    delegate = visitor("delegate")
    assert "Case per gli studenti" in delegate.get(f"{doors}/new").text
    opened = delegate.post(doors, fields(objective))
    assert opened.status_code == 201
    page = delegate.get_json(f"/workspaces/{opened.json['id']}").json
    assert [(seat["role"], seat["organisation"]["initials"]) for seat in page["participations"]] == [("lead", "PP")]
    assert page["participations"][0]["people"][0]["person"]["name"] == "Delegata"
    assert [each["objective"]["id"] for each in page["objectives"]] == [objective]
    assert len(page["threads"]) == 1 and page["head"] == 5
    assert "<strong>casa</strong>" in delegate.get(f"/workspaces/{opened.json['id']}").text


def test_the_objective_of_the_decision_is_chosen_already(visitor, decided):
    doors, objective = decided
    assert f'<option selected value="{objective}">' in visitor("delegate").get(f"{doors}/new").text


def test_the_substitute_of_the_body_that_answers_may_open_it_too(visitor, decided):
    doors, objective = decided
    substitute = visitor("substitute")
    opened = substitute.post(doors, fields(objective))
    page = substitute.get_json(f"/workspaces/{opened.json['id']}").json
    assert page["participations"][0]["people"][0]["person"]["name"] == "Supplente"


def test_who_answers_without_a_mandate_at_the_table_is_named_in_the_log(app, cast, visitor, decided):
    doors, objective = decided
    with app.app_context():
        writing()
        decision = db.session.scalar(db.select(Decision))
        decision.responsible_person_id = cast.person("org_admin").id
        decision.published_at = decision.adopted_at
        commit()
    opened = visitor("org_admin").post(doors, fields(objective))
    assert opened.status_code == 201
    told = visitor("org_admin").get_json(f"/streams/workspace/{opened.json['id']}/happenings").json["happenings"]
    assert {each["person"]["name"] for each in told} == {"Referente"}


def test_who_no_longer_belongs_to_the_body_does_not_lead_for_it(app, cast, visitor, decided):
    doors, objective = decided
    with app.app_context():
        writing()
        mine = db.select(Affiliation).where(Affiliation.person_id == cast.person("substitute").id)
        belongs = db.session.scalar(mine)
        belongs.until = belongs.since
        commit()
    assert visitor("substitute").post(doors, fields(objective)).status_code == 422


def test_others_do_not_open_it(visitor, decided):
    doors, objective = decided
    for role, status in (("technician", 403), ("other_delegate", 403), ("secretary", 403), ("outsider", 404)):
        assert visitor(role).get(f"{doors}/new").status_code == status
        assert visitor(role).post(doors, fields(objective)).status_code == status
        assert visitor(role).submit(doors, {}).status_code == status


def test_what_is_missing_is_said_and_what_was_typed_stays(visitor, decided):
    doors, objective = decided
    refused = visitor("delegate").submit(doors, fields(objective, why="", name="Casa mia"))
    assert refused.status_code == 422 and 'value="Casa mia"' in refused.text
    assert visitor("delegate").post(doors, fields("999999")).status_code == 422


def test_before_the_meeting_is_closed_there_is_nothing_to_open_it_from(app, cast, visitor):
    with app.app_context():
        meeting = cast.open_meeting()
        writing()
        db.session.refresh(meeting)
        decision = meeting.items[0].decide(cast.mandate("secretary"), **cast.parts())
        commit()
        doors, objective = f"/decisions/{decision.id}/workspaces", cast.objective().id
    assert visitor("delegate").post(doors, fields(objective)).status_code == 409


# --- How the work serves the plan ------------------------------------------------------------------------------------


def test_the_lead_says_how_the_work_serves_an_objective_and_takes_it_back(visitor, room):
    lead = visitor("delegate")
    said = lead.post(f"{room.page}/contributions", {"objective": room.objectives["P2.M1"], "why": "Porta case vicino."})
    assert said.status_code == 201
    assert "Porta case vicino." in visitor("observer").get(room.page).text
    twice = {"objective": room.objectives["P2.M1"], "why": "Ancora"}
    assert lead.post(f"{room.page}/contributions", twice).status_code == 422
    assert lead.post(f"/contributions/{said.json['id']}/end").status_code == 200
    assert lead.post(f"/contributions/{said.json['id']}/end").status_code == 409
    assert lead.get_json(room.page).json["objectives"][-1]["until"]


def test_nobody_else_says_it(visitor, room):
    sentence = {"objective": room.objectives["P2.M1"], "why": "Perché"}
    for role, status in (("technician", 403), ("other_delegate", 403), ("observer", 403), ("outsider", 404)):
        assert visitor(role).post(f"{room.page}/contributions", sentence).status_code == status
        assert visitor(role).post(f"/contributions/{room.contribution}/end").status_code == status
    assert visitor("delegate").post("/contributions/999999/end").status_code == 404


# --- The way down on other pages -------------------------------------------------------------------------------------


def test_the_pages_it_belongs_to_show_it_to_who_takes_part_and_to_nobody_else(app, cast, visitor, room):
    with app.app_context():
        table = cast.table().id
    pages = [
        f"/decisions/{room.decision}",
        f"/tables/{table}",
        f"/objectives/{room.objectives['P1.A.1']}",
        f"/organisations/{room.bodies['US']}",
    ]
    for page in pages:
        shown = visitor("other_delegate").get_json(page).json["workspaces"]
        assert [each["id"] for each in shown] == [room.id]
        assert room.page in visitor("other_delegate").get(page).text
        assert visitor("secretary").get_json(page).json["workspaces"] == []
        assert room.page not in visitor("secretary").get(page).text


def test_the_plan_counts_only_the_workspaces_that_i_see(visitor, room):
    shown = visitor("delegate").get_json("/plan?edition=P1").json["workspaces"]
    assert [(each["objective"], each["workspaces"]) for each in shown] == [(room.objectives["P1.A.1"], 1)]
    assert 'id="workspaces"' in visitor("delegate").get("/plan?edition=P1").text
    assert visitor("outsider").get_json("/plan?edition=P1").json["workspaces"] == []


def test_the_page_of_the_decision_offers_to_open_one_only_to_who_may(visitor, room):
    new = f"/decisions/{room.decision}/workspaces/new"
    assert new in visitor("delegate").get(f"/decisions/{room.decision}").text
    assert new not in visitor("other_delegate").get(f"/decisions/{room.decision}").text


def test_the_same_form_sent_twice_opens_one_workspace(visitor, decided):
    doors, objective = decided
    delegate = visitor("delegate")
    assert delegate.post(doors, fields(objective)).status_code == 201
    again = delegate.submit(doors, fields(objective))
    assert again.status_code == 422
    assert "già stato aperto uno spazio con questo nome" in again.text
    assert "Trovare **casa**." in again.text
    assert delegate.post(doors, fields(objective, name="Residenze, secondo gruppo")).status_code == 201
