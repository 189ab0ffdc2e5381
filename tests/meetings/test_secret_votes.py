"""A secret vote: that a seat voted, and apart what; nothing joins them, nothing is told before the close, nothing changes."""

import hashlib
import itertools
import json
import secrets

import pytest

from app.database import db
from app.happenings import Happening
from app.meetings.models import Elector, Poll, SecretCount
from app.once import Receipt
from tests.meetings.voting import answer, asked, close, elector_of, put, shown, sitting

ROLES = ("chair", "delegate", "other_delegate")


def test_only_the_sums_are_told_and_only_at_the_close(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item, way="secret")
    for role, choice in zip(ROLES, ("yes", "no", "yes"), strict=True):
        assert answer(visitor, role, poll, choice).status_code == 200
        for reader in ("secretary", *ROLES):
            told = shown(visitor, reader, poll)
            assert told["result"] is None and {each["choice"] for each in told["electors"]} == {None}
    told = close(visitor, poll)
    assert told["result"][0]["counts"] == {"yes": 2, "no": 1, "abstain": 0}
    after = shown(visitor, "secretary", poll)
    assert {each["choice"] for each in after["electors"]} == {None} and all(each["voted"] for each in after["electors"])
    assert visitor("outsider").get_json(f"/polls/{poll}").status_code == 404


@pytest.mark.parametrize("order", list(itertools.permutations(("yes", "no", "abstain")))[:3])
def test_the_archive_is_the_same_whoever_voted_what(app, cast, visitor, order):
    """Whatever stands in any row after the close is what would stand there had the three exchanged their ballots."""
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item, way="secret")
    for role, choice in zip(ROLES, order, strict=True):
        answer(visitor, role, poll, choice)
    close(visitor, poll)
    with app.app_context():
        counts = [(each.id, each.side, each.choice, each.seats) for each in db.session.scalars(db.select(SecretCount))]
        assert counts == [(1, None, "yes", 1), (2, None, "no", 1), (3, None, "abstain", 1)]
        electors = db.session.scalars(db.select(Elector)).all()
        assert {(each.voted, each.choice, each.reason, each.cast_at, each.cast_by_id) for each in electors} == {
            (True, None, "", None, None)
        }


def test_no_happening_says_who_voted_nor_what(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item, way="secret")
    for role in ROLES:
        answer(visitor, role, poll, "no")
    with app.app_context():
        said = db.session.scalars(db.select(Happening).where(Happening.kind == "vote-cast")).all()
        assert [(each.person_id, each.organisation_id) for each in said] == [(None, None)] * 3
        assert len({json.dumps(each.facts, sort_keys=True) for each in said}) == 1
        assert not any(choice in str(each.facts) for each in said for choice in ("yes", "abstain", "'no'"))


def test_a_secret_vote_is_not_changed_and_says_so_before(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item, way="secret")
    page = visitor("delegate").get(f"/meetings/1?item={item}").text
    assert "secret and final" in page or "definitivo" in page
    answer(visitor, "delegate", poll, "yes")
    assert answer(visitor, "delegate", poll, "no").status_code == 409
    answer(visitor, "chair", poll, "abstain")
    assert close(visitor, poll)["result"][0]["counts"] == {"yes": 1, "no": 0, "abstain": 1}


def test_nobody_answers_for_another_in_secret(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item, way="secret")
    elector = elector_of(shown(visitor, "secretary", poll), "Politecnico")["id"]
    assert visitor("secretary").post(f"/polls/{poll}/calls", {"elector": elector, "choice": "no"}).status_code == 409


def test_too_few_seats_or_weights_are_no_secret(app, cast, visitor):
    with app.app_context():
        item = sitting(cast, there=("chair", "delegate"))
    refused = visitor("secretary").post(f"/items/{item}/polls", asked(way="secret") | {"now": "y"})
    assert refused.status_code == 409


def test_weighed_votes_are_no_secret(app, cast, visitor):
    with app.app_context():
        item = sitting(cast, weighted=True)
    assert visitor("secretary").post(f"/items/{item}/polls", asked(way="secret")).status_code == 422
    assert visitor("secretary").post(f"/items/{item}/polls", asked(way="consensus", hidden="y")).status_code == 201


def test_a_turnout_of_one_is_not_counted_and_is_warned_of_before(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item, way="secret")
    address = f"/meetings/1?item={item}"
    before = visitor("secretary").get(address).text
    answer(visitor, "delegate", poll, "yes")
    alone = visitor("secretary").get(address).text
    assert ("Only one seat" in alone or "un solo seggio" in alone) and "Only one seat" not in before
    assert visitor("secretary").post(f"/polls/{poll}/closure").status_code == 409
    assert shown(visitor, "secretary", poll)["result"] is None
    assert visitor("secretary").post(f"/polls/{poll}/withdrawal").status_code == 200
    with app.app_context():
        assert {each.seats for each in db.session.get(Poll, poll).counts} == {0}


def test_the_receipt_of_a_ballot_cannot_be_read_by_trying_the_choices(app, cast, visitor):
    """A request sent with an Idempotency-Key leaves a receipt beside the name of its person: it tells nothing of the body."""
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item, way="secret")
    voter, key, address = visitor("delegate"), secrets.token_hex(16), f"/polls/{poll}/ballots"
    headers = {"Accept": "application/json", "X-CSRFToken": voter.csrf(), "Idempotency-Key": key}
    assert voter.http.post(address, data={"choice": "no"}, headers=headers).status_code == 200
    assert voter.http.post(address, data={"choice": "no"}, headers=headers).json == {"already": True}
    with app.app_context():
        [receipt] = db.session.scalars(db.select(Receipt)).all()
        assert receipt.key != key
        tried = [hashlib.sha256(f"{address}\nchoice={choice}".encode()).hexdigest() for choice in ("yes", "no", "abstain")]
        assert receipt.fingerprint not in tried
