"""At a parity table both sides change together: a roster may be drafted 4 : 3 and is put in force only at 4 = 4."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.database import commit, day_of, db, midnight, utc_now, writing
from app.errors import RuleBroken
from app.happenings import Happening
from app.membership.models import Act, Roster, Seat, Table
from app.membership.models.table_rules import balanced_at, unbalanced
from tests.cast import LONG_AGO


@pytest.fixture
def names(app, cast):
    with app.app_context():
        writing()
        act = Act(code="DGR", title="Delibera che nomina i componenti", kind="deliberation", issuer="Giunta")
        db.session.add(act)
        commit()
        seats = {seat.organisation.code: seat.id for seat in cast.table("CONF").place.seats}
        bodies = {code: cast.body(code).id for code in ("PM", "US", "FH", "EX", "CM", "RL", "OLD")}
        return {"table": cast.table("CONF").id, "act": act.id, "seats": seats, "bodies": bodies}


@pytest.fixture
def admin(visitor):
    return visitor("admin")


def drafted(admin, names, *more):
    """The address of a roster that begins as the table is, with (body, side, title) added."""
    roster = admin.post(f"/tables/{names['table']}/rosters").get_json()["address"]
    for code, side, title in more:
        add(admin, roster, names, code, side, title)
    return roster


def add(admin, roster, names, code, side, title=""):
    fields = {"organisation": names["bodies"][code], "side": side, "title": title}
    reply = admin.post(f"{roster}/lines", fields)
    assert reply.status_code == 201, reply.text
    return reply.get_json()["id"]


def seats_now(app, names, at=None):
    with app.app_context():
        seats = db.session.get(Table, names["table"]).place.seats
        return sorted((seat.side, seat.organisation.code, seat.title) for seat in seats if seat.in_force(at or utc_now()))


# --- Drafting --------------------------------------------------------------------------------------------------------


def test_a_draft_begins_as_the_table_is(admin, names):
    told = admin.get_json(drafted(admin, names)).get_json()
    assert told["state"] == "draft" and told["sides"] == {"a": 1, "b": 1} and told["missing"] == []


def test_a_draft_may_be_saved_off_balance_and_says_what_is_missing(admin, names, app):
    roster = drafted(admin, names, ("PM", "a", ""), ("US", "a", ""), ("FH", "a", ""), ("EX", "b", ""), ("PM", "b", "2"))
    told = admin.get_json(roster).get_json()
    assert told["sides"] == {"a": 4, "b": 3} and len(told["missing"]) == 1
    page = admin.get(roster).text
    assert "4 ≠ 3" in page and "tv-chip--gap" in page and "/activation" not in page
    refused = admin.post(f"{roster}/activation", {"act": names["act"]})
    assert refused.status_code == 409
    assert seats_now(app, names) == [("a", "RL", ""), ("b", "CM", "")]


def test_several_seats_of_one_body_are_told_apart_by_their_titles(admin, names, app):
    roster = drafted(admin, names, ("RL", "a", "Assessore al territorio"), ("CM", "b", "Consigliera delegata"))
    twice = {"organisation": names["bodies"]["RL"], "side": "a", "title": "Assessore al territorio"}
    assert admin.post(f"{roster}/lines", twice).status_code == 422
    assert admin.post(f"{roster}/activation", {"act": names["act"]}).status_code == 200
    assert ("a", "RL", "Assessore al territorio") in seats_now(app, names) and len(seats_now(app, names)) == 4


def test_a_line_is_taken_out_again(admin, names):
    roster = drafted(admin, names)
    line = add(admin, roster, names, "PM", "a")
    assert admin.post(f"{roster}/lines/{line}/removal").status_code == 200
    assert admin.get_json(roster).get_json()["sides"] == {"a": 1, "b": 1}
    assert admin.post(f"{roster}/lines/{line}/removal").status_code == 404


def test_a_withdrawn_draft_is_over(admin, names, app):
    roster = drafted(admin, names, ("PM", "a", ""))
    assert admin.post(f"{roster}/withdrawal").status_code == 200
    assert admin.get_json(roster).get_json()["state"] == "withdrawn"
    for door in ("lines", "activation", "withdrawal"):
        fields = {"organisation": names["bodies"]["US"], "side": "b", "act": names["act"]}
        assert admin.post(f"{roster}/{door}", fields).status_code == 409
    assert seats_now(app, names) == [("a", "RL", ""), ("b", "CM", "")]


@pytest.mark.parametrize("fields", [{"side": "c"}, {"side": ""}, {"organisation": "abc"}, {"title": "x" * 201}])
def test_a_wrong_line_comes_back_as_it_was_typed(admin, names, fields):
    roster = drafted(admin, names)
    typed = {"organisation": names["bodies"]["PM"], "side": "a", "title": "Vicepresidente"} | fields
    page = admin.submit(f"{roster}/lines", typed)
    assert page.status_code == 422 and typed["title"] in page.text


def test_the_outsider_finds_no_draft(visitor, admin, names):
    roster = drafted(admin, names)
    outsider = visitor("outsider")
    assert outsider.get(roster).status_code == visitor("counterpart").get(roster).status_code == 404
    assert outsider.post(f"{roster}/lines", {"organisation": names["bodies"]["PM"], "side": "a"}).status_code == 404
    assert roster not in outsider.get(f"/tables/{names['table']}").text
    assert outsider.get_json(f"/tables/{names['table']}").get_json()["rosters"] == []
    assert outsider.post(f"/tables/{names['table']}/rosters").status_code == 403


def test_at_other_tables_there_are_no_rosters(admin, cast, app):
    with app.app_context():
        table = cast.table().id
    assert admin.post(f"/tables/{table}/rosters").status_code == 409


# --- In force --------------------------------------------------------------------------------------------------------


def test_both_sides_change_at_one_instant_by_one_act(admin, names, app, visitor):
    roster = drafted(admin, names, ("PM", "a", ""), ("US", "b", ""))
    reply = admin.post(f"{roster}/activation", {"act": names["act"]})
    assert reply.status_code == 200
    with app.app_context():
        new = db.session.scalars(db.select(Seat).where(Seat.act_id == names["act"])).all()
        assert len({seat.since for seat in new}) == 1 and sorted(seat.side for seat in new) == ["a", "b"]
        told = db.session.scalars(db.select(Happening.kind).where(Happening.stream == f"table/{names['table']}")).all()
        assert told.count("roster-activated") == 1 and told.count("seat-given") == 4
    assert visitor("outsider").get(roster).status_code == 200


def test_seats_that_stay_keep_their_delegates_and_those_that_go_lose_them(admin, names, app, cast):
    roster = drafted(admin, names, ("PM", "a", ""), ("US", "b", ""))
    admin.post(f"{roster}/activation", {"act": names["act"]})
    with app.app_context():
        conference = cast.table("CONF").place
        assert cast.mandate("counterpart", conference).until is None
        [region] = [seat for seat in conference.seats if seat.organisation.code == "RL"]
        assert region.since == LONG_AGO and region.until is None
    second = drafted(admin, names)
    lines = {line["organisation"]["id"]: line["id"] for line in admin.get_json(second).get_json()["seats"]}
    for code in ("RL", "CM"):
        admin.post(f"{second}/lines/{lines[names['bodies'][code]]}/removal")
    assert admin.post(f"{second}/activation", {"act": names["act"]}).status_code == 200
    with app.app_context():
        assert cast.mandate("counterpart", cast.table("CONF").place).until <= utc_now()
    assert seats_now(app, names) == [("a", "PM", ""), ("b", "US", "")]


def test_a_roster_takes_effect_on_a_day_to_come(admin, names, app):
    first = day_of(utc_now()) + timedelta(days=10)
    roster = drafted(admin, names, ("PM", "a", ""), ("US", "b", ""))
    assert admin.post(f"{roster}/activation", {"act": names["act"], "since": str(first)}).status_code == 200
    assert len(seats_now(app, names)) == 2
    assert len(seats_now(app, names, midnight(first))) == 4
    earlier = drafted(admin, names)
    refused = admin.post(f"{earlier}/activation", {"act": names["act"], "since": str(first - timedelta(days=1))})
    assert refused.status_code == 422


def test_days_gone_by_stay_as_they_were(admin, names):
    roster = drafted(admin, names, ("PM", "a", ""), ("US", "b", ""))
    page = admin.submit(f"{roster}/activation", {"act": names["act"], "since": "2024-01-01"})
    assert page.status_code == 422 and 'id="since-error"' in page.text


def test_without_an_act_nothing_is_put_in_force(admin, names):
    roster = drafted(admin, names, ("PM", "a", ""), ("US", "b", ""))
    assert admin.post(f"{roster}/activation").status_code == 422
    assert admin.post(f"{roster}/activation", {"act": 999999}).status_code == 422


def test_a_body_that_has_ended_keeps_a_roster_a_draft(admin, names, app, cast):
    roster = drafted(admin, names, ("PM", "a", ""), ("US", "b", ""))
    with app.app_context():
        writing()
        cast.body("US").until = utc_now()
        commit()
    assert admin.post(f"{roster}/activation", {"act": names["act"]}).status_code == 409
    assert "Università Statale di Prova" in admin.get_json(roster).get_json()["missing"][0]


# --- Never off balance -----------------------------------------------------------------------------------------------


def test_seats_are_not_given_or_ended_one_by_one(admin, names, visitor):
    for reply in (
        admin.post(f"/tables/{names['table']}/seats", {"organisation": names["bodies"]["PM"]}),
        admin.post(f"/seats/{names['seats']['RL']}/end"),
    ):
        assert reply.status_code == 409
    assert "give-seat" not in admin.get(f"/tables/{names['table']}").text


def test_a_body_that_ends_leaves_its_seat_vacant_and_the_sides_equal(app, cast, names, visitor):
    with app.app_context():
        writing()
        cast.body("RL").until = utc_now()
        commit()
    told = visitor("outsider").get_json(f"/tables/{names['table']}").get_json()
    assert [seat["side"] for seat in told["seats"]] == ["a", "b"] and told["suspended"]


def test_a_table_off_balance_does_not_become_a_parity_table(app, cast):
    with app.app_context():
        writing()
        for seat in cast.table().place.seats:
            seat.side = "a"
        with pytest.raises(RuleBroken):
            cast.table()._set_parity(True)


def test_a_parity_table_with_seats_stays_one(app, cast):
    with app.app_context():
        writing()
        with pytest.raises(RuleBroken):
            cast.table("CONF")._set_parity(False)


BODIES = ("CM", "RL", "PM", "US", "FH", "EX")
LINES = st.lists(st.tuples(st.sampled_from(BODIES), st.sampled_from("ab"), st.sampled_from(["", "Primo", "Secondo"])), max_size=6)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("roster"), LINES, st.integers(-3, 40)),
        st.tuples(st.just("give"), st.sampled_from(BODIES), st.sampled_from("ab")),
        st.tuples(st.just("end"), st.integers(0, 5), st.integers(-3, 20)),
        st.tuples(st.just("end body"), st.sampled_from(BODIES), st.integers(0, 20)),
        st.tuples(st.just("wait"), st.integers(0, 30), st.none()),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_rosters_and_endings_whatever_bring_a_parity_table_off_balance(context, cast, steps):
    with time_machine.travel(datetime(2026, 3, 20, 9, tzinfo=UTC), tick=False) as clock:
        writing()
        table, act = cast.table("CONF"), Act(code="A", title="Atto", kind="decree", issuer="Prova")
        for step in steps:
            clock.shift(timedelta(seconds=1))
            take(step, table, act, cast, clock)
            assert unbalanced(table.place.seats, LONG_AGO) is None
            moments = [edge for seat in table.place.seats for edge in (seat.since, seat.until) if edge]
            assert all(balanced_at(table.place.seats, each + timedelta(hours=nudge)) for each in moments for nudge in (-1, 0, 1))
        db.session.rollback()
        db.session.info.pop("announced", None)


def take(step, table, act, cast, clock):
    """One step; what the rules refuse changes nothing."""
    kind, what, when = step
    now = utc_now()
    try:
        if kind == "roster":
            roster = Roster.draft(table, cast.person("admin"))
            db.session.flush()
            for line in list(roster.lines):
                roster.drop(line)
            for code, side, title in what:
                add_if_allowed(roster, cast.body(code), side, title)
            roster.activate(now + timedelta(days=when), act, by=cast.person("admin"))
        elif kind == "give":
            table.place.seat(cast.body(what), "member", side=when)
        elif kind == "end":
            seats = table.place.seats
            seats[what % len(seats)].end(now + timedelta(days=when))
        elif kind == "end body":
            cast.body(what).until = now + timedelta(days=when)
        else:
            clock.shift(timedelta(days=what))
    except RuleBroken:
        return


def add_if_allowed(roster, body, side, title):
    try:
        roster.add(body, side, title)
    except RuleBroken:
        return


def test_an_imbalance_is_found_at_the_moment_at_which_it_begins():
    first, second = Seat(side="a", since=LONG_AGO), Seat(side="b", since=LONG_AGO)
    assert unbalanced([first, second]) is None
    second.until = LONG_AGO + timedelta(days=5)
    assert unbalanced([first, second]) == second.until
    assert unbalanced([first, Seat(side=None, since=LONG_AGO)]) == LONG_AGO
