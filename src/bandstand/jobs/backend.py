"""The Django Tasks backend: queueing is one INSERT in the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from bandstand.people.access import current_hub_id, every_hub

from .models import Job

_STATUS = {
    Job.State.READY: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.DEAD: TaskResultStatus.FAILED,
}


class JobBackend(BaseTaskBackend):
    """Stores tasks as rows of the job table, for the hub in force when they were queued."""

    supports_defer = True
    supports_priority = True
    supports_get_result = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        job = _job(task, args, kwargs)
        if carried(job.queue) and task.run_after is None:
            _send_on_commit(job)
        else:
            job.save()
        return result_of(job, task)

    def enqueue_many(self, task: Task[Any, Any], many: Iterable[Sequence[Any]]) -> int:
        """Queue the task once for each of these arguments, with few statements; return how many.

        A broker is told of them by the upkeep.
        """
        jobs = [_job(task, args, {}) for args in many]
        Job.objects.bulk_create(jobs, batch_size=500)
        return len(jobs)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        try:
            with every_hub("a result is asked for by its own long number"):
                job = Job.objects.get(uid=result_id)
        except (Job.DoesNotExist, ValidationError) as missing:
            raise TaskResultDoesNotExist(result_id) from missing
        return result_of(job, import_string(job.task))


def _job(task: Task[Any, Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Job:
    return Job(
        hub_id=current_hub_id(),
        task=task.module_path,
        queue=task.queue_name,
        args=list(args),
        kwargs=dict(kwargs),
        about=name_of(task),
        priority=task.priority,
        run_after=task.run_after or timezone.now(),
    )


def carried(queue: str) -> bool:
    """Tell whether a broker carries this queue. Those run side by side are read from the table by all."""
    return bool(settings.BROKER_URL) and queue not in settings.SIDE_BY_SIDE


def _send_on_commit(job: Job) -> None:
    from .broker import send  # Celery is loaded only where it is used

    job.sent_at = job.run_after
    job.save()
    transaction.on_commit(partial(send, job.pk))


def name_of(task: Task[Any, Any]) -> str:
    """Return what an officer calls this work: the first line the task says of itself."""
    return (task.func.__doc__ or task.name).strip().splitlines()[0][:200]


def result_of(job: Job, task: Task[Any, Any]) -> TaskResult[Any]:
    """Return what the Tasks API shows of a job."""
    result: TaskResult[Any] = TaskResult(
        task=task,
        id=str(job.uid),
        status=_STATUS[Job.State(job.state)],
        enqueued_at=job.made_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.started_at,
        args=job.args,
        kwargs=job.kwargs,
        backend="default",
        errors=_errors(job),
        worker_ids=[job.worker] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result


def _errors(job: Job) -> list[TaskError]:
    if not job.trouble:
        return []
    return [TaskError(exception_class_path="builtins.RuntimeError", traceback=job.trouble)]
