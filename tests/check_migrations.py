"""Migrations go up, agree with the models, go down to nothing and up again, on SQLite and on PostgreSQL.

Run as `python tests/check_migrations.py`: a line for each step, exit status 1 if one fails.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.services import PARTS, Postgres, missing  # noqa: E402  the root must be on the path first

STEPS = {
    "up": ("upgrade",),
    "models and migrations agree": ("check",),
    "down to nothing": ("downgrade", "base"),
    "up again": ("upgrade",),
    "they still agree": ("check",),
}


def main():
    with tempfile.TemporaryDirectory() as folder:
        passed = [run("SQLite", f"sqlite:///{folder}/tavolo.sqlite", folder)]
        if PARTS["postgresql"][0] in missing():
            print("PostgreSQL: missing on this machine")
            passed.append(os.environ.get("TAVOLO_REQUIRE_ALL") != "1")
        else:
            passed.append(run_on_postgresql(folder))
    return 0 if all(passed) else 1


def run_on_postgresql(folder):
    server = Postgres().start()
    try:
        return run("PostgreSQL", server.create("migrated"), folder)
    finally:
        server.discard()


def run(name, url, folder):
    """Every step in order; the first that fails ends it."""
    for words, command in STEPS.items():
        done = flask_db(command, url, folder)
        print(f"{name}: {words}: {'yes' if done.returncode == 0 else 'NO'}", flush=True)
        if done.returncode:
            print(done.stdout + done.stderr, file=sys.stderr)
            return False
    return True


def flask_db(command, url, folder):
    env = {name: value for name, value in os.environ.items() if not name.startswith("TAVOLO_")}
    env |= {"TAVOLO_DATABASE_URL": url, "TAVOLO_INSTANCE": folder}
    program = [sys.executable, "-m", "flask", "--app", "wsgi", "db", *command]
    return subprocess.run(program, env=env, cwd=ROOT, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
