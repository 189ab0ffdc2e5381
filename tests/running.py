"""Programs that run beside the tests, in a process group and on a port of their own, ended with the test run at the latest."""

import abc
import atexit
import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on, below the kernel's own range, lest a client of a dead service dial itself."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


class Service(abc.ABC):
    """One program in a process group of its own, on a free port it keeps over restarts, with its log in its folder."""

    patience = 30

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="tavolo-"))
        self.port = free_port()
        self.process = None
        atexit.register(self.discard)

    @abc.abstractmethod
    def command(self) -> list:
        """The program and its arguments."""

    @abc.abstractmethod
    def answers(self) -> bool:
        """Whether it is ready for its clients."""

    def options(self) -> dict:
        """What else `subprocess.Popen` is given."""
        return {}

    def start(self):
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **self.options()
            )
        self._wait_until_it_answers()
        return self

    def stop(self, signal_number=signal.SIGTERM) -> None:
        """Asks it to end, and ends the whole group if it has not done so after ten seconds."""
        if self.process:
            self._signal(signal.SIGCONT)
            self.process.send_signal(signal_number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
            self.kill()

    def kill(self) -> None:
        """Ends it at once, with all that it started, as a power cut would."""
        if self.process:
            self._signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def pause(self) -> None:
        """It stays connected and answers nothing, until `resume`."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def discard(self) -> None:
        """Ends it and removes its folder."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
        atexit.unregister(self.discard)

    def _signal(self, number) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + self.patience
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"{type(self).__name__} did not start:\n{self.log()[-8000:]}")
            time.sleep(0.05)
