"""Words that leave the index for good, when somebody's details are taken out of a group's entry."""

from collections.abc import Iterable

from django.db import connection
from django.db.backends.utils import CursorWrapper

_FIRST_TO_FORGET = (3, 42)  # the SQLite whose index can drop a changed entry's old words at once


def leave_no_old_words() -> None:
    """From now on SQLite takes a changed entry's old words out of its index at once, not some day."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            if not _is_old(cursor):
                cursor.execute("INSERT INTO groups_found (groups_found, rank) VALUES ('secure-delete', 1)")


def forget_words(words: Iterable[str]) -> None:
    """Forget how words may be misspelt that no group of any hub has any more."""
    with connection.cursor() as cursor:
        for word in words:
            cursor.execute("SELECT 1 FROM groups_group WHERE search LIKE %s LIMIT 1", [f"%{word}%"])
            if cursor.fetchone() is None:
                cursor.execute("DELETE FROM groups_slip WHERE word = %s", [word])
        if connection.vendor == "sqlite" and _is_old(cursor):
            # Merging the whole index drops the words of changed entries too; it only takes longer.
            cursor.execute("INSERT INTO groups_found (groups_found) VALUES ('optimize')")


def _is_old(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT sqlite_version()")
    return tuple(map(int, cursor.fetchone()[0].split("."))) < _FIRST_TO_FORGET
