"""A process of its own that writes to a SQLite file through the gate; started by test_sqlite_gate."""

import sys
import time

try:
    import pysqlite3
except ImportError:
    pass
else:  # the same library as the tests' own process: two must never open one file
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

import django
from django.conf import settings
from django.db import connection, transaction


def main(what: str, file: str, times: int) -> None:
    options = {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": "PRAGMA journal_mode=WAL"}
    settings.configure(
        DATABASES={"default": {"ENGINE": "bandstand.kit.sqlite", "NAME": file, "OPTIONS": options}}
    )
    django.setup()
    {"count": count, "count-alone": count_alone, "hold": hold}[what](times)


def count(times: int) -> None:
    """Read, then write one more, in a transaction: loses nothing only if nobody else is inside."""
    for _ in range(times):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT n FROM tally")
            cursor.execute("UPDATE tally SET n = %s", [cursor.fetchone()[0] + 1])


def count_alone(times: int) -> None:
    for _ in range(times):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE tally SET n = n + %s RETURNING n", [1])
            cursor.fetchone()


def hold(seconds: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE tally SET n = n + 1000")
        print("holding", flush=True)
        time.sleep(seconds)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
