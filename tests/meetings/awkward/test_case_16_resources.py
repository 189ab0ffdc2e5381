"""Case 16: resources in several years from several sources; in-kind with an estimate; a cut is a new row, not an edit."""

import itertools
import random

import pytest

from app.database import commit, db, writing
from app.errors import RuleBroken
from app.meetings.models import Decision
from app.meetings.models.means import Brought, bring
from app.meetings.queries.means import summed
from app.plan.models import ResourceCommitment

ROWS = [
    ("CM", "money", "own", 2026, 6_000_000),
    ("PM", "money", "european", 2027, 4_000_050),
    ("US", "staff", "own", 2026, 900_000),
]


@pytest.fixture
def decided(app, cast):
    """An adopted decision with money of two parties and staff of a third."""
    with app.app_context():
        meeting = cast.open_meeting(items=("Alloggi",))
        writing()
        db.session.refresh(meeting)
        voice = cast.mandate("secretary")
        decision = meeting.items[0].decide(voice, **cast.parts(no_resources=False))
        rows = [Brought(cast.body(code), kind, source, year, cents) for code, kind, source, year, cents in ROWS]
        bring(decision, rows, cast.person("secretary"))
        meeting.close(voice)
        commit()
        return {"decision": decision.id, "means": [each.id for each in decision.means], "objective": decision.objective_id}


def test_case_16_a_cut_is_a_row_of_its_own_and_the_first_row_stays(app, visitor, decided):
    secretary, means = visitor("secretary"), f"/means/{decided['means'][0]}"
    assert secretary.post(f"{means}/rows", {"what": "committed", "amount": "40.000,00"}).status_code == 201
    assert secretary.post(f"{means}/rows", {"what": "cut", "amount": "30.000,00", "note": "Bilancio"}).status_code == 422
    assert secretary.post(f"{means}/rows", {"what": "cut", "amount": "20.000,00"}).status_code == 422  # no reason
    told = secretary.post(f"{means}/rows", {"what": "cut", "amount": "20.000,00", "note": "Bilancio"}).json
    assert told["cents"] == 6_000_000 and told["sums"] == {"planned": 4_000_000, "committed": 4_000_000, "spent": 0}
    assert [(row["what"], row["cents"]) for row in told["later"]] == [("committed", 4_000_000), ("cut", -2_000_000)]
    assert secretary.post(f"{means}/rows", {"what": "spent", "amount": "50.000,00"}).status_code == 422
    assert secretary.post(f"{means}/rows", {"what": "spent", "amount": "abc"}).status_code == 422


def test_case_16_sums_by_source_and_year_stand_on_decision_objective_and_organisation(app, cast, visitor, decided):
    delegate = visitor("delegate")
    sums = delegate.get_json(f"/decisions/{decided['decision']}").json["sums"]
    assert [(each["money"], each["source"], each["year"], each["planned"]) for each in sums] == [
        (True, "own", 2026, 6_000_000),
        (True, "european", 2027, 4_000_050),
        (False, "own", 2026, 900_000),
    ]
    page = delegate.get(f"/decisions/{decided['decision']}").text
    assert "40.000,50" in page and "100.000,50" in page
    assert delegate.get_json(f"/objectives/{decided['objective']}").json["resources"] == sums
    assert "100.000,50" in delegate.get(f"/objectives/{decided['objective']}").text
    with app.app_context():
        body = cast.body("PM").id
    mine = delegate.get_json(f"/organisations/{body}").json["resources"]
    assert [each["planned"] for each in mine] == [4_000_050]
    outsider = visitor("outsider")
    assert outsider.get(f"/means/{decided['means'][0]}").status_code == 404
    assert outsider.get_json(f"/organisations/{body}").json["resources"] == []


def test_case_16_who_brings_them_keeps_them_and_others_do_not(visitor, decided):
    own, theirs = f"/means/{decided['means'][1]}/rows", f"/means/{decided['means'][2]}/rows"
    sent = {"what": "committed", "amount": "1"}
    assert visitor("delegate").post(own, sent).status_code == 201
    assert visitor("delegate").post(theirs, sent).status_code == 403
    assert visitor("outsider").post(own, sent).status_code == 404


def test_case_16_whatever_is_noted_in_whatever_order_planned_covers_committed_and_committed_covers_spent(context, cast, decided):
    """Two thousand random rows against a plain count."""
    chance = random.Random(16)
    writing()
    line = db.session.get(Decision, decided["decision"]).means[0].line
    planned, committed, spent = line.cents, 0, 0
    for _ in range(2000):
        what, cents = chance.choice(("committed", "spent", "cut")), chance.randrange(1, 50_000)
        allowed = {
            "committed": committed + cents <= planned,
            "spent": spent + cents <= committed,
            "cut": cents <= planned - committed,
        }
        try:
            line.cut(cents, "x", cast.person("secretary")) if what == "cut" else line.move(
                what, cents, "", cast.person("secretary")
            )
            done = True
        except RuleBroken:
            done = False
        assert done == allowed[what]
        if done:
            committed += cents * (what == "committed")
            spent += cents * (what == "spent")
            planned -= cents * (what == "cut")
        assert spent <= committed <= planned
    assert [line.sum(state) for state in ("planned", "committed", "spent")] == [planned, committed, spent]


def test_case_16_the_sums_match_the_total_whatever_the_rows():
    rows = [
        (money, source, year, "planned", 7**n % 1000)
        for n, (money, source, year) in enumerate(
            itertools.product((True, False), ("own", "state", "european"), (2025, 2026, 2027))
        )
    ]
    sums = summed(rows + rows)
    assert sum(each.cents["planned"] for each in sums) == 2 * sum(row[-1] for row in rows)
    assert len({(each.money, each.source, each.year) for each in sums}) == len(sums) == 18


def test_case_16_what_nobody_estimated_counts_nothing_and_moves_nothing(context, cast):
    writing()
    line = ResourceCommitment.plan(cast.body("PM"), "data", "own", 2026, None, "Gli elenchi", cast.person("delegate"))
    with pytest.raises(RuleBroken):
        line.move("committed", 100, "", cast.person("delegate"))
    with pytest.raises(RuleBroken):
        ResourceCommitment.plan(cast.body("PM"), "money", "own", 2026, None, "", cast.person("delegate"))
    assert line.sum("planned") == 0
