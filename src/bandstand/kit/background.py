"""Putting work off until later, from code that may not import the task itself (tasks sit above actions)."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task


def later(task: str, *args: object, run_after: datetime | None = None, priority: int = 0) -> None:
    """Queue the task at this dotted path, in the caller's transaction.

    `args` are ids and plain words only (they are stored as JSON). A higher `priority` (-100 to 100) goes
    first.
    """
    found = import_string(task)
    if not isinstance(found, Task):
        raise TypeError(f"{task} is not a task.")
    found.using(run_after=run_after, priority=priority).enqueue(*args)


Finishing = Callable[[], AbstractContextManager[None]]
_finishing: ContextVar[Finishing] = ContextVar("finishing", default=transaction.atomic)


def finishing() -> AbstractContextManager[None]:
    """Do a task's database work and mark its job as done in one transaction: all of it, once, or none.

    For the last step of a task, after the slow part (fetching, sending). A task whose job has meanwhile been
    given to another worker is stopped here, before it writes. Outside a job this is a plain transaction.
    """
    return _finishing.get()()


@contextmanager
def finish_with(way: Finishing) -> Iterator[None]:
    """Say, around a task's body, what `finishing` does; for whoever runs tasks."""
    token = _finishing.set(way)
    try:
        yield
    finally:
        _finishing.reset(token)
