"""Putting work off until later, from code that may not import the task itself (tasks sit above actions)."""

from datetime import datetime

from django.utils.module_loading import import_string
from django_tasks.base import Task


def later(task: str, *args: object, run_after: datetime | None = None, priority: int = 0) -> None:
    """Queue the task at this dotted path, in the caller's transaction.

    `args` are ids and plain words only (they are stored as JSON). A higher `priority` (-100 to 100) goes first.
    """
    found = import_string(task)
    if not isinstance(found, Task):
        raise TypeError(f"{task} is not a task.")
    found.using(run_after=run_after, priority=priority).enqueue(*args)
