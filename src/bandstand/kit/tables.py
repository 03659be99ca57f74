"""Having the database look at how much its tables hold, from which it plans how to read them."""

from collections.abc import Iterable

from django.db import connection

_LOOKED_AT = 1000  # entries of each index: a moment's work however long the table is


def look_over(tables: Iterable[str] = ()) -> None:
    """Look over these tables, or all: after many rows at once, and in SQLite, which never does by itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {_LOOKED_AT}")
        names = [connection.ops.quote_name(name) for name in tables]
        for name in names or [""]:
            cursor.execute(f"ANALYZE {name}")
