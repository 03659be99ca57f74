"""Putting work off until later, from code that may not import the task itself (tasks sit above actions)."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import partial
from typing import ParamSpec, TypeVar

from asgiref.sync import sync_to_async
from django.db import close_old_connections, transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task

P = ParamSpec("P")
T = TypeVar("T")


def later(task: str, *args: object, run_after: datetime | None = None, priority: int = 0) -> None:
    """Queue the task at this dotted path, in the caller's transaction.

    `args` are ids and plain words only (they are stored as JSON). A higher `priority` (-100 to 100) goes
    first.
    """
    found = import_string(task)
    if not isinstance(found, Task):
        raise TypeError(f"{task} is not a task.")
    found.using(run_after=run_after, priority=priority).enqueue(*args)


def later_many(task: str, many: Iterable[Sequence[object]], *, priority: int = 0) -> int:
    """Queue the task at this dotted path once for each of these arguments, quickly; return how many."""
    found = import_string(task)
    if not isinstance(found, Task):
        raise TypeError(f"{task} is not a task.")
    queued: int = found.get_backend().enqueue_many(found.using(priority=priority), many)  # type: ignore[attr-defined]
    return queued


class NotYetError(Exception):
    """Raised by a task that cannot begin now: its job waits until then, and nothing has gone wrong."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Not before {until:%H:%M:%S}.")
        self.until = until


Finishing = Callable[[], AbstractContextManager[None]]
_finishing: ContextVar[Finishing] = ContextVar("finishing", default=transaction.atomic)


def finishing() -> AbstractContextManager[None]:
    """Do a task's database work and mark its job as done in one transaction: all of it, once, or none.

    For the last step of a task, after the slow part (fetching, sending). A task whose job has meanwhile been
    given to another worker is stopped here, before it writes. Outside a job this is a plain transaction.
    """
    return _finishing.get()()


def in_a_job() -> bool:
    """Tell whether a runner is behind us, which can put the work off (`NotYetError`) and try it again."""
    return _finishing.get() is not transaction.atomic


@contextmanager
def finish_with(way: Finishing) -> Iterator[None]:
    """Say, around a task's body, what `finishing` does; for whoever runs tasks."""
    token = _finishing.set(way)
    try:
        yield
    finally:
        _finishing.reset(token)


# Work that mostly waits for other people's machines has, beside its task, a twin that waits without a thread.

Twin = Callable[..., Awaitable[None]]
_twins: dict[str, Twin] = {}
_threads: ContextVar[ThreadPoolExecutor | None] = ContextVar("threads", default=None)


def side_by_side(
    task: Task[P, None],
) -> Callable[[Callable[P, Awaitable[None]]], Callable[P, Awaitable[None]]]:
    """Say that this coroutine does what the task does, many at once in one thread."""

    def keep(twin: Callable[P, Awaitable[None]]) -> Callable[P, Awaitable[None]]:
        _twins[task.module_path] = twin
        return twin

    return keep


def twin_of(task: str) -> Twin | None:
    """Return what does the work of the task at this dotted path side by side with others, or None."""
    import_string(task)
    return _twins.get(task)


def with_threads(threads: ThreadPoolExecutor) -> None:
    """Say, for the coroutines begun from here, which threads touch the database for them."""
    _threads.set(threads)


async def in_database(act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do something with the database from a coroutine: in the caller's own thread unless told otherwise."""
    threads = _threads.get()
    if threads is None:
        return await sync_to_async(act)(*args, **kwargs)
    return await sync_to_async(_and_close, thread_sensitive=False, executor=threads)(
        partial(act, *args, **kwargs)
    )


def _and_close(act: Callable[[], T]) -> T:
    try:
        return act()
    finally:
        close_old_connections()
