"""Running jobs: one at a time here and now (`run_ready`, `perform`), or for ever in threads (`Runner`)."""

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskContext
from django_tasks.utils import normalize_json

from bandstand.kit.background import finish_with
from bandstand.people.access import every_hub, hub_scope

from . import lease
from .backend import result_of
from .models import Job

log = logging.getLogger(__name__)


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
        with _for_its_hub(job), finish_with(partial(lease.finishing, job)):
            result = _call(job)
    except lease.LostLeaseError as lost:
        log.warning("%s", lost)
    except Exception as trouble:
        log.exception("Job %s (%s), attempt %s", job.pk, job.task, job.attempts)
        lease.put_back(job, f"{type(trouble).__name__}: {trouble}"[:2000])
    else:
        lease.finish(job, result)


@contextmanager
def _for_its_hub(job: Job) -> Iterator[None]:
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
