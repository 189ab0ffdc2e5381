"""Slow work does not hold up who else is served."""

import subprocess
import sys

from app.aside import aside

SCRIPT = """
from gevent import monkey; monkey.patch_all()
import time, gevent
from app.aside import aside
from app.membership.models.password import HASHER, is_password
kept = HASHER.hash("una parola lunga per provare")
late = []
def tick():
    while True:
        before = time.monotonic(); gevent.sleep(0.001); late.append(time.monotonic() - before)
gevent.spawn(tick)
assert all(aside(is_password, kept, "una parola lunga per provare") for _ in range(10))
assert not aside(is_password, kept, "un'altra")
late.sort()
print(late[len(late) // 2])
"""


def test_the_result_is_the_same_without_greenlets():
    assert aside(sum, [1, 2]) == 3


def test_a_password_is_checked_while_others_are_served():
    """Ten checks of tens of milliseconds each; another greenlet runs on meanwhile."""
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=60)
    assert float(done.stdout) < 0.02
