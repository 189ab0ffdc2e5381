"""Case 10: a decision is amended at a later meeting; the consolidated text is computed, its open actions are settled by hand."""

import pytest

from app.database import commit, db, writing
from app.errors import RuleBroken
from app.happenings import Happening
from app.meetings.models import Decision, DecisionLink, Minutes
from app.meetings.models.meeting import CannotClose
from app.rendering import render

OLD, NEW = "un elenco comune", "un elenco unico"


@pytest.fixture
def later(app, cast):
    """An adopted decision, and two outputs of a later sitting, still open; {name: id}."""
    with app.app_context():
        _, old = cast.closed_meeting()
        meeting = cast.open_meeting()
        writing()
        db.session.refresh(meeting)
        voice = cast.mandate("secretary")
        outputs = [item.decide(voice, **cast.parts()) for item in meeting.items]
        commit()
        return {"old": old.id, "first": outputs[0].id, "second": outputs[1].id, "meeting": meeting.id}


def amend(visitor, output, target, before, after, **more):
    fields = {"target": target, "kind": "amends", "passages-0-before": before, "passages-0-after": after}
    return visitor.post(f"/decisions/{output}/links", fields | more)


def test_case_10_the_text_in_force_is_computed_and_told_with_its_history(visitor, later):
    secretary, old = visitor("secretary"), f"/decisions/{later['old']}"
    page = secretary.get(f"/decisions/{later['first']}/links?target={later['old']}").text
    assert OLD in page and 'name="passages-1-before"' in page
    assert amend(secretary, later["first"], later["old"], "parole mai scritte", "altre").status_code == 422
    assert amend(secretary, later["first"], later["old"], OLD, NEW).json["text"].startswith(f"Si fa {NEW}")
    before = visitor("delegate").get_json(old).json
    assert before["standing"] is None and len(before["versions"]) == 1  # nothing changes before the closing
    assert secretary.post(f"/meetings/{later['meeting']}/closure").status_code == 200
    shown = visitor("delegate").get_json(old).json
    assert shown["standing"] == "amended"
    assert [version["text"].split(" degli")[0] for version in shown["versions"]] == [f"Si fa {NEW}", f"Si fa {OLD}"]
    assert shown["versions"][0]["by"]["id"] == later["first"] and OLD in shown["text"]
    page = visitor("delegate").get(old).text
    assert f"<del>{OLD}</del>" in page and f"<ins>{NEW}</ins>" in page
    assert visitor("outsider").get(old).status_code == 404


def test_case_10_two_amendments_of_one_sitting_apply_in_the_order_of_the_agenda(app, visitor, later):
    secretary = visitor("secretary")
    amend(secretary, later["second"], later["old"], "alloggi", "alloggi per studenti")
    amend(secretary, later["first"], later["old"], OLD, NEW)
    refused = secretary.post(f"/meetings/{later['meeting']}/closure")
    assert refused.status_code == 409 and "Varie" in refused.json["detail"]  # the second was written on a text that changed
    assert amend(secretary, later["second"], later["old"], OLD, "altro").status_code == 422  # the first took it out
    assert amend(secretary, later["second"], later["old"], "alloggi", "alloggi per studenti").status_code == 201
    assert secretary.post(f"/meetings/{later['meeting']}/closure").status_code == 200
    texts = [version["text"] for version in secretary.get_json(f"/decisions/{later['old']}").json["versions"]]
    assert texts == [f"Si fa {NEW} degli alloggi per studenti.", f"Si fa {NEW} degli alloggi.", f"Si fa {OLD} degli alloggi."]
    with app.app_context():
        kinds = db.session.scalars(db.select(Happening.kind).where(Happening.subject_id == later["old"])).all()
        assert kinds.count("decision-amended") == 2


def test_case_10_what_is_revoked_is_neither_revoked_nor_amended_again(app, cast, visitor, later):
    secretary = visitor("secretary")
    revoke = {"target": later["old"], "kind": "revokes"}
    assert secretary.post(f"/decisions/{later['first']}/links", revoke).status_code == 201
    assert secretary.post(f"/decisions/{later['second']}/links", revoke).status_code == 409
    assert amend(secretary, later["second"], later["old"], OLD, NEW).status_code == 409
    assert secretary.post(f"/meetings/{later['meeting']}/closure").status_code == 200
    shown = visitor("delegate").get_json(f"/decisions/{later['old']}").json
    assert shown["standing"] == "revoked" and not shown["awaits_answer"]
    with app.app_context():
        assert not db.session.get(Decision, later["old"]).late(cast.parts()["due_on"].replace(year=2999))


def test_case_10_a_link_to_its_own_sitting_or_by_who_keeps_another_table_is_refused(app, cast, context, later):
    first, second = (db.session.get(Decision, later[name]) for name in ("first", "second"))
    writing()
    with pytest.raises(RuleBroken):
        DecisionLink.write(first, second, "revokes", cast.mandate("secretary"))


def test_case_10_only_who_keeps_the_table_writes_and_takes_back(visitor, later):
    assert amend(visitor("delegate"), later["first"], later["old"], OLD, NEW).status_code == 403
    assert amend(visitor("outsider"), later["first"], later["old"], OLD, NEW).status_code == 404
    secretary = visitor("secretary")
    link = amend(secretary, later["first"], later["old"], OLD, NEW).json["id"]
    assert visitor("delegate").post(f"/links/{link}/removal").status_code == 403
    assert secretary.post(f"/links/{link}/removal").status_code == 200
    assert secretary.get_json(f"/decisions/{later['first']}/links").json["links"] == []


def test_case_10_a_row_more_keeps_what_was_typed_and_a_whole_text_is_taken_too(visitor, later):
    secretary = visitor("secretary")
    typed = {"target": later["old"], "kind": "amends", "passages-0-before": OLD, "passages-0-after": NEW, "more": "1"}
    page = secretary.submit(f"/decisions/{later['first']}/links", typed).text
    assert f"{NEW}</textarea>" in page and 'name="passages-2-before"' in page
    both = amend(secretary, later["first"], later["old"], OLD, NEW, whole="Si fa altro.")
    assert both.status_code == 422
    whole = {"target": later["old"], "kind": "amends", "whole": "Si fa altro."}
    assert secretary.post(f"/decisions/{later['first']}/links", whole).json["text"] == "Si fa altro."


def test_case_10_the_register_keeps_what_was_published_and_the_public_page_tells_what_changed(app, cast, visitor):
    with app.app_context():
        _, old = cast.published_meeting()
        before = db.session.get(Minutes, old.item.meeting.minutes.id).entry.digest
        meeting = cast.open_meeting(items=("Modifica",))
        writing()
        db.session.refresh(meeting)
        voice = cast.mandate("secretary")
        output = meeting.items[0].decide(voice, **cast.parts())
        target = db.session.get(Decision, old.id)
        link = DecisionLink.write(output, target, "amends", voice, [(OLD, NEW)])
        link.shown_as(render(link.text))
        meeting.close(voice)
        commit()
        ids = {"old": old.id, "meeting": meeting.id}
    public = visitor().get_json(f"/public/decisions/{ids['old']}").json
    assert len(public["versions"]) == 1  # the amendment is not public yet
    with app.app_context():
        writing()
        meeting = db.session.get(Decision, ids["old"]).linked_by[0].decision.item.meeting
        voice = cast.mandate("secretary")
        minutes = Minutes.draft(meeting, "Testo", render("Testo"), voice)
        minutes.approve(1, voice)
        minutes.publish(voice)
        commit()
        assert '"links":[{' in minutes.entry.content
        first = db.session.get(Decision, ids["old"]).item.meeting.minutes
        assert first.entry.digest == before and '"links"' not in first.entry.content
    public = visitor().get_json(f"/public/decisions/{ids['old']}").json
    assert [version["text"].split(" degli")[0] for version in public["versions"]] == [f"Si fa {NEW}", f"Si fa {OLD}"]
    assert NEW in visitor().get(f"/public/decisions/{ids['old']}").text


def test_case_10_an_output_that_others_refer_to_is_not_taken_back(cast, context, later):
    writing()
    old, first = db.session.get(Decision, later["old"]), db.session.get(Decision, later["first"])
    DecisionLink.write(first, old, "implements", cast.mandate("secretary"))
    with pytest.raises(RuleBroken):
        old.item.meeting.reopen("Un errore", cast.mandate("secretary"))
    assert first.obstacles() == []
    with pytest.raises(CannotClose):
        first.text = ""
        first.item.meeting.close(cast.mandate("secretary"))
