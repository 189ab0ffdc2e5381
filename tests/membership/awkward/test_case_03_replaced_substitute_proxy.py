"""Case 3: a delegate replaced in the middle of her mandate; a standing substitute; a proxy, which is not passed on."""

import pytest

from app.database import commit, db, utc_now, writing
from app.errors import RuleBroken
from app.meetings.models import Meeting, Proxy
from app.membership.models import Organisation, Person
from tests.cast import LONG_AGO


@pytest.fixture
def room(context, cast):
    """An open table of three delegates and a convened meeting, in a writing transaction; (meeting, the three mandates)."""
    meeting = cast.convened_meeting().id
    writing()
    table = cast.table()
    table.proxies_allowed = 1
    third = Organisation(name="Terzo ente", kind="public_body")
    speaker = Person(name="Terza delegata", email="third@example.org")
    db.session.add_all([third, speaker])
    db.session.flush()
    seat = table.place.seat(third, "member", since=LONG_AGO)
    mandate = seat.appoint(speaker, "delegate", since=LONG_AGO)
    db.session.flush()
    yield db.session.get(Meeting, meeting), (cast.mandate("delegate"), cast.mandate("other_delegate"), mandate)
    db.session.rollback()


def test_case_03_who_is_replaced_ends_in_the_instant_in_which_the_other_begins(context, cast):
    writing()
    before = cast.mandate("delegate")
    after = before.hand_over(cast.person("org_admin"))
    commit()
    assert before.until == after.since and after.predecessor is before
    assert [each.role for each in before.seat.mandates if each.role == "delegate" and each.holds(utc_now())] == ["delegate"]


def test_case_03_the_substitute_stands_by_all_the_time_and_counts_only_without_the_delegate(visitor, app, cast):
    with app.app_context():
        meeting = cast.open_meeting().id
        delegate, substitute = cast.mandate("delegate"), cast.mandate("substitute")
        seat, both = delegate.seat_id, [substitute.id, delegate.id]
    secretary, address = visitor("secretary"), f"/meetings/{meeting}"
    marks = {"seat": [seat, seat], "mandate": both}
    assert len(secretary.post(f"{address}/attendance", marks).get_json()["ids"]) == 1
    told = [each for each in secretary.get_json(address).get_json()["attendance"] if each["mandate"]]
    assert [each["mandate"]["role"] for each in told] == ["delegate"]
    secretary.post(f"{address}/attendance", {"seat": seat, "mandate": both[0]})
    told = [each for each in secretary.get_json(address).get_json()["attendance"] if each["mandate"]]
    assert [each["mandate"]["role"] for each in told] == ["substitute"]
    assert visitor("outsider").post(f"{address}/attendance", marks).status_code == 404


def test_case_03_a_proxy_is_for_one_meeting(room, cast):
    meeting, (first, second, _) = room
    Proxy.give(meeting, first, second)
    later = Meeting.plan(meeting.table, "Seconda seduta", meeting.starts_at, "", cast.mandate("secretary"))
    db.session.flush()
    assert [len(each.proxies) for each in (meeting, later)] == [1, 0]


def test_case_03_a_proxy_cannot_be_passed_on(room):
    meeting, (first, second, third) = room
    Proxy.give(meeting, first, second)
    with pytest.raises(RuleBroken):
        Proxy.give(meeting, second, third)
    with pytest.raises(RuleBroken):
        Proxy.give(meeting, third, first)


def test_case_03_the_table_sets_how_many_one_person_holds(room):
    meeting, (first, second, third) = room
    Proxy.give(meeting, first, second)
    with pytest.raises(RuleBroken):
        Proxy.give(meeting, third, second)
    meeting.table.proxies_allowed = 2
    Proxy.give(meeting, third, second)
    assert len(meeting.proxies) == 2


def test_case_03_for_two_items_a_voice_may_go_to_two_persons(room):
    meeting, (first, second, third) = room
    Proxy.give(meeting, first, second, meeting.items[0])
    Proxy.give(meeting, first, third, meeting.items[1])
    with pytest.raises(RuleBroken):
        Proxy.give(meeting, first, second)
