"""Bringing a thread to a table: the proposal is reviewed there, and what comes of it is a line in the talk."""

from app.database import commit, db, utc_now, writing
from app.meetings.models import Meeting, Proposal

WORDS = {"title": "Regole comuni", "note": "Una pagina, uguale per tutti.", "kind": "decision"}


def brought(app, cast, visitor, room, role="delegate", code="TAV", **more):
    with app.app_context():
        table = cast.table(code).id
    return visitor(role).post(f"{room.talk}/proposals", WORDS | {"table": table} | more, accept="application/json")


def test_a_partner_brings_a_thread_to_a_table_and_the_talk_says_so(app, cast, visitor, room):
    assert f"{room.talk}/proposals" in visitor("other_delegate").get(room.talk).text
    made = brought(app, cast, visitor, room, "other_delegate")
    assert made.status_code == 201
    talk = visitor("observer").get(room.talk).text
    assert f"/proposals/{made.json['id']}" in talk and "Regole comuni" in talk
    last = visitor("observer").get_json(room.happenings).json["happenings"][-1]
    assert last["kind"] == "thread-line-added" and last["data"]["thread"] == room.thread
    assert visitor("observer").get(f"/proposals/{made.json['id']}").status_code == 200


def test_the_outcome_comes_back_into_the_thread_in_the_same_transaction(app, cast, visitor, room):
    id = brought(app, cast, visitor, room).json["id"]
    with app.app_context():
        writing()
        voice = cast.mandate("secretary")
        meeting = Meeting.plan(cast.table(), "Seduta", utc_now(), "", voice)
        item = db.session.get(Proposal, id).accept(meeting, voice)
        meeting.convene(voice)
        meeting.open(voice)
        item.decide(voice, **cast.parts())
        meeting.close(voice)
        commit()
        label = item.decisions[0].label
    told = visitor("observer").get_json(room.talk).json["told"]
    assert [each["kind"] for each in told] == ["proposal"] * 3
    assert label in told[-1]["sentence"] and label in visitor("observer").get(room.talk).text
    lines = [
        each for each in visitor("observer").get_json(room.happenings).json["happenings"] if each["kind"] == "thread-line-added"
    ]
    assert len(lines) == 3


def test_who_observes_or_stands_outside_brings_nothing(app, cast, visitor, room):
    assert [brought(app, cast, visitor, room, role).status_code for role in ("observer", "outsider")] == [403, 404]
    assert f"{room.talk}/proposals" not in visitor("observer").get(room.talk).text


def test_only_a_table_where_one_of_its_bodies_sits(app, cast, visitor, room):
    assert brought(app, cast, visitor, room, code="CONF").status_code == 422
    assert "Conferenza" not in visitor("delegate").get(f"{room.talk}/proposals").text


def test_the_name_of_a_reserved_table_is_told_only_to_who_sees_it(app, cast, visitor, room):
    id = brought(app, cast, visitor, room).json["id"]
    with app.app_context():
        writing()
        cast.table().reserved_at = utc_now()
        commit()
    for page in (room.talk, f"/proposals/{id}"):
        for each in (visitor("observer").get(page).text, visitor("observer").get_json(page).text):
            assert "Tavolo di prova" not in each
        assert "un tavolo riservato" in visitor("observer").get(page).text
    assert "Tavolo di prova" in visitor("delegate").get(f"/proposals/{id}").text


def test_the_talk_costs_the_same_with_many_lines(app, cast, visitor, room, counted):
    brought(app, cast, visitor, room)
    visitor("delegate").get(room.talk)
    with counted() as few:
        visitor("delegate").get(room.talk)
    for number in range(6):
        brought(app, cast, visitor, room, title=f"Regola {number}")
    with counted() as many:
        visitor("delegate").get(room.talk)
    assert len(few) == len(many)
