"""A merger is proposed by who leads one workspace; who leads each of the others agrees or declines, and everybody reads of it."""

from datetime import timedelta

import pytest

from app.database import commit, db, utc_now, writing
from app.meetings.models import Proposal
from app.rendering import render
from app.workspaces.models import Submission, Workspace, open_circle
from tests.workspaces.merging import agree, beside, merged, proposal, propose


@pytest.fixture
def other(app, cast, room):
    return beside(app, cast, room)


def decline(visitor, part, role="other_delegate", reason="Non ora"):
    return visitor(role).post(f"/merger-parts/{part}/refusal", {"reason": reason})


def mergers(visitor, space, role="auditor"):
    return visitor(role).get_json(f"{space.page}/history").json["mergers"]


def kinds(visitor, space, role):
    return [each["kind"] for each in visitor(role).get_json(f"{space.page}/history").json["items"]]


# --- Proposing -------------------------------------------------------------------------------------------------------


def test_only_who_leads_proposes_and_an_outsider_finds_nothing(visitor, room, other):
    assert visitor("delegate").get(f"{room.page}/mergers/new").status_code == 200
    for role, status in (("other_delegate", 403), ("technician", 403), ("observer", 403), ("auditor", 403), ("outsider", 404)):
        assert visitor(role).get(f"{room.page}/mergers/new").status_code == status
        assert visitor(role).post(f"{room.page}/mergers", proposal(other)).status_code == status
    assert mergers(visitor, room) == []


def test_the_page_says_what_others_will_read_before_anybody_agrees(visitor, room, other):
    words = "Chi oggi è in uno solo di essi"
    assert words in visitor("delegate").get(f"{room.page}/mergers/new").text
    id, _parts = propose(visitor, room, other)
    page = visitor("other_delegate").get(f"/mergers/{id}").text
    assert words in page and page.index(words) < page.index("/agreement")


def test_what_does_not_fit_is_refused_beside_its_field_and_nothing_typed_is_lost(app, cast, visitor, room, other):
    with app.app_context():
        writing()
        voice = cast.mandate("delegate", db.session.get(Workspace, room.id).place)
        circle = open_circle(db.session.get(Workspace, room.id), "Numeri", "Contare.", render("Contare."), [], voice)
        unseen = Workspace.begin("joint_project", "Altrove", "Di altri.", render("Di altri."), decision=circle.parent.decision)
        lead = unseen.place.seat(cast.body("US"), "lead").appoint(cast.person("other_delegate"), "delegate")
        unseen.serve(cast.objective(), "Altro.", lead)
        commit()
        circle_id, unseen_id = circle.id, unseen.id
    for more, field in (
        ({"workspaces": []}, "workspaces"),
        ({"workspaces": [room.id]}, "workspaces"),
        ({"workspaces": [other.id, 5, 6, 7]}, "workspaces"),
        ({"workspaces": [other.id, unseen_id]}, "workspaces"),
        ({"workspaces": [other.id, 999_999]}, "workspaces"),
        ({"workspaces": [circle_id]}, "workspaces"),
        ({"workspaces": ["abc"]}, "workspaces"),
        ({"name": " "}, "name"),
        ({"name": "Altrove"}, "name"),
        ({"purpose": ""}, "purpose"),
    ):
        refused = visitor("delegate").submit(f"{room.page}/mergers", proposal(other, **({"purpose": "Mai persa"} | more)))
        assert refused.status_code == 422 and f'href="#{field}"' in refused.text, more
        assert "Mai persa" in refused.text or field == "purpose"
    assert mergers(visitor, room) == []


def test_what_is_not_at_work_or_waits_for_a_table_is_not_merged(app, cast, visitor, room, other):
    with app.app_context():
        writing()
        space = db.session.get(Workspace, other.id)
        space.suspend("Si aspetta", None, cast.mandate("other_delegate", space.place))
        commit()
    assert visitor("delegate").post(f"{room.page}/mergers", proposal(other)).status_code == 422
    assert visitor("delegate").get_json(f"{room.page}/mergers/new").json["workspaces"] == []
    assert "Mense" not in visitor("delegate").get(f"{room.page}/mergers/new").text.split("<main")[1].split("tv-empty")[1]


def test_one_workspace_stands_in_one_open_merger(visitor, room, other):
    id, parts = propose(visitor, room, other)
    assert visitor("delegate").post(f"{room.page}/mergers", proposal(other, name="Un altro")).status_code == 422
    assert visitor("other_delegate").get_json(f"{other.page}/mergers/new").json["workspaces"] == []
    assert f"/mergers/{id}" in visitor("other_delegate").get(f"{other.page}/mergers/new").text
    assert decline(visitor, parts[other.id]).status_code == 200
    assert visitor("delegate").post(f"{room.page}/mergers", proposal(other)).status_code == 201


def test_an_idea_takes_in_no_work_that_has_its_mandate(app, visitor, room, other):
    with app.app_context():
        writing()
        space = db.session.get(Workspace, room.id)
        space.decision, space.mandated_at = None, None
        commit()
    assert visitor("delegate").post(f"{room.page}/mergers", proposal(other)).status_code == 422
    assert visitor("delegate").get_json(f"{room.page}/mergers/new").json["workspaces"] == []
    assert visitor("other_delegate").post(f"{other.page}/mergers", proposal(room)).status_code == 201


# --- Answering -------------------------------------------------------------------------------------------------------


def test_only_who_leads_the_other_one_answers(visitor, room, other):
    id, parts = propose(visitor, room, other)
    part = parts[other.id]
    for role, status in (
        ("delegate", 403), ("substitute", 403), ("technician", 403), ("outsider", 403), ("auditor", 403), ("partner", 404),
    ):  # fmt: skip
        assert agree(visitor, part, role).status_code == status
        assert decline(visitor, part, role).status_code == status
        assert visitor(role).get(f"/mergers/{id}").status_code == (404 if status == 404 else 200)
    assert visitor("other_delegate").post(f"/mergers/{id}/withdrawal").status_code == 403
    assert agree(visitor, part).status_code == 200


def test_everybody_in_one_of_them_reads_the_proposal_and_no_more_of_the_others(visitor, room, other):
    id, _parts = propose(visitor, room, other)
    told = visitor("outsider").get_json(f"/mergers/{id}").json
    assert [(each["workspace"]["name"], each["workspace"].get("id")) for each in told["parts"]] == [
        ("Residenze", None),
        ("Mense", other.id),
    ]
    page = visitor("outsider").get(f"/mergers/{id}").text
    assert "<strong>mense</strong>" in page and "Residenze" in page and f'href="{room.page}"' not in page
    assert [each["id"] for each in mergers(visitor, other, "outsider")] == [id]
    assert visitor("outsider").get(room.page).status_code == 404
    for role in ("technician", "observer"):
        assert f"/mergers/{id}" in visitor(role).get(f"{room.page}/history").text


def test_who_declines_says_why_and_nothing_is_merged(visitor, room, other):
    id, parts = propose(visitor, room, other)
    unsaid = visitor("other_delegate").submit(f"/merger-parts/{parts[other.id]}/refusal", {"reason": ""})
    assert unsaid.status_code == 422 and '<details class="tv-more" open>' in unsaid.text
    assert decline(visitor, parts[other.id], reason="Prima il bilancio").status_code == 200
    told = visitor("technician").get_json(f"/mergers/{id}").json
    assert told["outcome"] == "declined" and told["parts"][1]["reason"] == "Prima il bilancio"
    assert "Prima il bilancio" in visitor("technician").get(f"/mergers/{id}").text
    assert kinds(visitor, room, "technician")[0] == "merger-ended"
    assert agree(visitor, parts[other.id]).status_code == 409 and decline(visitor, parts[other.id]).status_code == 409
    assert visitor("delegate").get_json(room.page).json["state"] == "active"


def test_who_proposed_it_takes_it_back(visitor, room, other):
    id, parts = propose(visitor, room, other)
    assert visitor("delegate").post(f"/mergers/{id}/withdrawal").status_code == 200
    assert visitor("delegate").post(f"/mergers/{id}/withdrawal").status_code == 409
    assert agree(visitor, parts[other.id]).status_code == 409
    assert visitor("delegate").get_json(f"/mergers/{id}").json["outcome"] == "taken_back"


def test_an_answer_is_given_once_and_what_is_over_is_over(visitor, room, other):
    id, parts = propose(visitor, room, other)
    assert agree(visitor, parts[room.id], "delegate").status_code == 409
    assert decline(visitor, parts[room.id], "delegate").status_code == 409
    assert agree(visitor, parts[other.id]).status_code == 200
    for reply in (
        agree(visitor, parts[other.id]),
        decline(visitor, parts[other.id]),
        visitor("delegate").post(f"/mergers/{id}/withdrawal"),
    ):
        assert reply.status_code == 409


def test_who_had_agreed_may_still_decline_while_another_has_not_answered(app, cast, visitor, room, other):
    third = beside(app, cast, room)
    id, parts = propose(visitor, room, other, third)
    assert agree(visitor, parts[other.id]).status_code == 200
    assert decline(visitor, parts[other.id]).status_code == 200
    assert agree(visitor, parts[third.id]).status_code == 409
    assert visitor("delegate").get_json(f"/mergers/{id}").json["outcome"] == "declined"


# --- What changes meanwhile ------------------------------------------------------------------------------------------


def test_the_last_agreement_is_refused_while_one_of_them_rests(app, cast, visitor, room, other):
    """And nobody has agreed then: she agrees when it goes on."""
    id, parts = propose(visitor, room, other)
    visitor("delegate").post(f"{room.page}/suspension", {"reason": "Si aspetta il bilancio"})
    refused = visitor("other_delegate").submit(f"/merger-parts/{parts[other.id]}/agreement")
    assert refused.status_code == 409 and "Residenze" in refused.text and "tv-errors" in refused.text
    assert visitor("delegate").get_json(f"/mergers/{id}").json["parts"][1]["agreed_at"] is None
    visitor("delegate").post(f"{room.page}/resumption")
    assert agree(visitor, parts[other.id]).status_code == 200


def test_the_last_agreement_is_refused_while_a_table_is_asked(app, cast, visitor, room, other):
    _id, parts = propose(visitor, room, other)
    with app.app_context():
        writing()
        space = db.session.get(Workspace, room.id)
        space.decision = None
        sent = Proposal.make(cast.table(), "Case", "Un mandato.", "decision", cast.mandate("delegate"))
        db.session.add(Submission(workspace=space, proposal=sent, since=utc_now() - timedelta(minutes=1)))
        commit()
    assert agree(visitor, parts[other.id]).status_code == 409


def test_the_last_agreement_is_refused_where_the_name_was_given_meanwhile(app, cast, visitor, room, other):
    _id, parts = propose(visitor, room, other)
    with app.app_context():
        writing()
        decision = db.session.get(Workspace, room.id).decision
        Workspace.begin("joint_project", "Vita da studenti", "Di altri.", render("Di altri."), decision=decision)
        commit()
    refused = agree(visitor, parts[other.id])
    assert refused.status_code == 409 and "Vita da studenti" in refused.json["detail"]


def test_a_merger_falls_when_one_of_its_workspaces_is_closed(visitor, room, other):
    id, parts = propose(visitor, room, other)
    contribution = room.contribution
    fields = {"reason": "Finito", f"outcome-{contribution}": "reached", f"sentence-{contribution}": "Le case ci sono."}
    assert visitor("delegate").post(f"{room.page}/closure", fields).status_code == 201
    assert visitor("outsider").get_json(f"/mergers/{id}").json["outcome"] == "fell"
    assert kinds(visitor, other, "outsider")[0] == "merger-ended"
    assert agree(visitor, parts[other.id]).status_code == 409
    assert visitor("other_delegate").get_json(f"{other.page}/mergers/new").status_code == 200


def test_a_merger_falls_when_one_of_its_workspaces_is_split(visitor, room, other):
    bodies = room.bodies
    id, _parts = propose(visitor, room, other)
    fields = {
        "name_1": "Case", "purpose_1": "Case.", "bodies_1": [bodies["PM"], bodies["FH"]], "lead_1": bodies["PM"],
        "name_2": "Studi", "purpose_2": "Studi.", "bodies_2": [bodies["US"]], "lead_2": bodies["US"],
    }  # fmt: skip
    assert visitor("delegate").post(f"{room.page}/split", fields).status_code == 201
    assert visitor("other_delegate").get_json(f"/mergers/{id}").json["outcome"] == "fell"


def test_it_is_not_merged_where_nobody_would_lead(app, cast, visitor, room, other):
    """Who proposed it has gone, and who agrees is suspended in the other one."""
    _id, parts = propose(visitor, room, other)
    with app.app_context():
        writing()
        place = db.session.get(Workspace, room.id).place
        cast.mandate("delegate", place).end()
        cast.mandate("other_delegate", place).suspend("In verifica", by=cast.person("admin"))
        cast.mandate("substitute", db.session.get(Workspace, other.id).place).end()
        commit()
    assert agree(visitor, parts[other.id]).status_code == 409


# --- Where it is read ------------------------------------------------------------------------------------------------


def test_who_must_answer_finds_it_on_her_desk_until_she_has(visitor, room, other):
    id, parts = propose(visitor, room, other)
    assert [each["id"] for each in visitor("other_delegate").get_json("/").json["mergers"]] == [parts[other.id]]
    assert f"/mergers/{id}" in visitor("other_delegate").get("/").text
    for role in ("delegate", "technician", "outsider", "auditor"):
        assert visitor(role).get_json("/").json["mergers"] == []
    agree(visitor, parts[other.id])
    assert visitor("other_delegate").get_json("/").json["mergers"] == []


def test_the_history_says_so_where_no_merger_was_proposed(visitor, room, other):
    assert f'href="{room.page}/mergers/new"' in visitor("delegate").get(f"{room.page}/history").text
    page = visitor("technician").get(f"{room.page}/history").text
    assert 'id="mergers"' in page and f'href="{room.page}/mergers/new"' not in page


def test_the_history_tells_who_proposed_and_who_agreed(visitor, room, other):
    child = merged(visitor, room, other)
    assert kinds(visitor, room, "technician")[:3] == ["workspace-merged", "merger-agreed", "merger-proposed"]
    told = mergers(visitor, room, "technician")[0]
    assert told["outcome"] == "merged" and told["child"]["id"] == child
    assert [each["agreed_by"] for each in told["parts"]] == ["Delegata", "Delegato"]
    assert visitor("technician").get(f"/mergers/{told['id']}").status_code == 200
    assert visitor("technician").get(f"{room.page}/history").status_code == 200


def test_the_history_costs_the_same_with_one_merger_as_with_three(visitor, room, other, counted):
    costs = []
    for times in (1, 2):
        for _ in range(times):
            _id, parts = propose(visitor, room, other)
            decline(visitor, parts[other.id])
        for page in (f"{other.page}/history", f"{room.page}/history"):
            visitor("other_delegate").get(page)
            with counted() as statements:
                assert visitor("other_delegate").get(page).text.count("/mergers/") >= times
            costs.append(len(statements))
    assert costs[:2] == costs[2:]
