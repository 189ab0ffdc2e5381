"""`flask worker`: what it does in a turn, that two do nothing twice, and that it ends when it is told or left alone."""

import logging
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from app import rounds
from app.database import commit, db, utc_now, writing
from app.outbox import Mail
from app.rounds import LEASE, Round, make_rounds, round_of
from tests.services import ROOT, Server


@pytest.fixture
def counting(context, monkeypatch):
    """A registry with one round, `count`, made every minute; the list of the moments at which it was made."""
    monkeypatch.setattr(rounds, "registry", {})
    made = []
    round_of("count", every=60)(made.append)
    return made


def test_a_round_is_made_when_its_time_has_come(counting):
    now = utc_now()
    for seconds in (0, 1, 59, 61, 62, 130):
        make_rounds(now + timedelta(seconds=seconds))
    assert [(moment - now).seconds for moment in counting] == [0, 61, 130]


def test_a_round_that_fails_is_tried_again_after_a_while_and_stops_no_other(counting, caplog):
    tries = []

    @round_of("broken", every=5)
    def broken(now):
        writing()
        tries.append(now)
        raise RuntimeError("not today")

    now = utc_now()
    assert make_rounds(now) == ["count"]
    assert make_rounds(now + timedelta(seconds=6)) == [] and len(tries) == 1
    make_rounds(now + LEASE + timedelta(seconds=1))
    assert len(tries) == 2 and "broken" in caplog.text


def test_a_round_another_worker_is_making_is_left_to_it(counting):
    now = utc_now()
    writing()
    db.session.add(Round(name="count", claimed_at=now))
    commit()
    assert make_rounds(now + timedelta(minutes=1)) == [] and not counting
    assert make_rounds(now + LEASE + timedelta(seconds=1)) == ["count"]  # that one died


def test_once_does_what_is_due_and_stops(app):
    result = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert result.exit_code == 0, result.output


def test_a_turn_that_fails_is_logged_and_ends_nothing(app, monkeypatch, caplog):
    monkeypatch.setattr("app.cli.worker.make_rounds", lambda: 1 / 0)
    with caplog.at_level(logging.ERROR):
        assert app.test_cli_runner().invoke(args=["worker", "--once"]).exit_code == 0
    assert "the next one tries again" in caplog.text


@pytest.fixture(autouse=True)
def by_others(databases):
    """Workers are processes of their own."""
    yield
    databases.written_elsewhere()


def worker_of(app, tmp_path, *words):
    settings = {"TAVOLO_DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"], "TAVOLO_INSTANCE": str(tmp_path)}
    words = [sys.executable, "-m", "flask", "--app", "wsgi", "worker", *words]
    return subprocess.Popen(words, cwd=ROOT, env={**os.environ, **settings}, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_told(app, tmp_path, number):
    process = worker_of(app, tmp_path)
    until(lambda: rounds_made(app))
    process.send_signal(number)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 0 and "Traceback" not in said


def rounds_made(app):
    with app.app_context():
        return db.session.query(Round).first()


def test_two_workers_make_a_round_once(app, tmp_path):
    """Both run one turn at the same moment; the mails of a round are told apart by their keys anyway."""
    first, second = worker_of(app, tmp_path, "--once"), worker_of(app, tmp_path, "--once")
    said = first.communicate(timeout=60)[1] + second.communicate(timeout=60)[1]
    with app.app_context():
        names = [each.name for each in db.session.query(Round)]
        assert len(names) == len(set(names)) and names
        assert db.session.query(Mail).count() == len({mail.key for mail in db.session.query(Mail)})
    assert all(sum(line.count(name) for line in said.splitlines()) == 1 for name in names)


def until(holds, seconds=30):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def children_of(pid):
    """The worker that a server started: a process whose words name the server's number."""
    found = []
    for each in Path("/proc").iterdir():
        try:
            words = (each / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"worker" in words and str(pid).encode() in words:
            found.append(int(each.name))
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_the_worker_of_a_server_never_outlives_it(tmp_path, number):
    server = Server({"TAVOLO_INSTANCE": str(tmp_path), "TAVOLO_RATE_LIMITS": "off"}, ["flask", "demo"]).start()
    try:
        pid = server.process.pid
        until(lambda: children_of(pid))
        server.process.send_signal(number)
        server.process.wait(20)
        until(lambda: not children_of(pid), 20)
    finally:
        server.discard()
