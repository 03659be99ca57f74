"""The Django Tasks backend: queueing is one INSERT in the caller's transaction."""

from typing import Any

from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus

from bandstand.people.access import current_hub_id

from .models import Job


class JobBackend(BaseTaskBackend):
    """Stores tasks as rows of the job table, for the hub in force when they were queued."""

    supports_defer = True
    supports_priority = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        job = Job(
            hub_id=current_hub_id(),
            task=task.module_path,
            args=list(args),
            kwargs=dict(kwargs),
            about=(task.func.__doc__ or task.func.__name__).strip().splitlines()[0][:200],
            priority=task.priority,
            run_after=task.run_after or timezone.now(),
        )
        job.save()
        return result_of(job, task)


def result_of(job: Job, task: Task[Any, Any]) -> TaskResult[Any]:
    """Return what the Tasks API shows of a job just queued."""
    return TaskResult(
        task=task,
        id=str(job.uid),
        status=TaskResultStatus.READY,
        enqueued_at=job.made_at,
        started_at=None,
        finished_at=None,
        last_attempted_at=None,
        args=job.args,
        kwargs=job.kwargs,
        backend="default",
        errors=[],
        worker_ids=[],
    )
