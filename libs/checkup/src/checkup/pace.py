"""One request at a time to a host, a pause apart: the door for whoever gives turns out, and a plain one."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Protocol

_FORGET_AFTER = 120.0  # seconds
_MOST_HOSTS = 10_000


class Turns(Protocol):
    """Gives out turns. `key` is a politeness unit (see `units.py`): one website, one provider, one block of
    addresses; `pause` is seconds.

    Returns when that unit may be asked, having booked the pause after it. May raise to give the visit up
    ("too many are waiting: come back later"): whatever it raises comes out of `look_at` unchanged. Time spent
    waiting here is not counted against the website. Turns shared by several machines implement this too.
    """

    async def turn(self, key: str, pause: float) -> None: ...


class GivenUpError(Exception):
    """Whoever gives out turns sent us away: its cause says why, and leaves a visit in its place."""


class Pace:
    """Turns of this process, in the order asked. Safe from any thread and any event loop."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    async def turn(self, key: str, pause: float) -> None:
        wait = self._book(key, pause)
        if wait > 0:
            await asyncio.sleep(wait)

    def _book(self, key: str, pause: float) -> float:
        with self._lock:
            now = time.monotonic()
            start = max(now, self._next.get(key, now))
            self._next[key] = start + pause
            if len(self._next) > _MOST_HOSTS:
                self._next = {name: at for name, at in self._next.items() if at > now - _FORGET_AFTER}
            return start - now


SHARED = Pace()
