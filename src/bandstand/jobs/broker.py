"""The second engine: Celery carries "run job N" between machines, and nothing else.

The job table stays the truth. A message that is lost is sent again by the upkeep; one that comes twice finds
the job taken. So the broker needs no persistence, no acknowledgements and no result store.
"""

import logging
import time
from datetime import timedelta
from functools import cache

from celery import Celery
from django.conf import settings
from django.utils import timezone

from bandstand.people.access import every_hub

from . import lease
from .models import Job

log = logging.getLogger(__name__)
RUN_JOB = "bandstand.run_job"
_away_until = 0.0


@cache
def celery() -> Celery:
    """Return the one Celery application of this process."""
    app = Celery("bandstand", broker=settings.BROKER_URL)
    app.conf.update(
        task_default_queue="bandstand",
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        # A visitor may be waiting: try once more at once, then leave it to the upkeep.
        broker_transport_options={
            "socket_connect_timeout": 1,
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0,
        },
    )
    return app


def send(job_id: int) -> bool:
    """Tell some worker to run this job. False when the broker is away: the upkeep will send it again."""
    global _away_until  # noqa: PLW0603 (a flag for this process)
    if time.monotonic() < _away_until:
        return False
    try:
        celery().send_task(RUN_JOB, [job_id], retry=False)
    except Exception as trouble:  # noqa: BLE001 (each transport has its own errors, and none may reach a visitor)
        _away_until = time.monotonic() + 5
        log.warning("The broker did not take job %s: %s", job_id, trouble)
        return False
    return True


def send_due(most: int = 500) -> int:
    """Send the numbers of due jobs the broker was not told of, or was told of long ago; return how many."""
    now = timezone.now()
    with every_hub("the runner works for every hub"):
        due = Job.objects.filter(state=Job.State.READY, run_after__lte=now)
        due = due.exclude(queue__in=settings.SIDE_BY_SIDE)
        unsent = due.filter(sent_at=None) | due.filter(
            sent_at__lt=now - max(lease.term(), timedelta(seconds=5))
        )
        numbers = list(unsent.order_by("-priority", "run_after").values_list("pk", flat=True)[:most])
        Job.objects.filter(pk__in=numbers).update(sent_at=now)
    return sum(send(number) for number in numbers)
