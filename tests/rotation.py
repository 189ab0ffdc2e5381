"""What does not fit into one run is shown a part at a time: a fresh one in each run, all of it for a release."""

import os
import random

RELEASE = bool(os.environ.get("TAVOLO_RELEASE"))
ENGINE = os.environ.get("TAVOLO_TEST_DATABASE", "sqlite")


def a_part(cases, parts):
    """One of so many parts of the cases, and half of one on PostgreSQL, which answers by the same queries; drawn anew in each
    run and the same one in each of its processes."""
    chance, parts = random.Random(os.environ.get("PYTEST_XDIST_TESTRUNUID")), parts if ENGINE == "sqlite" else 2 * parts
    return cases if RELEASE else chance.sample(cases, max(1, len(cases) // parts))


def a_turn(cases):
    """A tenth: what a run asks of the policy."""
    return a_part(cases, 10)
