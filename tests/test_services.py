"""The services that other tests lean on start, answer, die and come back as the tests believe they do."""

import contextlib
import select
import socket
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest
import redis
from playwright.sync_api import sync_playwright

from tests import running, services

SMALL_SERVER = """
import http.server, subprocess, sys

class Door(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"ready")

child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("child", child.pid, flush=True)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[sys.argv.index("--port") + 1])), Door).serve_forever()
"""


@pytest.fixture(scope="module")
def postgres():
    services.need("postgresql")
    service = services.Postgres().start()
    yield service
    service.discard()


@pytest.fixture
def redis_server():
    services.need("redis")
    service = services.Redis().start()
    yield service
    service.discard()


@pytest.fixture
def small_server(tmp_path):
    script = tmp_path / "server.py"
    script.write_text(SMALL_SERVER)
    server = services.Server({"TAVOLO_INSTANCE": str(tmp_path)}, [sys.executable, str(script)])
    yield server
    server.discard()


@pytest.mark.services
def test_postgresql_answers_and_sorts_the_databases_of_tests_apart(postgres):
    postgres.create("original")
    answer(postgres.url("original"), "CREATE TABLE seat AS SELECT 7 AS id")
    postgres.create("copy", template="original")
    assert answer(postgres.url("copy"), "SELECT id FROM seat") == 7
    postgres.drop("original")
    with pytest.raises(psycopg.OperationalError):
        answer(postgres.url("original"), "SELECT 1")
    postgres.drop("copy")


@pytest.mark.services
def test_postgresql_keeps_what_it_committed_when_it_is_killed(postgres):
    url = postgres.create("survivor")
    answer(url, "CREATE TABLE kept AS SELECT 1 AS id")
    postgres.kill()
    postgres.start()
    assert answer(url, "SELECT id FROM kept") == 1


@pytest.mark.services
def test_a_paused_postgresql_keeps_its_clients_waiting_until_it_is_resumed(postgres):
    with contextlib.closing(psycopg.connect(plain(postgres.url()))) as connection:
        postgres.pause()
        connection.pgconn.send_query(b"SELECT 1")
        assert not select.select([connection.pgconn.socket], [], [], 0.3)[0]
        postgres.resume()
        assert select.select([connection.pgconn.socket], [], [], 5)[0]


@pytest.mark.services
def test_postgresql_drops_a_database_that_somebody_still_uses(postgres):
    with psycopg.connect(plain(postgres.create("busy")), autocommit=True) as connection:
        connection.execute("SELECT 1")
        postgres.drop("busy")
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


@pytest.mark.services
def test_redis_comes_back_on_the_same_address_after_a_kill(redis_server):
    address = redis_server.url
    assert redis.Redis.from_url(address).ping()
    redis_server.kill()
    with pytest.raises(redis.ConnectionError):
        redis.Redis.from_url(address, retry=None).ping()
    redis_server.start()
    assert redis_server.url == address and redis.Redis.from_url(address).ping()


@pytest.mark.services
def test_a_paused_redis_is_silent_until_it_is_resumed(redis_server):
    client = redis.Redis.from_url(redis_server.url, socket_timeout=0.3, retry=None)
    assert client.ping()
    redis_server.pause()
    with pytest.raises(redis.TimeoutError):
        client.ping()
    redis_server.resume()
    assert client.ping()


def test_a_server_is_ready_when_it_is_handed_over_and_silent_once_stopped(small_server):
    small_server.start()
    assert read(small_server.base_url) == b"ready"
    small_server.stop()
    with pytest.raises(OSError):
        read(small_server.base_url)


def test_a_killed_server_takes_its_children_along_and_starts_again(small_server):
    small_server.start()
    child = int(small_server.log().split()[1])
    small_server.kill()
    deadline = time.monotonic() + 5
    while alive(child) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not alive(child)
    assert read(small_server.start().base_url) == b"ready"


@pytest.mark.browser
def test_chromium_opens_a_page_of_a_server(small_server):
    services.need("chromium")
    small_server.start()
    with sync_playwright() as playwright, services.launch_chromium(playwright) as browser:
        page = browser.new_page()
        page.goto(small_server.base_url)
        assert page.text_content("body") == "ready"


def test_a_server_that_dies_at_start_shows_its_log():
    server = services.Server(command=[sys.executable, "-c", "raise SystemExit('no strong key')"])
    with pytest.raises(RuntimeError, match="no strong key"):
        server.start()
    server.discard()
    assert not server.folder.exists()


def test_a_free_port_can_be_listened_on():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", running.free_port()))
        listener.listen()


def test_a_missing_part_skips_its_test_and_fails_it_where_everything_is_required(monkeypatch):
    monkeypatch.setitem(services.PARTS, "abacus", ("the abacus (abacus)", "no-such-program"))
    monkeypatch.delenv("TAVOLO_REQUIRE_ALL", raising=False)
    with pytest.raises(pytest.skip.Exception, match="the abacus"):
        services.need("abacus")
    monkeypatch.setenv("TAVOLO_REQUIRE_ALL", "1")
    with pytest.raises(pytest.fail.Exception, match="the abacus"):
        services.need("abacus")
    assert "the abacus (abacus)" in services.missing()


@pytest.mark.parametrize("part", services.PARTS)
def test_every_part_is_here(part):
    services.need(part)
    assert services.PARTS[part][0] not in services.missing()


def answer(url, statement):
    with psycopg.connect(plain(url), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


def plain(url):
    return url.replace("postgresql+psycopg", "postgresql")


def read(address):
    with urllib.request.urlopen(address, timeout=5) as response:
        return response.read()


def alive(pid):
    """A process that ended may stay listed for a moment, as Z, until somebody reads its status."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
