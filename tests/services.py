"""Real PostgreSQL, Redis, Chromium and servers of ours, for the tests."""

import contextlib
import glob
import http.client
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis
from psycopg import sql

from tests.running import Service

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PARTS = {
    "chromium": ("Chromium (chromium)", "chromium"),
    "postgresql": ("PostgreSQL (postgresql)", "/usr/lib/postgresql/*/bin/initdb"),
    "redis": ("Redis (redis-server)", "redis-server"),
    "nginx": ("nginx (nginx)", "nginx"),
    "dovecot": ("an IMAP server (dovecot-imapd)", "/usr/lib/dovecot/imap"),
    "poppler": ("the PDF tools (poppler-utils)", "pdftotext"),
}


def missing() -> list[str]:
    """The parts that this machine lacks, each in words with its Debian package."""
    return [words for words, program in PARTS.values() if not _found(program)]


def need(part: str) -> None:
    """Skips the test where the part is absent; with TAVOLO_REQUIRE_ALL=1 it fails instead."""
    words, program = PARTS[part]
    if _found(program):
        return
    if os.environ.get("TAVOLO_REQUIRE_ALL") == "1":
        pytest.fail(f"{words} is missing, and TAVOLO_REQUIRE_ALL=1 asks for everything.", pytrace=False)
    pytest.skip(f"{words} is missing")


def launch_chromium(playwright, **options):
    """Debian's Chromium as a Playwright browser; `options` go to `launch`."""
    return playwright.chromium.launch(executable_path=_found("chromium"), args=CHROMIUM_FLAGS, **options)


class Postgres(Service):
    """A PostgreSQL cluster of its own, trusting 127.0.0.1, fast because it forgets on a power cut of the machine."""

    def __init__(self):
        super().__init__()
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user, self.user)
        subprocess.run(
            [
                _postgres_program("initdb"),
                "-D",
                self.folder / "data",
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            check=True,
            capture_output=True,
            **self.options(),
        )

    def command(self):
        settings = [f"port={self.port}", f"unix_socket_directories={self.folder}", "listen_addresses=127.0.0.1"]
        settings += ["fsync=off", "full_page_writes=off", "max_connections=200"]
        return [_postgres_program("postgres"), "-D", self.folder / "data", *(part for each in settings for part in ("-c", each))]

    def options(self):
        # PostgreSQL refuses to run as root
        return {"cwd": self.folder, **({"user": self.user, "group": self.user, "extra_groups": []} if self.user else {})}

    def answers(self):
        with contextlib.suppress(psycopg.OperationalError), self._connect():
            return True
        return False

    def stop(self, signal_number=signal.SIGINT):
        """SIGINT lets no client hold up the end."""
        super().stop(signal_number)

    def kill(self):
        """SIGQUIT is its own word for ending at once: its children live in groups of their own and would outlive a SIGKILL."""
        if self.process:
            self._signal(signal.SIGCONT)
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()
            self.process = None

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    def create(self, name: str, template: str | None = None) -> str:
        """Makes a database, a copy of `template` where given, and returns its url."""
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template or "template0"))
        with self._connect() as connection:
            connection.execute(words)
        return self.url(name)

    def drop(self, name: str) -> None:
        """Removes a database, whoever is connected to it."""
        with self._connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _signal(self, number):
        """Its children live in process groups of their own."""
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            postmaster = self.process.pid
            children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
            for pid in (postmaster, *map(int, children)):
                os.kill(pid, number)

    def _connect(self):
        return psycopg.connect(f"postgresql://postgres@127.0.0.1:{self.port}/postgres", autocommit=True, connect_timeout=5)


class Redis(Service):
    """A Redis that keeps nothing on disk."""

    def command(self):
        return [
            "redis-server",
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            self.folder,
        ]

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def answers(self):
        with contextlib.suppress(redis.ConnectionError), redis.Redis.from_url(self.url) as client:
            return client.ping()
        return False


class Server(Service):
    """Tavolo in its own process: `Server({"TAVOLO_INSTANCE": …}, ["flask", "demo"]).start()` returns once /readyz says 200."""

    patience = 60

    def __init__(self, env: dict | None = None, command=("flask", "demo")):
        super().__init__()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.words = list(command)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("TAVOLO_")}
        self.env = {**inherited, "TAVOLO_BASE_URL": self.base_url, "PYTHONUNBUFFERED": "1"}
        self.env |= {"TAVOLO_SECOND_FACTOR": "off", **(env or {})}

    def command(self):
        beside = Path(sys.executable).parent / self.words[0]
        program = beside if beside.exists() else self.words[0]
        return [program, *self.words[1:], "--host", "127.0.0.1", "--port", str(self.port)]

    def options(self):
        return {"env": self.env, "cwd": ROOT}

    def answers(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        return False


def _found(program: str) -> str | None:
    if "*" in program:
        return max(glob.glob(program), key=_version, default=None)
    return shutil.which(program) or shutil.which(program, path="/usr/sbin")


def _postgres_program(name: str) -> str:
    return str(Path(_found(PARTS["postgresql"][1])).with_name(name))


def _version(path: str) -> int:
    """/usr/lib/postgresql/15/bin/initdb is of version 15."""
    return int(Path(path).parts[-3])
