"""Having the database look at how much its tables hold, from which it plans how to read them."""

from collections.abc import Iterable

from django.db import connection

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
