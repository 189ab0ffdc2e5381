"""The pages of joint work cost the same when five times as much was said: what the database does is counted, not the time."""

import pytest
from flask_migrate import upgrade
from sqlalchemy import event

from app import create_app
from app.database import db
from bench.talk_archive import Archive
from tests.cast import build_world
from tests.conftest import Visitor

FEW, MANY, ROOMS = 3_000, 15_000, 4
STEP = 100  # steps of SQLite's machine between two knocks
MOST = 1.5
PAGES = (
    ("delegate", "/workspaces/{room}"),
    ("delegate", "/workspaces/{room}/threads/{thread}"),
    ("delegate", "/workspaces"),
    ("delegate", "/unread"),
    ("other_delegate", "/unread"),  # she never opened a thread
    ("guest", "/unread"),
    ("delegate", "/workspaces/{room}/catch-up"),
    ("delegate", "/catch-up"),
    ("other_delegate", "/catch-up"),
    ("guest", "/catch-up"),
    ("delegate", "/"),
)


class Grown:
    """An archive of its own with so many messages in four workspaces, on SQLite, which counts its steps."""

    def __init__(self, folder, messages):
        folder.mkdir()
        self.steps, self.statements = 0, 0
        settings = {"TESTING": True, "SECRET_KEY": "a key for tests, long enough to be one", "INSTANCE": folder, "FILES": folder}
        settings |= {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder}/tavolo.sqlite", "RATELIMIT_ENABLED": False}
        self.app = create_app(settings | {"SOCKET_MODE": "threading"})
        with self.app.app_context():
            upgrade()
            build_world()
            self.names = Archive(messages, ROOMS, ROOMS, busy=2).fill()
            self.engine = db.engine
            self.engine.dispose()
        event.listen(self.engine, "connect", self.connects)
        event.listen(self.engine, "before_cursor_execute", self.note)
        self.visitors = {role: Visitor(self.app, role) for role in {role for role, _ in PAGES}}

    def connects(self, connection, _record):
        connection.set_progress_handler(self.knock, STEP)

    def knock(self):
        self.steps += STEP

    def note(self, *_said):
        self.statements += 1

    def cost(self, role, address):
        """(steps, statements) of a page once everything is warm."""
        self.visitors[role].get(address)
        self.steps = self.statements = 0
        answer = self.visitors[role].get(address)
        assert answer.status_code == 200
        return self.steps, self.statements


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("grown")
    return [Grown(folder / str(size), size) for size in (FEW, MANY)]


@pytest.mark.parametrize(("role", "address"), PAGES)
def test_a_page_costs_the_same_when_five_times_as_much_was_said(grown, role, address):
    few, many = (each.cost(role, address.format(**each.names)) for each in grown)
    assert many[0] <= MOST * few[0], (few, many)
    assert abs(many[1] - few[1]) <= 1  # one that shows no task asks nothing of its steps
