"""The sittings a person is called to in her calendar program, under an address that she makes and ends on her page."""

from datetime import timedelta
from urllib.parse import urlsplit

from icalendar import Calendar

from app.database import commit, day_of, db, utc_now, writing
from app.meetings.models import Meeting


def address_for(visitor):
    return urlsplit(visitor.post("/me/calendar").json["address"]).path


def titles(reply):
    return [str(event["summary"]) for event in Calendar.from_ical(reply.text).walk("VEVENT")]


def test_who_has_the_address_reads_the_meetings_without_signing_in(app, cast, visitor):
    with app.app_context():
        cast.convened_meeting()
        cast.planned_meeting()
    reply = visitor().get(address_for(visitor("delegate")))
    assert reply.status_code == 200 and reply.headers["Content-Type"].startswith("text/calendar")
    assert len(titles(reply)) == 1


def test_the_address_stands_on_my_page_and_nowhere_else(visitor):
    address = address_for(visitor("delegate"))
    assert address in visitor("delegate").get("/me").text
    assert address not in visitor("secretary").get("/me").text


def test_an_outsider_has_an_empty_calendar(app, cast, visitor):
    with app.app_context():
        cast.convened_meeting()
    assert titles(visitor().get(address_for(visitor("outsider")))) == []


def test_an_auditor_finds_there_only_the_tables_where_she_sits(app, cast, visitor):
    with app.app_context():
        cast.convened_meeting()
    assert titles(visitor().get(address_for(visitor("auditor")))) == []


def test_a_new_address_ends_the_one_before_and_an_ended_one_answers_like_none(visitor):
    delegate = visitor("delegate")
    first, second = address_for(delegate), address_for(delegate)
    assert first != second and visitor().get(first).status_code == 404
    assert visitor().get(second).status_code == 200
    delegate.post("/me/calendar/end")
    missing = visitor().get("/calendar/nothing.ics")
    ended = visitor().get(second)
    assert ended.status_code == missing.status_code == 404
    assert ended.text.replace(second, "") == missing.text.replace("/calendar/nothing.ics", "")


def test_a_forged_address_opens_nothing(visitor):
    address = address_for(visitor("delegate"))
    number = address.split("/")[-1].split("-")[0]
    assert visitor().get(f"/calendar/{number}-{'a' * 32}.ics").status_code == 404


def test_the_meetings_leave_the_calendar_with_the_mandate(app, cast, visitor):
    with app.app_context():
        cast.convened_meeting()
    address = address_for(visitor("delegate"))
    assert len(titles(visitor().get(address))) == 1
    with app.app_context():
        writing()
        cast.mandate("delegate").end(utc_now(), reason="resigned")
        commit()
    assert titles(visitor().get(address)) == []


def test_a_confidential_item_leaves_the_house_under_its_neutral_title(app, cast, visitor):
    with app.app_context():
        meeting = cast.convened_meeting()
        writing()
        item = db.session.get(Meeting, meeting.id).items[0]
        secret, secretary = item.title, cast.mandate("secretary")
        item.seal("Un punto riservato", day_of(utc_now()) + timedelta(days=60), "Trattativa in corso", False, secretary)
        commit()
    told = visitor().get(address_for(visitor("delegate"))).text
    assert "Un punto riservato" in told and secret not in told


def test_who_has_not_signed_in_makes_no_address(visitor):
    assert visitor().post("/me/calendar").status_code == 401
