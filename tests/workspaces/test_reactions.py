"""A mark under a message: one a person and kind, given and taken back by the same button, with the names of who gave it."""

import secrets

import pytest


@pytest.fixture
def said(visitor, room):
    sent = {"body": "Lo carico oggi", "nonce": secrets.token_hex(16)}
    return f"{room.messages}/{visitor('delegate').post(room.messages, sent).json['id']}"


def mark(visitor, said, role, name="thanks", **other):
    return visitor(role).post(f"{said}/reactions", {"mark": name, **other})


def test_a_mark_is_given_and_taken_back_by_the_same_button(visitor, room, said):
    assert mark(visitor, said, "other_delegate").json == {"mark": "thanks", "given": True, "counts": {"thanks": 1}}
    assert mark(visitor, said, "technician").json["counts"] == {"thanks": 2}
    page = visitor("observer").get(room.talk).text
    assert "· 2<" in page and 'title="Altra delegata, Ufficio tecnico"' in page or "Ufficio tecnico" in page
    assert mark(visitor, said, "other_delegate").json == {"mark": "thanks", "given": False, "counts": {"thanks": 1}}
    told = visitor("observer").get_json(said).json["reactions"]
    assert [(each["mark"], [one["name"] for one in each["people"]]) for each in told] == [("thanks", ["Ufficio tecnico"])]


def test_who_says_what_shall_stand_may_say_it_twice(visitor, said):
    for _ in range(2):
        assert mark(visitor, said, "technician", given="yes").json["counts"] == {"thanks": 1}
    for _ in range(2):
        assert mark(visitor, said, "technician", given="no").json["counts"] == {}


def test_each_mark_is_told_at_once_with_how_many_there_are(visitor, room, said):
    mark(visitor, said, "technician", "agree")
    mark(visitor, said, "other_delegate", "agree")
    told = visitor("observer").get_json(room.happenings).json["happenings"][-1]
    assert told["kind"] == "reaction-given" and told["person"]["name"]
    assert (told["data"]["mark"], told["data"]["counts"], told["data"]["thread"]) == ("agree", {"agree": 2}, room.thread)
    mark(visitor, said, "technician", "agree")
    assert visitor("observer").get_json(room.happenings).json["happenings"][-1]["kind"] == "reaction-taken"


def test_only_the_marks_of_the_house_are_taken(visitor, said):
    for name in ("", "love", "<b>", "x" * 300):
        assert mark(visitor, said, "technician", name).status_code == 422
        assert visitor("technician").submit(f"{said}/reactions", {"mark": name}).status_code == 422


def test_who_observes_reads_the_marks_and_gives_none(visitor, room, said):
    assert mark(visitor, said, "observer").status_code == 403
    assert mark(visitor, said, "outsider").status_code == 404
    assert mark(visitor, said, None).status_code == 401
    assert "data-marks method" not in visitor("observer").get(room.talk).text


def test_a_deleted_message_takes_no_marks(visitor, said):
    mark(visitor, said, "technician")
    visitor("delegate").post(f"{said}/deletion")
    assert mark(visitor, said, "technician").status_code == 403
    assert "reactions" not in visitor("technician").get_json(said).json


def test_without_scripts_a_mark_leads_back_to_its_message(visitor, said):
    answer = visitor("technician").submit(f"{said}/reactions", {"mark": "discuss"})
    assert answer.status_code == 303 and answer.headers["Location"].startswith(f"{said}#message-")
