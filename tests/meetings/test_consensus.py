"""Consensus: assent, reservation, objection, standing aside; at a parity table the assent of both sides."""

from app.database import commit, db, writing
from app.meetings.models import Meeting, Minutes, Poll
from app.rendering import render
from tests.meetings.voting import answer, close, conference, elector_of, put, shown, sitting

SEEK = {"way": "consensus", "majority": "consensus"}


def test_a_consensus_with_a_reservation_stands_and_tells_its_reason(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item, **SEEK)
    answer(visitor, "chair", poll, "assents")
    answer(visitor, "delegate", poll, "reserves", reason="Mancano i fondi del 2027.")
    answer(visitor, "other_delegate", poll, "aside")
    told = close(visitor, poll)
    assert told["adopted"] is True
    assert told["result"][0]["counts"] == {"assents": 1, "reserves": 1, "objects": 0, "aside": 1}
    assert any("Mancano i fondi del 2027." in each for each in shown(visitor, "technician", poll)["sentences"])


def test_one_objection_keeps_a_consensus_from_standing(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item, **SEEK)
    answer(visitor, "chair", poll, "assents")
    assert answer(visitor, "delegate", poll, "objects", reason="Non è della Città.").status_code == 200
    assert close(visitor, poll)["adopted"] is False


def test_silence_is_no_consensus(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item, **SEEK)
    assert close(visitor, poll)["adopted"] is False


def test_a_reservation_without_its_reason_is_asked_for_it(app, cast, visitor):
    with app.app_context():
        item = sitting(cast)
    poll = put(visitor, item, **SEEK)
    refused = answer(visitor, "delegate", poll, "reserves")
    assert refused.status_code == 422
    assert not elector_of(shown(visitor, "delegate", poll), "Politecnico")["voted"]
    assert answer(visitor, "outsider", poll, "assents").status_code == 404


def test_story_03_each_decision_of_a_parity_table_shows_the_assent_of_both_sides(app, cast, visitor):
    with app.app_context():
        meeting, poll = conference(cast)
        item, poll, decision = meeting.items[0].id, poll.id, meeting.items[0].decisions[0].id
        meeting = meeting.id
    keeper = visitor("secretary")
    told = str(keeper.get_json(f"/meetings/{meeting}").json["missing"])
    assert "Regione di Prova" in told and "Città metropolitana di Prova" in told
    assert keeper.post(f"/meetings/{meeting}/closure").status_code == 409
    keeper.post(f"/polls/{poll}/opening")
    answer(visitor, "counterpart", poll, "assents")
    told = keeper.post(f"/polls/{poll}/closure").json
    assert told["adopted"] is False
    keeper.post(f"/polls/{poll}/record")
    told = str(keeper.get_json(f"/meetings/{meeting}").json["missing"])
    assert "Città metropolitana di Prova" in told and "Regione di Prova" not in told
    again = put(visitor, item, **SEEK, decision=decision, question="")
    answer(visitor, "counterpart", again, "assents")
    answer(visitor, "chair", again, "reserves", reason="Si verifica fra un anno.")
    assert keeper.post(f"/polls/{again}/closure").json["adopted"] is True
    keeper.post(f"/polls/{again}/record")
    assert keeper.post(f"/meetings/{meeting}/closure").status_code == 200
    page = keeper.get(f"/decisions/{decision}").text
    assert "Si verifica fra un anno." in page
    assert visitor("outsider").get(f"/decisions/{decision}").status_code == 404
    publish(app, meeting)
    told = visitor().get_json(f"/public/decisions/{decision}").json["agreement"]
    assert [each["adopted"] for each in told] == [False, True]
    public = visitor().get(f"/public/decisions/{decision}").text
    assert "Si verifica fra un anno." in public and "Presidente" not in public
    verdict = app.test_cli_runner().invoke(args=["register", "verify"])
    assert verdict.exit_code == 0, verdict.output


def publish(app, meeting):
    rendered = render("Si è deciso.")
    with app.app_context():
        writing()
        meeting = db.session.get(Meeting, meeting)
        minutes = Minutes.draft(meeting, "Si è deciso.", rendered, meeting.planned_by)
        minutes.approve(1, meeting.planned_by)
        minutes.publish(meeting.planned_by)
        commit()


def test_the_sides_are_not_added_up(app, cast, visitor):
    """Two in favour of two would be a majority of the four; side B alone does not make it one of the Conference."""
    with app.app_context():
        meeting, poll = conference(cast)
        writing()
        poll = db.session.get(Poll, poll.id)
        poll.kind, poll.majority = "vote", "simple"
        commit()
        poll = poll.id
    keeper = visitor("secretary")
    keeper.post(f"/polls/{poll}/opening")
    answer(visitor, "chair", poll, "yes")
    answer(visitor, "counterpart", poll, "abstain")
    told = keeper.post(f"/polls/{poll}/closure").json
    assert [each["passed"] for each in told["result"]] == [False, True]
    assert told["adopted"] is False
