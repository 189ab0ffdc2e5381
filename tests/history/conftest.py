"""A real server, or two, that are killed and started again while people write and read behind a wire that is cut."""

import json
import random
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis
from flask_wtf.csrf import generate_csrf

from app.cli.serve import GUNICORN, QUIET
from app.database import commit, day_after, day_of, db, utc_now, writing
from app.happenings import Happening, current_log, head_of
from app.workspaces.models import Message, Workspace
from tests.cast import Cast
from tests.history.checker import History, Sent, View
from tests.live.conftest import World
from tests.rotation import ENGINE
from tests.services import Redis, Server, need

CROWD = Path(__file__).with_name("crowd_of_writers.py")
READERS = {"delegate": 10, "technician": 8, "observer": 8, "other_delegate": 8, "guest": 6}
WRITERS = {"delegate": 6, "technician": 4, "other_delegate": 4}


@dataclass
class Figures:
    """How much is sent and how much is broken; `pause` is the mean rest of a writer, in seconds; one in `few` readers reads."""

    acked: int
    kills: int = 0
    cuts: int = 0
    stalls: int = 0
    pauses: int = 0
    pause: float = 0.02
    few: int = 1
    seconds: int = 900


class Gunicorn(Server):
    """The server as `flask serve` becomes it, started without its migrations, so that a kill costs little time."""

    def __init__(self, environment, app="wsgi:app"):
        super().__init__({"TAVOLO_WORKERS": "1", **environment})
        self.app = app

    def command(self):
        options = ["--bind", f"127.0.0.1:{self.port}", "--workers", "1", *GUNICORN, *QUIET]
        return [sys.executable, "-m", "gunicorn", *options, self.app]


class Trial:
    """One run: servers, a crowd, and what is broken meanwhile; `history()` is what came of it."""

    def __init__(self, world, servers, redis, figures, seed=7):
        self.world, self.servers, self.figures, self.redis = world, servers, figures, redis
        self.random = random.Random(seed)
        self.entered = self.released = None
        with world.app.app_context():
            self.stream = f"workspace/{world.workspace}"
            self.begun, self.log = head_of(self.stream), current_log()

    def run(self, tmp_path):
        """Everything from the first message to the last reader; returns (history, delays in seconds)."""
        for server in self.servers:
            server.start()
        settings = tmp_path / "crowd.json"
        settings.write_text(json.dumps(self.settings()))
        words = [sys.executable, str(CROWD), str(settings)]
        self.crowd = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            assert self.crowd.stdout.readline() == "ready\n"
            self.break_things()
            self.tell("enough")
            told = self.tell("end")
        finally:
            self.crowd.kill()
            for server in self.servers:
                server.discard()
        return self.history(told), told["delays"]

    def settings(self):
        address = f"/workspaces/{self.world.workspace}/threads/{self.world.thread}/messages"
        self.names = [role for role, count in READERS.items() for _ in range(count // self.figures.few)]
        return {
            "ports": [server.port for server in self.servers],
            "stream": self.stream,
            "head": self.begun,
            "log": self.log,
            "messages": address,
            "pause": self.figures.pause,
            "deadline": time.monotonic() + self.figures.seconds,
            "patience": 15,
            "readers": [self.person(role) for role in self.names],
            "writers": [self.person(role) for role, count in WRITERS.items() for _ in range(count)],
        }

    def person(self, role):
        token = self.world.sign_in(role)
        cookie = f"{self.world.app.config['SESSION_COOKIE_NAME']}={token}"
        with self.world.app.test_request_context(headers={"Cookie": cookie}):
            return {"token": token, "csrf": generate_csrf()}

    def tell(self, order):
        self.crowd.stdin.write(f"{order}\n")
        self.crowd.stdin.flush()
        return json.loads(self.crowd.stdout.readline())

    def break_things(self):
        """A guest enters after a third of the messages, a body is released after two; kills, cuts and pauses all along."""
        steps = max(self.figures.kills, 10)
        for step in range(1, steps + 1):
            self.wait_for(self.figures.acked * step // (steps + 1))
            if self.figures.cuts:
                self.tell(f"cut {self.figures.cuts // steps + 1}")
            if step <= self.figures.kills:
                self.kill(self.random.choice(self.servers))
            if step <= self.figures.pauses:
                self.hold(self.random.choice(self.servers))
            if step <= self.figures.stalls:
                self.tell("stall")
            if step == steps // 3:
                self.entered = self.welcome_guest()
            if step == 2 * steps // 3:
                self.released = self.release_while_linked("US", "other_delegate")
            self.trouble_redis(step)
        self.wait_for(self.figures.acked)

    def wait_for(self, answered):
        deadline = time.monotonic() + self.figures.seconds
        while (now := self.tell("status")["answered"]) < answered:
            assert time.monotonic() < deadline, f"{now} of {answered} messages answered in {self.figures.seconds} s"
            time.sleep(0.1)

    def release_while_linked(self, code, role):
        """Nobody is cut off around it, so that her line is there to tell too much; returns the last seq she may read."""
        time.sleep(1)  # whoever was cut off has read to the end of the old line, and is back
        self.wait_for_heads(role, [head + 1 for head in self.tell("status")["heads"]])
        last = self.world.release(code)
        self.wait_for_heads("delegate", [last + 5] * len(self.names))
        return last

    def wait_for_heads(self, role, least):
        """Until the readers of this role have shown so much; some bugs keep them from it, so for ten seconds at most."""
        whose, deadline = [number for number, name in enumerate(self.names) if name == role], time.monotonic() + 10
        while time.monotonic() < deadline:
            heads = self.tell("status")["heads"]
            if all(heads[number] >= least[number] for number in whose):
                return
            time.sleep(0.1)

    def kill(self, server):
        server.kill()
        server.start()

    def hold(self, server):
        server.pause()
        time.sleep(self.random.uniform(0.5, 2))
        server.resume()

    def trouble_redis(self, step):
        """Killed, started again, paused, flushed: one thing a step."""
        if self.redis:
            doings = (self.redis.kill, self.redis.start, self.redis.pause, self.redis.resume, self.flush)
            doings[(step - 1) % len(doings)]()

    def flush(self):
        with redis.Redis.from_url(self.redis.url) as client:
            client.flushall()

    def welcome_guest(self):
        """Returns (the first seq that the guest may read, the first that she must)."""
        with self.world.app.app_context():
            writing(self.stream)
            workspace, cast = db.session.get(Workspace, self.world.workspace), Cast()
            first = head_of(self.stream) + 1
            stay = {"sponsor": cast.mandate("delegate", workspace.place), "until": day_after(day_of(utc_now()))}
            workspace.welcome_guest("guest@example.org", cast.body("EX"), purpose="Una visita", **stay)
            commit()
            return first, head_of(self.stream) + 1

    def history(self, told):
        with self.world.app.app_context():
            rows = db.session.execute(
                db.select(Happening.seq, Message.body)
                .outerjoin(Message, (Message.id == Happening.subject_id) & (Happening.kind == "message-posted"))
                .where(Happening.stream == self.stream)
                .order_by(Happening.seq)
            ).all()
            head = head_of(self.stream)
        log = [(seq, body.split()[-1] if body and body.startswith("Parola ") else None) for seq, body in rows]
        sent = [Sent(each["token"], each["answered"], each["refused"]) for each in told["sent"]]
        views = [self.view(each, role) for each, role in zip(told["views"], self.names, strict=True)]
        return History(sent, log, head, views, self.begun)

    def view(self, told, role):
        first, due = self.entered if role == "guest" else (1, 1)
        last = self.released if role == "other_delegate" else None
        return View(f"{role} {told['name']}", [tuple(each) for each in told["shown"]], first, due, last)


@pytest.fixture
def world(request, tmp_path):
    """A world of its own on the database of this run."""
    if ENGINE == "postgresql":
        return World(request.getfixturevalue("postgres").create(f"history_{secrets.token_hex(4)}"), tmp_path)
    return World(f"sqlite:///{tmp_path / 'tavolo.sqlite'}", tmp_path)


@pytest.fixture
def redis_of_its_own():
    need("redis")
    server = Redis().start()
    yield server
    server.discard()


@pytest.fixture
def servers(request, world, tmp_path):
    """One process on SQLite; two on PostgreSQL, joined by Redis."""
    if ENGINE == "sqlite":
        return [Gunicorn(world.environment(tmp_path))], None
    joined = request.getfixturevalue("redis_of_its_own")
    return [Gunicorn(world.environment(tmp_path / n, TAVOLO_REDIS_URL=joined.url)) for n in ("one", "other")], joined
