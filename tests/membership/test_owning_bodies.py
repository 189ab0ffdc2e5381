"""Shares in controlled bodies: several owners, with dates; the known shares of a day never pass the whole."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.database import commit, db, writing
from app.errors import RuleBroken
from app.membership.models import Organisation, Shareholding
from app.membership.models.shareholding import check_share_fits
from app.membership.queries.holdings import shares_in

JANUARY, JUNE, DECEMBER = (datetime(2024, month, 1, tzinfo=UTC) for month in (1, 6, 12))


@pytest.fixture
def body(app, cast):
    """The number of the Fondazione, and those of two owners."""
    with app.app_context():
        return cast.body("FH").id, cast.body("CM").id, cast.body("PM").id


def test_a_body_has_several_owners_told_on_its_page_as_of_a_day(visitor, body):
    owned, one, other = body
    admin, address = visitor("admin"), f"/organisations/{owned}"
    first = {"owner": one, "share": "51,25", "since": "2020-01-01", "until": "2022-12-31", "source": "Visura"}
    assert admin.post(f"{address}/shares", first).status_code == 201
    assert admin.post(f"{address}/shares", {"owner": other, "since": "2021-01-01"}).status_code == 201

    def owners(day):
        told = visitor("outsider").get_json(f"{address}?al={day}").get_json()["owners"]
        return [(each["name"], each["share"]) for each in told]

    assert owners("2019-12-31") == [] and owners("2020-06-01") == [("Città metropolitana di Prova", 51.25)]
    assert owners("2022-12-31") == [("Città metropolitana di Prova", 51.25), ("Politecnico di Prova", None)]
    assert owners("2023-01-01") == [("Politecnico di Prova", None)]
    assert visitor("outsider").get_json(f"/organisations/{one}?al=2021-01-01").get_json()["owned"][0]["id"] == owned
    assert visitor("outsider").post(f"{address}/shares", {"owner": other}).status_code == 403


@pytest.mark.parametrize("share", ["0", "100,01", "101", "-5", "mezzo", "1e2", "12,34567", "NaN"])
def test_what_is_no_share_is_refused_in_a_sentence(visitor, body, share):
    owned, one, _ = body
    sent = visitor("admin").submit(f"/organisations/{owned}/shares", {"owner": one, "share": share})
    assert sent.status_code == 422 and 'id="share-share-error"' in sent.text and share in sent.text


def test_known_shares_never_pass_the_whole_and_the_sentence_says_what_is_left(visitor, body):
    owned, one, other = body
    admin, address = visitor("admin"), f"/organisations/{owned}/shares"
    admin.post(address, {"owner": one, "share": "60", "since": "2020-01-01"})
    refused = admin.post(address, {"owner": other, "share": "40,5", "since": "2021-01-01"})
    assert refused.status_code == 422 and "40" in refused.get_json()["detail"]
    assert admin.post(address, {"owner": other, "share": "40", "since": "2021-01-01"}).status_code == 201


def test_a_share_ends_and_is_not_erased(visitor, body):
    owned, one, _ = body
    admin = visitor("admin")
    share = admin.post(f"/organisations/{owned}/shares", {"owner": one, "share": "10", "since": "2020-01-01"}).get_json()["id"]
    assert admin.post(f"/shares/{share}/end").status_code == 200 and admin.post(f"/shares/{share}/end").status_code == 409
    told = visitor("outsider").get_json(f"/organisations/{owned}").get_json()
    assert told["owners"] == []
    assert len(visitor("outsider").get_json(f"/organisations/{owned}?al=2021-01-01").get_json()["owners"]) == 1


def test_nobody_owns_itself_nor_twice_the_same(context, cast):
    writing()
    fondazione, city = cast.body("FH"), cast.body("CM")
    with pytest.raises(RuleBroken):
        Shareholding.begin(fondazione, fondazione, None, [])
    first = Shareholding.begin(fondazione, city, Decimal(5), [], since=JANUARY)
    db.session.flush()
    with pytest.raises(RuleBroken):
        Shareholding.begin(fondazione, city, Decimal(5), [first], since=JUNE)
    with pytest.raises(RuleBroken):
        Shareholding.begin(fondazione, cast.body("OLD"), None, [first], since=JUNE)


days = st.integers(min_value=0, max_value=40)
asked = st.tuples(st.integers(0, 5), st.one_of(st.none(), st.decimals("0.01", "100", places=2)), days, st.one_of(st.none(), days))


@given(wishes=st.lists(asked, max_size=12))
def test_whatever_is_asked_the_sum_of_any_day_stays_within_the_whole(wishes):
    body = Organisation(id=1, name="Partecipata", kind="controlled_body")
    owners = [Organisation(id=2 + number, name=f"Socio {number}", kind="municipality") for number in range(6)]
    kept = []
    for owner, share, begin, length in wishes:
        since = datetime(2024, 1, 1 + begin % 28, tzinfo=UTC)
        until = None if length is None else datetime(2024, 2 + length % 10, 1, tzinfo=UTC)
        if allowed(body, owners[owner], share, kept, since, until):
            kept.append(Shareholding(owner_id=owners[owner].id, share=share, since=since, until=until))
    for edge in {each.since for each in kept}:
        assert sum(each.share or 0 for each in kept if each.in_force(edge)) <= 100


def allowed(*wish):
    try:
        check_share_fits(*wish)
    except RuleBroken:
        return False
    return True


def test_all_shares_in_a_body_are_asked(context, cast):
    writing()
    Shareholding.begin(cast.body("FH"), cast.body("CM"), Decimal(60), [], until=JUNE)
    commit()
    assert [each.share for each in shares_in(cast.body("FH"))] == [Decimal(60)]
