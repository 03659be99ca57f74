"""Jobs that mostly wait for other people's machines: many at once in one thread, each under its own lease.

A website looked at politely is six seconds of waiting and a fiftieth of a second of work. So a queue of such
jobs gets one thread with an event loop that keeps as many under way as it has room for. Where a job ends,
the next begins: none waits for the slowest of a batch. Each ends in a transaction of its own, held by its
fence.
"""

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

from bandstand.kit.background import NotYetError, finish_with, in_database, twin_of, with_threads

from . import lease
from .models import Job
from .runner import IDLE, Renewal, for_its_hub, note_trouble, perform, worker_name

log = logging.getLogger(__name__)
DATABASE_THREADS = 4
BETWEEN_CLAIMS = 0.05
"""Seconds, while there is work: several jobs are then taken with one look at the table."""
GRACE = 8.0
"""Seconds that jobs under way have for finishing when we are told to stop; then they are given back."""


def lanes() -> list["SideBySide"]:
    """Return one lane for each queue that is done side by side."""
    return [SideBySide(queue, most) for queue, most in settings.SIDE_BY_SIDE.items()]


class SideBySide:
    """Keeps up to `most` jobs of one queue under way, in the thread that calls `run`."""

    def __init__(self, queue: str, most: int) -> None:
        self._queue = queue
        self._most = most

    def run(self, renewal: Renewal, stop: threading.Event) -> None:
        """Take jobs until told to stop. Whatever goes wrong here, the queue is taken up again."""
        while not stop.is_set():
            try:
                asyncio.run(self._run(renewal, stop))
            except Exception:
                log.exception("Work side by side stopped; taking it up again")
                stop.wait(1.0)

    async def _run(self, renewal: Renewal, stop: threading.Event) -> None:
        under_way: set[asyncio.Task[None]] = set()
        with ThreadPoolExecutor(DATABASE_THREADS, thread_name_prefix="side by side") as threads:
            with_threads(threads)
            # Looking a name up takes a thread for as long as the name's servers take.
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(self._most))
            while not stop.is_set():
                jobs = await self._take(self._most - len(under_way))
                for job in jobs:
                    task = asyncio.create_task(_see_to(job, renewal))
                    under_way.add(task)
                    task.add_done_callback(under_way.discard)
                await asyncio.sleep(BETWEEN_CLAIMS if jobs else IDLE)
            await _finish_or_give_back(under_way)
            await asyncio.gather(*_closing(threads))

    async def _take(self, room: int) -> list[Job]:
        if room <= 0:
            return []
        try:
            return await in_database(lease.claim_many, worker_name(), self._queue, room)
        except (DatabaseError, InterfaceError) as trouble:
            log.warning("The database is away; trying again: %s", trouble)
            await asyncio.sleep(1.0)
            return []


def _closing(threads: ThreadPoolExecutor) -> list["asyncio.Future[None]"]:
    """Have each thread close its connection: none gets a second turn before all have had one."""
    all_here = threading.Barrier(DATABASE_THREADS)

    def close() -> None:
        all_here.wait(GRACE)
        connections.close_all()

    loop = asyncio.get_running_loop()
    return [loop.run_in_executor(threads, close) for _ in range(DATABASE_THREADS)]


async def _finish_or_give_back(under_way: set[asyncio.Task[None]]) -> None:
    if under_way:
        await asyncio.wait(under_way, timeout=GRACE)
    late = list(under_way)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)


async def _see_to(job: Job, renewal: Renewal) -> None:
    try:
        with renewal.of(job):
            await perform_beside(job)
    except (DatabaseError, InterfaceError) as trouble:
        # Its lease runs out, and somebody takes it on.
        log.warning("The database went away in the middle of job %s: %s", job.pk, trouble)


async def perform_beside(job: Job) -> None:
    """Do what `runner.perform` does, without a thread of its own where the task has a twin that can."""
    try:
        twin = await in_database(twin_of, job.task)
        if twin is None:
            await in_database(perform, job)
            return
        with for_its_hub(job), finish_with(partial(lease.finishing, job)):
            await twin(*job.args, **job.kwargs)
    except lease.LostLeaseError as lost:
        log.warning("%s", lost)
    except NotYetError as later:
        await in_database(lease.put_off, job, later.until)
    except asyncio.CancelledError:
        await in_database(lease.put_off, job, timezone.now())
        raise
    except (Exception, SystemExit) as trouble:  # noqa: BLE001 (as in `perform`: nothing a task does ends its runner)
        await in_database(note_trouble, job, trouble)
    else:
        if job.state != Job.State.DONE:  # `finishing` has seen to it
            await in_database(lease.finish, job)
