"""What the database knows of its tables' length: nothing, until it looks them over."""

import pytest
from django.db import connection

from bandstand.kit.tables import look_over


def known(table: str) -> int | None:
    """Return how many rows the database believes this table has."""
    asked = "SELECT stat FROM sqlite_stat1 WHERE tbl = %s LIMIT 1"
    if connection.vendor == "postgresql":
        asked = "SELECT reltuples::int FROM pg_class WHERE relname = %s"
    with connection.cursor() as cursor:
        cursor.execute(asked, [table])
        row = cursor.fetchone()
    return int(str(row[0]).split()[0]) if row else None


@pytest.fixture
def borrowed(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE borrowed (tent varchar(20))")
        cursor.execute("CREATE INDEX borrowed_tent ON borrowed (tent)")
        cursor.executemany("INSERT INTO borrowed VALUES (%s)", [["The big one"], ["The small one"]])


@pytest.mark.usefixtures("borrowed")
def test_a_table_is_known_when_it_was_looked_over() -> None:
    look_over(["borrowed"])
    assert known("borrowed") == 2


@pytest.mark.usefixtures("borrowed")
def test_every_table_is_looked_over_when_none_is_named() -> None:
    look_over()
    assert known("borrowed") == 2
