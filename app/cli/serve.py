"""`flask serve` and `flask demo`: migrate in the plain process, then become gunicorn with gevent."""

import os
import sys

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from app.demo import introduce, load_world_once

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@with_appcontext
def serve(host, port, workers):
    """Serve Tavolo; needs a strong TAVOLO_SECRET_KEY."""
    if not current_app.config["SECRET_KEY_CHOSEN"]:
        raise click.ClickException("Set TAVOLO_SECRET_KEY to at least 32 random characters before you serve.")
    if workers > 1 and current_app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        raise click.ClickException("SQLite has one server process: use --workers 1, or PostgreSQL and Redis.")
    if workers > 1 and not current_app.config["REDIS_URL"]:
        raise click.ClickException("Several workers need TAVOLO_REDIS_URL.")
    upgrade()
    become_server(host, port, workers)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--yes-anyone", is_flag=True, help="Serve the demo to other machines too: its passwords stand on its pages.")
@with_appcontext
def demo(host, port, yes_anyone):
    """Serve Tavolo with the world of Milan, loaded if the archive is empty."""
    if host not in LOOPBACK and not yes_anyone:
        raise click.ClickException("The demo serves this machine only. Add --yes-anyone to open it to others.")
    upgrade()
    load_world_once()
    introduce(f"http://{'[::1]' if host == '::1' else host}:{port}")
    os.environ["TAVOLO_DEMO"] = "on"
    become_server(host, port, 1)


def become_server(host, port, workers):
    """Replace this process by gunicorn: patching must come before everything else."""
    sys.stdout.flush()
    os.environ["TAVOLO_WORKERS"] = str(workers)
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = [sys.executable, "-m", "gunicorn", "--worker-class", "gevent", "--workers", str(workers)]
    command += ["--bind", address, "--worker-connections", "5000", "--graceful-timeout", "3", "--log-level", "warning"]
    os.execv(sys.executable, [*command, "wsgi:app"])
