"""How fast one address may read the open feeds: generously, and no faster.

Kept in this process's memory, not in the database: reading must not write, and if it is lost nothing is. With
several web processes the limit is that many times as generous.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from math import ceil

A_MINUTE = 600
clock = time.monotonic
_REMEMBERED = 20_000  # addresses; the longest unheard goes first


@dataclass(frozen=True)
class Share:
    """What is left of an address's share; `wait` is in seconds, until it is whole, or may ask again."""

    allowed: bool
    left: int
    wait: int

    def headers(self) -> dict[str, str]:
        """Return the rate limit as headers that programs know."""
        return {
            "RateLimit-Limit": str(A_MINUTE),
            "RateLimit-Remaining": str(self.left),
            "RateLimit-Reset": str(self.wait),
        }


_used: OrderedDict[str, tuple[float, float]] = OrderedDict()
_turn = threading.Lock()


def ask(who: str, cost: int = 1) -> Share:
    """Count one request of this address and say whether it may be answered: a bucket that leaks."""
    a_second = A_MINUTE / 60
    now = clock()
    with _turn:
        used, at = _used.pop(who, (0.0, now))
        used = max(0.0, used - (now - at) * a_second)
        allowed = used + cost <= A_MINUTE
        used += cost if allowed else 0
        _used[who] = (used, now)
        while len(_used) > _REMEMBERED:
            _used.popitem(last=False)
    over = used if allowed else used + cost - A_MINUTE
    return Share(allowed, left=int(A_MINUTE - used), wait=ceil(over / a_second))


def forget() -> None:
    """Forget everybody's share."""
    with _turn:
        _used.clear()
