"""Django's SQLite backend behind a first-come, first-served write gate; see `gate`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from .gate import Gate

Database = base.Database  # type: ignore[attr-defined]  # the module in use: sqlite3, or pysqlite3 in its place

_WRITES = (
    "INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "VACUUM", "REINDEX", "WITH",
    "ANALYZE",
)  # fmt: skip
_LARGEST_LOG = 64 * 1024 * 1024
_LOOK_EVERY = 200


def _writes(query: str) -> bool:
    return query.lstrip(" \n\t(")[:7].upper().startswith(_WRITES)


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the gate before anything that writes, and gives it back after commit or rollback.

    Reads outside a transaction never wait. Checkpoints are made by `checkpoint` only, under the gate: by the
    runner every few seconds, and by a writer when the write-ahead log has grown beyond 64 MB all the same.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.gate = Gate()
        self._commits = 0

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("PRAGMA secure_delete = ON")  # what somebody had removed is gone from the file too
        connection.execute(f"PRAGMA journal_size_limit = {_LARGEST_LOG // 4}")
        return connection

    def create_cursor(self, name: str | None = None) -> GatedCursor:  # noqa: ARG002 (Django's signature)
        cursor: GatedCursor = self.connection.cursor(factory=GatedCursor)
        cursor.database = self
        return cursor

    @property
    def file(self) -> str:
        """The database file; empty for one in memory, which nobody else can write to."""
        name = str(self.settings_dict["NAME"])
        return "" if ":memory:" in name or "mode=memory" in name else name

    def enter_gate(self) -> None:
        if file := self.file:
            self.gate.enter(f"{file}.gate")

    def _start_transaction_under_autocommit(self) -> None:
        self.enter_gate()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self.gate.leave()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]  # not in the stubs
        finally:
            self.after_write()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # not in the stubs
        finally:
            self.gate.leave()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]  # not in the stubs
        finally:
            self.gate.leave()

    def checkpoint(self, *, wipe: bool = False) -> bool:
        """Move what the write-ahead log holds into the database file. Not inside a transaction.

        `wipe` empties the log as well, which otherwise still holds what was deleted; False while readers
        are in the way.
        """
        self.ensure_connection()
        self.enter_gate()
        try:
            way = "TRUNCATE" if wipe else "PASSIVE"
            busy, *_ = self.connection.execute(f"PRAGMA wal_checkpoint({way})").fetchone()
            return not busy
        finally:
            self.gate.leave()

    def log_size(self) -> int:
        """Return the size of the write-ahead log in bytes."""
        try:
            return Path(f"{self.file}-wal").stat().st_size
        except OSError:
            return 0

    def after_write(self) -> None:
        """Give the gate back; now and then see first whether the log has outgrown its bound."""
        try:
            self._commits += 1
            if self._commits % _LOOK_EVERY == 0 and self.gate.held and self.log_size() > _LARGEST_LOG:
                self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            self.gate.leave()


class GatedCursor(base.SQLiteCursorWrapper):
    """A cursor whose writes outside a transaction go through the gate, one by one."""

    database: DatabaseWrapper
    _kept: list[Any] | None = None

    def execute(self, query: str, params: Any = None) -> Any:
        return self._gated(query, lambda: super(GatedCursor, self).execute(query, params))

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        return self._gated(query, lambda: super(GatedCursor, self).executemany(query, param_list))

    def _gated(self, query: str, act: Callable[[], Any]) -> Any:
        self._kept = None
        if self.connection.in_transaction or not _writes(query):
            return act()
        self.database.enter_gate()
        try:
            answer = act()
            # A statement that returns rows commits when the last is fetched: fetch them inside the gate.
            if self.description is not None:
                self._kept = super().fetchall()
            return answer
        finally:
            if not self.connection.in_transaction:
                self.database.after_write()

    def fetchone(self) -> Any:
        if self._kept is None:
            return super().fetchone()
        return self._kept.pop(0) if self._kept else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        if self._kept is None:
            return super().fetchmany(size or self.arraysize)
        size = size or self.arraysize
        rows, self._kept = self._kept[:size], self._kept[size:]
        return rows

    def fetchall(self) -> list[Any]:
        if self._kept is None:
            return super().fetchall()
        rows, self._kept = self._kept, []
        return rows

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]  # the stubs say Self
        return super().__iter__() if self._kept is None else iter(self.fetchall())
