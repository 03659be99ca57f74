"""Words that leave the index for good, when somebody's details are taken out of a group's entry."""

from collections.abc import Iterable

from django.db import connection


def leave_no_old_words() -> None:
    """From now on SQLite takes a changed entry's old words out of its index at once, not some day."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO groups_found (groups_found, rank) VALUES ('secure-delete', 1)")


def forget_words(words: Iterable[str]) -> None:
    """Forget how words may be misspelt that no group of any hub has any more."""
    for word in words:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM groups_group WHERE search LIKE %s LIMIT 1", [f"%{word}%"])
            if cursor.fetchone() is None:
                cursor.execute("DELETE FROM groups_slip WHERE word = %s", [word])
