"""Running jobs: one at a time here and now (`run_ready`), or for ever in threads (`Runner`)."""

import logging
import os
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Protocol

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils.module_loading import import_string
from django_tasks.base import DEFAULT_TASK_QUEUE_NAME, Task, TaskContext
from django_tasks.utils import normalize_json

from bandstand.kit.background import NotYetError, finish_with
from bandstand.people.access import every_hub, hub_scope

from . import lease
from .backend import result_of
from .models import Job
from .upkeep import keep_up

log = logging.getLogger(__name__)
IDLE = 0.25
"""Seconds between two looks at a table with nothing in it."""


def worker_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"[:80]


def run_ready() -> int:
    """Run every job that is due, and those they queue, in this thread; return how many ran.

    Errors do not come out of here: they are on the job (`trouble`), which waits for its next attempt.
    """
    ran = 0
    while (job := lease.claim(worker_name())) is not None:
        perform(job)
        ran += 1
    return ran


def perform(job: Job) -> None:
    """Run a claimed job for its hub, and finish it or put it back."""
    try:
        with for_its_hub(job), finish_with(partial(lease.finishing, job)):
            result = _call(job)
    except lease.LostLeaseError as lost:
        log.warning("%s", lost)
    except NotYetError as later:
        lease.put_off(job, later.until)
    except (Exception, SystemExit) as trouble:  # noqa: BLE001 (a task may not take its runner along)
        note_trouble(job, trouble)
    else:
        if job.state != Job.State.DONE:  # `finishing` has seen to it
            lease.finish(job, result)


def note_trouble(job: Job, trouble: BaseException) -> None:
    """Say on the job, and in the log, what went wrong; it waits for its next attempt or is given up."""
    log.error("Job %s (%s), attempt %s", job.pk, job.task, job.attempts, exc_info=trouble)
    lease.put_back(job, f"{type(trouble).__name__}: {trouble}"[:2000])


@contextmanager
def for_its_hub(job: Job) -> Iterator[None]:
    if job.hub_id is not None:
        with hub_scope(job.hub_id):
            yield
    else:
        with every_hub("work of the whole installation"):
            yield


def _call(job: Job) -> object:
    task = import_string(job.task)
    if not isinstance(task, Task):
        raise TypeError(f"{job.task} is not a task.")
    context = [TaskContext(task_result=result_of(job, task))] if task.takes_context else []
    return normalize_json(task.call(*context, *job.args, **job.kwargs))


class Renewal:
    """Keeps the leases of the jobs this process is at, from a thread of its own."""

    def __init__(self) -> None:
        self._held: dict[int, Job] = {}

    @contextmanager
    def of(self, job: Job) -> Iterator[None]:
        """Renew the lease of this job while it runs."""
        self._held[job.pk] = job
        try:
            yield
        finally:
            self._held.pop(job.pk, None)

    def run(self, stop: threading.Event) -> None:
        """Renew at half the lease, until told to stop."""
        while not stop.wait(lease.term().total_seconds() / 2):
            for job in list(self._held.values()):
                self._renew(job)
            close_old_connections()

    def _renew(self, job: Job) -> None:
        try:
            lease.renew(job)
        except (DatabaseError, InterfaceError) as trouble:
            log.warning("The lease of job %s could not be renewed: %s", job.pk, trouble)


def run_one(job_id: int, renewal: Renewal) -> bool:
    """Run this job, as an engine's message says; False when it is done, taken or not due."""
    job = lease.claim(worker_name(), job_id)
    if job is not None:
        with renewal.of(job):
            perform(job)
    close_old_connections()
    return job is not None


class Worker(Protocol):
    """Something beside the runner's own threads that takes jobs until told to stop."""

    def run(self, renewal: Renewal, stop: threading.Event) -> None: ...


class Runner:
    """Runs jobs in a few threads until stopped; any number of runners may share one database.

    `beside` take jobs of queues of their own, each in a thread of its own.
    """

    def __init__(self, threads: int = 4, *, beside: Sequence[Worker] = ()) -> None:
        self._stop = threading.Event()
        self._looking = threading.Lock()
        self._renewal = Renewal()
        self._threads = [
            threading.Thread(target=self._work, name=f"jobs {number}", daemon=True)
            for number in range(threads)
        ]
        self._threads += [
            threading.Thread(
                target=one.run, args=[self._renewal, self._stop], name="side by side", daemon=True
            )
            for one in beside
        ]

    def stop(self) -> None:
        """Take no more jobs. `run` returns once those under way are finished."""
        self._stop.set()

    def run(self, grace: float = 60.0) -> bool:
        """Work until `stop`; then wait up to `grace` seconds. False when a job was still under way."""
        ending = threading.Event()
        keeping = threading.Thread(target=self._renewal.run, args=[ending], name="leases", daemon=True)
        for thread in [*self._threads, keeping]:
            thread.start()
        keep_up(self._stop)
        deadline = time.monotonic() + grace
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        ending.set()
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                job = self._next()
                if job is not None:
                    with self._renewal.of(job):
                        perform(job)
            except (DatabaseError, InterfaceError) as trouble:
                log.warning("The database is away; trying again: %s", trouble)
                connection.close()
                self._stop.wait(1.0)
            close_old_connections()

    def _next(self) -> Job | None:
        # Idle threads wait here: one looks at the table for all of them.
        with self._looking:
            while not self._stop.is_set():
                job = lease.claim(worker_name(), queue=DEFAULT_TASK_QUEUE_NAME)
                if job is not None:
                    return job
                self._stop.wait(IDLE)
        return None
