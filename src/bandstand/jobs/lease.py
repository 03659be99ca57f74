"""Who may work on a job, until when: claimed by one, renewed while it runs, finished only by its holder.

A lease carries a fence, a number that rises at each claim. Every write below names the fence it was given,
so a worker that was stopped, lost its lease and woke up again can change nothing. Clocks of several machines
may differ by seconds without harm: the worst is a job begun twice, of which only the newer may finish.
"""

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from bandstand.people.access import every_hub

from .models import Job

LONGEST = timedelta(hours=1)
"""A job that runs longer than this is taken to hang: its lease is no longer renewed."""


LONGEST_PUT_OFF = timedelta(minutes=5)


class LostLeaseError(RuntimeError):
    """Somebody else has the job now; what this worker was about to write must not be written."""


def term() -> timedelta:
    """How long a lease lasts unless renewed."""
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def claim(worker: str, job_id: int | None = None, *, queue: str = "") -> Job | None:
    """Take the next job that is due (of this queue, or this very one); None when there is none to take."""
    while True:
        seen, taken = _claim(worker, 1, job_id, queue)
        if taken or not seen:
            return taken[0] if taken else None


def claim_many(worker: str, queue: str, most: int) -> list[Job]:
    """Take up to so many jobs of a queue that are due; fewer when others take some in this very moment."""
    return _claim(worker, most, None, queue)[1]


def _claim(worker: str, most: int, job_id: int | None, queue: str) -> tuple[int, list[Job]]:
    with every_hub("the runner works for every hub"), _short_lock():
        seen = list(_next(job_id, queue)[:most])
        return len(seen), [job for job in seen if _take(job, worker)]


def _short_lock() -> AbstractContextManager[Any]:
    # On SQLite looking needs no lock, and a runner with nothing to do should not stand in the writers' queue.
    return transaction.atomic() if connection.features.has_select_for_update_skip_locked else nullcontext()


def _next(job_id: int | None, queue: str) -> QuerySet[Job]:
    due = Job.objects.filter(state=Job.State.READY, run_after__lte=timezone.now())
    if queue:
        due = due.filter(queue=queue)
    if job_id is not None:
        due = due.filter(pk=job_id)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    return due.order_by("-priority", "run_after", "pk")


def _take(job: Job, worker: str) -> bool:
    now = timezone.now()
    taken = Job.objects.filter(pk=job.pk, state=Job.State.READY, fence=job.fence).update(
        state=Job.State.RUNNING,
        fence=F("fence") + 1,
        attempts=F("attempts") + 1,
        lease_until=now + term(),
        worker=worker,
        started_at=now,
    )
    job.fence += 1
    job.attempts += 1
    job.state, job.worker, job.started_at = Job.State.RUNNING, worker, now
    return bool(taken)


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, fence=job.fence)


def renew(job: Job) -> bool:
    """Make the lease last from now; False when it is lost, or the job has run for longer than any should."""
    now = timezone.now()
    if job.started_at is not None and now - job.started_at > LONGEST:
        return False
    with every_hub("the runner works for every hub"):
        return bool(_held(job).update(lease_until=now + term()))


def finish(job: Job, result: Any = None) -> bool:
    """Mark the job as done; False when it was not ours to finish (any more)."""
    with every_hub("the runner works for every hub"):
        return bool(
            _held(job).update(
                state=Job.State.DONE, finished_at=timezone.now(), lease_until=None, result=result, trouble=""
            )
        )


@contextmanager
def finishing(job: Job) -> Iterator[None]:
    """Do a job's database work and mark it as done in one transaction, held by the fence.

    The job's row is written first, so that nobody can take the job over until this transaction ends.
    Raises LostLeaseError, before any of the work, when somebody already has.
    """
    with transaction.atomic():
        if not renew(job):
            raise LostLeaseError(f"Job {job.pk} was taken over.")
        yield
        finish(job)
    job.state = Job.State.DONE


def put_back(job: Job, trouble: str) -> None:
    """Note what went wrong; try again later, or give up for good after the last attempt."""
    with every_hub("the runner works for every hub"):
        if job.attempts < job.max_attempts:
            _held(job).update(
                state=Job.State.READY, run_after=timezone.now() + pause(job.attempts),
                lease_until=None, sent_at=None, trouble=trouble,
            )  # fmt: skip
        else:
            _held(job).update(
                state=Job.State.DEAD, finished_at=timezone.now(), lease_until=None, trouble=trouble
            )


def put_off(job: Job, until: datetime) -> None:
    """Let the job wait until then. It had not begun in earnest, so the attempt is given back.

    One that is put off again and again waits twice as long each time, up to five minutes: thousands may be
    waiting for the same thing.
    """
    wait = min((until - timezone.now()) * 2.0 ** min(job.fence - 1, 9), LONGEST_PUT_OFF)
    with every_hub("the runner works for every hub"):
        _held(job).update(
            state=Job.State.READY,
            run_after=max(until, timezone.now() + wait),
            attempts=F("attempts") - 1,
            lease_until=None,
            sent_at=None,
        )


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts: four times longer each time, never two jobs in step.

    With the usual lease of 30 seconds that is about 5 seconds, 20 seconds, 80 seconds, 5 minutes.
    """
    longer = float(4 ** (attempts - 1))
    return term() / 6 * longer * random.uniform(0.75, 1.25)  # noqa: S311 (not a secret)


def sweep() -> int:
    """Put back the jobs whose worker is gone; return how many."""
    with every_hub("the runner works for every hub"):
        lapsed = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=timezone.now())
        rows = list(lapsed.order_by("lease_until")[:200])
    for job in rows:
        _take_away(job)
    return len(rows)


def _take_away(job: Job) -> None:
    spent = job.attempts >= job.max_attempts
    with every_hub("the runner works for every hub"):
        # The time is asked for again: the holder may have renewed since we looked.
        _held(job).filter(lease_until__lt=timezone.now()).update(
            state=Job.State.DEAD if spent else Job.State.READY,
            finished_at=timezone.now() if spent else None,
            run_after=timezone.now(),
            lease_until=None,
            sent_at=None,
            trouble=job.trouble or "The program stopped in the middle of it.",
        )
