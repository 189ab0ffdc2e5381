"""What is due goes out once: through crashes at every step, with several postmen, past refusals that pass and that do not."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from jinja2 import FileSystemLoader

from app import postman as carrying
from app.database import commit, db, utc_now, writing
from app.outbox import Mail, drop_mail, post_mail
from app.postman import LEASE, WAITS, carry_what_is_due

# A postman of its own process, on the archive and the server it is told; it dies at the step it is told.
POSTMAN = """
import os, sys
from app import create_app
from app.postman import carry_what_is_due
uri, url, instance, dies_at = sys.argv[1:5]
app = create_app({"TESTING": True, "SQLALCHEMY_DATABASE_URI": uri, "MAIL_URL": url, "MAIL_FROM": ("", "tavolo@example.org"),
                  "SECRET_KEY": "a key for tests, long enough to be one"})
steps = {}
def step(name):
    steps[name] = steps.get(name, 0) + 1
    if dies_at == f"{name}/{steps[name]}":
        os._exit(9)
print("ready", flush=True)
sys.stdin.readline()
with app.app_context():
    while carry_what_is_due(step=step):
        pass
"""


@pytest.fixture
def postman(house, sink, databases, tmp_path):
    """postman(dies_at) begins a process that waits for a line; a word and a number: at which time of which step it dies."""
    begun = []

    def begin(dies_at="never"):
        words = [sys.executable, "-c", POSTMAN, house.config["SQLALCHEMY_DATABASE_URI"], sink.url, str(tmp_path), dies_at]
        environment = {**os.environ, "TAVOLO_INSTANCE": str(tmp_path)}
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True)
        begun.append(process)
        assert process.stdout.readline() == "ready\n"
        return process

    yield begin
    for process in begun:
        process.kill()
        process.communicate()
    databases.written_elsewhere()


def go(process):
    process.stdin.write("\n")
    process.stdin.flush()
    return process


def end(process):
    process.communicate(timeout=60)
    return process.returncode


def after_the_lease():
    """The claims of dead postmen are as old as the lease."""
    writing()
    for mail in db.session.scalars(db.select(Mail).where(Mail.claimed_at.is_not(None))):
        mail.claimed_at -= LEASE + timedelta(seconds=1)
    commit()


def states():
    db.session.rollback()
    return Counter(mail.state for mail in db.session.scalars(db.select(Mail).execution_options(populate_existing=True)))


def test_it_goes_out_once_and_its_secret_is_forgotten(house, sink, letter):
    letter(body="https://tavolo.example.org/invitations/segreto\n")
    assert carry_what_is_due() == 1 and carry_what_is_due() == 0
    assert sink.read()[0].get_content().strip().endswith("segreto")
    db.session.expire_all()
    mail = db.session.scalar(db.select(Mail))
    assert (mail.state, mail.body, mail.subject) == ("sent", "", "Oggetto")


def test_the_same_key_is_not_told_twice(house, sink, tmp_path, monkeypatch):
    put_template(house, tmp_path, monkeypatch)
    writing()
    assert post_mail("prova", to="a@example.org", language="it", key="una/1")
    assert not post_mail("prova", to="a@example.org", language="it", key="una/1")
    commit()
    assert carry_what_is_due() == 1
    writing()
    assert not post_mail("prova", to="a@example.org", language="it", key="una/1")
    commit()
    assert carry_what_is_due() == 0 and len(sink.letters) == 1


def test_what_was_undone_is_not_told(house, sink, tmp_path, monkeypatch):
    """A mail is written in the transaction of the thing it tells of."""
    put_template(house, tmp_path, monkeypatch)
    writing()
    post_mail("prova", to="a@example.org", language="it", key="una/1")
    db.session.rollback()
    assert carry_what_is_due() == 0 and states() == {}


def put_template(house, folder, monkeypatch):
    (folder / "prova.txt").write_text("Prova\nCorpo\n")
    house.jinja_env.cache.clear()
    monkeypatch.setattr(house.jinja_env, "loader", FileSystemLoader(folder))


def test_what_is_not_due_waits(house, sink, letter):
    letter(due_at=utc_now() + timedelta(hours=1))
    assert carry_what_is_due() == 0 and states() == {"waiting": 1}


def test_what_was_taken_back_does_not_leave(house, sink, letter):
    letter()
    writing()
    drop_mail("lettera")
    commit()
    assert carry_what_is_due() == 0 and states() == {"dropped": 1}
    assert db.session.scalar(db.select(Mail.body)) == ""


def test_an_address_that_is_none_is_shown_to_the_operator(house, sink, tmp_path, monkeypatch):
    put_template(house, tmp_path, monkeypatch)
    writing()
    post_mail("prova", to="a@example.org\nBcc: b@example.org", language="it", key="una/1")
    commit()
    assert carry_what_is_due() == 0 and states() == {"refused": 1}


@pytest.mark.parametrize(
    ("dies_at", "again"),
    [("claimed/1", 0), ("connected/1", 0), ("claimed/3", 0), ("connected/3", 0), ("taken/1", 1), ("taken/3", 1)],
)
def test_a_postman_that_dies_loses_nothing_and_doubles_nothing(house, sink, letter, postman, dies_at, again):
    """Only between the server's yes and our commit does a mail go again, and then it bears the same Message-ID."""
    for number in range(5):
        letter(f"lettera/{number}")
    assert end(go(postman(dies_at))) == 9
    assert end(go(postman())) == 0
    assert states()["waiting"] == 1  # the dead one's mail is nobody's until its lease is over
    after_the_lease()
    assert end(go(postman())) == 0
    assert states() == {"sent": 5}
    assert len(set(sink.ids())) == 5 and len(sink.ids()) == 5 + again


def test_a_postman_killed_while_the_server_thinks_loses_nothing(house, sink, letter, postman):
    """SIGKILL in the middle of the words with the server, at moments of nobody's choosing."""
    for number in range(12):
        letter(f"lettera/{number}")
    for moment in (0.02, 0.05, 0.09, 0.15):
        process = go(postman())
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        after_the_lease()
    assert end(go(postman())) == 0
    assert states() == {"sent": 12} and len(set(sink.ids())) == 12
    assert len(sink.ids()) <= 12 + 4  # at most one a death


def test_several_postmen_never_carry_one_mail_twice(house, sink, letter, postman):
    for number in range(60):
        letter(f"lettera/{number}")
    processes = [postman() for _ in range(3)]
    for process in processes:
        go(process)
    assert [end(process) for process in processes] == [0, 0, 0]
    while carry_what_is_due():
        pass
    assert states() == {"sent": 60} and len(sink.ids()) == len(set(sink.ids())) == 60


def test_two_that_saw_the_same_mail_due_do_not_both_get_it(house, sink, letter):
    """Both asked what is due before either claimed: the claim itself decides."""
    letter()
    barrier, sent = threading.Barrier(2), []

    def work():
        with house.app_context():
            due = carrying.due_now()
            barrier.wait(10)
            with carrying.Server(sink.url) as server:
                sent.append(sum(carrying.carry(server, id, lambda _name: None) for id in due))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(sent) == [0, 1] and len(sink.letters) == 1


@pytest.mark.parametrize("answer", ["451 try again later", "421 closing", "452 full"])
def test_a_refusal_that_may_pass_is_tried_again_after_a_longer_wait_each_time(house, sink, letter, answer):
    letter()
    for number in range(3):
        sink.answers.append(answer)
        assert carry_what_is_due() == 0
        db.session.expire_all()
        mail = db.session.scalar(db.select(Mail))
        assert mail.state == "delayed" and mail.attempts == number + 1 and mail.refusal.startswith(answer[:3])
        wait = mail.due_at - utc_now()
        assert WAITS[number] - timedelta(seconds=20) < wait <= WAITS[number]
        assert carry_what_is_due() == 0 and not sink.letters
        make_due()
    assert carry_what_is_due() == 1
    assert states() == {"sent": 1}


def make_due():
    writing()
    db.session.execute(db.update(Mail).values(due_at=utc_now()))
    commit()


@pytest.mark.parametrize("step", ["recipient", "data"])
def test_a_refusal_for_good_is_kept_with_what_the_server_said(house, sink, letter, step):
    letter(to="via@example.org")
    letter("altra", to="resta@example.org")
    if step == "recipient":
        sink.refused_recipients["via@example.org"] = "550 5.1.1 nobody here"
    else:
        sink.answers.append("554 5.7.1 not wanted")
    assert carry_what_is_due() == 1
    assert states() == {"refused": 1, "sent": 1}
    assert db.session.scalar(db.select(Mail.refusal).where(Mail.to == "via@example.org")).startswith("55")
    make_due()
    assert carry_what_is_due() == 0


def test_a_server_that_is_away_costs_no_mail(house, sink, letter):
    for number in range(3):
        letter(f"lettera/{number}")
    sink.controller.stop()
    assert carry_what_is_due() == 0
    assert states() == {"delayed": 1, "waiting": 2}  # one knock is enough to know
    sink.controller = type(sink.controller)(sink, hostname="127.0.0.1", port=sink.controller.port)
    sink.controller.start()
    make_due()
    assert carry_what_is_due() == 3 and len(set(sink.ids())) == 3


def test_after_three_days_of_refusals_it_is_given_up(house, sink, letter):
    letter(now=utc_now() - timedelta(days=4), attempts=20)
    sink.answers.append("451 still full")
    assert carry_what_is_due() == 0 and states() == {"refused": 1}


def test_without_a_server_nothing_leaves(app, letter, sink, monkeypatch):
    letter()
    monkeypatch.setitem(app.config, "MAIL_URL", "")
    assert carry_what_is_due() == 0 and states() == {"waiting": 1} and not sink.letters
