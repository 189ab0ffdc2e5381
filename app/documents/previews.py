"""Pages of files as pictures or words: drawn once by a child process, then kept beside the database by their content.

What is kept is a cache: it may be emptied at any time. A file that could not be drawn is remembered too, so that nobody can
make the machine try again and again.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from flask import current_app
from flask_babel import lazy_gettext as _l

from app.documents.models import give
from app.errors import RuleBroken

VERSION = 1  # of what is drawn: another one forgets what was kept
CHILDREN = 2
PATIENCE = 20  # seconds by the clock
LARGEST = 30 * 1024 * 1024  # bytes of one answer
CHILD = Path(__file__).with_name("drawing.py")

_free = threading.BoundedSemaphore(CHILDREN)
log = logging.getLogger(__name__)


def page_of(file, page):
    """The facts of a page of a file (see drawing.py), drawn now where nobody asked before; `picture` says if there is one."""
    facts = kept_facts(file.sha256, page)
    return facts if facts is not None else draw(file, page)


def picture_of(file, page):
    """The PNG of a page, or None where there is none."""
    page_of(file, page)
    place = place_of(file.sha256, page, "png")
    return place.read_bytes() if place.exists() else None


def kept_facts(sha256, page):
    try:
        return json.loads(place_of(sha256, page, "json").read_bytes())
    except (OSError, ValueError):
        return None


def draw(file, page):
    if not _free.acquire(timeout=PATIENCE):
        raise RuleBroken(_l("Too many previews are being made. Try again in a moment."), status=503)
    try:
        with give(file) as source:
            facts, picture = asked(source, file.media_type, page)
    finally:
        _free.release()
    facts["picture"] = bool(picture)
    if picture:
        keep(place_of(file.sha256, page, "png"), picture)
    if facts.get("refused") != "beyond":
        keep(place_of(file.sha256, page, "json"), json.dumps(facts).encode())
    return facts


def asked(source, kind, page):
    """(facts, picture) that the child answers; it gets nothing of this process but the open file."""
    child = subprocess.Popen(
        [sys.executable, "-P", str(CHILD), kind, str(page)],
        stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={"LC_ALL": "C.UTF-8"}, cwd="/",
    )  # fmt: skip
    try:
        answer, _ = child.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        return {"refused": "slow"}, b""
    line, _, picture = answer.partition(b"\n")
    if child.returncode != 0 or len(answer) > LARGEST or not line:
        log.warning("a preview of %s ended with %s", kind, child.returncode)
        return {"refused": "slow" if child.returncode else "broken"}, b""
    return json.loads(line), picture


def place_of(sha256, page, ending):
    return folder() / sha256[:2] / f"{sha256}-{page}-{VERSION}.{ending}"


def folder():
    return Path(current_app.config["INSTANCE"]) / "previews"


def keep(place, content):
    """In one step, so that who reads meanwhile reads it whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent)
    with open(handle, "wb") as file:
        file.write(content)
    os.replace(name, place)


def forget_untouched_since(moment):
    """What was drawn before a moment (seconds of the epoch) is drawn again when somebody asks."""
    for place in folder().glob("??/*"):
        if place.stat().st_mtime < moment:
            place.unlink(missing_ok=True)
