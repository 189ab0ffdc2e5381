"""User story 20, a citizen or an auditor: trace a decision to its effects, with every date and author.

From meeting to decision to amendments to actions to resources to project.
"""

import pytest

from app.database import commit, db, utc_now, writing
from app.meetings.models import Action, Answer, DecisionLink, Minutes
from app.meetings.models.means import Brought, bring
from app.rendering import render
from app.workspaces.models import Workspace


@pytest.fixture
def traced(app, cast):
    """A published decision with an action and resources, a workspace born of it, amended by a published one."""
    with app.app_context():
        first, old = sitting(cast, "Alloggi", resources=True)
        publish(cast, first)
        writing()
        Answer.give(old, "accepted", "", cast.person("delegate"))
        old.means[0].move("committed", 40_000_00, "Bando", cast.person("delegate"))
        named = ("Residenze", "Trovare casa.", render("Trovare casa."), cast.objective(), "Dà case.")
        Workspace.launch(old, *named, cast.person("delegate"), cast.mandate("delegate"))
        commit()
        second, new = sitting(cast, "Modifica", amends=old)
        publish(cast, second)
        return {"old": old.id, "new": new.id, "first": first.id}


def sitting(cast, title, resources=False, amends=None):
    meeting = cast.open_meeting(items=(title,))
    writing()
    db.session.refresh(meeting)
    voice = cast.mandate("secretary")
    decision = meeting.items[0].decide(voice, **cast.parts(no_resources=not resources))
    if resources:
        bring(decision, [Brought(cast.body("PM"), "money", "own", 2027, 60_000_00)], voice.person)
        promised = {"organisation": cast.body("PM"), "person": cast.person("delegate"), "due_on": utc_now().date()}
        Action.give(meeting.items[0], voice, decision, text="Mandare gli elenchi", **promised)
    if amends:
        link = DecisionLink.write(decision, amends, "amends", voice, [("un elenco comune", "un elenco unico")])
        link.shown_as(render(link.text))
    meeting.close(voice)
    commit()
    return meeting, decision


def publish(cast, meeting):
    writing()
    voice = cast.mandate("secretary")
    minutes = Minutes.draft(meeting, "Testo", render("Testo"), voice)
    minutes.approve(1, voice)
    minutes.publish(voice)
    commit()


def test_story_20_an_auditor_follows_it_from_the_meeting_to_the_project(visitor, traced):
    auditor = visitor("auditor")
    told = auditor.get_json(f"/decisions/{traced['old']}").json
    assert told["adopted_at"] and told["published_at"]
    assert [each["decision"]["id"] for each in told["linked_by"]] == [traced["new"]] and told["linked_by"][0]["adopted_at"]
    assert [version["text"][:19] for version in told["versions"]] == ["Si fa un elenco uni", "Si fa un elenco com"]
    assert told["actions"][0]["text"] == "Mandare gli elenchi" and told["actions"][0]["due_on"]
    assert told["means"][0]["later"][0]["what"] == "committed" and told["means"][0]["later"][0]["at"]
    assert told["sums"] == [
        {"money": True, "source": "own", "year": 2027, "planned": 60_000_00, "committed": 40_000_00, "spent": 0}
    ]
    assert told["answer"]["verdict"] == "accepted" and told["answer"]["at"]
    page = auditor.get(f"/decisions/{traced['old']}").text
    thread = page[page.index('class="tv-line"') :]
    stops = [
        "Case per gli studenti",
        "Prima seduta",
        'aria-current="step"',
        f"/decisions/{traced['new']}",
        "Mandare gli elenchi",
        "Residenze",
    ]
    assert [thread.index(stop) for stop in stops] == sorted(thread.index(stop) for stop in stops)
    assert "Segreteria" in thread  # who recorded it
    row = auditor.get(f"/means/{told['means'][0]['id']}").text
    assert "40.000,00" in row and "Delegata" in row


def test_story_20_a_citizen_follows_what_is_public_and_reads_no_name(visitor, traced):
    told = visitor().get_json(f"/public/decisions/{traced['old']}").json
    assert told["meeting"]["id"] == traced["first"] and told["adopted_at"] and told["published_at"]
    assert [each["decision"]["id"] for each in told["linked_by"]] == [traced["new"]]
    assert told["versions"][0]["text"].startswith("Si fa un elenco unico")
    assert told["actions"][0]["text"] == "Mandare gli elenchi" and told["means"][0]["sums"]["committed"] == 40_000_00
    page = visitor().get(f"/public/decisions/{traced['old']}").text
    assert "Mandare gli elenchi" in page and "60.000,00" in page and "un elenco unico" in page
    assert "Delegata" not in page and "Segreteria" not in page
    assert visitor().get_json(f"/public/decisions/{traced['new']}").json["links"][0]["decision"]["id"] == traced["old"]
