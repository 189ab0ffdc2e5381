"""What was acknowledged is seen once by everybody who may, in one order, whatever breaks: the history of a run says so.

The short figures of a run: 5,000 acknowledged messages, 30 kills of a server, 300 cut connections. With TAVOLO_RELEASE=1 the
long ones: 100,000, 500, 2,000, and 100 pauses and 50 stalls.
"""

import os

from tests.history.checker import anomalies
from tests.history.conftest import Figures, Trial

RELEASE = os.environ.get("TAVOLO_RELEASE") == "1"
SHORT = Figures(acked=300, kills=3, cuts=20, pauses=2, stalls=2)
LONG = Figures(acked=100_000, kills=500, cuts=2000, pauses=100, stalls=50, seconds=4 * 3600)


def test_kills_and_cuts_leave_no_anomaly(world, servers, tmp_path):
    processes, redis = servers
    history, delays = Trial(world, processes, LONG if RELEASE else SHORT, redis).run(tmp_path)
    answered = sum(each.answered is not None for each in history.sent)
    middle = sorted(delays)[len(delays) // 2]
    print(f"{answered} answered, {len(history.sent)} sent, {len(history.views)} views, delay p50 {middle} s")
    assert anomalies(history) == {}
    assert answered >= 300 and all(view.shown for view in history.views)
