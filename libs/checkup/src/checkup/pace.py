"""One request at a time to a host, a pause apart, across every check-up of this process."""

from __future__ import annotations

import asyncio
import threading
import time

_FORGET_AFTER = 120.0  # seconds
_MOST_HOSTS = 10_000


class Pace:
    """Turns are given out in the order asked. Safe from any thread and any event loop."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    async def turn(self, host: str, pause: float) -> None:
        """Returns when this host may be asked again, and books the pause after it."""
        wait = self._book(host, pause)
        if wait > 0:
            await asyncio.sleep(wait)

    def _book(self, host: str, pause: float) -> float:
        with self._lock:
            now = time.monotonic()
            start = max(now, self._next.get(host, now))
            self._next[host] = start + pause
            if len(self._next) > _MOST_HOSTS:
                self._next = {name: at for name, at in self._next.items() if at > now - _FORGET_AFTER}
            return start - now


SHARED = Pace()
