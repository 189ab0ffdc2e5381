"""Votes by seat: who may, with what weight, until when, by which majority; and what comes of the result."""

import pytest

from app.database import commit, db, utc_now, writing
from app.happenings import Happening
from app.meetings.models import Meeting, Poll, Proxy
from app.meetings.models.counting import least, passes
from app.meetings.models.minutes import item_content
from tests.meetings.voting import answer, asked, close, elector_of, put, shown, sitting


def test_a_question_is_put_answered_and_counted(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item)
    for role, choice in (("chair", "yes"), ("delegate", "yes"), ("other_delegate", "no")):
        assert answer(visitor, role, poll, choice).status_code == 200
    told = close(visitor, poll)
    assert told["adopted"] is True
    assert told["result"][0]["counts"] == {"yes": 2, "no": 1, "abstain": 0}
    page = visitor("technician").get(f"/meetings/1?item={item}").text
    assert "Carried" in page or "Approvat" in page
    assert "<form" in visitor("secretary").get(f"/meetings/1?item={item}").text


def test_an_outsider_finds_no_poll(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item)
    assert visitor("outsider").get_json(f"/polls/{poll}").status_code == 404
    assert answer(visitor, "outsider", poll, "yes").status_code == 404
    assert visitor("outsider").get_json("/polls/999").status_code == 404


def test_who_speaks_for_no_seat_does_not_vote(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item)
    assert answer(visitor, "technician", poll, "yes").status_code == 403
    assert answer(visitor, "secretary", poll, "yes").status_code == 403


def test_an_answer_changes_until_the_close_and_not_after(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item)
    answer(visitor, "delegate", poll, "no")
    answer(visitor, "delegate", poll, "yes")
    assert close(visitor, poll)["result"][0]["counts"]["yes"] == 1
    late = answer(visitor, "delegate", poll, "no")
    assert late.status_code == 409


def test_nobody_enters_the_electorate_after_the_opening(app, cast, visitor):
    with app.app_context():
        item = sitting(cast, there=("chair", "delegate"))
    poll = put(visitor, item)
    mark(app, cast, "other_delegate", item)
    assert answer(visitor, "other_delegate", poll, "no").status_code == 403
    assert len(shown(visitor, "other_delegate", poll)["electors"]) == 2


def test_the_substitute_who_comes_for_the_delegate_does_not_take_over_her_vote(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item)
    mark(app, cast, "substitute", item)
    assert answer(visitor, "substitute", poll, "no").status_code == 403
    refused = answer(visitor, "delegate", poll, "no")
    assert refused.status_code == 409


def test_who_leaves_the_room_votes_no_more(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item)
    mark(app, cast, "delegate", item, gone=True)
    assert answer(visitor, "delegate", poll, "yes").status_code == 409


def test_a_proxy_is_cast_while_its_holder_is_in_the_room_and_splits(app, cast, visitor):
    """OpenSlides #6825 and #5745: one person casts several voices, each as she likes, and none once she is gone."""
    with app.app_context():
        item = sitting(cast, there=("chair", "delegate"), proxies_allowed=2)
        give(cast, item)
    poll = put(visitor, item)
    told = shown(visitor, "delegate", poll)
    mine = [each for each in told["electors"] if each["mine"]]
    assert [each["proxy"] is None for each in mine] == [True, False]
    split = {f"choice-{mine[0]['id']}": "yes", f"choice-{mine[1]['id']}": "no"}
    assert visitor("delegate").post(f"/polls/{poll}/ballots", split).status_code == 200
    told = shown(visitor, "delegate", poll)
    assert sorted(each["choice"] for each in told["electors"] if each["mine"]) == ["no", "yes"]
    mark(app, cast, "delegate", item, gone=True)
    assert answer(visitor, "delegate", poll, "abstain").status_code == 409
    assert close(visitor, poll)["result"][0]["counts"] == {"yes": 1, "no": 1, "abstain": 0}


def test_the_giver_who_arrives_answers_for_herself(app, cast, visitor):
    with app.app_context():
        item = sitting(cast, there=("chair", "delegate"), proxies_allowed=2)
        give(cast, item)
    poll = put(visitor, item)
    mark(app, cast, "other_delegate", item)
    assert answer(visitor, "other_delegate", poll, "no").status_code == 200
    told = shown(visitor, "delegate", poll)
    assert sum(each["mine"] for each in told["electors"]) == 1


def test_the_secretariat_notes_an_answer_that_the_member_changes(app, cast, visitor):
    """Loomio #7641: on behalf of who telephones, told to everybody, hers to change until the close."""
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item)
    elector = elector_of(shown(visitor, "secretary", poll), "Politecnico")["id"]
    said = visitor("secretary").post(f"/polls/{poll}/calls", {"elector": elector, "choice": "no"})
    assert said.status_code == 200
    seen = elector_of(shown(visitor, "delegate", poll), "Politecnico")
    assert (seen["choice"], seen["behalf"], seen["mine"]) == ("no", True, True)
    with app.app_context():
        said = db.session.scalar(db.select(Happening).where(Happening.kind == "vote-cast-for"))
        assert said.person_id == cast.person("secretary").id
        assert said.facts["seat"] == cast.mandate("delegate").seat_id
    answer(visitor, "delegate", poll, "yes")
    seen = elector_of(shown(visitor, "delegate", poll), "Politecnico")
    assert (seen["choice"], seen["behalf"]) == ("yes", False)
    again = visitor("secretary").post(f"/polls/{poll}/calls", {"elector": elector, "choice": "no"})
    assert again.status_code == 409
    assert visitor("delegate").post(f"/polls/{poll}/calls", {"elector": elector, "choice": "no"}).status_code == 403


def test_no_question_is_put_without_quorum(app, cast, visitor):
    with app.app_context():
        item = sitting(cast, there=("chair",), quorum="majority")
    refused = visitor("secretary").post(f"/items/{item}/polls", asked() | {"now": "y"})
    assert refused.status_code == 409
    assert "1" in refused.json["detail"] and "2" in refused.json["detail"]
    prepared = visitor("secretary").post(f"/items/{item}/polls", asked())
    assert prepared.json["state"] == "prepared"
    assert visitor("secretary").post(f"/polls/{prepared.json['id']}/opening").status_code == 409


def test_answers_kept_back_are_shown_at_the_close_only(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item, hidden="y")
    answer(visitor, "delegate", poll, "no")
    assert elector_of(shown(visitor, "delegate", poll), "Politecnico")["choice"] == "no"
    for role in ("other_delegate", "secretary"):
        seen = elector_of(shown(visitor, role, poll), "Politecnico")
        assert (seen["choice"], seen["voted"]) == (None, True)
    close(visitor, poll)
    assert elector_of(shown(visitor, "other_delegate", poll), "Politecnico")["choice"] == "no"


def test_weights_are_those_of_the_opening(app, cast, visitor):
    with app.app_context():
        item = sitting(cast, weighted=True)
    weigh(visitor, app, cast, 5)
    poll = put(visitor, item, majority="absolute")
    weigh(visitor, app, cast, 1)
    answer(visitor, "delegate", poll, "yes")
    told = close(visitor, poll)
    assert told["adopted"] is True
    assert (told["result"][0]["base"], told["result"][0]["counts"]["yes"], told["result"][0]["silent"]) == (7, 5, 2)


def test_a_table_that_does_not_weigh_votes_refuses_weights(app, cast, visitor):
    with app.app_context():
        seat, table = cast.mandate("delegate").seat_id, cast.table().id
    fields = {"seat": seat, "weight": 5}
    assert visitor("admin").post(f"/tables/{table}/weights", fields).status_code == 409
    assert visitor("admin").post(f"/tables/{table}/weights", {"seat": seat, "weight": "0"}).status_code == 422
    assert visitor("outsider").post(f"/tables/{table}/weights", fields).status_code == 403


@pytest.mark.parametrize(
    ("majority", "favour", "against", "base", "carried"),
    [
        ("simple", 2, 1, 9, True), ("simple", 2, 2, 4, False), ("simple", 0, 0, 4, False),
        ("absolute", 2, 0, 4, False), ("absolute", 3, 0, 5, True),
        ("two_thirds", 2, 1, 3, True), ("two_thirds", 3, 0, 5, False), ("two_thirds", 4, 1, 5, True),
        ("four_fifths", 4, 1, 5, True), ("four_fifths", 4, 0, 6, False), ("four_fifths", 10**15, 0, 10**15 * 5 // 4 + 1, False),
        ("consensus", 1, 0, 9, True), ("consensus", 8, 1, 9, False), ("consensus", 0, 0, 9, False),
    ],
)  # fmt: skip
def test_a_majority_is_counted_exactly(majority, favour, against, base, carried):
    assert passes(majority, favour, against, base) is carried
    assert passes(majority, least(majority, base, against), against, base) or (majority == "consensus" and against)


def test_a_failed_output_is_removed_or_voted_again(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    decision = visitor("secretary").post(f"/items/{item}/decisions", parts(app, cast)).json["id"]
    poll = put(visitor, item, decision=decision, question="")
    assert visitor("secretary").post(f"/decisions/{decision}/revision", parts(app, cast, text="Altro")).status_code == 409
    answer(visitor, "delegate", poll, "no")
    assert close(visitor, poll)["adopted"] is False
    visitor("secretary").post(f"/polls/{poll}/record")
    assert "carried" in lacks(visitor) or "approvat" in lacks(visitor)
    assert visitor("secretary").post(f"/decisions/{decision}/removal").status_code == 200
    with app.app_context():
        assert db.session.get(Poll, poll).decision is None
        assert "elenco comune" in db.session.get(Poll, poll).words


def test_an_output_changed_after_it_was_carried_is_put_again(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    decision = visitor("secretary").post(f"/items/{item}/decisions", parts(app, cast)).json["id"]
    poll = put(visitor, item, decision=decision, question="")
    answer(visitor, "delegate", poll, "yes")
    close(visitor, poll)
    visitor("secretary").post(f"/polls/{poll}/record")
    before = lacks(visitor)
    visitor("secretary").post(f"/decisions/{decision}/revision", parts(app, cast, text="Tutt'altro"))
    assert lacks(visitor) != before
    assert visitor("secretary").post("/meetings/1/closure").status_code == 409


def test_a_half_made_output_is_not_put_to_the_seats(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    decision = visitor("secretary").post(f"/items/{item}/decisions", {"draft": "1", "text": "A metà"}).json["id"]
    refused = visitor("secretary").post(f"/items/{item}/polls", asked(decision=decision) | {"now": "y"})
    assert refused.status_code == 409


def test_a_sitting_does_not_close_over_an_open_poll_nor_an_unsigned_result(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
        conclude_all(cast, item)
    poll = put(visitor, item)
    assert visitor("secretary").post("/meetings/1/closure").status_code == 409
    close(visitor, poll)
    assert visitor("secretary").post("/meetings/1/closure").status_code == 409
    assert visitor("secretary").post(f"/polls/{poll}/record").status_code == 200
    assert visitor("secretary").post("/meetings/1/closure").status_code == 200


def test_the_result_stands_in_the_minutes_with_one_touch(app, cast, visitor):
    """OpenSlides #6139: ready sentences, the quorum first; and the register holds them with the minutes."""
    with app.app_context():
        item = sitting(cast, quorum="majority")
        conclude_all(cast, item)
    poll = put(visitor, item)
    for role in ("chair", "delegate"):
        answer(visitor, role, poll, "yes")
    close(visitor, poll)
    secretary = visitor("secretary")
    secretary.post(f"/polls/{poll}/record")
    assert secretary.post(f"/polls/{poll}/record").status_code == 409
    secretary.post("/meetings/1/closure")
    secretary.post("/meetings/1/minutes")
    with app.app_context():
        meeting = db.session.get(Meeting, 1)
        source = meeting.minutes.latest.source
        assert "Si fa?" in source and "3" in source and "Politecnico di Prova" in source
        first, second = [item_content(each, utc_now()) for each in meeting.items]
        assert [each["adopted"] for each in first["polls"]] == ["yes"]
        assert "polls" not in second


def test_two_polls_are_not_open_at_once(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item)
    assert visitor("secretary").post(f"/items/{item}/polls", asked() | {"now": "y"}).status_code == 409
    assert visitor("secretary").post(f"/polls/{poll}/withdrawal").status_code == 200
    put(visitor, item)


def test_a_refused_form_keeps_what_was_typed(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    page = visitor("secretary").submit(f"/items/{item}/polls", {"way": "vote", "question": "x" * 501, "majority": "simple"})
    assert page.status_code == 422 and "x" * 501 in page.text
    poll = put(visitor, item, way="consensus", majority="consensus")
    elector = elector_of(shown(visitor, "delegate", poll), "Politecnico")["id"]
    page = visitor("delegate").submit(f"/polls/{poll}/ballots", {f"choice-{elector}": "objects", f"reason-{elector}": " "})
    assert page.status_code == 422 and 'value="objects" checked' in page.text


def test_the_page_costs_the_same_with_two_polls_or_six(app, cast, visitor, counted):
    with app.app_context():
        item = sitting(cast)
    secretary = visitor("secretary")
    costs = []
    for times in (2, 4):
        for _ in range(times):
            poll = put(visitor, item)
            answer(visitor, "delegate", poll, "yes")
            close(visitor, poll)
        with counted() as statements:
            secretary.get(f"/meetings/1?item={item}")
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_nobody_answers_for_the_seat_of_another(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item)
    elector = elector_of(shown(visitor, "delegate", poll), "Università")["id"]
    assert visitor("delegate").post(f"/polls/{poll}/ballots", {f"choice-{elector}": "no"}).status_code == 403
    assert visitor("delegate").post(f"/polls/{poll}/ballots").status_code == 422
    assert not elector_of(shown(visitor, "delegate", poll), "Università")["voted"]


# --- The steps ----------------------------------------------------------------------------------------------------------


def mark(app, cast, role, item, gone=False):
    with app.app_context():
        writing()
        meeting = db.session.get(Meeting, 1)
        mandate = cast.mandate(role)
        meeting.mark(mandate.seat, None if gone else mandate, cast.mandate("secretary"))
        commit()


def give(cast, item):
    """The other delegate, who is away, gives her voice for this item."""
    writing()
    meeting = db.session.get(Meeting, 1)
    here = next(each for each in meeting.items if each.id == item)
    Proxy.give(meeting, cast.mandate("other_delegate"), cast.mandate("delegate"), here)
    commit()


def weigh(visitor, app, cast, weight):
    with app.app_context():
        seat, table = cast.mandate("delegate").seat_id, cast.table().id
    said = visitor("admin").post(f"/tables/{table}/weights", {"seat": seat, "weight": weight})
    assert said.status_code == 200, said.text


def parts(app, cast, text="Si fa un elenco comune degli alloggi."):
    with app.app_context():
        known = {"organisation": cast.body("PM").id, "person": cast.person("delegate").id, "objective": cast.objective().id}
        day = utc_now().replace(year=utc_now().year + 1, day=1).date()
    return known | {"text": text, "due_on": day.isoformat(), "no_resources": "y"}


def conclude_all(cast, item):
    writing()
    meeting = db.session.get(Meeting, 1)
    for each in meeting.items:
        each.conclude("noted", "", cast.mandate("secretary"))
    commit()


def lacks(visitor):
    return str(visitor("secretary").get_json("/meetings/1").json["missing"])
