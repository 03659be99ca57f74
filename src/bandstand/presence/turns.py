"""Politeness across runners: when a host may be asked next is a row, and taking a turn is one statement.

`free_at` is read and written by the database's own clock, so that machines whose clocks differ by seconds are
still a whole pause apart; on SQLite, all on one machine, that is the machine's. A runner that is killed
leaves nothing locked: at worst a turn nobody used.
"""

import asyncio
import random
import time
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from bandstand.kit.background import NotYetError, in_a_job, in_database

from .models import HostTurn

NEAR = 3.0
"""Seconds a website may have to wait for its first turn. Beyond that enough others are at the same host."""
FAR = 30.0
"""Seconds a visit that has begun waits for one turn, before it is put back to be begun again later."""
MARGIN = 0.1
"""Seconds added to every pause: requests do not arrive quite as far apart as they are sent."""
LATE = 0.1
"""Seconds after its time that a turn may still be used."""
_TRIES = 4
FORGET_AFTER = 3600.0

_NOW = {
    "sqlite": "((julianday('now') - 2440587.5) * 86400.0)",
    "postgresql": "extract(epoch FROM clock_timestamp())",
}
_LATER_OF = {"sqlite": "max", "postgresql": "greatest"}


class _DatabaseClock:
    """What the database's clock says in terms of our own, whatever a statement took on its way.

    The quickest of the last statements tells best, and a clock that is set right is noticed soon.
    """

    def __init__(self) -> None:
        self._ahead: deque[float] = deque(maxlen=40)

    def told(self, now: float) -> None:
        self._ahead.append(time.monotonic() - now)

    def ours(self, moment: float) -> float:
        """Return when, by `time.monotonic`, the database's clock says this."""
        return moment + min(self._ahead)


CLOCK = _DatabaseClock()


@dataclass(frozen=True)
class Turn:
    """A turn at a host: when it is, by `time.monotonic`, and what `free_at` says with it."""

    at: float
    free_at: float


def book(key: str, pause: float, most: float) -> Turn | None:
    """Take the next turn at a host. None, with nothing taken, where it is over `most` seconds away."""
    now, later_of, table = _words()
    statement = (
        f"INSERT INTO {table} (key, free_at) VALUES (%s, {now} + %s)"  # noqa: S608 (no words of others)
        f" ON CONFLICT (key) DO UPDATE SET free_at = {later_of}({table}.free_at, {now}) + %s"
        f" WHERE {table}.free_at <= {now} + %s RETURNING free_at, {now}"
    )
    return _turn(statement, [key, pause, pause, most], pause)


def book_again(key: str, pause: float, missed: Turn) -> Turn | None:
    """Come too late for one's turn: go now where nobody has booked since, else take the next one."""
    now, _, table = _words()
    statement = (
        f"UPDATE {table} SET free_at = %s + CASE WHEN free_at <= %s THEN {now} ELSE free_at END"  # noqa: S608
        f" WHERE key = %s RETURNING free_at, {now}"
    )
    return _turn(statement, [pause, missed.free_at + 0.001, key], pause)


def _turn(statement: str, values: list[str | float], pause: float) -> Turn | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        told = cursor.fetchone()
    if told is None:
        return None
    CLOCK.told(float(told[1]))
    free_at = float(told[0])
    return Turn(CLOCK.ours(free_at - pause), free_at)


def _words() -> tuple[str, str, str]:
    return _NOW[connection.vendor], _LATER_OF[connection.vendor], HostTurn._meta.db_table  # noqa: SLF001


def free_in(key: str) -> float:
    """Return in how many seconds a host is free; 0 when it is."""
    now, _, table = _words()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT free_at - {now} FROM {table} WHERE key = %s", [key])  # noqa: S608
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
        self._asked: set[str] = set()
        self._back = 0.0  # when the answer to the last request had come
        self._taken: set[str] = set()  # for the request to come: a website's own turn, then its neighbours'

    async def turn(self, key: str, pause: float) -> None:
        if pause <= 0:
            return
        key = key[:255]
        self._note_answer(key)
        if key in self._asked:
            # The host had our last request before it answered: so long it has been left in peace for certain.
            await asyncio.sleep(max(0.0, self._back + pause - time.monotonic()))
        pause += MARGIN
        booked = await in_database(book, key, pause, self._most(key))
        if booked is None:
            raise NotYetError(await in_database(_later, key))
        for _ in range(_TRIES):
            await asyncio.sleep(max(0.0, booked.at - time.monotonic()))
            if time.monotonic() - booked.at <= LATE:
                break
            # A busy machine woke us late, and the next in line does not know: say so before going.
            booked = await in_database(book_again, key, pause, booked) or booked
        self._asked.add(key)

    def _note_answer(self, key: str) -> None:
        if key in self._taken:
            self._back = time.monotonic()
            self._taken.clear()
        self._taken.add(key)

    def _most(self, key: str) -> float:
        if self._patient:
            return 24 * 3600.0
        return FAR if key in self._asked else NEAR


def turns() -> HostTurns:
    """Return the turns of a visit that begins now: patient where no runner could take it up again later."""
    return HostTurns(patient=not in_a_job())


def _later(key: str) -> datetime:
    """Say when to try again: well spread, for many wait for the same host and few can be let in at once."""
    return timezone.now() + timedelta(seconds=max(free_in(key), NEAR) * random.uniform(1, 4))  # noqa: S311
