"""Real servers on a world with a workspace: one process with SQLite, two with PostgreSQL and Redis; ears and mouths."""

import secrets
import time
from contextlib import contextmanager

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
