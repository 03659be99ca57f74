"""Django's SQLite backend behind a first-come, first-served write gate.

SQLite's own waiting is a back-off with sleeps: under load some writers wait a second while others pass them.
A kernel lock on a file beside the database is fair, and dies with its process, so a killed writer never blocks.
"""

from __future__ import annotations

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the gate before each write transaction and gives it back after commit or rollback."""

    _gate: int | None = None

    def _gate_path(self) -> str | None:
        name = str(self.settings_dict["NAME"])
        return None if ":memory:" in name or "mode=memory" in name else f"{name}.gate"

    def _enter_gate(self) -> None:
        path = self._gate_path()
        if self._gate is None and path is not None:
            self._gate = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._gate, fcntl.LOCK_EX)

    def _leave_gate(self) -> None:
        if self._gate is not None:
            os.close(self._gate)
            self._gate = None

    def _start_transaction_under_autocommit(self) -> None:
        self._enter_gate()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave_gate()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._leave_gate()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave_gate()

    def _close(self) -> Any:
        try:
            return super()._close()
        finally:
            self._leave_gate()
