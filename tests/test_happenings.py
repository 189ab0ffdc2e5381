"""The log: written with the thing, gapless in its stream, told with what is joined when it is read."""

import threading

import pytest
from sqlalchemy import func, select

from app import happenings
from app.database import commit, db, writing
from app.happenings import Happening, announce, head_of, react, since, told


def test_a_happening_is_written_with_the_thing_and_not_without_it(context, cast):
    before = head_of("table/1")
    writing()
    announce("table/1", "meeting-planned", 7, person=cast.person("secretary"))
    db.session.rollback()
    writing()
    assert head_of("table/1") == before
    said = announce("table/1", "meeting-planned", 7, person=cast.person("secretary"), size=3)
    commit()
    assert said.seq == before + 1 == head_of("table/1")
    row = since("table/1", before)[0]
    assert (row.kind, row.subject_id, row.facts) == ("meeting-planned", 7, {"size": 3})


def test_several_announcements_of_one_transaction_follow_each_other(context):
    writing()
    said = [announce("workspace/1", "thread-opened", n) for n in (1, 2)] + [announce("meeting/1", "item-added", 3)]
    commit()
    assert [each.seq for each in said] == [1, 2, 1]


def test_seq_is_gapless_and_in_the_order_of_commits_under_many_writers(app):
    """Eight threads announce in two streams, crosswise; a third of the transactions is given up."""
    errors = []

    def write(number):
        try:
            with app.app_context():
                for step in range(10):
                    writing()
                    for stream in ("workspace/1", "workspace/2")[:: 1 if number % 2 else -1]:
                        announce(stream, "thread-opened", step)
                    db.session.rollback() if step % 3 == 0 else commit()
        except Exception as error:  # noqa: BLE001  it is asserted below
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert not errors
    with app.app_context():
        for stream in ("workspace/1", "workspace/2"):
            seqs = db.session.scalars(select(Happening.seq).where(Happening.stream == stream).order_by(Happening.id)).all()
            assert sorted(seqs) == list(range(1, 8 * 6 + 1))
            assert head_of(stream) == len(seqs)


def test_a_reaction_runs_in_the_same_transaction(context):
    def follow(said):
        announce("workspace/9", "line-added", said.subject)

    react("outcome-tried", follow)
    try:
        writing()
        announce("meeting/3", "outcome-tried", 5)
        commit()
    finally:
        happenings._reactions.pop("outcome-tried")
    assert [row.subject_id for row in since("workspace/9", 0)] == [5]


def test_what_is_told_names_people_and_bodies_and_costs_the_same_for_two_and_for_forty(context, cast, counted):
    person, voice = cast.person("secretary"), cast.mandate("secretary")
    writing()
    for number in range(42):
        announce("workspace/5", "thread-opened", number, voice=voice)
    commit()
    few_rows, many_rows = since("workspace/5", 40), since("workspace/5", 0)
    with counted() as few:
        told(few_rows)
    with counted() as many:
        stories = told(many_rows)
    assert len(few) == len(many)
    assert stories[0]["person"]["id"] == person.id
    assert stories[0]["organisation"]["name"] == "Città metropolitana di Prova"
    assert stories[0]["at"].endswith("Z")


def test_the_next_page_begins_where_the_last_one_ended(context):
    writing()
    for number in range(450):
        announce("workspace/6", "thread-opened", number)
    commit()
    seen, after = [], 0
    while page := since("workspace/6", after):
        seen += [row.seq for row in page]
        after = seen[-1]
    assert seen == list(range(1, 451))


@pytest.mark.parametrize("after", ["-1", "x", "1e3", "²", "9" * 30])
def test_a_strange_after_gets_a_clear_no(visitor, cast, app, after):
    with app.app_context():
        table = cast.table().id
    reply = visitor("delegate").get_json(f"/streams/table/{table}/happenings?after={after}")
    assert reply.status_code == 400
    assert reply.content_type == "application/problem+json"


@pytest.mark.parametrize("limit", ["0", "201", "-5", "x"])
def test_a_limit_lies_between_1_and_200(visitor, cast, app, limit):
    with app.app_context():
        table = cast.table().id
    assert visitor("delegate").get_json(f"/streams/table/{table}/happenings?limit={limit}").status_code == 400


@pytest.mark.parametrize("stream", ["table/99999", "nonsense/1", "circle/1", "document/1", "item/1", "person/99999"])
def test_a_stream_that_is_not_mine_answers_like_one_that_does_not_exist(visitor, stream):
    assert visitor("outsider").get_json(f"/streams/{stream}/happenings").status_code == 404


def test_no_row_of_the_log_holds_a_text(context, cast):
    workspace, thread = cast.workspace()
    cast.post(workspace, thread, "delegate", "una frase segreta")
    rows = db.session.scalars(select(Happening)).all()
    assert db.session.scalar(select(func.count(Happening.id))) == len(rows) > 5
    assert not any("segreta" in str(row.facts) for row in rows)
    assert all(
        isinstance(value, int | bool | str | None) and len(str(value)) < 40 for row in rows for value in row.facts.values()
    )


def test_a_history_is_named_once(context):
    named = happenings.current_log()
    writing()
    happenings.open_log_book()
    commit()
    assert happenings.current_log() == named != ""
