"""Many websites at once over one set of connections, as they come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from .connect import Dial, Lookup, look_up, open_socket
from .fetch import Fetcher
from .known import KnownPlaces
from .memory import Memory
from .pace import SHARED as SHARED_PACE
from .pace import Turns
from .parsing import SHARED, ParsePool
from .report import Report
from .settings import Settings
from .visit import look_with
from .wire import Wire


@dataclass(frozen=True, slots=True)
class Asked:
    """One website to look at. `name` is for whoever asked; `settings` only where they differ."""

    url: str
    name: object = None
    known: KnownPlaces | None = None
    memory: Memory | None = None
    settings: Settings | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """What became of one: a report, or why its visit was given up (something `Turns` or we ourselves did)."""

    asked: Asked
    report: Report | None
    given_up: Exception | None = None


async def look_at_many(
    asked: Iterable[Asked],
    *,
    settings: Settings | None = None,
    pool: ParsePool = SHARED,
    pace: Turns = SHARED_PACE,
    at_once: int = 20,
    lookup: Lookup = look_up,
    dial: Dial = open_socket,
) -> AsyncIterator[Came]:
    """Every website, as it is done; at most `at_once` on their way. Websites are taken from `asked` only
    when there is room, so it may be a generator that claims them one by one; it must not block.

    Proxy, certificates, time bounds and `allow_private` are those of `settings`, for all of them. `lookup`
    and `dial` stand for the network, where it is not to be the real one.
    """
    settings = settings or Settings()
    waiting = iter(asked)
    on_their_way: set[asyncio.Task[Came]] = set()
    async with Wire(settings, lookup=lookup, dial=dial) as wire:
        try:
            while True:
                while len(on_their_way) < at_once and (one := next(waiting, None)) is not None:
                    on_their_way.add(asyncio.create_task(_look(wire, one, settings, pool, pace)))
                if not on_their_way:
                    return
                done, on_their_way = await asyncio.wait(on_their_way, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    yield task.result()
        finally:
            for task in on_their_way:
                task.cancel()
            await asyncio.gather(*on_their_way, return_exceptions=True)


async def _look(wire: Wire, one: Asked, settings: Settings, pool: ParsePool, pace: Turns) -> Came:
    own = one.settings or settings
    fetcher = Fetcher(wire, own, pace=pace, memory=one.memory)
    try:
        report = await look_with(
            fetcher, one.url, known=one.known, settings=own, pool=pool, memory=one.memory
        )
    except Exception as error:  # noqa: BLE001 (one visit given up must not end the others)
        return Came(one, None, error)
    return Came(one, report)
