"""Asking how coherent a workspace is with the plan, giving opinions with a clock, saying the outcome, asking anew."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from app.database import commit, day_of, db, utc_now, writing
from app.errors import RuleBroken
from app.happenings import Happening
from app.membership.models import Lead
from app.outbox import Mail
from app.plan.models import CoherenceMark, CoherenceOpinion, CoherenceRequest, Objective, PlanEdition, suggested
from app.plan.rounds.coherence_mails import remind
from app.workspaces.models import AssessedWorkspace, Workspace
from app.workspaces.rounds.coherence_renewals import find_outdated


@pytest.fixture
def plan(app, cast, room):
    """The edition in force gets two objectives more; the workspace serves one of them."""
    with app.app_context():
        writing()
        edition = db.session.scalar(db.select(PlanEdition).where(PlanEdition.code == "P2"))
        near = cast.objective("P2.M1")
        homes = Objective(edition=edition, code="P2.M1.1", level="project", parent=near, title="Case per chi studia")
        green = Objective(edition=edition, code="P2.M2", level="mission", title="Territorio verde")
        db.session.add_all([homes, green])
        workspace = db.session.get(Workspace, room.id)
        workspace.serve(homes, "Apre cento posti letto.", cast.mandate("delegate", workspace.place))
        commit()
        page = f"/workspaces/{room.id}/coherence"
        return SimpleNamespace(edition=edition.id, near=near.id, homes=homes.id, green=green.id, page=page)


def in_days(days):
    return (day_of(utc_now()) + timedelta(days=days)).isoformat()


def asked(visitor, plan, role="delegate", days=20, **more):
    return visitor(role).post(plan.page, {"due_on": in_days(days), "question": "Va bene così?"} | more, accept="application/json")


def office_opinion(app, request_id, office="plan_office"):
    with app.app_context():
        query = db.select(CoherenceOpinion.id).where(CoherenceOpinion.request_id == request_id, CoherenceOpinion.office == office)
        return db.session.scalar(query)


def marks(plan, score="1", **more):
    return {f"score_{plan.homes}": score, "outcome": "coherent", "reason": "Serve allo stesso fine."} | more


@pytest.fixture
def request_id(visitor, plan):
    return asked(visitor, plan).json["id"]


@pytest.fixture
def opinion_id(app, request_id):
    return office_opinion(app, request_id)


def given(visitor, plan, opinion_id, score="1", **more):
    fields = marks(plan, score, **more)
    return visitor("plan_office").post(f"/coherence/opinions/{opinion_id}/answer", fields, accept="application/json")


def concluded(visitor, request_id, outcome="coherent", **more):
    fields = {"outcome": outcome, "reason": "Letti i pareri.", "conditions": ""} | more
    return visitor("plan_office").post(f"/coherence/{request_id}/outcome", fields, accept="application/json")


def test_the_lead_asks_and_the_plan_office_has_it_on_its_desk_and_in_the_mail(app, visitor, plan, request_id, opinion_id):
    desk = visitor("plan_office").get("/").text
    assert f"/coherence/opinions/{opinion_id}" in desk and "Residenze" in desk
    assert f"/coherence/opinions/{opinion_id}" not in visitor("outsider").get("/").text
    with app.app_context():
        mail = db.session.scalar(db.select(Mail).where(Mail.key.startswith(f"coherence-asked/{opinion_id}/")))
        assert mail.to == "plan_office@example.org" and "Residenze" in mail.body
        request = db.session.get(CoherenceRequest, request_id)
        assert request.asked_as.organisation.code == "PM" and request.edition_id == plan.edition
    tab = visitor("observer").get(plan.page)
    assert "secondo chi guida il lavoro" in tab.text or "according to who leads" in tab.text


def test_a_partner_an_observer_and_an_outsider_ask_nothing(visitor, plan):
    replies = [asked(visitor, plan, role).status_code for role in ("other_delegate", "observer", "outsider")]
    assert replies == [403, 403, 404]


def test_what_is_asked_wrongly_says_so_and_loses_nothing(visitor, plan):
    reply = visitor("delegate").post(plan.page, {"due_on": "ieri", "question": "Va bene così?"}, accept="text/html")
    assert reply.status_code == 422 and "Va bene così?" in reply.text
    assert asked(visitor, plan, days=-1).status_code == 422
    assert asked(visitor, plan).status_code == 201
    assert asked(visitor, plan).status_code == 409, "one at a time"


def test_the_plan_office_reads_the_request_and_not_the_workspace(visitor, room, plan, request_id):
    office = visitor("plan_office")
    page = office.get(f"/coherence/{request_id}")
    assert page.status_code == 200 and "Trovare casa a chi studia." in page.text and "Case per chi studia" in page.text
    for address in (room.page, plan.page, room.talk, room.happenings):
        assert office.get(address).status_code == 404
    assert visitor("outsider").get(f"/coherence/{request_id}").status_code == 404


def test_the_purpose_is_read_as_it_is_in_the_workspace(app, visitor, room, plan):
    with app.app_context():
        writing()
        db.session.get(Workspace, room.id).purpose = "Alloggi **per tutti** <script>"
        commit()
    page = visitor("plan_office").get(f"/coherence/{asked(visitor, plan).json['id']}").text
    assert "<strong>per tutti</strong>" in page and "&lt;script&gt;" in page


def test_a_draft_is_kept_in_part_and_nobody_else_reads_it(app, visitor, plan, request_id, opinion_id):
    office = visitor("plan_office")
    part = {f"score_{plan.homes}": "-1", f"why_{plan.homes}": "Consuma suolo.", "reason": "Da vedere."}
    assert office.post(f"/coherence/opinions/{opinion_id}/marks", part, accept="application/json").status_code == 200
    form = office.get(f"/coherence/opinions/{opinion_id}").text
    assert "Consuma suolo." in form and "Da vedere." in form
    for role in ("delegate", "auditor"):
        for address in (plan.page, f"/coherence/{request_id}", f"/coherence/opinions/{opinion_id}"):
            reader = visitor(role)
            assert "Consuma suolo." not in reader.get(address).text + reader.get_json(address).text
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(CoherenceMark.id)).where(CoherenceMark.opinion_id == opinion_id)) == 1


def test_an_opinion_has_its_reasons(visitor, plan, opinion_id):
    assert given(visitor, plan, opinion_id, reason="").status_code == 422
    assert given(visitor, plan, opinion_id, score="").status_code == 422, "an objective that the work names is not marked"
    assert given(visitor, plan, opinion_id, score="-2").status_code == 422, "a conflict without a reason"
    assert given(visitor, plan, opinion_id, outcome="with_conditions").status_code == 422
    wrong = {f"evidence_{plan.homes}": "javascript:alert(1)"}
    assert given(visitor, plan, opinion_id, **wrong).status_code == 422
    reply = given(visitor, plan, opinion_id)
    assert reply.status_code == 200, reply.text
    assert given(visitor, plan, opinion_id, score="2").status_code == 409, "what was given is not edited"


def test_who_was_not_asked_gives_nothing(visitor, plan, opinion_id):
    def give(role):
        return visitor(role).post(f"/coherence/opinions/{opinion_id}/answer", marks(plan), accept="application/json").status_code

    assert [give(role) for role in ("delegate", "auditor", "zones_office", "outsider")] == [403, 403, 404, 404]


def test_others_are_asked_an_office_a_body_and_who_leads_an_area(app, cast, visitor, plan, request_id):
    with app.app_context():
        leader = db.session.scalar(db.select(Lead.person_id))
        body = cast.body("PM").id
    ask = f"/coherence/{request_id}/opinions"
    for who in ("office-zones_office", f"body-{body}", f"person-{leader}"):
        reply = visitor("delegate").post(ask, {"assessor": who, "due_on": in_days(9)}, accept="application/json")
        assert reply.status_code == 201, who
        again = visitor("plan_office").post(ask, {"assessor": who, "due_on": in_days(9)}, accept="application/json")
        assert again.status_code == 422, "asked already"
    for who in ("office-administrator", "body-987654", "person-1", "", "own-", "office-plan_office"):
        assert visitor("delegate").post(ask, {"assessor": who, "due_on": in_days(9)}).status_code == 422, who
    for role in ("zones_office", "org_admin", "area_lead"):
        assert visitor(role).get(f"/coherence/{request_id}").status_code == 200, role
        assert "Residenze" in visitor(role).get("/").text
    assert visitor("outsider").post(ask, {"assessor": "office-zones_office", "due_on": in_days(9)}).status_code == 404
    zones = office_opinion(app, request_id, "zones_office")
    assert visitor("delegate").post(f"/coherence/opinions/{zones}/withdraw", {}).status_code == 200
    assert visitor("zones_office").get(f"/coherence/{request_id}").status_code == 404


def test_the_outcome_waits_for_the_plan_office_and_nobody_edits_it(visitor, plan, request_id, opinion_id):
    assert concluded(visitor, request_id).status_code == 409
    given(visitor, plan, opinion_id)
    assert concluded(visitor, request_id, "with_conditions").status_code == 422, "which conditions?"
    assert concluded(visitor, request_id, "with_conditions", conditions="Entro giugno.").status_code == 200
    assert concluded(visitor, request_id).status_code == 409
    page = visitor("observer").get_json(f"/coherence/{request_id}").json
    assert (page["state"], page["conditions"]) == ("with_conditions", "Entro giugno.")
    assert page["matrix"][0]["sign"] == "contributes"
    refused = visitor("delegate").post(f"/coherence/{request_id}/outcome", {"outcome": "coherent", "reason": "Sì"})
    assert refused.status_code == 403
    assert visitor("delegate").post(f"/coherence/{request_id}/review", {}).status_code == 403


def test_the_marks_suggest_an_outcome(app, visitor, plan, request_id, opinion_id):
    fields = {f"score_{plan.green}": "-1", f"why_{plan.green}": "Toglie un prato."}
    given(visitor, plan, opinion_id, **fields)
    with app.app_context():
        request = db.session.get(CoherenceRequest, request_id)
        assert suggested(request) == "with_conditions"
        mark = next(each for each in request.opinions[1].marks if each.score < 0)
        mark.score = -2
        assert suggested(request) == "not_coherent"
        db.session.rollback()


def test_a_new_edition_or_a_new_purpose_makes_an_assessment_old(app, cast, visitor, room, plan, request_id, opinion_id):
    given(visitor, plan, opinion_id)
    concluded(visitor, request_id)
    assert visitor("delegate").get_json(plan.page).json["outdated"] == []
    with app.app_context():
        find_outdated(utc_now())
        writing()
        cast.objective("P2.M2").title = "Territorio più verde"
        workspace = db.session.get(Workspace, room.id)
        workspace.purpose = "Altro fine."
        commit()
    assert visitor("delegate").get_json(plan.page).json["outdated"] == ["objectives", "subject"]
    page = visitor("observer").get(room.page).text
    assert "versione precedente" in page or "earlier version" in page
    with app.app_context():
        find_outdated(utc_now())
        find_outdated(utc_now())
        told = db.select(db.func.count(Happening.id)).where(Happening.kind == "assessment-renewal-due")
        assert db.session.scalar(told) == 1
        writing()
        now = utc_now()
        db.session.get(PlanEdition, plan.edition).until = now
        db.session.add(PlanEdition(code="P3", years="2025-2027", title="Terzo piano", since=now))
        commit()
    assert visitor("delegate").get_json(plan.page).json["outdated"] == ["edition", "subject"]


def test_a_new_assessment_stands_beside_the_old_one(app, visitor, plan, request_id, opinion_id):
    given(visitor, plan, opinion_id)
    concluded(visitor, request_id)
    renewal = f"/coherence/{request_id}/renewal"
    assert visitor("outsider").post(renewal, {"due_on": in_days(9)}).status_code == 404
    assert visitor("auditor").post(renewal, {"due_on": in_days(9)}).status_code == 403
    assert visitor("plan_office").get(renewal).status_code == 200
    fields = {"due_on": in_days(9), "touches": [str(plan.green)]}
    second = visitor("plan_office").post(renewal, fields, accept="application/json").json["id"]
    new = office_opinion(app, second)
    why = {f"why_{plan.homes}": "Ora consuma suolo.", f"score_{plan.green}": "0"}
    assert given(visitor, plan, new, score="-1", **why).status_code == 200
    compared = visitor("delegate").get(f"{plan.page}?request={second}&against={request_id}").text
    assert "Ora consuma suolo." in compared and "Contribuisce" in compared
    old = visitor("delegate").get_json(f"/coherence/{request_id}").json
    assert old["state"] == "coherent" and old["matrix"][0]["marks"][0]["score"] == 1
    assert visitor("delegate").get(f"{plan.page}?request=987654").status_code == 404


def test_a_request_is_taken_back_and_may_be_asked_again(app, visitor, plan, request_id, opinion_id):
    back = f"/coherence/{request_id}/withdraw"
    assert visitor("other_delegate").post(back, {"reason": "Troppo presto"}).status_code == 403
    assert visitor("outsider").post(back, {"reason": "Troppo presto"}).status_code == 404
    assert visitor("delegate").post(back, {}).status_code == 422
    assert visitor("delegate").post(back, {"reason": "Troppo presto"}).status_code == 200
    assert given(visitor, plan, opinion_id).status_code == 409
    with app.app_context():
        mail = db.session.scalar(db.select(Mail).where(Mail.key.startswith("coherence-asked/")))
        assert mail.dropped_at
    assert asked(visitor, plan).status_code == 201


def test_who_was_asked_is_reminded_once(app, visitor, plan):
    asked(visitor, plan, days=12)
    with app.app_context():
        due = db.select(db.func.count(Mail.id)).where(Mail.key.startswith("coherence-due/"))
        remind(utc_now())
        assert db.session.scalar(due) == 0
        for _ in range(2):
            remind(utc_now() + timedelta(days=10))
        assert db.session.scalar(due) == 1


def test_a_clock_says_soon_expired_given(app, visitor, plan, request_id, opinion_id):
    with app.app_context():
        opinion, now = db.session.get(CoherenceOpinion, opinion_id), utc_now()
        clocks = [opinion.clock(now + timedelta(days=days)) for days in (0, 13, 21)]
        assert clocks == ["asked", "soon", "expired"]
    given(visitor, plan, opinion_id)
    with app.app_context():
        assert db.session.get(CoherenceOpinion, opinion_id).clock(now) == "given"


def test_a_circle_is_assessed_with_its_whole(app, cast, room, plan):
    with app.app_context():
        whole, _thread = cast.workspace()
        writing()
        workspace = db.session.get(Workspace, room.id)
        workspace.parent = db.session.get(Workspace, whole.id)
        with pytest.raises(RuleBroken):
            AssessedWorkspace.ask(workspace, "", day_of(utc_now()), by=cast.person("delegate"))
        db.session.rollback()


def test_the_line_of_the_workspace_tells_it_by_numbers_only(visitor, room, plan, request_id, opinion_id):
    given(visitor, plan, opinion_id)
    told = visitor("observer").get_json(room.happenings).json["happenings"][-3:]
    assert [each["kind"] for each in told] == ["assessment-requested", "assessment-opinion-asked", "assessment-opinion-given"]
    assert told[-1]["data"] == {"id": opinion_id, "outcome": "coherent"}


def test_the_tab_costs_the_same_with_many_opinions(app, cast, visitor, plan, request_id, opinion_id, counted):
    given(visitor, plan, opinion_id)
    pages = (
        plan.page,
        f"/coherence/{request_id}",
        "/plan/coherence",
        f"/objectives/{plan.homes}",
        f"/coherence/opinions/{opinion_id}",
    )
    reader = visitor("delegate")

    def cost():
        for page in pages:
            reader.get(page)
        with counted() as statements:
            replies = [reader.get(page).status_code for page in pages]
        assert replies == [200] * len(pages)
        return len(statements)

    few = cost()
    with app.app_context():
        writing()
        request, by = db.session.get(CoherenceRequest, request_id), cast.person("plan_office")
        for code in ("CM", "US", "FH", "EX"):
            opinion = CoherenceOpinion.ask(request, day_of(utc_now()), organisation=cast.body(code), by=by)
            chosen = {cast.objective(each): (1, "Sì", "") for each in ("P2.M1", "P2.M1.1", "P2.M2")}
            opinion.write(chosen, "coherent", "Bene", "", by)
            opinion.give(by)
            db.session.flush()
        commit()
    assert cost() == few
