"""`flask worker`: sends what is due and makes the rounds, until it is told to stop."""

import logging
import os
import signal
import threading
import time

import click
from flask.cli import with_appcontext

from app.cli.archive import in_words
from app.database import db
from app.postman import carry_what_is_due
from app.rounds import make_rounds

log = logging.getLogger("tavolo.worker")

SECONDS_BETWEEN = 5
SECONDS_TO_NOTICE = 0.5


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
@click.option("--parent", type=int, hidden=True, help="Stop when this process is gone.")
@with_appcontext
def worker(once, parent):
    """Send the mails that are due and make the rounds (warnings, reminders), again and again."""
    logging.basicConfig(level=logging.WARNING if parent else logging.INFO, format="%(asctime)s worker: %(message)s")
    with in_words():
        if once:
            turn()
            return
        work_until_told(parent)


def work_until_told(parent=None):
    """One turn every few seconds; a signal ends it after the turn, and so does the end of the process it serves."""
    told = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_given: told.set())
    while goes_on(told, parent):
        turn()
        rested = time.monotonic() + SECONDS_BETWEEN
        while time.monotonic() < rested and goes_on(told, parent):
            told.wait(SECONDS_TO_NOTICE)


def goes_on(told, parent):
    return not told.is_set() and (parent is None or os.getppid() == parent)


def turn():
    """What is due now; a failure is logged, and the next turn tries again."""
    try:
        made = make_rounds()
        sent = carry_what_is_due()
    except Exception:
        log.exception("This turn failed; the next one tries again.")
        return
    finally:
        db.session.remove()
    if made or sent:
        log.info("%s mails sent; rounds made: %s", sent, ", ".join(made) or "none")
