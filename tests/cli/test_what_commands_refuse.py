"""A command that cannot do its work says why in one sentence, without a traceback."""

import os
import socket
import subprocess
import sys

import pytest

from app import create_app
from app.cli import serve
from tests.services import ROOT


def one_sentence(result):
    """What was said, where it is one line that begins with Error."""
    assert result.exit_code == 1 and not (result.exception and not isinstance(result.exception, SystemExit))
    assert result.output.startswith("Error: ") and result.output.count("\n") == 1
    return result.output


@pytest.fixture(autouse=True)
def never_served(monkeypatch):
    """A command that refuses nothing would become the server in place of these tests."""
    monkeypatch.setattr(serve, "become_server", lambda *_: pytest.fail("it would have been served"))


@pytest.fixture
def flask(app):
    return lambda *words: app.test_cli_runner().invoke(args=words)


@pytest.fixture
def configured(app, tmp_path):
    """flask of an app with other settings."""
    same = {name: app.config[name] for name in ("SQLALCHEMY_DATABASE_URI", "SOCKET_MODE")} | {"INSTANCE": tmp_path}
    return lambda settings, *words: create_app(same | settings).test_cli_runner().invoke(args=words)


def test_serving_without_a_strong_key(flask):
    assert "TAVOLO_SECRET_KEY" in one_sentence(flask("serve"))


def test_several_workers_on_sqlite(configured):
    settings = {"SECRET_KEY_CHOSEN": True, "SQLALCHEMY_DATABASE_URI": "sqlite://"}
    assert "SQLite" in one_sentence(configured(settings, "serve", "--workers", "2"))


def test_several_workers_without_redis(configured):
    settings = {"SECRET_KEY_CHOSEN": True, "REDIS_URL": ""}
    settings["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    assert "TAVOLO_REDIS_URL" in one_sentence(configured(settings, "serve", "--workers", "2"))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_a_demo_for_other_machines(flask, host):
    assert "--yes-anyone" in one_sentence(flask("demo", "--host", host))


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_port_that_is_taken(flask, host):
    with socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as taken:
        assert "--port" in one_sentence(flask("demo", "--host", host, "--port", str(taken.getsockname()[1])))


def test_a_database_that_does_not_answer(configured):
    nobody = {"SQLALCHEMY_DATABASE_URI": "postgresql+psycopg://nobody@127.0.0.1:1/nothing"}
    assert "TAVOLO_DATABASE_URL" in one_sentence(configured(nobody, "demo", "--port", "23456"))


def test_a_register_in_an_archive_that_was_never_made(configured, tmp_path):
    empty = {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path}/new.sqlite"}
    assert "flask db upgrade" in one_sentence(configured(empty, "register", "verify"))


def test_a_demo_on_an_archive_that_is_not_its_own(flask):
    assert "not the demo's" in one_sentence(flask("demo", "--port", "23456"))


@pytest.mark.parametrize(
    ("name", "value"),
    [("TAVOLO_DATABASE_URL", "mysql://127.0.0.1/tavolo"), ("TAVOLO_TRUSTED_PROXIES", "two"), ("TAVOLO_RATE_LIMITS", "perhaps")],
)
def test_a_bad_setting(tmp_path, name, value):
    env = os.environ | {"TAVOLO_INSTANCE": str(tmp_path), name: value}
    done = subprocess.run([sys.executable, "-m", "flask", "demo"], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith(f"Error: {name} ") and done.stderr.count("\n") == 1
