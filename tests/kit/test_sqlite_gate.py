"""The write gate: Olive's import, Ravi's booking and the runner all write at once, and nothing is lost."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

from bandstand.kit.sqlite import base, gate
from bandstand.kit.sqlite.base import Database, DatabaseWrapper
from bandstand.kit.sqlite.build import is_mended, sqlite_build

WRITER = Path(__file__).with_name("sqlite_writer.py")
Opener = Callable[[], DatabaseWrapper]


@pytest.fixture
def open_file(tmp_path: Path, django_db_blocker: object) -> Iterator[Opener]:
    """Return a function that opens one more connection to the same file, with a tally of nought in it."""
    opened: list[DatabaseWrapper] = []

    def another() -> DatabaseWrapper:
        settings = dict(base_settings, NAME=str(tmp_path / "tally.sqlite3"))
        opened.append(DatabaseWrapper(settings, alias=DEFAULT_DB_ALIAS))
        opened[-1].inc_thread_sharing()
        return opened[-1]

    base_settings = {
        **connections[DEFAULT_DB_ALIAS].settings_dict,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": "PRAGMA journal_mode=WAL"},
    }
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        run(another(), "CREATE TABLE tally (id INTEGER PRIMARY KEY, n INTEGER)")
        run(opened[0], "INSERT INTO tally (n) VALUES (0)")
        yield another
        for connection in opened:
            connection.close()


def run(connection: DatabaseWrapper, query: str) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def tally(connection: DatabaseWrapper) -> int:
    return run(connection, "SELECT n FROM tally")[0][0]


@contextmanager
def held(connection: DatabaseWrapper) -> Iterator[None]:
    """Hold a transaction open, as an atomic block does."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    connection.in_atomic_block = True
    try:
        yield
    finally:
        connection.in_atomic_block = False
        connection.commit()
        connection.set_autocommit(True)


def writer(what: str, connection: DatabaseWrapper, times: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(WRITER), what, connection.file, str(times)], stdout=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("what", ["count", "count-alone"])
def test_nothing_is_lost_when_processes_write_at_once(open_file: Opener, what: str) -> None:
    connection = open_file()
    writers = [writer(what, connection, 200) for _ in range(4)]
    assert [one.wait(60) for one in writers] == [0, 0, 0, 0]
    assert tally(connection) == 800


def test_nothing_is_lost_when_threads_write_at_once(open_file: Opener) -> None:
    connections = [open_file() for _ in range(4)]

    def add(connection: DatabaseWrapper) -> None:
        for _ in range(100):
            with held(connection):
                run(connection, f"UPDATE tally SET n = {tally(connection) + 1}")

    threads = [threading.Thread(target=add, args=[connection]) for connection in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tally(open_file()) == 400


def test_the_gate_opens_when_its_holder_is_killed(open_file: Opener) -> None:
    connection = open_file()
    holder = writer("hold", connection, 60)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "holding\n"
    holder.kill()
    holder.wait()
    begun = time.monotonic()
    run(connection, "UPDATE tally SET n = n + 1")
    assert tally(connection) == 1  # what the holder had not committed is gone
    assert time.monotonic() - begun < 2


def test_readers_do_not_wait_for_a_writer(open_file: Opener) -> None:
    writing, reading = open_file(), open_file()
    with held(writing):
        begun = time.monotonic()
        assert tally(reading) == 0
        assert time.monotonic() - begun < 0.5
        assert not reading.gate.held


def test_a_writer_is_told_plainly_when_the_gate_stays_shut(
    open_file: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing, waiting = open_file(), open_file()
    monkeypatch.setattr(gate.Gate.enter, "__defaults__", (0.2,))
    with held(writing), pytest.raises(OperationalError, match="has been busy for"):
        run(waiting, "UPDATE tally SET n = 5")
    # Whoever gave up does not keep the gate shut once its turn comes after all.
    run(waiting, "UPDATE tally SET n = 7")
    assert tally(writing) == 7


@pytest.mark.parametrize("query", ["UPDATE nothing SET n = 1", "INSERT INTO tally (id, n) VALUES (1, 1)"])
def test_the_gate_is_given_back_when_a_statement_fails(open_file: Opener, query: str) -> None:
    failing, other = open_file(), open_file()
    with pytest.raises(Exception, match=r"nothing|UNIQUE"):
        run(failing, query)
    assert not failing.gate.held
    run(other, "UPDATE tally SET n = 1")
    assert tally(failing) == 1


def test_the_gate_is_held_to_the_end_of_the_outer_transaction(open_file: Opener) -> None:
    connection = open_file()
    with held(connection):
        savepoint = connection.savepoint()
        run(connection, "UPDATE tally SET n = 3")
        connection.savepoint_rollback(savepoint)
        assert connection.gate.held
        run(connection, "UPDATE tally SET n = n + 1")
    assert not connection.gate.held
    assert tally(connection) == 1


def test_rows_a_write_returns_come_one_many_or_all(open_file: Opener) -> None:
    connection = open_file()
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO tally (n) VALUES (%s)", [[1], [2], [3], [4]])
        cursor.execute("UPDATE tally SET n = n * 10 RETURNING n")
        assert not connection.gate.held
        assert cursor.fetchone() == (0,)
        assert cursor.fetchmany(2) == [(10,), (20,)]
        assert list(cursor) == [(30,), (40,)]
        assert cursor.fetchone() is None
        cursor.execute("SELECT max(n) FROM tally")
        assert cursor.fetchone() == (40,)


def test_the_log_moves_into_the_file_only_when_asked(open_file: Opener) -> None:
    connection = open_file()
    for _ in range(20):
        run(connection, "INSERT INTO tally (n) SELECT n FROM tally LIMIT 20000")
    before = Path(connection.file).stat().st_size
    connection.checkpoint()
    assert Path(connection.file).stat().st_size > before
    assert not connection.gate.held


def test_a_log_that_outgrows_its_bound_is_moved_by_a_writer(
    open_file: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = open_file()
    monkeypatch.setattr(base, "_LARGEST_LOG", 100_000)
    monkeypatch.setattr(base, "_LOOK_EVERY", 10)
    for number in range(400):
        run(connection, f"INSERT INTO tally (n) VALUES ({number})")
    assert connection.log_size() < 300_000


def test_what_is_deleted_cannot_be_read_from_the_file(open_file: Opener) -> None:
    connection = open_file()
    run(connection, "CREATE TABLE person (email TEXT)")
    run(connection, "INSERT INTO person VALUES ('bea@leasow.example')")
    connection.checkpoint()
    assert b"bea@leasow.example" in Path(connection.file).read_bytes()
    run(connection, "DELETE FROM person")
    connection.checkpoint()
    assert b"bea@leasow.example" not in Path(connection.file).read_bytes()


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False),
        ((3, 50, 6), False), ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True),
        ((3, 53, 4), True), ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_versions_without_the_wal_reset_bug(version: tuple[int, ...], mended: bool) -> None:  # noqa: FBT001
    assert is_mended(version) is mended


def test_the_build_in_use_is_named() -> None:
    build = sqlite_build()
    assert build.version == Database.sqlite_version
    assert build.safe == is_mended(Database.sqlite_version_info)
