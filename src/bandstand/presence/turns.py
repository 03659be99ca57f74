"""Politeness across runners: when a host may be asked next is a row, and taking a turn is one statement.

`free_at` is read and written by the database's own clock, so that machines whose clocks differ by seconds are
still a whole pause apart; on SQLite, all on one machine, that is the machine's. A runner that is killed
leaves nothing locked: at worst a turn nobody used.
"""

import asyncio
import random
import time
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from bandstand.kit.background import NotYetError, in_a_job, in_database

from .models import HostTurn

NEAR = 3.0
"""Seconds a website may have to wait for its first turn. Beyond that enough others are at the same host."""
FAR = 30.0
"""Seconds a visit that has begun waits for one turn, before it is put back to be begun again later."""
MARGIN = 0.05
"""Seconds added to every pause: how far apart we send two requests is not quite how far apart they arrive."""
FORGET_AFTER = 3600.0

_NOW = {
    "sqlite": "((julianday('now') - 2440587.5) * 86400.0)",
    "postgresql": "extract(epoch FROM clock_timestamp())",
}
_LATER_OF = {"sqlite": "max", "postgresql": "greatest"}


def book(key: str, pause: float, most: float) -> float | None:
    """Take the next turn at a host; return how many seconds from now it is.

    None, with nothing taken, where it is more than `most` seconds away.
    """
    now, later_of = _NOW[connection.vendor], _LATER_OF[connection.vendor]
    table = HostTurn._meta.db_table  # noqa: SLF001
    statement = (
        f"INSERT INTO {table} (key, free_at) VALUES (%s, {now} + %s)"  # noqa: S608 (no words of others)
        f" ON CONFLICT (key) DO UPDATE SET free_at = {later_of}({table}.free_at, {now}) + %s"
        f" WHERE {table}.free_at <= {now} + %s RETURNING free_at - %s - {now}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [key[:255], pause, pause, most, pause])
        turn = cursor.fetchone()
    return None if turn is None else max(0.0, float(turn[0]))


def free_in(key: str) -> float:
    """Return in how many seconds a host is free; 0 when it is."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT free_at - {_NOW[connection.vendor]} FROM {HostTurn._meta.db_table} WHERE key = %s",  # noqa: S608, SLF001
            [key[:255]],
        )
        found = cursor.fetchone()
    return max(0.0, float(found[0])) if found else 0.0


def forget_old_turns() -> int:
    """Delete turns long past; return how many."""
    return HostTurn.objects.filter(free_at__lt=time.time() - FORGET_AFTER).delete()[0]


class HostTurns:
    """The turns of one visit, shared with every runner. `patient` waits however long it takes.

    An impatient visit raises `NotYetError` where a host is crowded, so that others go first.
    """

    def __init__(self, *, patient: bool) -> None:
        self._patient = patient
        self._went: dict[str, float] = {}

    async def turn(self, key: str, pause: float) -> None:
        if pause <= 0:
            return
        pause += MARGIN
        wait = await in_database(book, key, pause, self._most(key))
        if wait is None:
            raise NotYetError(await in_database(_later, key))
        # The turn booked says when we might have gone; what counts is when our last request really went.
        earliest = max(time.monotonic() + wait, self._went.get(key, 0.0) + pause)
        await asyncio.sleep(max(0.0, earliest - time.monotonic()))
        self._went[key] = time.monotonic()

    def _most(self, key: str) -> float:
        if self._patient:
            return 24 * 3600.0
        return FAR if key in self._went else NEAR


def turns() -> HostTurns:
    """Return the turns of a visit that begins now: patient where no runner could take it up again later."""
    return HostTurns(patient=not in_a_job())


def _later(key: str) -> datetime:
    """Say when to try again: well spread, for many wait for the same host and few can be let in at once."""
    return timezone.now() + timedelta(seconds=max(free_in(key), NEAR) * random.uniform(1, 4))  # noqa: S311
