"""The job table: the truth about background work, whatever engine carries it."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from bandstand.people.access import HubRows
from bandstand.people.models import Hub


class Job(models.Model):
    """One piece of background work. Whoever holds the lease with the newest fence may finish it."""

    class State(models.TextChoices):
        READY = "ready", "Waiting"
        RUNNING = "running", "Under way"
        DONE = "done", "Done"
        DEAD = "dead", "Gave up"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The hub the work is for; empty for work of the whole installation (clearing up).
    hub = models.ForeignKey(Hub, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    task = models.CharField(max_length=200)
    # Each queue has threads of its own, so that letters never stand behind thousands of websites.
    queue = models.CharField(max_length=20, default="default")
    args: models.JSONField[Any, Any] = models.JSONField(default=list)
    kwargs: models.JSONField[Any, Any] = models.JSONField(default=dict)
    about = models.CharField(max_length=200, blank=True, help_text="What an officer calls it.")
    # Work that comes round by itself is queued once per turn, however many runners see that it is due.
    once = models.CharField(max_length=200, null=True, unique=True, editable=False)  # noqa: DJ001 (unique)
    state = models.CharField(max_length=8, choices=State.choices, default=State.READY)
    priority = models.SmallIntegerField(default=0)
    run_after = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    # Rises by one at every claim; a worker whose lease ran out holds an old fence and can finish nothing.
    fence = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=80, blank=True)
    trouble = models.TextField(blank=True, help_text="The last error.")
    result: models.JSONField[Any, Any] = models.JSONField(null=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="When its number last went to the broker."
    )
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = HubRows["Job"]()

    class Meta:
        indexes = [
            models.Index(
                fields=["queue", "-priority", "run_after", "id"],
                condition=Q(state="ready"),
                name="job_next",
            ),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="job_lease"),
            models.Index(fields=["hub", "state", "-made_at"], name="job_by_state"),
        ]

    def __str__(self) -> str:
        return self.about or self.task
