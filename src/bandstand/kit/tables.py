"""Reading many rows while others write, and having the database look at how much its tables hold."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)

# Entries of each index: a second or two at most. With few, SQLite takes a hub of 200,000 groups for one
# of that few, and then walks through all of it to come upon a hundred.
_LOOKED_AT = 500_000


def look_over(tables: Iterable[str] = ()) -> None:
    """Look over these tables, or all: after many rows at once, and in SQLite, which never does by itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {_LOOKED_AT}")
        names = [connection.ops.quote_name(name) for name in tables]
        for name in names or [""]:
            cursor.execute(f"ANALYZE {name}")


def in_portions(rows: QuerySet[Row], size: int = 500) -> Iterator[Row]:
    """Yield rows in the order of their ids, a portion at a time, for whoever writes between two portions.

    An `iterator` keeps its reading open all the while, and on SQLite nobody may write with a reading older
    than somebody else's writing ("database is locked").
    """
    rows = rows.order_by("pk")
    some = list(rows[:size])
    while some:
        yield from some
        some = list(rows.filter(pk__gt=some[-1].pk)[:size])
