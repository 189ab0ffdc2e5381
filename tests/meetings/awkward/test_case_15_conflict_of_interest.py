"""Awkward case 15: a conflict of interest is declared per item, has its effect, counts or not, and stands in the minutes."""

import pytest

from app.database import commit, db, writing
from app.errors import RuleBroken
from app.meetings.models import Conflict, Hand, Meeting, voices
from app.meetings.models.quorum import is_valid
from tests.meetings import voting


@pytest.fixture
def sitting(app, cast):
    """Both delegates are there, and the first item is being treated; two of the three seats are a quorum."""
    with app.app_context():
        meeting = cast.open_meeting()
        writing()
        meeting = db.session.get(Meeting, meeting.id)
        cast.table().quorum, secretary = "majority", cast.mandate("secretary")
        meeting.take_up(meeting.items[0], secretary)
        for role in ("delegate", "other_delegate"):
            meeting.mark(cast.mandate(role).seat, cast.mandate(role), secretary)
        commit()
        return {"address": f"/meetings/{meeting.id}", "meeting": meeting.id, "items": [each.id for each in meeting.items],
                "delegate": cast.mandate("delegate").id}  # fmt: skip


def declare(visitor, sitting, role="delegate", item=0, **other):
    fields = {"kind": "financial", "effect": "abstains", "reason": "Ha uno studio nel comparto", **other}
    return visitor(role).post(f"/items/{sitting['items'][item]}/conflicts", fields)


def speaking(sitting, item=0):
    meeting = db.session.get(Meeting, sitting["meeting"])
    return {voice.mandate.role + voice.seat.organisation.code for voice in voices(meeting, meeting.items[item])}


def test_case_15_it_takes_the_say_on_that_item_and_on_no_other(visitor, sitting, app):
    assert declare(visitor, sitting).status_code == 201
    with app.app_context():
        assert speaking(sitting) == {"delegateUS"}
        assert speaking(sitting, item=1) == {"delegatePM", "delegateUS"}


def test_case_15_declared_by_herself_or_by_the_secretariat_for_her_and_nobody_else(visitor, sitting):
    for role, status in {"outsider": 404, "technician": 403, "auditor": 403}.items():
        assert declare(visitor, sitting, role).status_code == status, role
    assert declare(visitor, sitting, "other_delegate", mandate=sitting["delegate"]).status_code == 403
    assert declare(visitor, sitting, "secretary", mandate=sitting["delegate"]).status_code == 201
    assert declare(visitor, sitting).status_code == 409
    told = visitor("other_delegate").get_json(sitting["address"]).get_json()["conflicts"]
    assert [(each["mandate"], each["effect"], each["reason"]) for each in told] == [
        (sitting["delegate"], "abstains", "Ha uno studio nel comparto")
    ]
    assert visitor("outsider").get(sitting["address"]).status_code == 404


@pytest.mark.parametrize(("counts", "valid"), [(True, True), (False, False)])
def test_case_15_whether_she_counts_for_a_valid_sitting_is_set_by_the_table(visitor, sitting, app, cast, counts, valid):
    with app.app_context():
        writing()
        cast.table().conflicts_count = counts
        commit()
    declare(visitor, sitting)
    with app.app_context():
        meeting = db.session.get(Meeting, sitting["meeting"])
        assert is_valid(meeting, meeting.items[0]) is valid
        assert is_valid(meeting, meeting.items[1])
    assert visitor("chair").get_json(sitting["address"]).get_json()["validity"]["valid"] is valid


def test_case_15_who_leaves_does_not_speak_nor_come_back_before_the_next_item(visitor, sitting, app, cast):
    declare(visitor, sitting, effect="leaves")
    assert visitor("delegate").post(f"{sitting['address']}/hands", {"kind": "reply"}).status_code == 409
    with app.app_context():
        writing()
        meeting, secretary = db.session.get(Meeting, sitting["meeting"]), cast.mandate("secretary")
        delegate = db.session.get(type(secretary), sitting["delegate"])
        meeting.mark(delegate.seat, None, secretary)
        with pytest.raises(RuleBroken):
            meeting.mark(delegate.seat, delegate, secretary)
        meeting.take_up(meeting.items[1], secretary)
        meeting.mark(delegate.seat, delegate, secretary)
        Hand.put_up(meeting, delegate, "contribution", delegate)
        commit()


def test_case_15_one_of_the_body_binds_its_substitute_and_the_proxy_one_of_the_person_does_not(app, cast, sitting):
    with app.app_context():
        writing()
        meeting, secretary = db.session.get(Meeting, sitting["meeting"]), cast.mandate("secretary")
        delegate, substitute = cast.mandate("delegate"), cast.mandate("substitute")
        own = Conflict.declare(meeting.items[0], delegate, "personal", "abstains", "", delegate)
        meeting.mark(delegate.seat, substitute, secretary)
        commit()
        assert speaking(sitting) == {"substitutePM", "delegateUS"}
        writing()
        meeting = db.session.get(Meeting, sitting["meeting"])
        db.session.get(Conflict, own.id).withdraw(secretary)
        Conflict.declare(meeting.items[0], cast.mandate("delegate"), "organisation", "abstains", "", secretary)
        commit()
        assert speaking(sitting) == {"delegateUS"}


def test_case_15_withdrawn_while_the_item_has_no_outcome_and_never_after(visitor, sitting, app):
    first = declare(visitor, sitting).get_json()["id"]
    assert visitor("other_delegate").post(f"/conflicts/{first}/withdrawal").status_code == 403
    assert visitor("delegate").post(f"/conflicts/{first}/withdrawal").status_code == 200
    assert visitor("delegate").post(f"/conflicts/{first}/withdrawal").status_code == 409
    second = declare(visitor, sitting).get_json()["id"]
    visitor("secretary").post(f"/items/{sitting['items'][0]}/outcome", {"outcome": "noted"})
    assert visitor("delegate").post(f"/conflicts/{second}/withdrawal").status_code == 409
    assert declare(visitor, sitting, "other_delegate").status_code == 409


def test_case_15_it_is_written_in_the_minutes(visitor, sitting):
    declare(visitor, sitting)
    secretary = visitor("secretary")
    for item in sitting["items"]:
        secretary.post(f"/items/{item}/outcome", {"outcome": "noted"})
    secretary.post(f"{sitting['address']}/closure")
    secretary.post(f"{sitting['address']}/minutes")
    source = secretary.get_json(f"{sitting['address']}/minutes").get_json()["source"]
    told = next(line for line in source.splitlines() if "Politecnico di Prova (" in line)
    assert "Ha uno studio" not in source  # the minutes become public: why is for those at the table
    assert source.index("### 1.") < source.index(told) < source.index("### 2.")


def test_case_15_what_is_not_a_choice_is_told_beside_its_field_and_nothing_typed_is_lost(visitor, sitting):
    page = visitor("delegate").submit(f"/items/{sitting['items'][0]}/conflicts", {"kind": "x", "reason": "Parole mie"})
    assert page.status_code == 422 and "Parole mie" in page.text


def test_case_15_who_has_a_conflict_of_interest_is_not_asked(app, cast, visitor):
    with app.app_context():
        item = voting.sitting(cast)
        mandate = cast.mandate("delegate").id
    visitor("secretary").post(
        f"/items/{item}/conflicts", {"mandate": mandate, "kind": "personal", "effect": "abstains", "reason": "Parente"}
    )
    poll = voting.put(visitor, item)
    names = [each["organisation"]["name"] for each in voting.shown(visitor, "secretary", poll)["electors"]]
    assert "Politecnico di Prova" not in names and len(names) == 2
    assert voting.answer(visitor, "delegate", poll, "yes").status_code == 403
