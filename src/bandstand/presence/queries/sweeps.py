"""Reads about rounds of looks: how far they have got."""

from dataclasses import dataclass

from django.db.models import Count, Min, Q

from ..models import CheckUp
from .check_ups import UNFINISHED


@dataclass(frozen=True)
class Progress:
    """How far the checks under way have got; `total` is 0 when there are none."""

    done: int
    total: int

    @property
    def finished(self) -> bool:
        return self.done == self.total


def progress() -> Progress:
    """Count the round of checks now under way: everything asked for since the oldest that still waits."""
    waiting = CheckUp.objects.filter(state__in=UNFINISHED)
    since = waiting.aggregate(first=Min("asked_at"))["first"]
    if since is None:
        return Progress(0, 0)
    round_ = CheckUp.objects.filter(asked_at__gte=since)
    counted = round_.aggregate(total=Count("pk"), left=Count("pk", filter=Q(state__in=UNFINISHED)))
    return Progress(counted["total"] - counted["left"], counted["total"])
