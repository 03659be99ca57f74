"""Keeping a few child processes going: the whole of process supervision that one machine needs."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from .lifeline import environment_for_child

PAUSES = (0.2, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before a child that died is started again, longer each time it does not last a minute."""

PATIENCE = 15.0
"""Seconds a child has for finishing what it is at, before it is killed."""


@dataclass
class Child:
    """One command of ours that should always be running."""

    words: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0.0
    due: float = 0.0

    def look_after(self, now: float) -> None:
        """Start it if it is due; note it when it has died."""
        if self.process is None:
            if now >= self.due:
                self._start(now)
        elif self.process.poll() is not None:
            self._died(now, self.process.returncode)

    def _start(self, now: float) -> None:
        command = [sys.executable, "-m", "bandstand", *self.words]
        # A group of its own, so that Ctrl-C reaches it through us, once.
        self.process = subprocess.Popen(command, env=environment_for_child(), start_new_session=True)
        self.started = now

    def _died(self, now: float, code: int) -> None:
        self.process = None
        self.deaths = self.deaths + 1 if now - self.started < 60 else 1
        pause = PAUSES[min(self.deaths, len(PAUSES)) - 1]
        self.due = now + pause
        print(
            f"“bandstand {self.words[0]}” ended ({code}); starting it again in {pause:g} s.", file=sys.stderr
        )

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def wait(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def become_supervisor(*commands: Sequence[str]) -> NoReturn:
    """Supervise in this process from now on, having let go of all the memory that getting ready took."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "bandstand.config.supervise", json.dumps(commands)])  # noqa: S606


def supervise(commands: Sequence[Sequence[str]], *, patience: float = PATIENCE) -> None:
    """Run these commands of ours side by side until SIGTERM or Ctrl-C, starting again any that dies."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    children = [Child(words) for words in commands]
    while not stop.is_set():
        for child in children:
            child.look_after(time.monotonic())
        stop.wait(0.2)
    for child in children:
        child.stop()
    deadline = time.monotonic() + patience
    for child in children:
        child.wait(deadline)


if __name__ == "__main__":
    supervise(json.loads(sys.argv[1]))
