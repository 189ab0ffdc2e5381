"""Drawing zones: a municipality enters, leaves and moves by an act, and its seat at the zone's table follows."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.database import commit, db, midnight, utc_now, writing
from app.errors import RuleBroken
from app.membership.models import Act, Organisation, Table, Zone, ZoneMembership
from tests.cast import LONG_AGO
from tests.states.zones import town, zoned

FOREVER = datetime.max.replace(tzinfo=UTC)


@pytest.fixture
def names(context, cast):
    return zoned(cast)


def seats_of(zone, organisation):
    return [seat for seat in zone.table().place.seats if seat.organisation_id == organisation.id]


def things(names):
    zone = db.session.get(Zone, names["zone"])
    return zone, db.session.get(Zone, names["other_zone"]), db.session.get(Act, names["act"])


def test_who_enters_a_zone_sits_at_its_table_from_the_same_instant(names):
    writing()
    zone, _, act = things(names)
    free = db.session.get(Organisation, names["free_town"])
    membership = zone.admit(free, act, since=midnight(datetime(2026, 3, 29, tzinfo=UTC).date()))
    commit()
    (seat,) = seats_of(zone, free)
    assert seat.since == membership.since and seat.until is None and seat.act_id == act.id


def test_who_leaves_a_zone_loses_its_seat_and_its_mandates_at_the_same_instant(names, cast):
    writing()
    zone, _, act = things(names)
    membership = db.session.get(ZoneMembership, names["membership"])
    (seat,) = seats_of(zone, membership.organisation)
    mandate = seat.appoint(cast.person("outsider"), "delegate")
    membership.end(act, reason="Lo chiede il Comune")
    commit()
    assert membership.until == seat.until == mandate.until
    assert membership.ended_by is act and not membership.in_force(utc_now())


def test_a_municipality_is_never_in_two_zones_at_one_moment(names):
    writing()
    zone, east, act = things(names)
    here = db.session.get(ZoneMembership, names["membership"]).organisation
    for other in (zone, east):
        with pytest.raises(RuleBroken, match="Zona di prova"):
            other.admit(here, act)
    with pytest.raises(RuleBroken):
        east.admit(here, act, since=LONG_AGO - timedelta(days=9))
    with pytest.raises(RuleBroken):
        east.admit(here, act, since=utc_now() + timedelta(days=900))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(("admit", "end", "move")), st.booleans(), st.integers(-400, 400)), max_size=12))
def test_whatever_is_tried_no_municipality_is_in_two_zones_and_its_seat_follows_it(names, steps):
    writing()
    zone, east, act = things(names)
    Table.establish(code=east.code, name="Zona Est", kind="zone")
    body = db.session.get(Organisation, names["free_town"])
    for verb, there, days in steps:
        at, rows = utc_now() + timedelta(days=days), memberships_of(body)
        target = east if there else zone
        with suppress(RuleBroken), db.session.begin_nested():
            if verb == "admit":
                target.admit(body, act, since=at)
            elif rows and verb == "end":
                rows[-1].end(act, until=at)
            elif rows:
                rows[-1].move(target, act, since=at)
    spans = sorted((each.since, each.until or FOREVER) for each in memberships_of(body) if each.since != each.until)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    seats = {(seat.since, seat.until or FOREVER) for each in (zone, east) for seat in seats_of(each, body)}
    assert {span for span in seats if span[0] != span[1]} == set(spans)
    db.session.rollback()


def memberships_of(body):
    rows = db.session.scalars(db.select(ZoneMembership).where(ZoneMembership.organisation_id == body.id))
    return sorted(rows, key=lambda each: each.since)


def test_after_it_left_it_may_enter_another_zone(names):
    writing()
    _, east, act = things(names)
    membership = db.session.get(ZoneMembership, names["membership"])
    membership.end(act)
    assert east.admit(membership.organisation, act, since=membership.until).zone is east


def test_only_municipalities_that_live_belong_to_zones(names, cast):
    writing()
    zone, _, act = things(names)
    with pytest.raises(RuleBroken):
        zone.admit(cast.body("PM"), act)
    ended = town("Finita", 15099)
    ended.until = LONG_AGO
    db.session.add(ended)
    with pytest.raises(RuleBroken):
        zone.admit(ended, act)


def test_a_municipality_that_sits_there_already_keeps_its_seat(names):
    writing()
    zone, _, act = things(names)
    free = db.session.get(Organisation, names["free_town"])
    seat = zone.table().place.seat(free, "member", since=LONG_AGO)
    zone.admit(free, act)
    assert seats_of(zone, free) == [seat]


def test_a_zone_without_a_table_is_entered_all_the_same(names):
    writing()
    _, east, act = things(names)
    free = db.session.get(Organisation, names["free_town"])
    assert east.table() is None and east.admit(free, act).in_force(utc_now())


def test_a_move_to_the_same_zone_is_none(names):
    writing()
    zone, _, act = things(names)
    with pytest.raises(RuleBroken):
        db.session.get(ZoneMembership, names["membership"]).move(zone, act)


@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31"])
def test_a_move_on_a_night_when_the_clock_changes_is_at_midnight_in_rome(visitor, app, cast, day):
    with app.app_context():
        names = zoned(cast)
    with time_machine.travel(datetime(2027, 1, 10, 12, tzinfo=UTC), tick=True):
        office = visitor("zones_office")
        fields = {"zone": names["other_zone"], "act": names["act"], "since": day}
        reply = office.post(f"/zone-memberships/{names['membership']}/move", fields)
        assert reply.status_code == 201, reply.text
        with app.app_context():
            old, new = (db.session.get(ZoneMembership, id) for id in (names["membership"], reply.get_json()["id"]))
            edge = midnight(datetime.fromisoformat(day).date())
            assert old.until == new.since == edge
            assert old.in_force(edge - timedelta(microseconds=1)) and not old.in_force(edge)
            assert new.in_force(edge) and not new.in_force(edge - timedelta(microseconds=1))


def test_a_move_cannot_begin_in_the_past(visitor, app, cast):
    with app.app_context():
        names = zoned(cast)
    fields = {"zone": names["other_zone"], "act": names["act"], "since": "2021-05-01"}
    reply = visitor("admin").submit(f"/zone-memberships/{names['membership']}/move", fields)
    assert reply.status_code == 422 and "2021-05-01" in reply.text and 'id="since-error"' in reply.text


def test_a_day_that_is_none_keeps_what_was_typed(visitor, app, cast):
    with app.app_context():
        names = zoned(cast)
    fields = {"organisation": names["free_town"], "act": names["act"], "since": "31/02/2026"}
    reply = visitor("admin").submit(f"/zones/{names['zone']}/memberships", fields)
    assert reply.status_code == 422 and "31/02/2026" in reply.text
    assert f'<option selected value="{names["free_town"]}"' in reply.text


def test_an_act_is_needed(visitor, app, cast):
    with app.app_context():
        names = zoned(cast)
    reply = visitor("admin").post(f"/zones/{names['zone']}/memberships", {"organisation": names["free_town"]})
    assert reply.status_code == 422 and "act" in reply.get_json()["errors"]


def test_the_zones_are_compared_on_a_day_with_who_is_in_none(visitor, app, cast):
    with app.app_context():
        names = zoned(cast)
    outsider = visitor("outsider")
    now = outsider.get_json("/zones").get_json()
    assert [each["id"] for each in now["outside"]] == [names["free_town"]]
    sums = {each["name"]: each["municipalities"] for each in now["items"]}
    assert sums == {"Est": 0, "Zona di prova": 1}
    then = outsider.get_json("/zones?al=2019-12-31").get_json()
    assert {each["municipalities"] for each in then["items"]} == {0} and then["at"] == "2019-12-31"
    assert "Comune di Salda" in outsider.get("/zones").text
    assert outsider.get("/zones?al=ieri").status_code == 422


def test_the_page_of_a_membership_offers_its_doors_to_who_draws_zones_only(visitor, app, cast):
    with app.app_context():
        names = zoned(cast)
    address = f"/zone-memberships/{names['membership']}"
    assert f'action="{address}/move"' in visitor("zones_office").get(address).text
    assert f'action="{address}/move"' not in visitor("outsider").get(address).text
    assert visitor("outsider").get("/zone-memberships/999").status_code == 404
