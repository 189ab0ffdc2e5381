"""Case 4: a municipality changes zone, as Cologno Monzese on 22 February 2017, from Nord Milano to Adda Martesana."""

from datetime import UTC, date, datetime, timedelta

import time_machine

from app.database import commit, db, midnight, writing
from app.membership.models import Act, Table, Zone
from tests.states.zones import town

MOVED = midnight(date(2017, 2, 22))


def test_case_04_one_act_ends_one_membership_and_begins_the_other_at_the_same_instant(context, visitor, app, cast):
    with time_machine.travel(datetime(2017, 2, 10, 9, tzinfo=UTC), tick=False):
        writing()
        north, east = Zone(code="ZO-NM", name="Nord Milano"), Zone(code="ZO-AM", name="Adda Martesana")
        cologno = town("Cologno Monzese", 15081)
        proposal = Act.record(
            kind="deliberation", number="30", title="Zone omogenee (proposta)", issuer="Consiglio metropolitano"
        )
        final = Act.record(kind="deliberation", title="Zone omogenee", issuer="Consiglio metropolitano")
        db.session.add_all([north, east, cologno])
        tables = [Table.establish(code=zone.code, name=zone.name, kind="zone") for zone in (north, east)]
        first = north.admit(cologno, proposal, since=midnight(date(2015, 9, 17)))
        second = first.move(east, final, since=MOVED, reason="Lo chiede il sindaco")
        commit()
    assert first.until == second.since == MOVED and first.ended_by is second.act is final
    seats = [table.place.seats[0] for table in tables]
    assert (seats[0].until, seats[1].since, seats[1].until) == (MOVED, MOVED, None)

    outsider = visitor("outsider")
    for day, zones in (("2017-02-21", [1, 0]), ("2017-02-22", [0, 1])):
        told = {each["name"]: each["municipalities"] for each in outsider.get_json(f"/zones?al={day}").get_json()["items"]}
        assert [told["Nord Milano"], told["Adda Martesana"]] == zones, day
    assert not first.in_force(MOVED) and first.in_force(MOVED - timedelta(microseconds=1))
    page = outsider.get(f"/acts/{final.id}").text
    assert "Nord Milano" in page and "Adda Martesana" in page


def test_case_04_who_left_may_still_sit_in_the_former_zone_by_a_seat_of_its_own(context, cast):
    """As in the Agenda Nord Milano of 2019: the seat is given again, the membership is not."""
    writing()
    zone = db.session.scalar(db.select(Zone).where(Zone.code == "TAV"))
    east = Zone(code="ZO-E", name="Est")
    cologno = town("Cologno Monzese", 15081)
    act = Act.record(kind="deliberation", title="Zone omogenee", issuer="Consiglio metropolitano")
    db.session.add_all([east, cologno])
    first = zone.admit(cologno, act)
    first.move(east, act)
    seat = zone.table().place.seat(cologno, "member", since=first.until)
    commit()
    assert seat.until is None and first.until is not None
