"""How joint work grows: the pages of a workspace, the counts of unread, catch-up and a message's POST at 1,000,000 messages.

`python -m bench.workspaces [--database postgresql] [--messages 1000000] [--rounds 3] [--explain]` fills two archives by a
fixed seed (talk_archive.py), one with a hundredth of the messages of the other, and asks both in turn as readers of fifty
workspaces. It prints the medians of the rounds in milliseconds of processor time (PostgreSQL's own included), of wall time,
and the ratio large to small (P9 of the quality table: at most 1.5, and as many statements a page): it ends with 1 above
that. A page is asked five times a round and the least counts, since the machine may do other things beside.
"""

import argparse
import os
import secrets
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from flask_migrate import upgrade
from flask_wtf.csrf import generate_csrf
from sqlalchemy import event

from app import create_app
from app.database import commit, db, writing
from app.membership.models import SignIn
from bench.talk_archive import Archive
from tests.cast import Cast, build_world
from tests.services import Postgres

ROOMS, FEWER, SAMPLES, MOST = 50, 100, 5, 1.5
ROLES = ("delegate", "other_delegate", "guest")
JSON = {"Accept": "application/json"}
# (what, who asks, address, is it a post)
ASKED = (
    ("the workspace", "delegate", "/workspaces/{room}", False),
    ("a thread", "delegate", "/workspaces/{room}/threads/{thread}", False),
    ("a thread, earlier", "delegate", "/workspaces/{room}/threads/{thread}?before={middle}", False),
    ("all workspaces", "delegate", "/workspaces", False),
    ("unread counts", "delegate", "/unread", False),
    ("unread, never read", "other_delegate", "/unread", False),
    ("unread, a guest", "guest", "/unread", False),
    ("catch-up of one", "delegate", "/workspaces/{room}/catch-up", False),
    ("catch-up of all", "delegate", "/catch-up", False),
    ("catch-up, never read", "other_delegate", "/catch-up", False),
    ("catch-up, a guest", "guest", "/catch-up", False),
    ("the desk", "delegate", "/", False),
    ("the workspace, a guest", "guest", "/workspaces/{room}", False),
    ("a message posted", "delegate", "/workspaces/{room}/threads/{thread}/messages", True),
)


class House:
    """An application with an archive of so many messages, and a browser of each reader."""

    def __init__(self, folder, url, messages):
        self.app = create_app(settings(folder, url))
        with self.app.app_context():
            upgrade()
            build_world()
            rooms = max(ROOMS, messages // 500)
            self.names = Archive(messages, rooms, ROOMS, lambda done: show(done, messages)).fill()
            self.engine = db.engine
        self.names["middle"] = messages // 2
        self.browsers = {role: self.sign_in(role) for role in ROLES}
        self.statements = []
        event.listen(self.engine, "before_cursor_execute", lambda *said: self.statements.append((said[2], said[3])))

    def sign_in(self, role):
        token = role.ljust(43, "x")
        with self.app.app_context():
            writing()
            SignIn.begin(Cast().person(role), token, "bench", proven=True)
            commit()
        browser = self.app.test_client()
        browser.set_cookie(self.app.config["SESSION_COOKIE_NAME"], token)
        with self.app.test_request_context(headers={"Cookie": f"{self.app.config['SESSION_COOKIE_NAME']}={token}"}):
            browser.csrf = generate_csrf()
        return browser

    def ask(self, role, address, is_post):
        """Seconds of this process, seconds by the clock, how many statements."""
        browser, self.statements[:] = self.browsers[role], []
        sent = {"body": "Una parola.", "nonce": secrets.token_hex(16)}
        began = time.process_time(), time.perf_counter()
        address = address.format(**self.names)
        headers = JSON | {"X-CSRFToken": browser.csrf}
        answer = browser.post(address, data=sent, headers=headers) if is_post else browser.get(address, headers=wanted(address))
        spent = time.process_time() - began[0], time.perf_counter() - began[1]
        assert answer.status_code in (200, 201), (address, answer.status_code, answer.text[:300])
        return *spent, len(self.statements)


def wanted(address):
    return JSON if address == "/unread" else {"Accept": "text/html"}


def settings(folder, url):
    folder.mkdir()
    base = {"TESTING": True, "SECRET_KEY": "a key for measuring, long enough", "INSTANCE": folder, "FILES": folder}
    return base | {"RATELIMIT_ENABLED": False, "SQLALCHEMY_DATABASE_URI": url or f"sqlite:///{folder}/bench.sqlite"}


def show(done, of):
    """A line that grows while the archive is filled."""
    width = 40 * done // of
    print(f"\r{of:>9} messages [{'#' * width}{'.' * (40 - width)}]", end="", file=sys.stderr, flush=True)


def measured(houses, server, rounds):
    """{what: [(processor, wall, statements) of the few, of the many]}, asked in turn."""
    found = {what: [[], []] for what, *_ in ASKED}
    for _ in range(rounds):
        for what, *asked in ASKED:
            samples = [[], []]
            for _ in range(SAMPLES):
                for house, into in zip(houses, samples, strict=True):
                    before = server.spent() if server else 0
                    used, wall, statements = house.ask(*asked)
                    into.append((used + (server.spent() - before if server else 0), wall, statements))
            for best, into in zip(samples, found[what], strict=True):
                into.append(tuple(map(min, zip(*best, strict=True))))
    return {what: [tuple(map(median, zip(*each, strict=True))) for each in both] for what, both in found.items()}


class Counted(Postgres):
    """A PostgreSQL that says how many seconds of processor time it used, by what the kernel counts of each of its processes."""

    def spent(self):
        parent = self.process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in children) / 1e9


@contextmanager
def databases(name):
    """(the server or None, a function that gives the address of a fresh database of a name)."""
    if name != "postgresql":
        yield None, lambda _: None
        return
    server = Counted()
    server.start()
    try:
        yield server, server.create
    finally:
        server.stop()


def explain(house, role, address, is_post):
    """The statements of a page that take longer than 3 ms, each with the plan by which it is answered."""
    house.ask(role, address, is_post)
    with house.app.app_context():
        for statement, parameters in house.statements[:]:
            if not statement.lstrip().upper().startswith(("SELECT", "WITH")):
                continue
            connection, began = db.session.connection(), time.perf_counter()
            connection.exec_driver_sql(statement, parameters).all()
            took = (time.perf_counter() - began) * 1000
            if took > 3:
                words = "EXPLAIN QUERY PLAN" if house.engine.dialect.name == "sqlite" else "EXPLAIN (ANALYZE, BUFFERS)"
                plan = connection.exec_driver_sql(f"{words} {statement}", parameters).all()
                print(f"\n{address}: {took:.0f} ms\n{statement}\n{parameters}\n" + "\n".join(f"  {row[-1]}" for row in plan))


def main(database, messages, rounds, explains):
    with databases(database) as (server, create), tempfile.TemporaryDirectory() as folder:
        sizes = (messages // FEWER, messages)
        houses = [House(Path(folder) / str(size), create(f"of{size}"), size) for size in sizes]
        print(file=sys.stderr)
        if explains:
            for _, *asked in ASKED:
                explain(houses[1], *asked)
        found = measured(houses, server, rounds)
        print(
            f"{database}, {sizes[0]} against {sizes[1]} messages, load {os.getloadavg()[0]:.1f}; milliseconds of processor (wall)"
        )
        print(f"{'':24}{'few':>16}{'many':>18}{'ratio':>8}{'statements':>14}")
        return sum([told(what, *both) for what, both in found.items()])


def told(what, few, many):
    """Print a line; 1 where it grew too much."""
    ratio = many[0] / few[0]
    grew = ratio > MOST or many[2] > few[2] + 1  # a page that shows no task asks nothing of its steps
    times = "".join(f"{each[0] * 1000:10.1f} ({each[1] * 1000:5.1f})" for each in (few, many))
    print(f"{what:24}{times}{ratio:8.2f}{few[2]:>8.0f} {many[2]:.0f}{'  too much' if grew else ''}")
    return grew


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--explain", action="store_true")
    asked = parser.parse_args()
    sys.exit(1 if main(asked.database, asked.messages, asked.rounds, asked.explain) else 0)
