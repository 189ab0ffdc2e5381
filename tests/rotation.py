"""What does not fit into one run is shown a part at a time: a fresh one in each run, all of it for a release."""

import os
import random

RELEASE = bool(os.environ.get("TAVOLO_RELEASE"))
ENGINE = os.environ.get("TAVOLO_TEST_DATABASE", "sqlite")


def a_part(cases, parts):
    """One of so many parts of the cases, drawn anew in each run and the same one in each of its processes."""
    chance = random.Random(os.environ.get("PYTEST_XDIST_TESTRUNUID"))
    return cases if RELEASE else chance.sample(cases, max(1, len(cases) // parts))


def a_turn(cases):
    """A tenth of the cases on the embedded database; on the other one, which answers by the same queries, a twentieth."""
    return a_part(cases, 10 if ENGINE == "sqlite" else 20)
