"""What one has not read: counted alike on every device, only of what one may read, and marked as read by a hand."""

import json
import secrets

from sqlalchemy import func, select

from app.database import commit, db, utc_now, writing
from app.happenings import Happening
from app.membership.models import Mandate
from app.rendering import render
from app.workspaces.models import Message, ReadMark, Thread, Workspace
from app.workspaces.queries import unread_of
from app.workspaces.queries.unread import MOST


def said(visitor, room, role="other_delegate", body="Una cosa nuova.", thread=None):
    return (
        visitor(role)
        .post(
            room.messages if thread is None else f"{room.page}/threads/{thread}/messages",
            {"body": body, "nonce": secrets.token_hex(16)},
        )
        .json["id"]
    )


def unread(visitor, role):
    return visitor(role).get_json("/unread").json


def counts(visitor, role):
    told = unread(visitor, role)
    return told["unread"], told["mentions"]


def reading(room, thread=None):
    return f"{room.page}/threads/{thread or room.thread}/reading"


def happenings_of(app, kind):
    with app.app_context():
        return db.session.scalar(select(func.count(Happening.id)).where(Happening.kind == kind))


def test_messages_of_others_are_unread_until_one_has_read_them(visitor, room):
    first = said(visitor, room)
    second = said(visitor, room)
    assert counts(visitor, "delegate") == (2, 0)
    assert counts(visitor, "other_delegate") == (0, 0), "her own are no news to her"
    delegate = visitor("delegate")
    answer = delegate.post(reading(room), {"up_to": first})
    assert answer.status_code == 200
    assert answer.json == {"thread": room.thread, "workspace": room.id, "up_to": first, "unread": 1, "mentions": 0}
    assert delegate.post(reading(room), {"up_to": second}).json["unread"] == 0
    assert counts(visitor, "delegate") == (0, 0) and counts(visitor, "technician") == (2, 0)


def test_the_badge_on_every_page_says_how_many(visitor, room):
    said(visitor, room)
    delegate = visitor("delegate")
    for page in ("/", "/meetings", "/workspaces", room.page, f"{room.page}/catch-up", "/catch-up"):
        shown = delegate.get(page)
        assert shown.status_code == 200 and "data-unread-total>1<" in shown.text, page
    assert "data-unread-total hidden>0<" in visitor("outsider").get("/").text


def test_reading_never_goes_back_by_itself_and_is_told_once(app, visitor, room):
    first, second = said(visitor, room), said(visitor, room)
    delegate = visitor("delegate")
    assert delegate.post(reading(room)).json["up_to"] == second, "the last one where none is named"
    for again in (first, second):
        assert delegate.post(reading(room), {"up_to": again}).json["up_to"] == second
    assert happenings_of(app, "thread-read") == 1
    told = delegate.get_json(f"/streams/person/{room.people['delegate']}/happenings").json["happenings"][-1]
    assert told["kind"] == "thread-read"
    assert told["data"] == {"id": room.thread, "thread": room.thread, "workspace": room.id, "up_to": second}
    assert visitor("technician").get_json(f"/streams/person/{room.people['delegate']}/happenings").status_code == 404


def test_one_may_leave_it_unread_from_a_message_on(visitor, room):
    first, second = said(visitor, room), said(visitor, room)
    delegate = visitor("delegate")
    delegate.post(reading(room))
    assert delegate.post(reading(room), {"up_to": second, "unread": "1"}).json["unread"] == 1
    assert delegate.post(reading(room), {"up_to": first, "unread": "1"}).json["unread"] == 2
    assert counts(visitor, "delegate") == (2, 0)


def test_a_message_of_another_thread_is_no_place_to_have_read_up_to(app, visitor, room):
    elsewhere = visitor("delegate").post(f"{room.page}/threads", {"title": "Altro"}).json["id"]
    other = said(visitor, room, thread=elsewhere)
    for wrong in (other, 999_999, "x"):
        assert visitor("delegate").post(reading(room), {"up_to": wrong}).status_code == 422
    assert counts(visitor, "delegate") == (1, 0)


def test_who_writes_has_read_what_stands_above(visitor, room):
    said(visitor, room)
    said(visitor, room, "delegate")
    assert counts(visitor, "delegate") == (0, 0)
    said(visitor, room)
    assert counts(visitor, "delegate") == (1, 0)


def test_without_scripts_a_button_says_that_it_is_read(visitor, room):
    said(visitor, room)
    delegate = visitor("delegate")
    page = delegate.get(room.talk).text
    assert "data-read-it" in page and 'class="tv-new"' in page
    assert delegate.submit(reading(room)).status_code == 303
    page = delegate.get(room.talk).text
    assert "data-read-it" not in page and 'class="tv-new"' not in page


def test_looking_at_a_thread_marks_nothing(app, visitor, room):
    said(visitor, room)
    visitor("delegate").get(room.talk)
    assert counts(visitor, "delegate") == (1, 0)
    with app.app_context():
        marks = db.session.scalars(select(ReadMark.person_id)).all()
        assert marks == [room.people["other_delegate"]]


def test_what_was_written_before_one_came_in_is_not_news(app, cast, visitor, room):
    said(visitor, room)
    with app.app_context():
        writing()
        db.session.get(Workspace, room.id).place.seats[0].appoint(cast.person("substitute"), "substitute")
        commit()
    assert counts(visitor, "substitute") == (0, 0)
    said(visitor, room)
    assert counts(visitor, "substitute") == (1, 0)


def test_deleted_messages_do_not_count_on_any_device(app, visitor, room):
    gone = said(visitor, room)
    said(visitor, room)
    with app.app_context():
        writing()
        message = db.session.get(Message, gone)
        message.delete(message.mandate)
        commit()
    assert counts(visitor, "delegate") == (1, 0)


def test_who_was_released_has_nothing_unread_and_finds_no_door(app, visitor, room):
    said(visitor, room, "delegate")
    assert counts(visitor, "other_delegate") == (1, 0)
    visitor("delegate").post(f"/participations/{room.seats['US']}/end", {"reason": "Finito"})
    assert counts(visitor, "other_delegate") == (0, 0)
    assert visitor("other_delegate").post(reading(room)).status_code == 404


def test_the_outsider_and_who_has_not_signed_in_find_nothing(visitor, room):
    said(visitor, room)
    assert counts(visitor, "outsider") == (0, 0)
    absent = f"/workspaces/999999/threads/{room.thread}/reading"
    refused, nothing = visitor("outsider").post(reading(room)), visitor("outsider").post(absent)
    assert (refused.status_code, refused.json) == (nothing.status_code, nothing.json) and refused.status_code == 404
    assert visitor().get_json("/unread").status_code == 401


def test_the_auditor_reads_along_and_has_nothing_waiting(visitor, room):
    said(visitor, room)
    assert counts(visitor, "auditor") == (0, 0)


def test_counts_stop_at_a_hundred(app, cast, visitor, room):
    many(app, room, "other_delegate", 130)
    told = unread(visitor, "delegate")
    assert told["unread"] == MOST and told["workspaces"][0]["threads"][0]["unread"] == MOST
    assert "data-unread-total>99+<" in visitor("delegate").get("/").text


def many(app, room, role, count):
    with app.app_context():
        writing()
        thread, voice = db.session.get(Thread, room.thread), db.session.get(Mandate, room.mandates[role])
        for _ in range(count):
            thread.post(voice, "x", render("x"), secrets.token_hex(16))
        commit()


def test_the_badge_costs_the_same_however_much_is_unread(app, visitor, room, counted):
    said(visitor, room)
    delegate = visitor("delegate")
    delegate.get_json("/unread")
    with counted() as few:
        delegate.get_json("/unread")
    many(app, room, "other_delegate", 30)
    for number in range(4):
        thread = visitor("delegate").post(f"{room.page}/threads", {"title": f"Filone {number}"}).json["id"]
        said(visitor, room, thread=thread)
    with counted() as more:
        told = delegate.get_json("/unread").json
    assert len(told["workspaces"][0]["threads"]) == 5 and len(more) == len(few)


def test_unread_of_is_what_the_page_says(app, visitor, room):
    said(visitor, room)
    told = unread(visitor, "delegate")
    with app.app_context():
        found = unread_of(room.people["delegate"], utc_now())
        assert json.loads(json.dumps(found.as_json())) == told
