"""Reads about the background work of the hub in force."""

from django.db.models import Count, QuerySet

from .models import Job


def dead_jobs() -> QuerySet[Job]:
    """Return the jobs that were given up, the latest first."""
    return Job.objects.filter(state=Job.State.DEAD).order_by("-finished_at", "-pk")


def how_many() -> dict[str, int]:
    """Return how many jobs are in each state: {"ready": 3, "running": 1, "done": 12, "dead": 0}."""
    found = dict(Job.objects.values_list("state").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in Job.State.values}


def unfinished(task: str) -> QuerySet[Job]:
    """Return the jobs of this task (its dotted path) still waiting or under way."""
    return Job.objects.filter(task=task, state__in=[Job.State.READY, Job.State.RUNNING])
