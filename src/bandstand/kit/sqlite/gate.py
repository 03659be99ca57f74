"""The write gate: first come, first served, across threads and processes.

SQLite's own waiting is a back-off with sleeps: under load some writers wait a second while others pass
them. A kernel lock on a file beside the database is fair, and dies with its process, so a killed writer
never blocks.
"""

import fcntl
import os
import threading

from django.db.utils import OperationalError

WAIT = 30.0
"""Seconds a writer stands in the queue before it is told that the database is busy."""


class Gate:
    """One connection's place at the gate of one database file. Not for sharing between threads."""

    def __init__(self) -> None:
        self._held: int | None = None

    @property
    def held(self) -> bool:
        return self._held is not None

    def enter(self, path: str, wait: float = WAIT) -> None:
        """Wait for the gate, unless it is ours already. OperationalError when it does not open in time."""
        if self._held is None:
            self._held = _lock(path, wait)

    def leave(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            os.close(held)


def _lock(path: str, wait: float) -> int:
    try:
        # Opened anew each time: a lock belongs to the opening, so a forked child can never hold ours.
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as trouble:
        raise OperationalError(f"The write gate {path} cannot be opened: {trouble.strerror}.") from trouble
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _Turn(handle).come(wait)
    return handle


class _Turn:
    """A wait that can be given up. The kernel's own wait has no end, so a thread does the waiting."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._came = threading.Event()
        self._deciding = threading.Lock()
        self._given_up = False

    def come(self, wait: float) -> None:
        threading.Thread(target=self._stand_in_line, name="write gate", daemon=True).start()
        if self._came.wait(wait):
            return
        with self._deciding:
            if not self._came.is_set():
                self._given_up = True
                raise OperationalError(f"The database has been busy for {wait:g} seconds.")

    def _stand_in_line(self) -> None:
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        with self._deciding:
            if self._given_up:
                os.close(self._handle)
            else:
                self._came.set()
