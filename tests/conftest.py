"""The fixtures: one application on a migrated database that each test gets fresh, and visitors by role."""

import csv
import fcntl
import os
import re
import secrets
import shutil
import sqlite3
from pathlib import Path

import psycopg
import pytest
from flask_migrate import upgrade
from flask_wtf.csrf import generate_csrf
from psycopg import sql
from sqlalchemy import Engine, event

from app import create_app
from app.database import commit, db, writing
from app.limits import limiter
from app.membership.models import SignIn
from tests.cast import Cast, build_world
from tests.rotation import ENGINE, RELEASE, a_turn
from tests.services import Postgres, Redis, need


def pytest_terminal_summary(terminalreporter):
    """How much the policy asks, beside the number of tests."""
    with (Path(__file__).parent / "policy.csv").open(encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    actors = len(header) - header.index("anonymous")
    written = f"policy: {len(rows)} doors and states × {actors} actors = {len(rows) * actors} cells"
    terminalreporter.write_line(written if RELEASE else f"{written}, of which a run asks {len(a_turn(rows)) * actors}")


@pytest.fixture(scope="session")
def turns(tmp_path_factory):
    """Two files that the processes of this run share: who waits for a turn holds the first, who has it the second."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (shared / "waiting").open("w") as waiting, (shared / "turn").open("w") as turn:
        yield waiting, turn


@pytest.fixture(autouse=True)
def among_others(request, turns):
    """Tests of the other processes run beside this one; one that looks at the clock is marked `alone` and has the machine."""
    waiting, turn = turns
    fcntl.flock(waiting, fcntl.LOCK_EX)
    fcntl.flock(turn, fcntl.LOCK_EX if request.node.get_closest_marker("alone") else fcntl.LOCK_SH)
    fcntl.flock(waiting, fcntl.LOCK_UN)
    yield
    fcntl.flock(turn, fcntl.LOCK_UN)


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL of our own."""
    need("postgresql")
    server = Postgres()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def redis():
    """A real Redis of our own."""
    need("redis")
    server = Redis()
    server.start()
    yield server
    server.stop()


class SqliteFiles:
    """Databases as files; a fresh one is a copy of one that was kept."""

    def __init__(self, folder):
        self.path = folder / "tavolo.sqlite"

    def url(self):
        return f"sqlite:///{self.path}"

    def keep(self, name):
        """Keep what there is now under a name; nobody may be connected."""
        kept, here = sqlite3.connect(self.path.with_name(f"{name}.sqlite")), sqlite3.connect(self.path)
        here.backup(kept)
        kept.close()
        here.close()

    def fresh(self, name="first"):
        for end in ("", "-wal", "-shm"):
            Path(f"{self.path}{end}").unlink(missing_ok=True)
        shutil.copy(self.path.with_name(f"{name}.sqlite"), self.path)

    def written_elsewhere(self):
        """A file is put back whole, whoever wrote to it."""


class PostgresDatabases:
    """One database; what was written is put back table by table, from copies that stand beside it."""

    def __init__(self, server):
        self.server = server
        server.create("tavolo")
        self.kept = {}  # {name: {table: (last number, whether it was given)} of the tables that have a copy}
        self.written = {"first": set(), "now": set()}  # since each was kept or put back
        event.listen(Engine, "before_cursor_execute", self.note)

    def url(self):
        return self.server.url("tavolo")

    def note(self, _connection, _cursor, statement, *_rest):
        names = WRITTEN.findall(statement)
        for written in self.written.values():
            written.update(names)

    def keep(self, name):
        """Keep under a name what there is now; `first` is all of it, another what differs from the first."""
        with self.connect() as connection:
            if name not in self.kept:
                make_room(connection, name)
            wanted = tables(connection) if name == "first" else self.written["first"] & self.kept["first"].keys()
            self.kept[name] = {table: copy_aside(connection, name, table) for table in wanted}
        self.written[name] = set()

    def fresh(self, name="first"):
        with self.connect() as connection:
            connection.execute("SET session_replication_role = replica")  # without triggers and foreign keys
            for table in self.written[name] & self.kept["first"].keys():
                source = name if table in self.kept[name] else "first"
                put_back(connection, source, table, *self.kept[source][table])
        self.written[name] = set()

    def written_elsewhere(self):
        """Another process may have written any table."""
        for written in self.written.values():
            written.update(self.kept["first"])

    def connect(self):
        return psycopg.connect(f"{self.server.url('tavolo')}".replace("+psycopg", ""))


WRITTEN = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE) \"?(\w+)", re.IGNORECASE)


def tables(connection):
    return [name for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]


def make_room(connection, name):
    """A schema with an empty copy of every table."""
    connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(name)))
    for table in tables(connection):
        words = sql.SQL("CREATE TABLE {} (LIKE {})").format(sql.Identifier(name, table), sql.Identifier("public", table))
        connection.execute(words)


def copy_aside(connection, name, table):
    """Copy a table's rows; returns the last number it gave and whether it did, or nothing where it numbers no rows."""
    here, there = sql.Identifier("public", table), sql.Identifier(name, table)
    connection.execute(sql.SQL("DELETE FROM {}").format(there))
    connection.execute(sql.SQL("INSERT INTO {} SELECT * FROM {}").format(there, here))
    numbers = sql.Identifier("public", f"{table}_id_seq")
    given = connection.execute("SELECT to_regclass(%s)", (f'public."{table}_id_seq"',)).fetchone()[0]
    return connection.execute(sql.SQL("SELECT last_value, is_called FROM {}").format(numbers)).fetchone() if given else ()


def put_back(connection, name, table, *numbered):
    here, there = sql.Identifier("public", table), sql.Identifier(name, table)
    connection.execute(sql.SQL("DELETE FROM {}").format(here))
    connection.execute(sql.SQL("INSERT INTO {} SELECT * FROM {}").format(here, there))
    if numbered:
        connection.execute("SELECT setval(%s, %s, %s)", (f'public."{table}_id_seq"', *numbered))


@pytest.fixture(scope="session")
def databases(request, tmp_path_factory):
    if ENGINE == "postgresql":
        return PostgresDatabases(request.getfixturevalue("postgres"))
    return SqliteFiles(tmp_path_factory.mktemp("database"))


@pytest.fixture(scope="session")
def the_app(databases, tmp_path_factory):
    app = create_app(
        {
            "TESTING": True,
            "INSTANCE": tmp_path_factory.mktemp("instance"),
            "FILES": tmp_path_factory.mktemp("files"),
            "SECRET_KEY": "a key for tests, long enough to be one",
            "SQLALCHEMY_DATABASE_URI": databases.url(),
            "RATELIMIT_ENABLED": False,
            "SOCKET_MODE": "threading",
            "PROPAGATE_EXCEPTIONS": False,
        }
    )
    with app.app_context():
        upgrade()
        build_world()
        db.engine.dispose()
    databases.keep("first")
    app.extensions["live"]._begun = True  # the pump turns where a test turns it, not by itself
    return app


@pytest.fixture
def app(the_app, databases):
    """The application on a fresh world. No context is left open: two visitors must not share one."""
    with the_app.app_context():
        db.engine.dispose()
    databases.fresh()
    limiter.enabled = False  # there is one limiter for all applications of this process
    live = the_app.extensions["live"]
    for listener in live.audience.listeners():
        live.audience.leave(listener.sid)
    live.presence.__init__(the_app, live.audience, live.pump._sender)
    live.pump.__init__(the_app, live.audience, live.pump._sender, live.presence)
    yield the_app
    with the_app.app_context():
        db.engine.dispose()


@pytest.fixture
def limited(app, databases, tmp_path):
    """The same world, served by an application that counts how often one knocks."""
    settings = {"TESTING": True, "SECRET_KEY": "another key for tests, long enough", "INSTANCE": tmp_path}
    settings |= {"SQLALCHEMY_DATABASE_URI": databases.url(), "RATELIMIT_ENABLED": True, "SOCKET_MODE": "threading"}
    small = create_app(settings)
    yield small
    limiter.reset()
    limiter.enabled = False  # there is one limiter for all applications of this process
    with small.app_context():
        db.engine.dispose()


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def context(app):
    """An application context, for tests of models and queries that meet no visitor."""
    with app.app_context():
        yield app


class Visitor:
    """A browser, or a program, of one person; `token` is what its cookie holds."""

    def __init__(self, app, role=None):
        self.app = app
        self.http = app.test_client()
        self.token = secrets.token_urlsafe(32)
        self.http.set_cookie(app.config["SESSION_COOKIE_NAME"], self.token)
        if role:
            self.sign_in_id = begin_sign_ins(app, {role: self.token})[role]

    def get(self, path, accept="text/html", **options):
        return self.http.get(path, headers={"Accept": accept, "Accept-Language": "it"}, **options)

    def get_json(self, path):
        return self.get(path, accept="application/json")

    def post(self, path, data=None, accept="application/json", **options):
        """A POST with the anti-forgery token of this browser."""
        headers = {"Accept": accept, "X-CSRFToken": self.csrf(), "Accept-Language": "it"}
        return self.http.post(path, data=data or {}, headers=headers, **options)

    def submit(self, path, data=None, **options):
        """A form submitted by a person without scripts: the answer is a page or a redirect."""
        return self.post(path, data, accept="text/html", **options)

    def csrf(self):
        cookie = f"{self.app.config['SESSION_COOKIE_NAME']}={self.token}"
        with self.app.test_request_context(headers={"Cookie": cookie}):
            return generate_csrf()


def begin_sign_ins(app, tokens):
    """{role: number of her sign-in} for {role: token of her browser}."""
    with app.app_context():
        writing()
        begun = {role: SignIn.begin(Cast().person(role), token, "a test", proven=True) for role, token in tokens.items()}
        commit()
        return {role: sign_in.id for role, sign_in in begun.items()}


@pytest.fixture
def visitor(app):
    """visitor("delegate") is a signed-in browser of that role; visitor() one that has not signed in."""
    return lambda role=None: Visitor(app, role)


@pytest.fixture
def counted(app):
    """Counts the statements sent to the database: `with counted() as statements: …`."""

    class Counting(list):
        def __enter__(self):
            with app.app_context():
                self.engine = db.engine
            event.listen(self.engine, "before_cursor_execute", self.note)
            return self

        def __exit__(self, *_error):
            event.remove(self.engine, "before_cursor_execute", self.note)

        def note(self, _connection, _cursor, statement, *_rest):
            self.append(statement)

    return Counting
