"""What was acknowledged is seen once by everybody who may, in one order, whatever breaks: the history of a run says so.

The short figures of a run: 5,000 acknowledged messages, 30 kills of a server, 300 cut connections. With TAVOLO_RELEASE=1 the
long ones: 100,000, 500, 2,000, and 100 pauses and 50 stalls.
"""

import pytest

from tests.history.checker import anomalies
from tests.history.conftest import Figures, Gunicorn, Trial
from tests.rotation import RELEASE

SHORT = Figures(acked=5000, kills=30, cuts=300, pauses=2, stalls=2)
LONG = Figures(acked=100_000, kills=500, cuts=2000, pauses=100, stalls=50, seconds=4 * 3600)
SPOILT = Figures(acked=150, kills=2, cuts=40, few=3, seconds=300)
# {bug: the anomaly by which it is known}
BUGS = {
    "ack_before_commit": "lost",
    "no_dedupe": "doubled",
    "emit_before_commit": "diverging",
    "seq_gap": "gap",
    "two_orders": "diverging",
    "resume_off_by_one": "unseen",
    "leak_before_entry": "before-entry",
    "delivery_after_release": "after-release",
}


def test_kills_and_cuts_leave_no_anomaly(world, servers, tmp_path):
    figures = LONG if RELEASE else SHORT
    history, delays = Trial(world, *servers, figures).run(tmp_path)
    answered = sum(each.answered is not None for each in history.sent)
    middle = sorted(delays)[len(delays) // 2]
    print(f"{answered} answered, {len(history.sent)} sent, {len(history.views)} views, delay p50 {middle} s")
    assert anomalies(history) == {}
    assert answered >= figures.acked and all(view.shown for view in history.views)


@pytest.mark.parametrize("bug", BUGS)
def test_a_seeded_bug_is_caught(bug, world, tmp_path):
    server = Gunicorn(world.environment(tmp_path, TAVOLO_SPOILT=bug), "tests.history.spoilt:app")
    history, _ = Trial(world, [server], None, SPOILT).run(tmp_path)
    assert BUGS[bug] in anomalies(history)
