"""Keeping the index: made with the tables, taken off while they are rebuilt, compared, and put right.

SQLite loses a table's triggers whenever a migration rebuilds it, and PostgreSQL refuses to change a column
that a view reads. So they are part of no migration: `migrate` takes them off first and puts them on after.
"""

from types import ModuleType
from typing import Any

from django.db import connection, transaction

from bandstand.kit.tables import look_over

from . import postgres, sqlite

_APPS = {"groups", "places", "people"}


def dialect() -> ModuleType:
    """Return the file of SQL for the database in use."""
    return postgres if connection.vendor == "postgresql" else sqlite


def make_tables() -> None:
    _run(dialect().TABLES)


def drop_tables() -> None:
    take_off()
    _run(dialect().NO_TABLES)


def make_found_again() -> None:
    """Make SQLite's table of what groups are found by anew, empty: how it is indexed cannot be changed."""
    if connection.vendor == "sqlite":
        _run([*sqlite.NO_TABLES[:2], *sqlite.TABLES[:2]])


def is_on() -> bool:
    """Tell whether every change to groups is kept in the index."""
    return bool(_hooks())


def put_on() -> bool:
    """Have every change to groups kept in the index from now on; False when it is so already."""
    if not _tables() >= {"groups_found", "groups_slip"} or _hooks():
        return False
    _run(dialect().HOOKS)
    return True


def take_off() -> None:
    for name in _hooks():
        _run(
            [f"DROP FUNCTION {name} CASCADE" if connection.vendor == "postgresql" else f"DROP TRIGGER {name}"]
        )
    _run(["DROP VIEW IF EXISTS groups_findable"])


def differing() -> list[int]:
    """Return the ids of groups whose entry in the index is not what their rows say."""
    with connection.cursor() as cursor:
        cursor.execute(dialect().DIFFER)
        return sorted(row[0] for row in cursor.fetchall())


@transaction.atomic
def refill() -> None:
    """Make the whole index anew, words that are no longer used left out."""
    _run([*dialect().REFILL, *dialect().LEARN_ALL])


@transaction.atomic
def mend() -> int:
    """Put right what differs; return how many entries did. Nothing is wrong in an ordinary life."""
    wrong = differing()
    if wrong:
        refill()
    return len(wrong)


def look_over_groups() -> None:
    """Have the database look at how many groups there are now, after many came at once."""
    look_over(sorted(name for name in _tables() if name.startswith("groups_")))


def before_migrating(*, plan: list[Any], **_: Any) -> None:
    """Get out of the way of changes to the tables."""
    if any(step.app_label in _APPS for step, _backwards in plan):
        take_off()


def after_migrating(**_: Any) -> None:
    """Come back after changes to the tables, and catch up with what they did to the rows."""
    if put_on():
        mend()


def _tables() -> set[str]:
    return set(connection.introspection.table_names())


def _hooks() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(dialect().HOOKED)
        return [row[0] for row in cursor.fetchall()]


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
