"""`flask serve` and `flask demo`: migrate in the plain process, then become gunicorn with gevent."""

import os
import socket
import subprocess
import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from app.cli.archive import bring_up_to_date, in_words
from app.database import db
from app.demo import introduce, load_world_once

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Where a browser on this machine finds a server that listens everywhere.
REACHED_AT = {"0.0.0.0": "127.0.0.1", "::": "::1"}
GUNICORN = ("--worker-class", "gevent", "--worker-connections", "5000", "--graceful-timeout", "3")
QUIET = ("--no-control-socket", "--log-level", "warning")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@with_appcontext
def serve(host, port, workers):
    """Serve Tavolo; needs a strong TAVOLO_SECRET_KEY."""
    refuse_weak_key()
    refuse_lonely_workers(workers)
    refuse_taken_port(host, port)
    bring_up_to_date()
    become_server(host, port, workers)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--yes-anyone", is_flag=True, help="Serve the demo to other machines too: its passwords stand on its pages.")
@with_appcontext
def demo(host, port, yes_anyone):
    """Serve Tavolo with the world of its demonstration, loaded if the archive is empty."""
    if host not in LOOPBACK and not yes_anyone:
        raise click.ClickException("The demo serves this machine only. Add --yes-anyone to open it to others.")
    refuse_taken_port(host, port)
    bring_up_to_date()
    with in_words():
        load_world_once()
        introduce(current_app.config["BASE_URL"] or f"http://{address(REACHED_AT.get(host, host), port)}")
    os.environ["TAVOLO_DEMO"] = "on"
    become_server(host, port, 1)


def refuse_weak_key():
    if not current_app.config["SECRET_KEY_CHOSEN"]:
        raise click.ClickException("Set TAVOLO_SECRET_KEY to at least 32 random characters before you serve.")


def refuse_lonely_workers(workers):
    """Several processes need a database that takes several writers, and a Redis to wake one another."""
    if workers > 1 and db.engine.dialect.name == "sqlite":
        raise click.ClickException("SQLite has one server process: use --workers 1, or PostgreSQL and Redis.")
    if workers > 1 and not current_app.config["REDIS_URL"]:
        raise click.ClickException("Several workers need TAVOLO_REDIS_URL.")


def refuse_taken_port(host, port):
    """Say at once what gunicorn would say after five tries."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sentence = f"{address(host, port)} cannot be listened on: {error.strerror}. Choose another --host or --port."
            raise click.ClickException(sentence) from error


def become_server(host, port, workers):
    """Replace this process by gunicorn: patching must come before everything else."""
    os.environ["TAVOLO_WORKERS"] = str(workers)
    sys.stdout.flush()
    if db.engine.dialect.name == "sqlite":
        start_worker()
    options = ["--bind", address(host, port), "--workers", str(workers), *GUNICORN, *QUIET]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *options, "wsgi:app"])


def start_worker():
    """On one machine with one archive the worker comes along: a child that ends when this process does.

    In a session of its own, so that Ctrl+C at the keyboard is heard by the server alone; and giving way to it, so that
    pages come first.
    """
    words = [sys.executable, "-m", "flask", "--app", "wsgi", "worker", "--parent", str(os.getpid())]
    subprocess.Popen(words, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=give_way)


def give_way():
    os.nice(10)


def address(host, port):
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
