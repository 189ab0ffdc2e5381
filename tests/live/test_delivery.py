"""Delivery by real servers: one process with SQLite; two with PostgreSQL and Redis, Redis killed in between."""

import json
import secrets
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.live.conftest import Mouth, ears

pytestmark = pytest.mark.alone

CROWD = Path(__file__).with_name("crowd.py")


def test_one_process_delivers_in_order_at_once_and_stores_before_it_answers(alone):
    world, server = alone
    with ears((server, world, "other_delegate"), (server, world, "observer")) as listeners:
        mouth = Mouth(server, world, "delegate")
        answers = [(mouth.say(f"Numero {number}").json(), time.monotonic()) for number in range(20)]
        wanted = [answer["seq"] for answer, _ in answers]
        for ear in listeners:
            assert ear.wait_for(wanted[-1]) == wanted
            delays = sorted(heard - said for (_, heard), (_, said) in zip(ear.heard, answers, strict=True))
            assert delays[len(delays) // 2] < 0.25, "woken by the commit, not by the half-second look"
    told = mouth.missed(wanted[4])
    assert [each["seq"] for each in told["happenings"]] == wanted[5:]


def test_one_process_survives_a_kill_with_everything_it_acknowledged(alone):
    world, server = alone
    mouth = Mouth(server, world, "delegate")
    nonce = secrets.token_hex(16)
    first = mouth.say("Prima del buio", nonce)
    server.kill()
    server.start()
    again = mouth.say("Prima del buio", nonce)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert [each["seq"] for each in mouth.missed(first.json()["seq"] - 1)["happenings"]] == [first.json()["seq"]]


def test_one_process_says_nothing_more_to_a_released_body(alone):
    world, server = alone
    with ears((server, world, "other_delegate"), (server, world, "observer")) as [gone, staying]:
        mouth = Mouth(server, world, "delegate")
        before = mouth.say("Siamo tutti").json()["seq"]
        gone.wait_for(before)
        ended = world.release("US")
        after = [mouth.say(f"Restiamo in due {number}").json()["seq"] for number in range(10)]
        assert after[-1] in staying.wait_for(after[-1])
        time.sleep(0.7)
        assert max(gone.seqs()) == before < ended < after[0]
        assert gone.gone == [gone.stream]


@contextmanager
def crowd(server, world, role, how_many):
    """That many sockets in a process of their own; `heard()` ends it and gives the seqs of each."""
    words = [server.base_url, f"tavolo={world.sign_in(role)}", f"workspace/{world.workspace}", str(how_many)]
    process = subprocess.Popen([sys.executable, CROWD, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "ready\n"
        yield lambda: json.loads(process.communicate(timeout=30)[0])
    finally:
        process.kill()


def test_pages_are_served_while_a_hundred_sockets_hear_a_burst(alone):
    world, server = alone
    with crowd(server, world, "observer", 100) as heard:
        mouth, reader = Mouth(server, world, "delegate"), Mouth(server, world, "observer")
        wanted, waits = [], []
        talking = threading.Thread(target=lambda: wanted.extend(mouth.say(f"Raffica {n}").json()["seq"] for n in range(40)))
        talking.start()
        while talking.is_alive():
            begun = time.monotonic()
            assert reader.http.get(f"{server.base_url}/me", headers={"Accept": "text/html"}).status_code == 200
            waits.append(time.monotonic() - begun)
        time.sleep(2)
        assert heard() == [wanted] * 100
        assert sorted(waits)[len(waits) // 2] < 0.5


def test_two_processes_deliver_to_each_other_with_redis_and_when_it_is_killed(two):
    world, [one, other], redis = two
    with ears((one, world, "observer"), (other, world, "other_delegate")) as listeners:
        mouths = [Mouth(one, world, "delegate"), Mouth(other, world, "technician")]
        wanted = [mouths[number % 2].say(f"Con Redis {number}").json()["seq"] for number in range(10)]
        for ear in listeners:
            assert ear.wait_for(wanted[-1]) == wanted
        redis.kill()
        for number in range(6):
            begun = time.monotonic()
            wanted.append(mouths[number % 2].say(f"Senza Redis {number}").json()["seq"])
            for ear in listeners:
                assert ear.wait_for(wanted[-1], 3) == wanted
            assert time.monotonic() - begun < 3
        redis.start()
        wanted += [mouths[number % 2].say(f"Di nuovo {number}").json()["seq"] for number in range(10)]
        for ear in listeners:
            assert ear.wait_for(wanted[-1]) == wanted
    assert wanted == list(range(wanted[0], wanted[0] + 26))


def test_two_processes_say_nothing_more_to_a_released_body(two):
    world, [one, other], redis = two
    redis.kill()
    with ears((one, world, "other_delegate"), (other, world, "other_delegate")) as released:
        mouth = Mouth(one, world, "delegate")
        before = mouth.say("Siamo tutti").json()["seq"]
        for ear in released:
            ear.wait_for(before, 3)
        ended = world.release("US")
        mouth.say("Restiamo in due")
        time.sleep(3)
        for ear in released:
            assert max(ear.seqs()) == before < ended
            assert ear.gone == [ear.stream]


def test_writers_of_two_processes_leave_no_gap(two):
    world, [one, other], _ = two
    mouths = [Mouth(server, world, role) for server in (one, other) for role in ("delegate", "other_delegate", "technician")]
    answers = []

    def talk(mouth):
        answers.extend(mouth.say(f"Voce {number}") for number in range(15))

    threads = [threading.Thread(target=talk, args=(mouth,)) for mouth in mouths]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert {answer.status_code for answer in answers} == {201}
    seqs = sorted(answer.json()["seq"] for answer in answers)
    assert seqs == list(range(seqs[0], seqs[0] + 90))
    told = mouths[0].missed(seqs[0] - 1)
    assert [each["seq"] for each in told["happenings"]] == seqs
