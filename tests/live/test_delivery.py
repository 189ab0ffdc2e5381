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
import requests
import socketio
from flask_migrate import upgrade

from app import create_app
from app.database import commit, db, writing
from app.membership.models import SignIn
from app.workspaces.models import Workspace
from tests.cast import Cast, build_world
from tests.services import Redis, Server, need

CROWD = Path(__file__).with_name("crowd.py")
KEY = "a key for tests, long enough to be one, and varied"


class World:
    """A database with the cast and a workspace, seen from the side of the tests."""

    def __init__(self, url, instance):
        self.url = url
        settings = {"SQLALCHEMY_DATABASE_URI": url, "SECRET_KEY": KEY, "INSTANCE": instance, "SOCKET_MODE": "threading"}
        self.app = create_app(settings)
        with self.app.app_context():
            upgrade()
            build_world()
            workspace, thread = Cast().workspace()
            self.workspace, self.thread = workspace.id, thread.id

    def environment(self, instance, **more):
        given = {"TAVOLO_DATABASE_URL": self.url, "TAVOLO_SECRET_KEY": KEY, "TAVOLO_INSTANCE": str(instance)}
        return given | {"TAVOLO_RATE_LIMITS": "off"} | more

    def sign_in(self, role):
        """The token of a new sign-in, as a browser's cookie would hold it."""
        token = secrets.token_urlsafe(32)
        with self.app.app_context():
            writing()
            SignIn.begin(Cast().person(role), token)
            commit()
        return token

    def release(self, code):
        """End the participation of a body from outside the servers."""
        with self.app.app_context():
            writing()
            seats = db.session.get(Workspace, self.workspace).place.seats
            said = next(seat for seat in seats if seat.organisation.code == code).end(reason="Fine")
            commit()
            return said.seq


class Ear:
    """A socket that keeps what it hears of the workspace, with the time of each."""

    def __init__(self, server, world, role):
        self.stream = f"workspace/{world.workspace}"
        self.heard, self.gone = [], []
        self.client = socketio.Client(reconnection=False)
        self.client.on("happening", self.hear)
        self.client.on("gone", lambda told: self.gone.append(told["stream"]))
        cookie = f"tavolo={world.sign_in(role)}"
        self.client.connect(server.base_url, headers={"Cookie": cookie}, transports=["websocket"])

    def hear(self, told):
        if told["stream"] == self.stream:
            self.heard.append((told["seq"], time.monotonic()))

    def seqs(self):
        return [seq for seq, _ in self.heard]

    def wait_for(self, seq, seconds=5):
        deadline = time.monotonic() + seconds
        while seq not in self.seqs() and time.monotonic() < deadline:
            time.sleep(0.01)
        return self.seqs()


class Mouth:
    """A program that posts messages as a signed-in person."""

    def __init__(self, server, world, role):
        self.base_url, self.world = server.base_url, world
        self.http = requests.Session()
        self.http.cookies.set("tavolo", world.sign_in(role))
        self.http.headers["Accept"] = "application/json"
        page = self.http.get(f"{server.base_url}/me", headers={"Accept": "text/html"}).text
        self.http.headers["X-CSRFToken"] = page.split('name="csrf-token" content="')[1].split('"')[0]

    def say(self, body, nonce=None):
        address = f"{self.base_url}/workspaces/{self.world.workspace}/threads/{self.world.thread}/messages"
        return self.http.post(address, data={"body": body, "nonce": nonce or secrets.token_hex(16)})

    def missed(self, after):
        address = f"{self.base_url}/streams/workspace/{self.world.workspace}/happenings"
        return self.http.get(address, params={"after": after}).json()


@contextmanager
def running(*servers):
    try:
        yield [server.start() for server in servers]
    finally:
        for server in servers:
            server.discard()


@contextmanager
def ears(*given):
    made = [Ear(*each) for each in given]
    try:
        yield made
    finally:
        for ear in made:
            ear.client.disconnect()


@pytest.fixture
def alone(tmp_path):
    """One server process on SQLite."""
    world = World(f"sqlite:///{tmp_path / 'tavolo.sqlite'}", tmp_path)
    with running(Server(world.environment(tmp_path), ["flask", "serve"])) as [server]:
        yield world, server


@pytest.fixture
def redis_of_its_own():
    need("redis")
    server = Redis().start()
    yield server
    server.discard()


@pytest.fixture
def two(postgres, redis_of_its_own, tmp_path):
    """Two server processes on PostgreSQL, joined by Redis."""
    world = World(postgres.create(f"live_{secrets.token_hex(4)}"), tmp_path)
    more = {"TAVOLO_REDIS_URL": redis_of_its_own.url}
    made = [Server(world.environment(tmp_path / name, **more), ["flask", "serve"]) for name in ("one", "other")]
    with running(*made) as servers:
        yield world, servers, redis_of_its_own


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
